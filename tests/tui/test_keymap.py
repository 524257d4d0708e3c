"""The user's own keys: checked, in use, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from reader.settings import Settings, load, save, settings_path
from reader.tui.app import ReaderApp, open_session
from reader.tui.keymap import checked, named, places
from reader.tui.screens.help import every_key
from tests.tui.driving import Driver, library


def test_what_is_wrong_is_said_and_the_rest_is_taken() -> None:
    keymap, problems = checked(
        {
            "article.next": "K, f6",
            "article.previous": "J",
            "undo": "",
            "nothing.such": "x",
            "export": "ctrl+nokey",
            "tag": "h",
            "note": 5,
            "info": "＃",
        }
    )
    assert keymap == {"article.next": ("K", "f6"), "article.previous": ("J",), "undo": ()}
    assert len(problems) == 5
    for words in ("nothing.such", "ctrl+nokey", "highlight", "note", "tags"):
        assert any(words in sentence for sentence in problems), words


def test_a_chain_of_clashes_ends_with_the_keys_that_are_built_in() -> None:
    keymap, problems = checked({"undo": "t", "tag": "u", "script.next": "u"})
    assert problems
    owners = [key for one in places()["screen"] for key in keymap.get(one.id or "", one.key.split(","))]
    assert len(owners) == len(set(owners))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("[", "left_square_bracket"),
        ("＋", "plus"),
        ("Ctrl+X", "ctrl+x"),
        ("PgDn", "pagedown"),
        ("f13", "f13"),
        ("+", "plus"),
    ],
)
def test_keys_are_written_as_people_do(written: str, name: str) -> None:
    assert named(written) == name


def test_two_things_of_one_place_have_no_key_in_common_as_built_in() -> None:
    for place, bindings in places().items():
        keys = [(key, one.id) for one in bindings for key in one.key.split(",")]
        twice = [key for key, _name in keys if sum(key == other for other, _ in keys) > 1]
        assert not twice or (place, set(twice)) == ("raw", {"enter"}), (place, twice)


def test_whatever_has_a_name_in_the_help_can_have_another_key() -> None:
    named_in_help = [one.id for _heading, group in every_key() for one in group if isinstance(one, Binding) and one.id]
    for name in named_in_help:
        assert checked({name: "f17"}) == ({name: ("f17",)}, []), name


async def test_the_settings_say_which_keys_do_what(tmp_path: Path) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text(
        '[keys]\n"article.next" = "e"\n"pane.line_down" = "J"\nexport = ""\n"tag" = "f9"\n"nix" = "y"\n', "utf-8"
    )
    settings = load()
    session = open_session([library(tmp_path, ["000"])], settings, None, None, None)
    app = ReaderApp(session, settings, lambda other: session)
    async with app.run_test(size=(120, 90)) as pilot:
        reader = Driver(pilot, app, session)
        await reader.until(lambda: reader.browse.shown is not None)
        await reader.another_article()
        assert any("nix" in one.message for one in app._notifications)
        await reader.see("F9", "e K")
        await reader.keys("J")
        first = reader.browse.opening.key
        await reader.keys("e")
        await reader.another_article()
        assert reader.browse.opening.key != first
        await reader.keys("/")
        await reader.type("eJ")
        assert reader.browse.query_one("SearchBar Input").value == "eJ"  # type: ignore[attr-defined]
        await reader.keys("escape", "?")
        await reader.see("article.next", "F9")


def test_the_keys_stay_in_the_file_when_another_setting_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(Settings(keys={"undo": ""}), path)
    save(Settings(measure=30, keys=load(path).keys), path)
    assert load(path) == Settings(measure=30, keys={"undo": ""})
