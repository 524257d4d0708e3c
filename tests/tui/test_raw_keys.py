"""The raw text by keys: searched in the order of the file, and selected to the character."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reader.tui.widgets.prompt_bar import PromptBar
from reader.tui.widgets.raw_caret import RawCaret
from tests.tui.driving import Driver, library, reading
from tests.tui.test_annotating import saved


@asynccontextmanager
async def in_raw(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Driver, RawCaret]]:
    """The app with the reader in the raw text of the first page."""
    async with reading(library(folder, ["000"]), size=size) as reader:
        await reader.keys("r")
        await reader.until(lambda: reader.browse.panes.raw is not None and reader.browse.panes.raw.view is not None)
        raw = reader.browse.panes.raw
        assert raw is not None
        await reader.keys("tab")
        await reader.until(lambda: raw.has_focus)
        yield reader, raw


async def test_a_search_finds_what_stands_in_no_article_shown_and_over_line_ends(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        text = raw.source.text
        await reader.keys("slash")
        await reader.see("in the raw text")
        await reader.type("困难群众")
        await reader.keys("enter")
        await reader.until(lambda: raw.has_focus)
        found = reader.browse.searching.found
        places = [at for at in range(len(text)) if text.startswith("困难群众", at)]
        assert {hit.start for hit in found.hits} >= set(places)
        assert [hit.start for hit in found.hits] == sorted(hit.start for hit in found.hits)
        await reader.see(f"found 1/{len(found.hits)}")
        await reader.keys("N")
        await reader.until(lambda: raw.place >= text.rfind("\n", 0, found.hits[-1].start))
        await reader.see(f"found {len(found.hits)}/{len(found.hits)}")
        await reader.keys("tab", "tab")
        assert "found" not in reader.screen().splitlines()[-2], "the article was not searched"
        await reader.keys("tab", "escape")
        assert not reader.browse.searching.found.query


@pytest.mark.parametrize("size", [(120, 40), (60, 16)])
async def test_esc_in_the_line_goes_back_to_where_the_reader_was(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_raw(tmp_path, size) as (reader, raw):
        await reader.keys("down", "down")
        before = raw.cursor
        await reader.keys("／")
        await reader.type("氢冶金")
        await reader.until(lambda: raw.cursor != before)
        await reader.keys("escape")
        await reader.until(lambda: raw.has_focus and raw.cursor == before)
        assert not reader.browse.searching.found.query


async def test_what_is_selected_by_keys_is_highlighted_where_it_stands(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        await reader.keys("slash")
        await reader.type("切实保障困难群众")
        await reader.keys("enter", "v", "v", "right", "right", "shift+right", "shift+right")
        start = raw.source.text.index("切实保障")
        await reader.until(lambda: raw.selection_spans() == ((start, start + 4),))
        await reader.see("h highlight", "y copy")
        assert raw.selected_text() == "切实保障"
        await reader.keys("h", "enter")
        await reader.see("saved: highlight")
        assert [tuple(span) for span in saved(tmp_path / "library")[0]["target"]["spans"]] == [(start, start + 4)]
        assert raw.selection_spans() == ()
        await reader.keys("escape")
        await reader.see("read the article here")


async def test_the_selection_grows_to_the_line_of_the_file_and_back(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        assert raw.source is not None
        text = raw.source.text
        await reader.keys("slash")
        await reader.type("难群众")
        await reader.keys("enter", "v")
        sizes = []
        for _time in range(6):
            await reader.keys("plus")
            sizes.append(len(raw.selected_text()))
            assert "\n" not in raw.selected_text() or raw.selected_text() == text
        assert sizes == sorted(sizes)
        assert sizes[0] == 1
        assert sizes[-1] == len(text)
        await reader.keys(*["minus"] * (len(set(sizes)) - 1))
        assert len(raw.selected_text()) == 1
        await reader.keys("escape", "shift+down", "ampersand", "right", "shift+end")
        assert len(raw.selection_spans()) == 2


async def test_the_caret_goes_by_rows_and_keeps_to_its_column(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        await reader.keys("slash")
        await reader.type("下简称")
        await reader.keys("enter", "v", "home", "right", "right", "up", "down", "v", "end")
        await reader.until(lambda: len(raw.selected_text()) > 3)
        assert raw.selected_text().startswith("称") or "\n" not in raw.selected_text()
        await reader.keys("left_curly_bracket")
        assert raw.source is not None
        start, _end = raw.selection_spans()[0]
        assert raw.source.text[start - 1] == "\n"
        await reader.keys("o", "right_curly_bracket")
        assert raw.source.text[raw.selection_spans()[0][1]] == "\n"


@pytest.mark.parametrize("size", [(120, 40), (60, 16)])
async def test_a_hit_that_is_kept_stays_in_view_where_another_article_is_shown(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_raw(tmp_path, size) as (reader, raw):
        await reader.keys("slash")
        await reader.type("打造向北开放桥头堡")
        await reader.until(lambda: reader.browse.searching.found.hits)
        await reader.keys("enter")
        await reader.until(lambda: raw.has_focus)
        await reader.pilot.pause(0.2)
        start = reader.browse.searching.found.hits[0].start
        assert raw._raw is not None
        assert raw.cursor == raw._raw.row_of(start)
        await reader.see("打造向北开放桥头堡")
        await reader.keys("J")
        await reader.another_article()
        await reader.until(lambda: raw._raw is not None and raw.cursor < raw._raw.row_of(start))


async def test_a_line_that_is_open_stays_the_one_it_is_wherever_one_clicks(tmp_path: Path) -> None:
    async with in_raw(tmp_path) as (reader, raw):
        await reader.keys("tab", "tab")
        await reader.until(lambda: reader.browse.pane.has_focus)
        await reader.keys("slash")
        raw.focus()
        await reader.until(lambda: raw.has_focus)
        await reader.keys("slash")
        await reader.type("困难群众")
        await reader.until(lambda: reader.browse.side.searching.found.hits)
        raw.focus()
        await reader.until(lambda: raw.has_focus)
        await reader.keys("r")
        await reader.until(lambda: reader.browse.panes.raw is None)
        await reader.keys("slash", "enter", "r")
        await reader.until(lambda: reader.browse.panes.raw is not None and reader.browse.panes.raw.view is not None)
        await reader.keys("tab", "slash")
        await reader.see("in the raw text")
        reader.browse.pane.focus()
        await reader.until(lambda: reader.browse.pane.has_focus)
        await reader.keys("r")
        await reader.until(lambda: reader.browse.panes.raw is None)
        assert not reader.browse.query(PromptBar)
