"""Bookmarks: set, gone to, moved, taken away, and found again in a corrected file."""

from __future__ import annotations

from pathlib import Path

from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.newspaper.model import Role
from reader.tui.screens.annotation_list import KIND_SIGNS
from tests.tui.driving import Driver, library, reading
from tests.tui.test_annotating import saved


def bookmarks(reader: Driver) -> list[Annotation]:
    return [one for one in reader.session.store.all() if one.kind is Kind.BOOKMARK]


def in_margin(reader: Driver, letter: str) -> bool:
    """Whether a letter stands before the first line of the article."""
    pane = reader.browse.pane
    return pane.render_line(0).crop(0, pane._left).text.strip() == letter


async def set_one(reader: Driver, letter: str) -> None:
    before = reader.session.store.all()
    await reader.keys("B", letter)
    await reader.until(lambda: reader.session.store.all() != before)
    await reader.idle()


async def test_a_bookmark_is_set_gone_to_and_taken_away(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "002"])) as reader:
        pane = reader.browse.pane
        await reader.keys("space")
        path, place = reader.browse.opening.key[0], pane.place
        await set_one(reader, "a")
        (one,) = bookmarks(reader)
        assert one.body == {"letter": "a"} and one.target.spans[0][0] == place and one.target.path == path
        await reader.until(lambda: in_margin(reader, "a"))
        assert reader.session.tags(reader.session.catalogue.entry(path)) == {}
        assert pane.marks_at_place() == [], "it marks no text"
        await reader.keys("J", "J")
        await reader.another_article()
        await reader.idle()
        await reader.keys("apostrophe", "Ａ")
        await reader.until(lambda: pane.place == place and reader.browse.opening.key[0] == path)
        await reader.idle()
        await set_one(reader, "a")
        assert bookmarks(reader) == []
        await reader.keys("u")
        await reader.until(lambda: len(bookmarks(reader)) == 1)


async def test_a_letter_is_one_place_in_the_library(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "002"])) as reader:
        await set_one(reader, "7")
        await reader.keys("J")
        await reader.another_article()
        await reader.idle()
        await set_one(reader, "7")
        (one,) = bookmarks(reader)
        shown = reader.browse.shown
        assert shown is not None and shown.article.spans[0][0] <= one.target.spans[0][0]
        await reader.keys("a")
        await reader.see("1 annotation", "7 · ")
        await reader.keys("escape")


async def test_who_waits_is_shown_the_letters_in_use(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"])) as reader:
        await reader.keys("apostrophe")
        await reader.see("no bookmarks yet")
        await reader.keys("d")
        await reader.until(lambda: any("no bookmarks yet" in one.message for one in reader.app._notifications))
        await reader.idle()
        assert not saved(tmp_path / "library"), "the letter does not do what it does by itself"
        await set_one(reader, "k")
        words = bookmarks(reader)[0].target.quote[:6]
        await reader.keys("apostrophe")
        assert "To a bookmark" not in reader.screen()
        await reader.see("To a bookmark", words)
        await reader.keys("escape")
        await reader.keys("apostrophe", "x")
        await reader.until(lambda: any("no bookmark x" in one.message for one in reader.app._notifications))


def test_every_key_stands_in_the_help_as_it_is_printed_on_the_keyboard() -> None:
    from reader.tui.screens.browse_keys import EVERYWHERE
    from reader.tui.screens.help import shown_keys
    from reader.tui.widgets import pane_keys

    for binding in [*EVERYWHERE, *pane_keys.READING, *pane_keys.CARET, *pane_keys.SELECTING]:
        assert "_" not in shown_keys(binding, {}), binding.id


async def test_a_line_that_is_typed_into_keeps_its_capitals(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("slash")
        await reader.type("B'a")
        assert reader.browse.query_one("Input").value == "B'a"  # type: ignore[attr-defined]
        assert bookmarks(reader) == []


async def test_a_bookmark_keeps_its_words_in_a_corrected_file(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        pane = reader.browse.pane
        await reader.keys("J", "space")
        await reader.another_article()
        await set_one(reader, "b")
        words, shown = bookmarks(reader)[0].target.quote, reader.browse.shown
        file = next(root.glob("*.txt"))
        file.write_text("新的一行。\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        await reader.until(lambda: reader.browse.shown is not shown and not reader.browse.opening.on_its_way)
        now = reader.browse.shown
        assert now is not None and shown is not None and now.page.source.sha256 != shown.page.source.sha256
        assert now.page.source.text[pane.place :].startswith(words[:8]), "the place that is read is kept as well"
        await reader.keys("g", "apostrophe", "b")
        await reader.until(lambda: now.page.source.text[pane.place :].startswith(words))


async def test_every_kind_of_annotation_is_listed_and_only_marks_are_seen_on_the_text(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        shown, pane = reader.browse.shown, reader.browse.pane
        assert shown is not None
        source, path, article = shown.page.source, shown.entry.path, shown.article
        start = article.of(Role.PARAGRAPH)[0].spans[0][0]
        passage = make_target(source, path, [(start, start + 8)], article=False)
        whole = make_target(source, path, article.spans, article=True)
        bodies = {Kind.BOOKMARK: {"letter": "q"}, Kind.CORRECTION: {"of": "something newer"}}
        made = [
            new_annotation(
                kind,
                whole if kind in (Kind.TAG, Kind.DONE) else passage,
                "tester",
                tag="民生" if kind is Kind.TAG else None,
                note="记" if kind is Kind.NOTE else None,
                body=bodies.get(kind),
            )
            for kind in Kind
        ]
        reader.session.commit([Change(None, one) for one in made], "all kinds")
        reader.session.refresh()
        reader.browse.annotations_changed()
        assert reader.session.tags(shown.entry) == {article.id: ("民生",)}
        seen = {mark.annotation_id for mark in pane._marks if not mark.letter}
        assert seen <= {one.id for one in made if one.kind in (Kind.HIGHLIGHT, Kind.NOTE, Kind.CORRECTION)}
        assert {mark.letter for mark in pane._marks} == {"", "q"}
        await reader.keys("a")
        await reader.see("6 annotations", *(KIND_SIGNS[kind] for kind in Kind))
        await reader.keys("escape", "x")
        await reader.see("Which annotation?")
        assert "q ·" not in reader.screen()
