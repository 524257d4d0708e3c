"""The user's own keys: checked, in use, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from reader.settings import Settings, load, save, settings_path
from reader.tui.app import ReaderApp, open_session
from reader.tui.key_places import name_of, places
from reader.tui.keymap import checked, keys_of, named
from reader.tui.screens.browse_keys import EVERYWHERE
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
    owners = [key for one in EVERYWHERE if isinstance(one, Binding) for key in keys_of(one, keymap)]
    assert len(owners) == len(set(owners))


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"pane.top": "t"}, ("pane.top", "t", "tag")),  # the screen has it, above the article
        ({"find.next": "g"}, ("find.next", "g", "pane.top")),  # the article has it, below the screen
        ({"tree.fold": "ctrl+p"}, ("tree.fold", "ctrl+p", "palette")),
        ({"export.write": "ctrl+t"}, ("export.write", "ctrl+t", "export.text")),
        ({"export.text": "ctrl+k"}, ("export.text", "ctrl+k", "typed")),  # it deletes to the end of the line
        ({"tagging.complete": "c"}, ("tagging.complete", "c", "typed")),
        ({"search.word": "w"}, ("search.word", "w", "typed")),
        ({"dialog.leave": "q"}, ("dialog.leave", "q")),
        ({"dialog.leave": ""}, ("dialog.leave",)),
        ({"corrections.remove": "j"}, ("corrections.remove", "j", "list.down")),
        ({"correct.split": "j"}, ("correct.split", "j", "correct.join_next")),
        ({"tags.merge": "7"}, ("tags.merge", "7", "typed")),
        ({"letters.down": "n"}, ("letters.down", "n", "typed")),
        ({"quit.at_once": "ctrl+s"}, ("quit.at_once", "ctrl+s")),
    ],
)
def test_a_key_is_refused_where_something_else_has_it_in_the_same_place_or_around_it(
    wanted: dict[str, str], words: tuple[str, ...]
) -> None:
    keymap, problems = checked(wanted)
    assert keymap == {}
    assert len(problems) == 1
    assert all(word in problems[0] for word in words), problems


@pytest.mark.parametrize(
    "wanted",
    [
        {"dialog.leave": "escape, q", "help.leave": "f1", "info.leave": "i", "reasons.leave": "D"},
        {"find.next": "N", "find.previous": "n"},
        {"caret.clause_left": "<, f5"},  # on < it stands before the screen's from the start
        {"line.accept": "ctrl+j", "note.save": "ctrl+j"},
        {"list.down": "ctrl+n", "tagging.next": "ctrl+n", "library.next": "ctrl+n"},
        {"tags.merge": "t", "correct.split": "t", "correct.title": "T"},
    ],
)
def test_what_does_not_meet_may_have_the_same_key(wanted: dict[str, str]) -> None:
    assert checked(wanted)[1] == []


def test_a_name_may_be_written_as_toml_has_it_without_quotation_marks() -> None:
    assert checked({"article": {"next": "f5"}}) == ({"article.next": ("f5",)}, [])


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
    for place in places():
        for level in place.levels:
            keys = [(key, name_of(one)) for one in level for key in one.key.split(",")]
            twice = {key for key, name in keys if any(key == other and name != rest for other, rest in keys)}
            assert not twice, (place.name, twice)


def test_every_name_stands_in_the_help_and_in_the_readme() -> None:
    names = {name_of(one) for place in places() for one in place.bindings()} - {""}
    shown = [one for _heading, group in every_key() for one in group if isinstance(one, Binding) and one.description]
    assert names == {one.id for one in shown}
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []


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
        await reader.until(lambda: any("nix" in one.message for one in app._notifications))
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
    session.close()


def test_the_keys_stay_in_the_file_when_another_setting_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(Settings(keys={"undo": ""}), path)
    save(Settings(measure=30, keys=load(path).keys), path)
    assert load(path) == Settings(measure=30, keys={"undo": ""})
