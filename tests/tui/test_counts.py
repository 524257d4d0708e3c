"""A number before a movement: lines, a paragraph, a percent."""

from __future__ import annotations

from pathlib import Path

from reader.newspaper.places import at_paragraph, at_percent
from reader.tui.widgets.pane_counts import Counts
from tests.tui.driving import library, reading


async def test_a_number_before_a_movement(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"]), size=(80, 24)) as reader:
        pane = reader.browse.pane
        view = pane.view
        assert view is not None
        await reader.keys("1", "2")
        await reader.see(" 12 ")
        await reader.keys("j")
        assert pane._top == 12
        await reader.keys("5", "k")
        assert pane._top == 7
        await reader.keys("1", "2", "G")
        twelfth = at_paragraph(view, 12)
        assert twelfth is not None and pane.place == view.blocks[twelfth.block].text.source_place(0)
        await reader.keys("５", "0", "％")
        half = at_percent(view, 50)
        assert pane.in_sight(view.blocks[half.block].text.source_place(half.offset))
        assert abs(pane.percent - 50) < 12
        await reader.keys("alt+left")
        await reader.opened()
        assert pane.place == view.blocks[twelfth.block].text.source_place(0)
        await reader.keys("3", "escape", "j")
        assert pane.place > view.blocks[twelfth.block].text.source_place(0)
        top = pane._top
        await reader.keys("j")
        assert pane._top == top + 1, "another key lets the number go"
        await reader.keys("g")
        assert pane._top == 0
        await reader.keys("G")
        assert pane.percent == 100
        await reader.keys("0", "%")
        assert pane._top == 0
        await reader.keys("0", "G")
        assert pane.percent == 100
        await reader.keys("2", "G", "v", "3", "right")
        head = pane._selection.head
        assert head is not None and head.offset == 3


def test_a_count_is_taken_once_and_by_the_next_key_alone() -> None:
    counts = Counts()
    assert [counts.key(key) for key in "0120"] == [True, True, True, True]
    assert counts.typed == 120 and counts.take() is None
    assert not counts.key("j") and counts.take() == 120 and counts.take() is None
    counts.key("0")
    assert not counts.key("%") and counts.take() == 0 and counts.take() is None, "0% is a place"
    counts.key("7")
    counts.key("s")
    counts.key("j")
    assert counts.take() is None
