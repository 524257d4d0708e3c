"""Opening, reading, going from article to article, the tree and its filter, scripts, sizes, the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette

from reader.tui.screens.dialog import Scroll
from tests.tui.driving import library, reading


async def test_a_folder_is_a_newspaper_with_its_issues_by_date_and_an_article_open(tmp_path: Path) -> None:
    async with reading(library(tmp_path)) as reader:
        await reader.see(
            "我区多举措保障元旦春节期间困难群众基本生活", "article 1 of", "2022-11-29", "2022-12-06", "2024-01-05"
        )
        lines = [line for line in reader.screen().splitlines() if "_" in line[:40]]
        dates = [line.split()[1] for line in lines[:5]]
        assert dates[:4] == ["2021-12-28", "2022-11-29", "2022-12-06", "2024-01-05"]
        assert dates[4].startswith("002_")


async def test_next_and_previous_walk_over_the_whole_library(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "003"])) as reader:
        first = reader.browse.shown
        assert first is not None
        for _step in range(len(first.page.articles)):
            await reader.keys("J")
            await reader.another_article()
        await reader.see("2022-11-29 003")
        await reader.keys("K")
        await reader.see("2021-12-28 000")


async def test_the_tree_is_walked_and_filtered_by_keys(tmp_path: Path) -> None:
    async with reading(library(tmp_path)) as reader:
        await reader.keys("tab", "slash")
        await reader.type("綠電")
        await reader.see("1 article", "蒙能“绿电”亮迪拜")
        await reader.keys("enter", "enter")
        await reader.see("迪拜当地时间11月29日15时48分")
        await reader.keys("tab", "escape")
        await reader.see("2021-12-28", "2024-01-05")


async def test_a_script_changes_the_letters_and_not_the_place_or_the_selection(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("J", "J")
        await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.number == 3)
        await reader.keys("pagedown", "v", "shift+right", "shift+right", "shift+right")
        await reader.until(reader.browse.pane.selection_spans)
        place, selected = reader.browse.pane.place, reader.browse.pane.selection_spans()
        seen = set()
        for name in ("繁", "台", "港", "简", "原文"):
            await reader.keys("s")
            await reader.see(name)
            await reader.idle()
            seen.add(reader.screen())
            assert reader.browse.pane.selection_spans() == selected
            assert reader.browse.pane.place == place
        assert len(seen) >= 4


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60), (20, 5)])
async def test_any_terminal_shows_the_article_and_can_reach_the_tree(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["000", "003"]), size=size) as reader:
        assert "我区多举措" in reader.screen()
        await reader.keys("tab")
        await reader.until(lambda: reader.browse.tree_view.has_focus)
        assert "2021-12-28" in reader.screen() or size[0] < 30
        await reader.keys("tab")
        await reader.until(lambda: reader.browse.pane.has_focus)
        for width, height in ((60, 16), (200, 60), size):
            await reader.pilot.resize_terminal(width, height)
            await reader.pilot.pause()
        assert "我区多举措" in reader.screen()


async def test_the_place_is_where_it_was_when_the_library_is_opened_again(tmp_path: Path) -> None:
    root = library(tmp_path, ["003"])
    async with reading(root) as reader:
        await reader.keys("J", "J")
        await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.number == 3)
        await reader.keys("pagedown", "s")
        await reader.see("繁")
        await reader.until(lambda: not reader.session.place_is_new())
        shown, place = reader.browse.shown, reader.browse.pane.place
    async with reading(root) as again:
        await again.see("繁")
        assert shown is not None and again.browse.shown is not None
        assert again.browse.shown.article.id == shown.article.id
        assert again.browse.pane.place == place


async def test_an_article_read_to_its_end_is_marked_as_read(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        shown = reader.browse.shown
        assert shown is not None
        await reader.keys("J")
        await reader.until(lambda: reader.browse.shown is not shown)
        await reader.keys("end")
        second = reader.browse.shown
        assert second is not None
        await reader.until(lambda: second.article.id in reader.session.read)
        await reader.keys("R")
        await reader.until(lambda: second.article.id not in reader.session.read)


async def test_files_that_come_and_go_are_noticed(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        library(tmp_path, ["003"])
        await reader.see("2022-11-29 003")
        next(root.glob("003*")).unlink()
        await reader.until(lambda: "2022-11-29 003" not in reader.screen())


async def test_help_names_every_key(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"]), size=(120, 120)) as reader:
        await reader.keys("question_mark")
        await reader.see("Next article", "Highlight the selection", "Undo", "Quit")
        await reader.keys("escape")
        await reader.until(lambda: reader.app.screen is reader.browse)


@pytest.mark.parametrize("size", [(60, 16), (80, 24)])
async def test_help_is_read_to_its_end_with_the_keys_of_an_article(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["000"]), size=size) as reader:
        await reader.keys("question_mark")
        await reader.see("Finding and going", "Search the library")
        help_, seen = reader.app.screen.query_one(Scroll), reader.screen()
        await reader.until(lambda: help_.max_scroll_y > help_.size.height)
        while help_.scroll_y < help_.max_scroll_y:
            await reader.keys("space")
            await reader.pilot.pause(0.05)
            seen += reader.screen()
        assert all(words in seen for words in ("With the caret", "Other end", "In the tree", "Whole words only"))
        await reader.keys("g")
        await reader.see("Finding and going")
        rows = [line.split("│")[1] for line in reader.screen().splitlines() if line.count("│") > 1]
        at = next(row.index("Search the library") for row in rows if "Search the library" in row)
        after = next(number for number, row in enumerate(rows) if "Search the library" in row) + 1
        two = " ".join(row.strip(" ▁▂▃▄▅▆▇") for row in rows[after - 1 : after + 1])
        assert "with a filter, what it leaves" in " ".join(two.split())
        assert not rows[after][:at].strip(), "words that take two lines stand below each other"


async def test_the_palette_offers_every_action(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"]), size=(120, 60)) as reader:
        await reader.keys("ctrl+p")
        await reader.type("next article")
        await reader.see("Next article")
        await reader.keys("enter")
        await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.number == 2)


async def test_the_palette_goes_nowhere_where_it_has_no_room_for_a_row(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"]), size=(40, 3)) as reader:
        await reader.keys("ctrl+p")
        await reader.until(lambda: isinstance(reader.app.screen, CommandPalette))
        await reader.until(lambda: reader.app.screen.query_one(CommandList).option_count)
        await reader.keys("pageup", "pagedown", "escape")
        await reader.until(lambda: reader.app.screen is reader.browse)


@pytest.mark.parametrize(("name", "words"), [("简体中文", "帮助"), ("繁體中文", "說明")])
async def test_the_language_changes_while_the_app_runs(tmp_path: Path, name: str, words: str) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("ctrl+p")
        await reader.type(name)
        await reader.see(name)
        await reader.pilot.pause(0.3)
        await reader.keys("enter")
        await reader.until(lambda: reader.app.screen is reader.browse)
        await reader.see(words)


async def test_q_and_ctrl_c_leave(tmp_path: Path) -> None:
    for key in ("q", "ctrl+c"):
        async with reading(library(tmp_path, ["000"])) as reader:
            await reader.keys(key)
            await reader.until(lambda: not reader.app.is_running)


async def test_a_long_file_is_read_from_its_beginning_while_it_is_recognised(tmp_path: Path) -> None:
    root = library(tmp_path, ["001"])
    text = next(root.iterdir()).read_text("utf-8")
    (root / "000_long.txt").write_text("\n".join([text] * 8), "utf-8")
    async with reading(root) as reader:
        await reader.until(lambda: reader.browse.pane.percent > 0)
        await reader.keys("j", "j", "j")
        place = reader.browse.pane.place
        await reader.until(lambda: reader.browse.shown is not None)
        await reader.idle()
        assert reader.browse.pane.place == place, "she had read on"
        assert reader.browse.shown is not None
        assert reader.browse.shown.page.source.text.count(text) == 8


@pytest.mark.parametrize("width", [50, 80])
async def test_a_dialog_says_how_to_leave_it_however_narrow(tmp_path: Path, width: int) -> None:
    async with reading(library(tmp_path, ["000"]), size=(120, 24)) as reader:
        await reader.keys("ctrl+f")
        await reader.see("Search the library", "Ctrl+T", "Esc back")
        await reader.pilot.resize_terminal(width, 24)
        await reader.until(lambda: reader.screen().rstrip().endswith("? help") and "Esc back ─╯" in reader.screen())
        assert ("Ctrl+S" in reader.screen()) == (width >= 80)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_key_of_the_help_is_always_in_view(tmp_path: Path, width: int) -> None:
    async with reading(library(tmp_path, ["000"]), size=(width, 24)) as reader:
        for keys in ((), ("v",), ("plus",), ("escape", "escape", "shift+tab")):
            await reader.keys(*keys)
            await reader.until(lambda: reader.screen().splitlines()[-1].endswith("? help"))
