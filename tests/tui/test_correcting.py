"""Corrections by keys: seen at once, undone, listed, decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.annotations.correcting import new_correction
from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, new_id
from reader.annotations.store import Store, library_file
from reader.newspaper import recognise
from reader.newspaper.asserting import split
from reader.newspaper.breaks import Words
from reader.newspaper.model import Article, Page, Role, rules_of
from reader.newspaper.structure import to_structure
from reader.text.script import Script
from reader.text.source import Source
from reader.tui.screens.correct_menu import WAYS
from tests.newspaper.score import gold_of, measures
from tests.tui.driving import Driver, library, reading


def corrections(reader: Driver) -> list[Annotation]:
    return [one for one in reader.session.store.all() if one.kind is Kind.CORRECTION]


def page(reader: Driver) -> Page:
    shown = reader.browse.shown
    assert shown is not None
    return shown.page


def article(reader: Driver) -> Article:
    shown = reader.browse.shown
    assert shown is not None
    return shown.article


def score(reader: Driver, number: str) -> float:
    entry = next(one for one in reader.session.catalogue.entries if one.path.startswith(number))
    text, gold = gold_of(Path(entry.path).stem)
    return measures(text, gold, to_structure(reader.session.catalogue.load(entry), None))["score"] or 0.0


async def correct(reader: Driver, *keys: str) -> None:
    """Press keys, and wait until what is shown was corrected by them."""
    before, shown = corrections(reader), reader.browse.shown
    await reader.keys(*keys)
    await reader.until(lambda: corrections(reader) != before and reader.browse.shown is not shown)
    await reader.until(lambda: shows_the_corrected(reader))
    await reader.idle()


def shows_the_corrected(reader: Driver) -> bool:
    """Whether what is shown is as its pages are now; it is shown anew when they are read with jieba's words, too."""
    shown, catalogue = reader.browse.shown, reader.session.catalogue
    return shown is not None and all(
        part.article in catalogue.load(catalogue.entry(part.entry.path)).articles for part in shown.parts
    )


