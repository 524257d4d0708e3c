"""The user's own keys in the dialogs: they work, the built-in ones no longer do, and what is at the foot names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.model import Kind
from reader.annotations.tagset import Tag, TagChange
from reader.tui.screens.correct_menu import WAYS, CorrectMenu
from reader.tui.screens.main import MainScreen
from tests.tui.driving import library, reading
from tests.tui.test_annotating import store_of


async def test_dialogs_are_left_and_answered_with_the_keys_of_the_user(tmp_path: Path) -> None:
    keys = {
        "dialog.leave": "f10",
        "export.write": "f2",
        "export.text": "",
        "line.accept": "f3",
        "tagging.next": "f4",
        "tagging.complete": "f5",
    }
    async with reading(library(tmp_path, ["000"]), keys=keys) as reader:
        await reader.until(lambda: set(reader.app.keys) == set(keys))
        await reader.keys("e")
        await reader.see("Export the annotations", "F2 write", "F10 back")
        assert "Ctrl+T" not in reader.screen()
        await reader.keys("escape")
        assert not isinstance(reader.app.screen, MainScreen)
        await reader.keys("f10")
        await reader.until(lambda: isinstance(reader.app.screen, MainScreen))
        await reader.keys("t")
        await reader.see("F3 adds or removes", "F5 completes")
        await reader.type("民生")
        await reader.keys("enter")
        assert not isinstance(reader.app.screen, MainScreen)
        await reader.keys("f3")
        await reader.until(lambda: reader.session.store.all())
        assert [one.tag for one in reader.session.store.all()] == ["民生"]


async def test_the_letters_of_the_corrections_can_be_changed(tmp_path: Path) -> None:
    keys = {"correct.byline": "y", "correct.text": "b"}
    async with reading(library(tmp_path, ["000"]), keys=keys) as reader:
        await reader.until(lambda: set(reader.app.keys) == set(keys))
        await reader.keys("c")
        await reader.see("y byline", "b text")
        await reader.keys("y")
        await reader.until(lambda: not isinstance(reader.app.screen, CorrectMenu))
        await reader.until(lambda: reader.session.store.all())
        made = reader.session.store.all()[0]
        assert made.kind is Kind.CORRECTION
        assert "byline" in str(made.body)


async def test_the_line_of_a_search_follows_the_settings(tmp_path: Path) -> None:
    keys = {"search.word": "f6", "search.next": "f7", "line.leave": "f8", "filter.next": "f9"}
    async with reading(library(tmp_path, ["000"]), keys=keys) as reader:
        await reader.until(lambda: set(reader.app.keys) == set(keys))
        await reader.keys("slash")
        await reader.see("F7 next", "F6 words", "F8 back")
        await reader.keys("f6")
        await reader.see("Search · words")
        await reader.keys("f8")
        await reader.see("J K article")
        await reader.keys("tab", "slash")
        await reader.see("↑ F9 previous, next")


@pytest.mark.parametrize("height", [12, 16, 24])
async def test_on_a_low_screen_a_long_list_of_a_dialog_scrolls_to_its_last_line(tmp_path: Path, height: int) -> None:
    root = library(tmp_path, ["000"])
    with_tags = store_of(root)
    with_tags.commit([], "tags", tags=[TagChange(None, Tag(f"标签{number:02}")) for number in range(30)])
    with_tags.close()
    async with reading(root, size=(60, height)) as reader:
        await reader.keys("c")
        await reader.see("Correct")
        await reader.keys(*["down"] * len(WAYS))
        await reader.see("d date, page and newspaper")
        await reader.keys("escape", "t")
        await reader.see("标签00")
        await reader.keys(*["down"] * 29)
        await reader.see("标签29")
