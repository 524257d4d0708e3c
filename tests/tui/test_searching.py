"""Searching in an article, by keys: as it is typed, in four ways, with what was searched before."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key
from textual.widgets import Input

from reader.text import words
from reader.tui.widgets.marked_bar import marked_cells
from reader.tui.widgets.search_bar import SearchBar
from tests.tui.driving import Driver, library, reading


def hits(reader: Driver) -> list[str]:
    """The hits of the article shown, as they are shown."""
    shown = reader.browse.shown
    assert shown is not None
    return [shown.view.blocks[hit.block].text.text[hit.start : hit.end] for hit in reader.browse.searching.found.hits]


async def open_article(reader: Driver, word: str) -> None:
    """Open the article whose title has a word."""
    await reader.keys("tab", "slash")
    await reader.type(word)
    await reader.see("1 article")
    await reader.keys("enter", "enter")
    await reader.until(lambda: reader.browse.pane.has_focus and word in str(reader.titles()))


async def test_hits_are_counted_as_they_are_typed_and_esc_goes_back(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"])) as reader:
        await reader.keys("pagedown")
        place = reader.browse.pane.place
        await reader.keys("slash")
        await reader.type("发 展")
        await reader.until(lambda: len(hits(reader)) > 40)
        assert set(hits(reader)) == {"發展"}
        here = reader.browse.searching.found.current
        await reader.keys("tab", "tab", "shift+tab")
        assert reader.browse.searching.found.current == (here or 0) + 1
        await reader.see(f"{(here or 0) + 2}/{len(hits(reader))}")
        await reader.keys("end", "escape")
        await reader.until(lambda: reader.browse.pane.has_focus)
        assert reader.browse.pane.place == place and hits(reader) == []


async def test_whole_words_apply_themselves_when_jieba_is_there_and_say_what_they_hide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("新闻一则\n\n保障和改善民生，关系人民生活。民生为本，人民生命至上。\n", "utf-8")
    async with reading(tmp_path / "a.txt") as reader:
        with words._lock:  # as if loading took long, even if the app has done with it by now
            monkeypatch.setattr(words, "_segmenter", None)
            await reader.keys("slash", "ctrl+o")
            await reader.type("民生")
            await reader.see("Search · words", "loading the words…")
            assert len(hits(reader)) == 4
        await reader.until(lambda: len(hits(reader)) == 2)
        await reader.see("1/2 · 2 inside words hidden")
        await reader.keys("ctrl+o")
        await reader.until(lambda: len(hits(reader)) == 4)


async def test_a_pattern_is_told_while_it_is_wrong_and_given_up_while_it_is_slow(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"新闻一则\n\n民政局和民生局，{'a' * 2000}。\n", "utf-8")
    async with reading(tmp_path / "a.txt") as reader:
        await reader.keys("slash", "ctrl+r")
        await reader.type("民(")
        await reader.see("Search · pattern", "a bracket is not closed")
        await reader.type(".)局")
        await reader.until(lambda: hits(reader) == ["民政局", "民生局"])
        await reader.see("1/2")
        line = reader.browse.query_one("#prompt Input", Input)
        line.value = "(a+)+b"
        await reader.see("takes too long")
        line.value = "((((a{100}){100}){100}){100}){100}"
        await reader.see("repeats too much")
        line.value = "生.."
        await reader.until(lambda: hits(reader) == ["生局，"])


async def test_what_was_typed_last_is_searched_where_the_article_is_shown_anew_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"新闻一则\n\n民政局和民生局，{'a' * 2000}。\n", "utf-8")
    async with reading(tmp_path / "a.txt") as reader:
        await reader.keys("slash", "ctrl+r")
        await reader.type("民.局")
        await reader.see("1/2")
        reader.browse.query_one("#prompt Input", Input).value = "(a+)+b"
        await reader.see("searching…")
        reader.browse.opening.turn()
        await reader.see("takes too long")


async def test_one_mistake_is_forgiven_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("新闻一则\n\n他在呼和浩特、乎和浩特、呼浩特。\n", "utf-8")
    async with reading(tmp_path / "a.txt") as reader:
        await reader.keys("slash")
        await reader.type("呼和")
        await reader.keys("ctrl+t")
        await reader.see("from 3 characters on")
        await reader.type("浩特")
        await reader.until(lambda: hits(reader) == ["呼和浩特", "乎和浩特", "呼浩特"])


async def test_what_was_searched_comes_back_with_its_meaning_in_the_next_session_too(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        for query, mode in (("工作", ""), ("生.", "ctrl+r")):
            await reader.keys("slash", "ctrl+a", "ctrl+k", *([mode] if mode else []))
            await reader.type(query)
            await reader.until(lambda query=query: reader.browse.searching.found.query == query)  # type: ignore[misc]
            await reader.keys("enter")
            await reader.idle()
    async with reading(root) as reader:
        await reader.keys("slash")
        await reader.type("新")
        await reader.keys("up")
        await reader.see("Search · pattern")
        line = reader.browse.query_one("#prompt Input", Input)
        await reader.until(lambda: hits(reader))
        assert line.value == "生."
        await reader.keys("up", "up", "up")
        await reader.until(lambda: line.value == "工作" and set(hits(reader)) == {"工作"})
        await reader.keys("down", "down")
        await reader.until(lambda: line.value == "新")


async def test_hits_that_are_told_before_the_line_is_there_stand_in_it(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["004"])) as reader:
        line = SearchBar("search", "", "", None, list)
        line.note("3 of 7")  # as when an article that was on its way arrives in the same moment
        await reader.browse.mount(line)
        await reader.see("3 of 7")


async def test_the_hits_stand_on_the_scroll_bar(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"]), size=(80, 24)) as reader:

        def marks() -> int:
            return sum(line.endswith("━") for line in reader.screen().splitlines())

        assert marks() == 0
        await reader.keys("slash")
        await reader.type("發展")
        await reader.until(lambda: marks() > 5)
        await reader.keys("enter", "escape")
        await reader.until(lambda: marks() == 0)


@given(st.lists(st.floats(0, 1)).map(sorted), st.integers(1, 60))
def test_every_cell_of_the_bar_that_a_hit_stands_in_is_marked(shares: list[float], size: int) -> None:
    marked = marked_cells(len(shares), shares.__getitem__, size)
    assert marked == sorted({min(size - 1, int(share * size)) for share in shares})


def test_a_bar_with_very_many_hits_is_marked_by_looking_at_few() -> None:
    asked = []

    def share(number: int) -> float:
        asked.append(number)
        return number / 100_000

    assert marked_cells(100_000, share, 40) == list(range(40))
    assert len(asked) < 1000


async def test_the_caret_begins_on_the_hit_only_where_it_is_seen(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"])) as reader:
        pane = reader.browse.pane
        await reader.keys("slash")
        await reader.type("发展")
        await reader.until(lambda: len(hits(reader)) > 40)
        await reader.keys("enter", "v", "shift+right")
        await reader.until(lambda: pane.selected_text() == "發")
        await reader.keys("escape", "escape", "end")
        await reader.until(lambda: pane.percent == 100)
        place = pane.place
        await reader.keys("v", "shift+right")
        await reader.until(pane.selected_text)
        assert pane.place == place, "what was being read stays"


@pytest.mark.parametrize("in_tree", [False, True])
async def test_what_is_typed_at_once_after_the_slash_is_no_command(tmp_path: Path, in_tree: bool) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        if in_tree:
            await reader.keys("tab")
            await reader.until(lambda: reader.browse.tree_view.has_focus)
        reader.app.post_message(Key("slash", "/"))
        for letter in "abet/q":
            reader.app.post_message(Key("slash" if letter == "/" else letter, letter))
        await reader.until(lambda: [one.value for one in reader.browse.query(Input)] == ["abet/q"])
        assert reader.app.screen is reader.browse
        await reader.keys("escape")
        await reader.until(lambda: not reader.browse.query(Input))


async def test_past_the_last_hit_the_next_article_that_has_one_is_opened_there_and_back(tmp_path: Path) -> None:
    for name, text in {
        "a": "风调雨顺。甲地丰收。乙地丰收。",
        "b": "今日无雨。",
        "c": "丙地丰收，又豐\n收。",
        "d": "丁地丰收。",
    }.items():
        (tmp_path / f"{name}.txt").write_text(f"新闻一则{name}\n\n{text}\n", "utf-8")
    async with reading(tmp_path) as reader:

        async def stands(name: str, at: str) -> None:
            await reader.until(
                lambda: reader.browse.opening.key[0] == f"{name}.txt" and reader.browse.searching.found.shown == at
            )

        await reader.keys("slash")
        await reader.type("丰收")
        await reader.keys("enter")
        await stands("a", "1/2")
        await reader.keys("n", "n")
        await stands("c", "1/2")
        await reader.see("on to “新闻一则c”")
        await reader.keys("n", "n")
        await stands("d", "1/1")
        await reader.keys("n")
        await stands("a", "1/2")
        await reader.see("from the beginning of the list")
        await reader.keys("N")
        await stands("d", "1/1")
        await reader.see("from the end of the list")
        await reader.keys("N")
        await stands("c", "2/2")
        await reader.keys("alt+left")
        await reader.until(lambda: reader.browse.opening.key[0] != "c.txt")


async def test_the_caret_goes_on_to_the_next_article_too_unless_something_is_being_selected(tmp_path: Path) -> None:
    for name, text in {"a": "甲地丰收。乙地丰收。", "b": "今年丙地丰收。"}.items():
        (tmp_path / f"{name}.txt").write_text(f"新闻一则{name}\n\n{text}\n", "utf-8")
    async with reading(tmp_path) as reader:

        def stands(name: str, at: str) -> bool:
            return reader.browse.opening.key[0] == f"{name}.txt" and reader.browse.searching.found.shown == at

        async def selects(text: str) -> None:
            await reader.keys("shift+right", "shift+right")
            await reader.until(lambda: reader.browse.pane.selected_text() == text)
            await reader.keys("escape")

        await reader.keys("slash")
        await reader.type("丰收")
        await reader.keys("enter", "v", "n")
        await reader.until(lambda: stands("a", "2/2"))
        await reader.keys("n")
        await reader.until(lambda: stands("b", "1/1"))
        await selects("丰收")
        await reader.keys("n")
        await reader.until(lambda: stands("a", "1/2"))
        await selects("丰收")
        await reader.keys("N", "N")  # back to the beginning of the hit, and on
        await reader.until(lambda: stands("b", "1/1"))
        await reader.keys("v", "n")
        await reader.idle()
        assert stands("b", "1/1"), "what is being selected ends in its article"


async def test_while_one_selects_a_search_that_found_nothing_goes_nowhere(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("slash", *"龘龘", "enter")
        await reader.see("found 0")
        await reader.keys("shift+right")
        selected = reader.browse.pane.selection_spans()
        await reader.keys("n", "N")
        assert selected and reader.browse.pane.selection_spans() == selected


async def test_a_search_goes_on_only_in_what_the_filter_leaves_and_says_where_nothing_else_has_it(
    tmp_path: Path,
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"新闻一则{name}\n\n甲地丰收。乙地丰收。\n", "utf-8")
    async with reading(tmp_path) as reader:
        await open_article(reader, "则b")
        await reader.keys("slash")
        await reader.type("丰收")
        await reader.keys("enter", "n", "n")
        await reader.see("no other article has “丰收”")
        assert reader.browse.opening.key[0] == "b.txt"
        assert reader.browse.searching.found.current == 0
