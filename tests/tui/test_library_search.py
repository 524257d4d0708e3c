"""Searching the library: results as they are typed, in their sentences, and the way from there into the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from reader.newspaper.model import rules_of
from reader.text import words
from reader.text.query import Query
from reader.tui.library_finding import Place, Rows
from reader.tui.screens import library_search
from reader.tui.screens.library_search import LibrarySearch
from reader.tui.widgets.hit_list import HitList
from tests.tui.driving import Driver, library, reading


def hit_list(reader: Driver) -> HitList:
    """The list of the dialog."""
    return reader.app.screen.query_one(HitList)


async def opened(reader: Driver) -> HitList:
    """Open the dialog."""
    await reader.keys("ctrl+f")
    await reader.until(lambda: isinstance(reader.app.screen, LibrarySearch) and reader.app.screen.query(HitList))
    return hit_list(reader)


async def test_the_search_is_limited_as_the_tree_is_filtered_and_the_hits_follow(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(120, 40)) as reader:
        await reader.keys("t")
        await reader.type("要闻")
        await reader.keys("enter")
        await reader.until(lambda: "要闻" in reader.session.store.tags())
        found = await opened(reader)

        def days() -> set[str | None]:
            return {row.entry.day for row in found.rows}

        async def limit(words: str) -> None:
            reader.app.screen.query_one("#limits Input", Input).value = words

        await reader.type("工作")
        await reader.until(lambda: len({row.entry.path for row in found.rows}) == 5)
        await reader.keys("ctrl+l")
        await reader.type("2022..2024")
        await reader.until(lambda: days() == {"2022-11-29", "2022-12-06", "2024-01-05"})
        await limit("..2021-12")
        await reader.until(lambda: days() == {"2021-12-28"})
        await limit("＃要闻")
        await reader.see("Search 1 filtered article")
        shown = reader.browse.shown
        assert shown is not None
        await reader.until(lambda: {row.article_id for row in found.rows if row.hit} == {shown.article.id})
        await limit("#没有")
        await reader.see("Search 0 filtered articles", "0 hits")
        # It stands there the next time, too, and goes when it is emptied.
        await limit("2024")
        await reader.keys("escape")
        await reader.until(lambda: reader.app.screen is reader.browse)
        found = await opened(reader)
        await reader.until(lambda: days() == {"2024-01-05"})
        await reader.see("Only in  2024")
        await limit("")
        await reader.keys("ctrl+l", "ctrl+l")
        await reader.until(lambda: len({row.entry.path for row in found.rows}) == 5)
        assert "Only in" not in reader.screen()
        # What the tree is filtered by stands there while it is, and no longer.
        await reader.keys("escape", "tab", "slash")
        await reader.type("2022-11")
        await reader.keys("enter")
        found = await opened(reader)
        await reader.until(lambda: days() == {"2022-11-29"})
        await reader.see("Only in  2022-11")
        await reader.keys("escape", "escape")
        await reader.until(lambda: not reader.browse.tree_view.wanted)
        found = await opened(reader)
        await reader.until(lambda: len({row.entry.path for row in found.rows}) == 5)


async def test_hits_stand_under_their_issue_and_article_in_their_sentence_and_enter_goes_there(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(120, 40)) as reader:
        found = await opened(reader)
        await reader.type("綠電")
        await reader.see("2022-12-06 004_", "蒙能“绿电”亮迪拜", "输送绿色农畜产品和绿电,实现互利共赢。", " hits")
        assert [row.number for row in found.rows if row.article is None] == [
            sum(row.hit is not None for row in found.rows if row.entry.path.startswith("004"))
        ]
        await reader.keys("down", "enter")
        await reader.until(lambda: reader.app.screen is reader.browse)
        shown = reader.browse.searching.found
        await reader.until(lambda: reader.browse.searching.found.current is not None)
        await reader.see("found 1/")
        assert shown.query == "綠電"
        await reader.keys("n")
        await reader.until(lambda: reader.browse.searching.found.current != 0 or len(shown.hits) == 1)
        # What was asked stands there again.
        found = await opened(reader)
        await reader.until(lambda: found.rows and reader.app.screen.query_one("#prompt Input", Input).value == "綠電")
        await reader.keys("escape")
        await reader.until(lambda: reader.app.screen is reader.browse)


async def test_the_article_is_opened_at_the_very_hit(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(80, 24)) as reader:
        found = await opened(reader)
        await reader.type("发展")
        await reader.until(lambda: sum(row.hit is not None for row in found.rows) > 100)
        rows = [row for row in found.rows if row.hit is not None and row.entry.path.startswith("002")]
        target = rows[30]
        found.cursor = list(found.rows).index(target)
        await reader.until(lambda: found.known.get(target.key))
        sentence = found.known[target.key]
        assert sentence is not None
        await reader.keys("enter")
        await reader.until(lambda: reader.browse.searching.found.current is not None)
        shown, search = reader.browse.shown, reader.browse.searching.found
        assert shown is not None and search.current is not None
        hit = search.hits[search.current]
        assert shown.view.to_source(hit.block, hit.start, hit.end) == sentence.spans
        await reader.until(lambda: "發展" in reader.screen())


async def test_the_order_is_by_date_or_by_count_and_the_filter_of_the_tree_bounds_the_search(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(120, 40)) as reader:
        found = await opened(reader)
        await reader.type("工作")
        await reader.until(lambda: len([row for row in found.rows if row.article is None]) == 5)
        issues = [row for row in found.rows if row.article is None]
        assert [row.entry.path for row in issues] == [entry.path for entry in reader.session.catalogue.ordered()]
        await reader.keys("ctrl+s")
        await reader.until(lambda: [row for row in found.rows if row.article is None] != issues)
        counts = [row.number for row in found.rows if row.article is None]
        assert counts == sorted(counts, reverse=True)
        await reader.keys("escape", "tab", "slash")
        await reader.type("绿电")
        await reader.see("1 article")
        await reader.keys("enter")
        found = await opened(reader)
        await reader.see("Search 1 filtered article", "0 hits")
        reader.app.screen.query_one("#prompt Input", Input).value = "绿电"
        await reader.until(lambda: found.rows and len({row.article for row in found.rows if row.hit}) == 1)


async def test_every_way_of_searching_works_there_and_problems_are_told(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    (root / "a.txt").write_text("新闻一则\n\n保障民生，人民生活，呼活浩特。\n", "utf-8")
    async with reading(root, size=(100, 30)) as reader:
        found = await opened(reader)

        def hits() -> int:
            return sum(row.hit is not None for row in found.rows if row.entry.path == "a.txt")

        await reader.type("民生")
        await reader.until(lambda: hits() == 2)
        await reader.keys("ctrl+o")
        await reader.until(lambda: hits() == 1)
        await reader.see("inside")
        line = reader.app.screen.query_one("#prompt Input", Input)
        await reader.keys("ctrl+t")
        line.value = "呼和浩特"
        await reader.until(lambda: hits() == 1)
        await reader.keys("ctrl+r")
        line.value = "人.("
        await reader.see("a bracket is not closed")
        line.value = "人.(生|活)"
        await reader.until(lambda: hits() == 1)
        line.value = "没有这样的词"
        await reader.see("0 hits")
        await reader.keys("enter")
        assert isinstance(reader.app.screen, LibrarySearch)


async def test_pages_that_come_while_it_is_open_are_found(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        found = await opened(reader)
        await reader.type("敕勒川下")
        await reader.see("0 hits")
        (root / "new.txt").write_text("新闻一则\n\n敕勒川，阴山下。敕勒川下。\n", "utf-8")
        await reader.until(lambda: found.rows)


async def test_the_list_never_shrinks_while_pages_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_search, "SHOW_EVERY", 0.0)
    sizes, show = list[int](), HitList.show

    def watched(found: HitList, rows: Rows, place: Place | None) -> bool:
        sizes.append(len(rows))
        return show(found, rows, place)

    monkeypatch.setattr(HitList, "show", watched)
    async with reading(library(tmp_path, ["003", "004"])) as reader:
        await reader.until(
            lambda: all(rules_of(one.recogniser) != one.recogniser for one in reader.session.catalogue.entries)
        )
        found = await opened(reader)
        await reader.type("工")
        await reader.until(lambda: "searching" not in reader.screen() and len(found.rows) > 40)
        before = len(found.rows)
        sizes.clear()
        library(tmp_path, ["000", "001"])
        await reader.until(lambda: len(found.rows) > before and "searching" not in reader.screen())
        assert min(sizes) >= before


async def test_the_cursor_stays_on_its_hit_while_pages_come_and_when_one_comes_back(tmp_path: Path) -> None:
    root = library(tmp_path, ["003", "004"])
    async with reading(root) as reader:
        found = await opened(reader)
        await reader.type("工作")
        await reader.until(lambda: len(found.rows) > 40)
        await reader.keys(*["down"] * 5, "pagedown")
        place = found.place
        library(tmp_path, ["000"])  # of an earlier day: it comes before what is shown
        await reader.until(lambda: found.rows[0].entry.path.startswith("000"))
        await reader.until(lambda: found.place == place)
        await reader.keys("escape")
        await reader.until(lambda: reader.app.screen is reader.browse)
        again = await opened(reader)
        await reader.until(lambda: again.place == place)


async def test_a_changed_user_dictionary_is_applied_to_the_hits_that_are_shown(tmp_path: Path) -> None:
    words.load()
    (tmp_path / "a.txt").write_text("新闻一则\n\n他关心困难群众基本生活。\n", "utf-8")
    own = tmp_path / ".reader" / "userdict.txt"
    async with reading(tmp_path, size=(80, 24)) as reader:
        found = await opened(reader)
        await reader.keys("ctrl+o")
        await reader.type("众基本")
        await reader.see("0 hits", "inside")
        own.parent.mkdir(exist_ok=True)
        own.write_text("众基本 9999999\n", "utf-8")
        await reader.see("1 hit")
        assert found.current is not None
        own.unlink()
        await reader.see("0 hits", "inside")
        assert not found.rows


async def test_by_count_those_with_the_most_hits_come_first_also_where_there_are_more_than_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.library_search.MOST", 20)
    async with reading(library(tmp_path), size=(120, 40)) as reader:
        found = await opened(reader)
        await reader.type("工作")
        await reader.see("the first")
        await reader.keys("ctrl+s")
        await reader.see("with the most are shown")
        shown = [(row.entry.path, row.number) for row in found.rows if row.hit is None and row.article is None]
        every = {page.entry.path: len(page.hits) for page in reader.session.corpus.search(Query("工作"))}
        assert shown[0][1] == max(every.values()) and len(shown) < len(every)
        assert all(every[path] == number for path, number in shown)
        assert f"{sum(every.values())} hits" in reader.screen()


async def test_the_list_is_shown_from_its_first_row_until_the_user_moves(tmp_path: Path) -> None:
    root = library(tmp_path, ["003", "004"])
    async with reading(root) as reader:
        found = await opened(reader)
        await reader.type("工作")
        await reader.until(lambda: len(found.rows) > 40)
        library(tmp_path, ["000"])  # of an earlier day
        await reader.until(lambda: found.rows[0].entry.path.startswith("000"))
        await reader.until(lambda: found.cursor == 0 and found.scroll_offset.y == 0)


async def test_where_there_are_no_texts_it_is_said_so(tmp_path: Path) -> None:
    async with reading(tmp_path, ready=False) as reader:
        await opened(reader)
        await reader.type("工作")
        await reader.see("The library holds no texts.")
