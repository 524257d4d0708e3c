"""The words of a library's own, in the app."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.text import words
from reader.text.script import Script
from reader.tui import loading
from tests.tui.driving import library, reading


async def test_the_words_of_a_library_are_used_while_it_is_open_and_a_bad_line_is_told(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    own = root / ".reader" / "userdict.txt"
    own.parent.mkdir()
    own.write_text("困难群众基本生活\n坏，行\n", "utf-8")
    async with reading(root) as reader:
        (told,) = [one.message for one in reader.app._notifications]
        assert str(own) in told and "line 2" in told
        assert [word.text for word in words.user_words()] == ["困难群众基本生活"]
        own.write_text("元旦春节\n", "utf-8")
        await reader.until(lambda: [word.text for word in words.user_words()] == ["元旦春节"])
    other = tmp_path / "other"
    other.mkdir()
    async with reading(library(other, ["000"])):
        assert words.user_words() == ()


async def test_a_changed_user_dictionary_is_applied_to_what_is_on_the_screen(tmp_path: Path) -> None:
    words.load()
    (tmp_path / "a.txt").write_text("新闻一则\n\n我们采访于小后，他关心困难群众基本生活。\n", "utf-8")
    own = tmp_path / ".reader" / "userdict.txt"
    async with reading(tmp_path, size=(80, 16)) as reader:
        await reader.opened()
        side = reader.browse.side
        side.opening.script = Script.TW
        side.opening.turn()
        await reader.until(lambda: "採訪於小後" in reader.screen())
        await reader.keys("slash", "ctrl+o")
        await reader.type("众基本")
        await reader.keys("enter")
        await reader.until(lambda: side.searching.found.hidden == 1)
        own.parent.mkdir(exist_ok=True)
        own.write_text("于小后 nr\n众基本 9999999\n", "utf-8")
        await reader.until(lambda: "採訪于小后" in reader.screen())
        await reader.until(lambda: len(side.searching.found.hits) == 1)
        own.unlink()
        await reader.until(lambda: "採訪於小後" in reader.screen() and side.searching.found.hidden == 1)


async def test_a_page_that_is_recognised_again_is_shown_as_it_was_converted_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "WATCH_EVERY", 600.0)  # who watches would ask for it once more
    words.load()
    (tmp_path / "a.txt").write_text("新闻一则\n\n我们采访于小后，他关心困难群众基本生活。\n", "utf-8")
    own = tmp_path / "own.txt"
    own.write_text("于小后 nr\n", "utf-8")
    async with reading(tmp_path / "a.txt", size=(80, 16)) as reader:
        await reader.opened()
        opening = reader.browse.opening
        opening.script = Script.TW
        opening.turn()
        await reader.until(lambda: "採訪於小後" in reader.screen())
        words.use_words(words.read_user_words(own).words)
        opening.show_again()  # before the text was converted anew
        await reader.until(lambda: "採訪于小后" in reader.screen())


async def test_the_first_double_click_takes_in_the_word_as_soon_as_words_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "_segmenter", None)
    (tmp_path / "a.txt").write_text("新闻一则\n\n呼和浩特市新城区召开会议。\n", "utf-8")
    async with reading(tmp_path / "a.txt", size=(60, 12)) as reader:
        pane = reader.browse.pane
        line, row = next((text, y) for y, text in enumerate(reader.screen().splitlines()) if "呼和" in text)
        with words._lock:  # as if loading took long
            await reader.pilot.click(offset=(line.index("呼") + 1, row), times=2)
            await reader.until(lambda: pane.selected_text() == "呼")
        await reader.until(lambda: pane.selected_text() == "呼和浩特市")
