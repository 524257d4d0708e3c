"""Turning an article into another script: at once where it can be, better later, and always at the same place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.text import script as scripts
from reader.text import words
from reader.text.script import Script
from tests.tui.driving import Driver, library, reading


def top(reader: Driver) -> int:
    return reader.browse.pane.place


async def test_nobody_waits_for_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loading = words.load
    async with reading(library(tmp_path, ["000"])) as reader:
        monkeypatch.setattr(words, "_segmenter", None)
        monkeypatch.setattr(words, "load", lambda: None)  # as long as it takes
        await reader.see("原文·简")
        await reader.keys("s", "s")
        await reader.see("简→台, loading words", "發")
        assert "資金髮放" in "".join(block.text.text for block in reader.browse.pane.view.blocks)  # type: ignore[union-attr]
        place = top(reader)
        await reader.until(lambda: not reader.browse.opening._learning)
        monkeypatch.setattr(words, "load", loading)
        reader.browse.opening.know_words()
        await reader.until(lambda: "loading words" not in reader.screen())
        await reader.until(
            lambda: "資金發放" in "".join(block.text.text for block in reader.browse.pane.view.blocks)  # type: ignore[union-attr]
        )
        assert top(reader) == place


async def test_what_is_in_sight_turns_first_and_all_of_it_in_the_end(tmp_path: Path) -> None:
    words.load()
    scripts.load()
    async with reading(library(tmp_path, ["002"])) as reader:
        await reader.see("原文·繁")
        await reader.keys("space", "space")
        place, opening = top(reader), reader.browse.opening
        assert opening.shown is not None
        sight = reader.browse.pane.sight()
        assert sight is not None
        part = reader.session.views.part(opening.shown, Script.HANS, sight)
        whole = reader.session.views.view(opening.shown.page, opening.shown.article, Script.HANS)
        for number, (block, wanted) in enumerate(zip(part.blocks, whole.blocks, strict=True)):
            in_sight = sight[0].block <= number <= sight[1].block
            others = opening.shown.view.blocks[number]
            assert block.text.text == (wanted if in_sight else others).text.text
        await reader.keys("s")
        await reader.see("繁→简")
        await reader.until(lambda: reader.browse.pane.view is whole)
        assert top(reader) == place
        await reader.keys("S")
        await reader.until(lambda: reader.browse.pane.view is not whole)
        await reader.idle()
        await reader.keys("s")
        assert reader.browse.pane.view is whole
        assert top(reader) == place


async def test_marks_are_dressed_when_asked_and_never_in_the_original(tmp_path: Path) -> None:
    words.load()
    async with reading(library(tmp_path, ["000"])) as reader:
        before = reader.screen()
        await reader.keys("p")
        await reader.see("full-width marks")
        await reader.keys("enter")
        await reader.until(lambda: any("原文 stays" in one.message for one in reader.app._notifications))
        await reader.keys("escape", "s")
        await reader.see("，")
        await reader.keys("p")
        await reader.see("full-width marks")
        await reader.keys("down", "down", "enter")
        await reader.see("「")
        assert reader.app.settings.full_width and reader.app.settings.corner_quotes
        await reader.keys("S")
        await reader.see("原文·简")
        assert "，" not in "".join(block.text.text for block in reader.browse.pane.view.blocks)  # type: ignore[union-attr]
        assert "“" in before
