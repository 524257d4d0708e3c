"""The measures themselves: the right answer scores 1, a wrong one does not."""

from __future__ import annotations

import copy

import pytest

from tests.newspaper.score import gold_of, measures, seed_names


@pytest.mark.parametrize("name", seed_names())
def test_the_right_structure_scores_one(name: str) -> None:
    text, gold = gold_of(name)
    found = measures(text, gold, gold)
    assert {key: value for key, value in found.items() if key not in ("lost", "dup", "bad_spans")} == {
        key: None if value is None else pytest.approx(1.0)
        for key, value in found.items()
        if key not in ("lost", "dup", "bad_spans")
    }
    assert (found["lost"], found["dup"], found["bad_spans"]) == (0, 0, 0)


def test_what_is_wrong_is_measured() -> None:
    text, gold = gold_of(seed_names()[0])
    wrong = copy.deepcopy(gold)
    wrong["articles"][0]["title"] = [[7, 20]]
    wrong["articles"][1]["paragraphs"] += wrong["articles"].pop(3)["captions"]
    wrong["furniture"] = [[30, 40], [len(text), len(text) + 5]]
    found = measures(text, gold, wrong)
    assert found["title_acc"] == pytest.approx(4 / 6)
    assert 0 < (found["lost"] or 0) < 0.01
    assert found["dup"] == pytest.approx(10 / sum(not char.isspace() for char in text), rel=0.02)
    assert found["bad_spans"] == 1
    assert (found["bcubed_f1"] or 1) < 1
    assert (found["boundary_f1"] or 1) < 1
