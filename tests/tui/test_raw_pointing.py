"""The raw text worked as the article is: by mouse, with counts, and with the annotations that stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.text import words
from reader.text.widths import cells, set_ambiguous_wide
from tests.tui.driving import Driver
from tests.tui.test_annotating import saved
from tests.tui.test_raw_keys import in_raw


async def cell(reader: Driver, text: str) -> tuple[int, int]:
    """Where a text begins in the raw pane, in its cells."""
    raw = reader.browse.panes.raw
    assert raw is not None
    await reader.see(text)
    for y in range(raw.size.height):
        line = raw.render_line(y).text
        if text in line:
            return cell_len(line.partition(text)[0]), y + 1  # below the title
    raise AssertionError(text)


@pytest.mark.parametrize("half", [0, 1])
async def test_clicks_on_either_half_select_word_sentence_and_line(tmp_path: Path, half: int) -> None:
    words.load()
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        x, y = await cell(reader, "主动发现快速")
        top = raw.scroll_offset.y
        for times, expected in ((2, "主动"), (4, "《通知》要求,")):
            await reader.pilot.click(raw, (x + half, y), times=times)
            await reader.until(lambda: raw.selected_text())
            found = raw.selected_text()
            assert found == expected if times == 2 else found.startswith(expected) and "\n" not in found
            assert raw.has_focus, "a click selects, Enter reads"
            assert raw.scroll_offset.y == top, "nothing jumps under the mouse"
            await reader.keys("escape")
            await reader.pilot.pause(0.6)
        start = raw.source.text.index("主动发现快速")
        row = raw.row_at(raw.cursor)
        assert row is not None and row.start <= start < row.end, "the place is where the mouse was"
        await reader.pilot.mouse_down(raw, (x + half, y))
        await reader.pilot.hover(raw, (x + 6 + half, y))
        await reader.pilot.mouse_up(raw, (x + 6 + half, y))
        await reader.until(lambda: raw.selection_spans() == ((start, start + 4),))
        await reader.keys("y")
        await reader.see("4 characters copied")
        assert reader.app.clipboard == "主动发现"


async def test_annotations_of_the_whole_page_stand_in_its_raw_text(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        text = raw.source.text
        other = "杨志明讲话"  # in the second article, while the first is shown
        await reader.keys("home")
        x, y = await cell(reader, other)
        plain = raw.render_line(y - 1)
        await reader.pilot.mouse_down(raw, (x, y))
        await reader.pilot.hover(raw, (x + 5, y))
        await reader.pilot.mouse_up(raw, (x + 5, y))
        await reader.keys("m")
        await reader.see("Note")
        await reader.type("why")
        await reader.keys("ctrl+s")
        await reader.see("saved")
        start = text.index(other)
        assert [tuple(span) for span in saved(tmp_path / "library")[0]["target"]["spans"]] == [(start, start + 3)]
        await reader.keys("home")
        await reader.until(lambda: "✎" in raw.render_line(y - 1).text)
        drawn = raw.render_line(y - 1)
        assert drawn.crop(x, x + 6) != plain.crop(x, x + 6)
        assert drawn.crop(x, x + 6)._segments[0].style.underline  # type: ignore[union-attr]
        assert drawn.crop(x + 6) == plain.crop(x + 6)
        await reader.keys("u")
        await reader.until(lambda: "✎" not in raw.render_line(y - 1).text)


async def test_a_count_before_a_key_is_taken_as_in_the_article(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None and raw._raw is not None
        await reader.keys("g", "1", "2", "j")
        assert raw.cursor == 12
        await reader.keys("5", "k")
        assert raw.cursor == 7
        await reader.keys("2", "1", "G")
        assert raw._raw.rows[raw.cursor].line == 21
        assert raw.source.text[raw.place :].startswith("杨志明讲话")
        await reader.keys("5", "0", "%")
        assert raw._raw.row_of(len(raw.source.text) // 2) == raw.cursor
        before = raw.cursor
        await reader.keys("v", "v", "4", "right", "2", "down")
        assert raw.cursor == before + 2
        assert raw.selected_text()
        await reader.keys("9", "tab")
        await reader.keys("shift+tab", "escape", "escape", "j")
        assert raw.cursor == before + 3, "a count is not kept for later"


async def test_rows_and_mouse_follow_a_terminal_that_draws_ambiguous_characters_wide(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None and raw._raw is not None
        rows = raw._raw
        try:
            await reader.keys("p", "end", "enter", "p", "end", "enter")
            assert reader.app.settings.ambiguous == "wide"
            quoted = "“双循环”"
            await reader.until(lambda: raw._raw is not rows)
            width = raw.scrollable_content_region.width
            assert all(cells(raw._raw.text[one.start : one.end]) < width for one in raw._raw.rows)
            start = raw.source.text.index(quoted)
            raw.show_offset(start)
            x, y = await cell(reader, "〝双循环〞")
            await reader.pilot.mouse_down(raw, (x + 1, y))
            await reader.pilot.hover(raw, (x + 9, y))
            await reader.pilot.mouse_up(raw, (x + 9, y))
            await reader.until(lambda: raw.selected_text() == quoted)
        finally:
            set_ambiguous_wide(False)


async def test_a_click_on_a_mark_says_what_it_is_and_chooses_it_for_the_keys(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        other = "杨志明讲话"  # in the second article, while the first is shown
        await reader.keys("home")
        x, y = await cell(reader, other)
        for end, note in ((5, "short"), (9, "long")):
            await reader.pilot.mouse_down(raw, (x, y))
            await reader.pilot.hover(raw, (x + end, y))
            await reader.pilot.mouse_up(raw, (x + end, y))
            await reader.keys("m")
            await reader.see("Note")
            await reader.type(note)
            await reader.keys("ctrl+s")
            await reader.see("saved")
        for half, expected in ((0, "long"), (1, "short"), (0, "long")):
            await reader.pilot.pause(0.6)  # another click, and no double click
            await reader.pilot.click(raw, (x + half, y))
            await reader.see(f" {expected}")
        await reader.keys("x", "down", "enter")  # delete
        await reader.until(lambda: [one["note"] for one in saved(tmp_path / "library")] == ["short"])


async def test_what_is_selected_in_the_raw_text_is_what_is_corrected(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        other = "杨志明讲话"  # in the second article, while the first is shown
        await reader.keys("home")
        x, y = await cell(reader, other)
        await reader.pilot.mouse_down(raw, (x, y))
        await reader.pilot.hover(raw, (x + 9, y))
        await reader.pilot.mouse_up(raw, (x + 9, y))
        await reader.keys("c")
        await reader.see("Correct “杨志明讲话”")
        await reader.keys("f")
        await reader.see("saved: correction: furniture")
        start = raw.source.text.index(other)
        (one,) = saved(tmp_path / "library")
        assert [tuple(span) for span in one["target"]["spans"]] == [(start, start + 5)]
        assert raw.selection_spans() == ()
        await reader.keys("u")
        await reader.until(lambda: saved(tmp_path / "library") == [])
        await reader.idle()
        await reader.keys("c")
        await reader.see("Correct “2021年度统筹开展")
