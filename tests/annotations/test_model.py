"""Annotations go to JSON and back as they are, with whatever else a record holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.model import (
    OPENING,
    Annotation,
    Kind,
    Target,
    from_record,
    make_target,
    new_annotation,
    new_id,
    to_record,
)
from reader.text.source import Source
from reader.text.spans import length, text_of
from tests.annotations.examples import TEXT, highlight, seed

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
OTHERS = st.dictionaries(WORDS.map(lambda key: "x-" + key), st.none() | WORDS | st.lists(st.integers()), max_size=3)
SPANS = st.lists(st.tuples(st.integers(0, 999), st.integers(1, 99)).map(lambda s: (s[0], sum(s))), min_size=1).map(
    tuple
)
TARGETS = st.builds(Target, WORDS, WORDS, WORDS, SPANS, WORDS, WORDS, WORDS, st.booleans(), OTHERS)
ANNOTATIONS = st.builds(
    Annotation,
    WORDS.filter(bool),
    st.sampled_from(Kind),
    TARGETS,
    WORDS.filter(bool),
    st.none() | WORDS,
    WORDS,
    WORDS,
    WORDS,
    OTHERS,
    OTHERS,
)


@given(ANNOTATIONS)
def test_a_record_gives_back_the_annotation_and_the_annotation_the_record(annotation: Annotation) -> None:
    record = json.loads(json.dumps(to_record(annotation)))
    assert from_record(record) == annotation
    assert to_record(from_record(record)) == record


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", ""),
        ("id", None),
        ("kind", "scribble"),
        ("kind", ["tag"]),
        ("tag", 7),
        ("created", 20211228),
        ("body", "a"),
        ("target", None),
        ("target.spans", []),
        ("target.spans", [[4, 4]]),
        ("target.spans", [[-1, 4]]),
        ("target.spans", [[0, 4, 5]]),
        ("target.spans", [[0, True]]),
        ("target.spans", [[0.0, 4.0]]),
        ("target.quote", None),
    ],
)
def test_a_record_that_means_nothing_is_refused(key: str, value: Any) -> None:
    record = to_record(highlight())
    *outer, last = key.split(".")
    inner = record[outer[0]] if outer else record
    inner[last] = value
    with pytest.raises(ValueError):
        from_record(record)
    del inner[last]
    if last not in ("tag", "body"):
        with pytest.raises(ValueError):
            from_record(record)


@pytest.mark.parametrize("record", [None, 5, "tag", [], {}])
def test_what_is_no_record_is_refused(record: object) -> None:
    with pytest.raises(ValueError):
        from_record(record)


def test_a_passage_is_quoted_whole_with_what_stands_around_it() -> None:
    target = make_target(TEXT, "a.txt", [(16, 17), (17, 19)], article=False)
    assert target.spans == ((16, 19),)
    assert (target.quote, target.prefix[-3:], target.suffix[:3]) == ("“报\n", "野家的", "纸”今")
    assert target.prefix + target.quote + target.suffix == TEXT.text


def test_an_article_is_quoted_by_its_opening_in_reading_order() -> None:
    _, source = seed("003")
    spans = ((500, 540), (100, 400), (600, 900))
    target = make_target(source, "a.txt", spans, article=True)
    assert target.spans == spans
    assert target.quote == text_of(source.text, spans)[:OPENING]
    assert target.suffix == source.text[180:212]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda s: (min(s), max(s))), max_size=5))
def test_the_quote_is_what_stands_at_the_spans(spans: list[tuple[int, int]]) -> None:
    text = Source("".join(map(chr, range(0x4E00, 0x4E00 + 60))))
    if not length(spans):
        with pytest.raises(ValueError):
            make_target(text, "a", spans, article=False)
        return
    target = make_target(text, "a", spans, article=False)
    assert target.quote == text_of(text.text, target.spans) == text_of(text.text, spans)


def test_ids_are_uuids_that_sort_by_time() -> None:
    ids = [new_id() for _ in range(50)]
    assert len(set(ids)) == 50
    times = [one[:18] for one in ids]  # the milliseconds and the fraction; what follows is chance
    assert times == sorted(times)
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)


def test_a_tag_is_tidied_and_must_hold_a_word() -> None:
    target = make_target(TEXT, "a", [(0, 4)], article=True)
    assert new_annotation(Kind.TAG, target, "甲", tag=" 民生 \t 经济\n").tag == "民生 经济"
    assert new_annotation(Kind.HIGHLIGHT, target, "甲", tag="  ").tag is None
    with pytest.raises(ValueError):
        new_annotation(Kind.TAG, target, "甲", tag=" \n")
