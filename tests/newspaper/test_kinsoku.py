"""Articles of the samples are set without a fault; `python -m tests.benchmarks.setting` tells more, of any texts."""

from __future__ import annotations

from functools import cache

import pytest

from reader.newspaper.compose import ArticleView
from reader.newspaper.layout import PLAIN
from tests.benchmarks.setting import SEEDS, WIDTHS, examine, speed, views


@cache
def articles() -> tuple[ArticleView, ...]:
    return tuple(views(sorted(SEEDS.glob("*.txt"))))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("hanging", [False, True])
def test_no_line_end_breaks_a_rule(width: int, hanging: bool) -> None:
    found = examine(articles(), width, PLAIN._replace(hanging=hanging))
    assert found.breaks > 500
    assert found.faults == []


def test_lines_are_full() -> None:
    plain = examine(articles(), 80)
    hung = examine(articles(), 80, PLAIN._replace(hanging=True))
    assert plain.fill >= 0.985
    assert hung.fill > plain.fill
    assert hung.breaks < plain.breaks


def test_a_million_characters_are_broken_in_about_the_time_that_rich_takes() -> None:
    ours, rich = speed(articles())
    assert ours > 0.4 * rich
