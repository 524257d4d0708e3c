"""Vertical columns: read, paged, selected, searched and marked as lines are, the place kept there and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.newspaper.compose import ArticleView, Hit
from reader.newspaper.layout import Typesetting
from reader.text.script import Script
from reader.text.spans import text_of
from reader.tui.widgets.article_pane import Mark
from tests.tui.driving import library, reading
from tests.tui.panes import Window, page, view, window

FIRST = "困难群众基本生活"
VERTICAL = Typesetting(vertical=True)


@asynccontextmanager
async def columns(article: ArticleView, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Window]:
    async with window(article, size=size) as seen:
        seen.pane.setting = VERTICAL
        await seen.pilot.pause()
        yield seen


def read(seen: Window) -> str:
    """What stands in the window, read downwards and from right to left; blanks left out."""
    lines = [_cells(line) for line in seen.lines()]
    wide = max(map(len, lines))
    down = ("".join(line[x] if x < len(line) else "" for line in lines) for x in range(wide - 1, -1, -1))
    return "".join("".join(down).split())


def _cells(line: str) -> list[str]:
    """A line by its cells; a wide character stands in its first, and so do two digits in one square."""
    parts = [part for char in line for part in (char, *[""] * (cell_len(char) - 1))]
    for at in range(len(parts) - 1):
        if parts[at].isdigit() and parts[at].isascii() and parts[at + 1].isdigit():
            parts[at : at + 2] = parts[at] + parts[at + 1], ""
    return parts


def square_of(seen: Window, word: str) -> tuple[int, int]:
    """The first cell of the square of a word's first character, whose others stand below it."""
    lines = [_cells(line) for line in seen.lines()]
    for y, line in enumerate(lines):
        for x, char in enumerate(line):
            below = [rest[x] if x < len(rest) else "" for rest in lines[y : y + len(word)]]
            if char == word[0] and "".join(below) == word:
                return x, y
    raise AssertionError(f"{word} does not stand in one column of\n" + "\n".join(seen.lines()))


async def test_text_runs_downwards_in_columns_from_right_to_left() -> None:
    async with columns(view(0, FIRST)) as seen:
        assert read(seen).startswith("我区多举措保障元旦春节期间困难群众基本生活本报12月27日讯︵记者杨婷︶近日︐")
        assert not any("，" in line or "(" in line for line in seen.lines())


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (33, 50)])
async def test_turning_pages_reads_every_character_in_order(size: tuple[int, int]) -> None:
    article = view(3, "呼和浩特")
    async with columns(article, size) as seen:
        pages = [read(seen)]
        while seen.pane.percent < 100:
            before = seen.pane.place
            await seen.pilot.press("space")
            assert seen.pane.place > before or seen.pane.percent == 100
            pages.append(read(seen))
    shown = [char for block in article.blocks for char in block.text.text if "\u4e00" <= char <= "\u9fff"]
    seen_all = "".join(pages)
    at = 0
    for char in shown:  # a page begins with the last column of the one before
        at = seen_all.index(char, at) + 1


async def test_the_place_stays_on_the_way_there_and_back_and_through_scripts() -> None:
    async with window(view(2, "關于"), size=(80, 20)) as seen:
        await seen.pilot.press("space", "space", "space")
        place = seen.pane.place
        for setting in (VERTICAL, Typesetting()):
            seen.pane.setting = setting
            await seen.pilot.pause()
            assert seen.pane.in_sight(place)
        seen.pane.setting = VERTICAL
        seen.pane.show(view(2, "關于", Script.HANS), keep_place=True)
        await seen.pilot.pause()
        assert seen.pane.in_sight(place)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (1, 0), (0, 1), (1, 1)])
async def test_a_drag_selects_the_squares_pressed_on_either_half(first: int, last: int) -> None:
    async with columns(view(0, FIRST)) as seen:
        x, y = square_of(seen, "基本生活保障")
        await seen.drag((x + first, y), (x + last, y + 3))
        assert seen.pane.selected_text() == "基本生活"
        assert text_of(page(0).source.text, seen.pane.selection_spans()) == "基本生活"


async def test_a_number_of_two_digits_is_one_square() -> None:
    async with columns(view(0, FIRST)) as seen:
        x, y = square_of(seen, "讯︵")
        await seen.drag((x, y - 4), (x + 1, y - 1))
        assert seen.pane.selected_text() == "12月27日"


async def test_the_arrows_go_the_way_of_the_page() -> None:
    async with columns(view(0, FIRST)) as seen:
        await seen.pilot.press("v", "down", "down", "v", "down", "down")
        assert seen.pane.selected_text() == "多举"
        await seen.pilot.press("escape", "left", "v", "down")
        (below,) = seen.pane.selection_spans()
        await seen.pilot.press("escape", "left", "right", "v", "up")
        assert seen.pane.selection_spans() == (below,), "one column on, and back"


async def test_hits_and_marks_lie_on_their_squares() -> None:
    article = view(0, FIRST)
    block = next(n for n, one in enumerate(article.blocks) if "民政厅" in one.text.text)
    at = article.blocks[block].text.text.index("民政厅")
    async with columns(article) as seen:
        hit = Hit(block, at, at + 3)
        seen.pane.set_hits([hit], 0)
        seen.pane.set_marks([Mark("one", article.to_source(block, at + 5, at + 9), 2)])
        seen.pane.go_to(article.to_source(*hit))
        await seen.pilot.pause(1)
        marked = seen.styled(seen.pane.get_component_rich_style("article-pane--hit-current", partial=True))
        assert "".join(sorted(marked)) == "".join(sorted("民政厅"))


async def test_v_turns_the_article_and_is_remembered(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("V")
        await reader.see("近")
        assert reader.browse.pane.setting.vertical
        await reader.keys("v", "shift+down", "shift+down", "h", "enter")
        await reader.until(lambda: len(reader.browse.session.store.all()) == 1)
        assert reader.app.settings.vertical
        await reader.keys("escape", "escape", "V")
        assert not reader.browse.pane.setting.vertical and not reader.app.settings.vertical