async def test_an_article_is_split_and_joined_again_and_undone(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        titles, first = reader.titles(), article(reader)
        second = first.of(Role.PARAGRAPH)[1].spans[0][0]
        await reader.keys("v", "right_curly_bracket")
        await reader.until(lambda: reader.browse.pane.place_meant() > first.spans[0][0])
        while reader.browse.pane.place_meant() < second:
            await reader.keys("right_curly_bracket")
        await correct(reader, "c", "s")
        assert len(reader.titles()) == len(titles) + 1
        assert article(reader).spans[0][0] == second, "the article that begins there is shown"
        await reader.see("corrected by hand")
        await correct(reader, "c", "J")
        assert reader.titles() == titles
        assert [block.spans for block in article(reader).blocks] == [block.spans for block in first.blocks]
        await correct(reader, "u")
        assert len(reader.titles()) == len(titles) + 1
        await correct(reader, "u")
        assert reader.titles() == titles and corrections(reader) == []
        await correct(reader, "U")
        assert len(reader.titles()) == len(titles) + 1


async def test_roles_titles_and_the_issue_are_typed(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await correct(reader, "c", "k")
        assert article(reader).blocks[0].role is Role.KICKER
        await correct(reader, "u")
        await reader.keys("c", "r")
        await reader.see("The title reads")
        await reader.type("吗")
        await correct(reader, "enter")
        assert article(reader).title_text.endswith("吗")
        assert reader.titles()[0].endswith("吗")
        await reader.see(article(reader).title_text[-8:])
        await reader.keys("c", "d")
        await reader.see("What the page says")
        await reader.keys("tab", *["backspace"] * 2, *"0x", "enter")
        await reader.see("1998-02-28")
        await correct(reader, "backspace", "9", "enter")
        assert str(page(reader).issue.date) == "2021-12-09"
        assert reader.session.catalogue.entries[0].day == "2021-12-09"


async def test_a_title_is_typed_where_none_is_printed(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await correct(reader, "c", "x")
        first = article(reader)
        assert not first.of(Role.TITLE)
        for typed in ("甲乙丙", "丁"):
            await reader.keys("c", "r")
            await reader.see("The title reads")
            await reader.type(typed)
            await correct(reader, "enter")
            await reader.see("甲乙丙" if typed == "甲乙丙" else "甲乙丙丁")
        pane = reader.browse.pane
        assert pane.view is not None and pane.view.blocks[0].text.text == "甲乙丙丁"
        line = next(line for line in reader.screen().splitlines() if "甲乙丙丁" in line and "*" in line)
        assert line.index("*") < line.rindex("甲乙丙丁"), "marked as made by hand"
        assert article(reader).blocks == first.blocks
        await reader.keys("v", "home", "shift+right", "shift+right")
        assert pane.selected_text() == "甲乙" and pane.selection_spans() == ()
        count = len(reader.session.store.all())
        await reader.keys("h")
        await reader.idle()
        assert reader.app.screen is reader.browse and len(reader.session.store.all()) == count
        await reader.keys("escape", "escape")
        await reader.keys("c", "r")
        await reader.see("The title reads")
        await reader.keys(*["backspace"] * 4)
        await correct(reader, "enter")
        assert article(reader).title_text == ""


async def test_whoever_waits_chooses_the_way_from_the_list(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("c")
        await reader.see("the title reads so")
        await reader.keys(*["down"] * list(WAYS).index("r"), "enter")
        await reader.see("The title reads", "Enter takes it")


async def test_a_paragraph_is_moved_to_another_article(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        first = article(reader)
        moved = first.of(Role.PARAGRAPH)[1].spans
        reader.browse.opening.open(reader.browse.opening.key, place=moved[0][0])
        await reader.until(lambda: reader.browse.pane.place == moved[0][0])
        await reader.keys("c", "m")
        await reader.see("To which article?")
        await reader.keys("j", "j", "enter")
        await reader.see("After which paragraph?")
        await correct(reader, "enter")
        holder = next(one for one in page(reader).articles if any(block.spans == moved for block in one.blocks))
        assert holder.id == page(reader).articles[1].id
        assert article(reader).spans[0] == first.spans[0], "what is left is still shown"


async def test_seed_004_is_mended_in_under_ten_keys(tmp_path: Path) -> None:
    """The article that recognition cuts in two, and a boundary that somebody has put wrongly."""
    root = library(tmp_path, ["004"])
    async with reading(root) as reader:
        assert score(reader, "004") < 1
        entry = reader.session.catalogue.entries[0]
        wrong = page(reader).articles[-2]
        said = split(wrong, wrong.blocks[-1].spans[0][0])[0]
        other = Store(library_file(root), "乙", tmp_path / "else.json")
        other.commit([Change(None, new_correction(page(reader).source, entry.path, said, "乙"))], "wrong")
        await reader.until(lambda: len(page(reader).articles) == 12)
        half = page(reader).articles[-2]
        reader.browse.opening.open((entry.path, half.id))
        await reader.until(lambda: article(reader).id == half.id)
        pressed: list[str] = []
        for keys in (("c", "J"), ("J",), ("c", "a", "k", "k", "k", "enter")):
            pressed += keys
            if keys == ("J",):
                await reader.keys("J")
                await reader.until(lambda: article(reader).id == page(reader).articles[-1].id)
                await reader.idle()
            elif keys[-1] == "enter":
                await reader.keys("c", "a")
                await reader.see("One article with which?")
                await correct(reader, *keys[2:])
            else:
                await correct(reader, *keys)
        assert len(pressed) < 10
        assert score(reader, "004") == 1.0


async def test_a_contradiction_is_decided(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await correct(reader, "c", "k")
        mine = corrections(reader)[0]
        record = {**mine.body, "value": "byline"}
        theirs = replace(mine, id=new_id(), annotator="乙", body=record, created="2099-01-01T00:00:00Z")
        other = Store(library_file(root), "乙", tmp_path / "else.json")
        other.commit([Change(None, theirs)], "merged")
        await reader.until(lambda: len(corrections(reader)) == 2)
        assert article(reader).blocks[0].role is Role.KICKER, "the older one stays in force"
        await reader.keys("C")
        await reader.see("2 corrections · 1 to decide", "contradicts", "in force")
        await reader.keys("enter")
        await reader.see("Which of them is right?", "look at the place first")
        await reader.keys("j", "j", "enter")
        await reader.until(lambda: reader.app.screen is reader.browse)
        await reader.idle()
        assert len(corrections(reader)) == 2, "nothing is decided by looking"
        await reader.keys("C")
        await reader.see("1 to decide")
        await reader.keys("enter")
        await reader.see("Which of them is right?")
        await reader.keys("j", "enter")
        await reader.until(lambda: corrections(reader) == [theirs])
        await reader.until(
            lambda: (
                article(reader).blocks[0].role is Role.BYLINE or Role.BYLINE in [b.role for b in article(reader).blocks]
            )
        )
        await reader.see("1 correction")
        await reader.keys("x")
        await reader.until(lambda: corrections(reader) == [])
        await reader.until(lambda: article(reader).blocks[0].role is Role.TITLE)


async def test_a_correction_is_seen_without_recognising_the_page_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognised, really = list[str](), recognise.recognise
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.until(
            lambda: all(rules_of(one.recogniser) != one.recogniser for one in reader.session.catalogue.entries)
        )

        def counted(source: Source, *words: Words) -> Page:
            recognised.append(source.text)
            return really(source, *words)

        monkeypatch.setattr(recognise, "recognise", counted)
        for keys in (("c", "k"), ("c", "t"), ("c", "b")):
            await correct(reader, *keys)
        assert not recognised


async def test_a_place_is_in_the_article_that_holds_it_now(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        first, second = page(reader).articles[:2]
        place, path = second.of(Role.PARAGRAPH)[2].spans[0][0], reader.browse.opening.key[0]
        for key in (first.id, second.id, "another"):
            assert reader.session.show(path, key, Script.SOURCE, place).article.id == second.id
        assert reader.session.show(path, second.id, Script.SOURCE).article.id == second.id


async def test_after_a_restart_the_place_is_in_the_article_that_a_colleague_made_of_it(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root, size=(80, 16)) as reader:
        await reader.keys("J")
        await reader.opened()
        second = article(reader)
        third = second.of(Role.PARAGRAPH)[2].spans[0][0]
        while reader.browse.pane.place < third:
            await reader.keys("j")
        left, whole = reader.browse.pane.place, page(reader)
    said = split(second, third)
    other = Store(library_file(root), "乙", tmp_path / "else.json")
    path = next(root.glob("*.txt")).name
    other.commit([Change(None, new_correction(whole.source, path, one, "乙")) for one in said], "split")
    other.close()
    async with reading(root, size=(80, 16)) as reader:
        await reader.until(lambda: len(page(reader).articles) == len(whole.articles) + 1)
        await reader.until(lambda: article(reader).spans[0][0] == third)
        assert reader.browse.pane.place == left


async def test_what_is_selected_is_corrected_and_not_the_whole_of_its_paragraph(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        text = page(reader).source.text
        await reader.keys("slash")
        await reader.type("本报12月27日讯")
        await reader.keys("enter", "v", "plus", "plus", "plus")
        selected = reader.browse.pane.selection_spans()
        quote = text[selected[0][0] : selected[0][1]]
        assert 1 < len(quote) < 40
        await reader.keys("c")
        await reader.see(f"Correct “{quote.replace(' ', '')[:20]}")
        await correct(reader, "b")
        assert [block.spans for block in article(reader).of(Role.BYLINE)] == [selected]
        assert [one.target.spans for one in corrections(reader)] == [selected]
        assert reader.browse.pane.selection_spans() == ()


async def test_the_menu_names_the_paragraph_that_is_meant_and_no_more(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("c")
        await reader.see("Correct “我区多举措保障元旦春节期间困难群众基本生活”")
