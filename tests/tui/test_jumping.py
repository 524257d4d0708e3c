"""Following an article over the pages of its issue, back again, and reading it as one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from reader.newspaper.compose import Place
from reader.newspaper.model import Role
from reader.text.spans import text_of
from reader.tui.views import Shown
from tests.library.issue_pages import make_issue
from tests.tui.driving import Driver, reading


async def open_titled(reader: Driver, title: str) -> None:
    """Open the article of page 1 with this title."""
    entry = reader.session.catalogue.entry("1.txt")
    article = next(one for one in entry.articles if one.title == title)
    reader.browse.opening.open((entry.path, article.id))
    await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.article.id == article.id)


async def hear(reader: Driver, sentence: str) -> None:
    """Wait until the app says a sentence."""
    await reader.until(lambda: any(sentence in note.message for note in reader.app._notifications))


def is_shown(reader: Driver, path: str) -> bool:
    return path_shown(reader) == path


def path_shown(reader: Driver) -> str:
    shown = reader.browse.shown
    return shown.entry.path if shown else ""


def text_shown(reader: Driver) -> str:
    view = reader.browse.pane.view
    return "".join(block.text.text for block in view.blocks) if view else ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_jump_is_followed_there_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library", size=size) as reader:
        for name in ("8a", "8b", "5"):
            await open_titled(reader, titles[name])
            await reader.keys("end")
            place = reader.browse.pane.place
            await reader.keys("f")
            await reader.until(partial(is_shown, reader, f"{name[0]}.txt"))
            await reader.see("上接第1版")
            await reader.keys("backspace")
            await reader.until(lambda: path_shown(reader) == "1.txt")
            assert reader.browse.pane.place == place
            assert reader.browse.shown is not None
            assert reader.browse.shown.view.blocks[0].text.text == titles[name]


async def test_the_way_back_leads_from_the_continuation_too(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        await open_titled(reader, titles["5"])
        await reader.keys("f")
        await reader.until(lambda: path_shown(reader) == "5.txt")
        await reader.keys("enter")
        await reader.until(lambda: path_shown(reader) == "1.txt")
        assert titles["5"] in text_shown(reader)


async def test_a_linked_jump_line_is_underlined_and_a_click_follows_it(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        await open_titled(reader, titles["5"])
        await reader.keys("end")
        pane = reader.browse.pane
        await reader.until(lambda: pane._links)
        lines = reader.screen().splitlines()
        y = next(number for number, line in enumerate(lines) if "下转第5版" in line)
        strip = pane.render_line(y - pane.content_region.y)
        assert any("下转" in segment.text and segment.style and segment.style.underline for segment in strip)
        cell = next(cell for cell in range(pane.region.x, pane.region.right) if "下" in _at(reader, cell, y))
        await reader.pilot.click(offset=(cell, y))
        await reader.until(lambda: path_shown(reader) == "5.txt")


def _at(reader: Driver, x: int, y: int) -> str:
    return reader.app.screen._compositor.render_strips()[y].crop(x, x + 2).text


async def test_where_nothing_is_linked_the_key_says_why(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library", missing=True)
    async with reading(tmp_path / "library") as reader:
        await open_titled(reader, titles["9"])
        await reader.keys("f")
        await hear(reader, "Page 9 of this issue is not in the folder.")
        await open_titled(reader, titles["8a"])
        await reader.keys("F")
        await hear(reader, "Page 8 of this issue is not in the folder.")
        await reader.keys("escape", "backspace")
        await hear(reader, "There is no place to go back to.")
        assert path_shown(reader) == "1.txt"


async def test_an_article_without_a_jump_says_so(tmp_path: Path) -> None:
    make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        entry = reader.session.catalogue.entry("5.txt")
        reader.browse.opening.open((entry.path, entry.articles[1].id))
        await reader.until(lambda: path_shown(reader) == "5.txt")
        await reader.keys("f")
        await hear(reader, "Nothing here says that this article goes on")


async def test_an_article_is_read_as_one_and_apart_again(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        await open_titled(reader, titles["8a"])
        await reader.keys("f")
        await reader.until(lambda: path_shown(reader) == "8.txt")
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")
        shown = reader.browse.shown
        assert shown is not None and [part.entry.path for part in shown.parts] == ["1.txt", "8.txt"]
        assert not any(block.role is Role.JUMP for block in shown.view.blocks)
        await reader.keys("i")
        await reader.see("1, 8", "1.txt", "8.txt")
        await reader.keys("escape")
        both = [block for block in shown.view.blocks if len(block.spans) > 1]
        assert len(both) == 1, "the sentence that the jump cut"
        assert "\n" not in both[0].text.text and "版" not in both[0].text.text[-200:-190]
        for key in "sssss":  # through the scripts and back
            await reader.keys(key)
            await reader.idle()
        await reader.see("pages 1, 8 as one", "原文")
        await reader.keys("F")
        await reader.until(lambda: reader.browse.shown is not None and not reader.browse.shown.joined)
        assert path_shown(reader) == "8.txt", "where the place was"


async def test_what_is_marked_over_two_pages_stands_on_both_files(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        await open_titled(reader, titles["8a"])
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")
        shown, pane = reader.browse.shown, reader.browse.pane
        assert shown is not None
        block = next(block for block in shown.view.blocks if len(block.spans) > 1)
        (_start, cut), (again, _end) = block.spans[0], block.spans[-1]
        spans = ((cut - 6, cut), (again, again + 6))
        pane.go_to(spans)
        hit = shown.view.to_display(spans)
        pane._select(Place(hit[0].block, hit[0].start), Place(hit[-1].block, hit[-1].end))
        words = pane.selected_text()
        assert len(words) == 12
        await reader.keys("h")
        await reader.see("Highlight")
        await reader.type("合")
        await reader.keys("enter")
        await reader.until(lambda: len(reader.session.store.all()) == 2)
        await reader.idle()
        told = {one.target.path: one.target for one in reader.session.store.all()}
        assert set(told) == {"1.txt", "8.txt"}
        for path, target in told.items():
            source = reader.session.catalogue.load(reader.session.catalogue.entry(path)).source
            assert target.sha256 == source.sha256
            assert text_of(source.text, target.spans) == target.quote
        assert told["1.txt"].quote + told["8.txt"].quote == words
        assert len(reader.session.placed_on(shown)) == 2, "both are shown where they were made"
        await reader.keys("t")
        await reader.see("Tag")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.until(lambda: len(reader.session.store.all()) == 4)
        tagged = {one.target.path for one in reader.session.store.all() if one.tag == "民生"}
        assert tagged == {"1.txt", "8.txt"}


async def test_the_half_that_the_caret_is_in_is_corrected(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library", size=(80, 24)) as reader:
        await open_titled(reader, titles["8b"])
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")

        async def corrected(*keys: str) -> Shown:
            before = reader.browse.shown
            await reader.keys(*keys)
            await reader.until(lambda: reader.browse.shown not in (before, None))
            await reader.idle()
            assert reader.browse.shown is not None
            return reader.browse.shown

        shown = await corrected("c", "k")
        assert shown.joined and shown.view.blocks[0].role is Role.KICKER
        assert {one.target.path for one in reader.session.store.all()} == {"1.txt"}
        shown = await corrected("u")
        await reader.see("pages 1, 8 as one")
        assert shown.view.blocks[0].role is Role.TITLE
        await reader.keys("v", "G", "left_curly_bracket", "w", "w")
        place, count = reader.browse.pane.place_meant(), len(shown.view.blocks)
        assert place > shown.parts[1].base
        shown = await corrected("c", "slash")
        assert shown.joined and len(shown.view.blocks) == count + 1
        (made,) = reader.session.store.all()
        assert made.target.path == "8.txt" and made.target.spans[0][0] == place - shown.parts[1].base
        shown = await corrected("c", "s")
        assert not shown.joined and shown.entry.path == "8.txt", "what begins there goes on nowhere"
        assert shown.article.spans[0][0] == made.target.spans[0][0]
        shown = await corrected("u")
        assert shown.entry.path == "8.txt"


async def test_the_place_in_a_joined_article_is_a_place_in_a_file(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library", size=(80, 24)) as reader:
        await open_titled(reader, titles["8b"])
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")
        await reader.keys("end")
        await reader.until(lambda: reader.session.place is not None and reader.session.place.path == "8.txt")
        place = reader.session.place
        await reader.until(lambda: not reader.session.place_is_new())
    async with reading(tmp_path / "library", size=(80, 24)) as again:
        assert path_shown(again) == "8.txt"
        assert place is not None and abs(again.browse.pane.place - place.source_offset) < 400


async def test_a_page_that_comes_is_linked_and_one_that_changes_takes_the_joined_article_apart(tmp_path: Path) -> None:
    root = tmp_path / "library"
    titles = make_issue(root, missing=True)
    async with reading(root) as reader:
        await open_titled(reader, titles["8b"])
        make_issue(root)
        await reader.until(lambda: reader.browse.pane.has_links)
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")
        page = root / "8.txt"
        page.write_text(page.read_text(encoding="utf-8") + "\n山花开了。\n", encoding="utf-8")
        await reader.until(lambda: reader.browse.shown is not None and not reader.browse.shown.joined)
        assert path_shown(reader) == "1.txt"
        await reader.until(lambda: reader.browse.pane.has_links)
