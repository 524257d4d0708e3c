"""The page on the screen is recognised again with words, and nothing moves."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from reader.tui.loading import Loading
from reader.tui.screens import browse
from tests.newspaper import test_fragments
from tests.newspaper.test_fragments import OTHER
from tests.tui.driving import reading

FIRST, SECOND = test_fragments.FIRST[:-1] + "积", "怨" + test_fragments.SECOND[1:]
"""Broken in a word that is not among the common ones."""

BEFORE = "".join(f"村里第{number}口井的水很甜，来打水的人从早到晚没有断过。\n\n" for number in range(60))
DOUBTFUL = f"两家共用一口井\n\n{BEFORE}{FIRST}\n\n山花开在春雨里\n\n{OTHER}\n\n{SECOND}\n"


def page(folder: Path) -> Path:
    root = folder / "library"
    root.mkdir()
    (root / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
    return root


async def test_the_place_the_selection_and_a_dialog_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refine = Loading._refine
    monkeypatch.setattr(Loading, "_refine", lambda self: None)
    async with reading(page(tmp_path)) as reader:
        await reader.keys("pagedown", "pagedown", "v", "shift+right", "shift+right")
        await reader.until(reader.browse.pane.selection_spans)
        await reader.keys("t")
        await reader.type("井")
        pane, before = reader.browse.pane, reader.browse.shown
        place, selected = pane.place, pane.selection_spans()
        assert before is not None
        assert place > 0
        reader.app.run_worker(lambda: refine(reader.browse.library), thread=True, group="library")
        await reader.until(lambda: reader.browse.shown is not before)
        assert reader.browse.shown is not None
        assert reader.browse.shown.article != before.article
        assert (pane.place, pane.selection_spans()) == (place, selected)
        await reader.keys("enter")
        await reader.see("#井")
        await reader.idle()
        assert pane.selection_spans() == selected
        assert reader.session.store.all()[0].target.spans == reader.browse.shown.article.spans


async def test_what_was_recognised_better_is_shown_though_the_script_is_turned_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Loading, "_refine", lambda self: None)
    async with reading(page(tmp_path)) as reader:
        await reader.opened()
        before, opening = reader.browse.shown, reader.browse.opening
        assert before is not None
        await asyncio.to_thread(reader.session.catalogue.refine, lambda: False, lambda *_: None, lambda _: None)
        opening.show_again()
        opening.change_script(1)
        await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.article != before.article)
        await reader.until(
            lambda: reader.browse.shown is not None and reader.browse.shown.view.script is opening.script
        )


async def test_it_is_told_only_if_something_changed(tmp_path: Path) -> None:
    async with reading(page(tmp_path)) as reader:
        await reader.see("recognised better with words")
    plain = tmp_path / "other"
    plain.mkdir()
    (plain / "plain.txt").write_text("山花开在春雨里\n\n本报讯 村里的井水很甜。\n", encoding="utf-8")
    async with reading(plain) as reader:
        catalogue = reader.session.catalogue
        await reader.until(lambda: " " in catalogue.entry("plain.txt").recogniser)
        await reader.idle()
        assert "recognised better" not in reader.screen()


async def test_what_the_user_did_is_said_rather_than_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refine = Loading._refine
    monkeypatch.setattr(Loading, "_refine", lambda self: None)
    monkeypatch.setattr(browse, "BRIEFLY", 0.3)
    async with reading(page(tmp_path)) as reader:
        await reader.keys("m")
        await reader.type("well")
        await reader.keys("ctrl+s")
        await reader.see("saved: note")
        before = reader.browse.shown
        reader.app.run_worker(lambda: refine(reader.browse.library), thread=True, group="library")
        await reader.until(lambda: reader.browse.shown is not before)
        await reader.see("saved: note")
        reader.browse.show_saved("")
        await reader.keys("right_square_bracket")
        await reader.see("column of")
        await reader.until(lambda: "column of" not in reader.screen())
