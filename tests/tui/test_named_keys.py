"""What a sentence tells to press is the key that is in force, and not the one that is built in."""

from __future__ import annotations

import re
from pathlib import Path

from reader import tui
from reader.tui.key_places import name_of, places
from reader.tui.keyboard import printed_key
from reader.tui.keymap import key_for
from tests.tui.driving import library, reading

KEYS = {"tag": "ctrl+y", "highlight": "F6", "note": "W", "pane.select": "X", "corrections": "", "tag.repeat": ";"}


async def test_notices_name_the_keys_of_the_user(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"]), keys=KEYS) as reader:

        async def told(*keys: str, words: str) -> None:
            await reader.keys(*keys)
            await reader.until(lambda: any(words in note.message for note in reader.app._notifications))

        await told("y", words="Select a passage first: X and the arrow keys")
        await told("semicolon", words="put one on with Ctrl+Y.")
        await told("a", words="Ctrl+Y tags an article, F6 highlights a selection, W writes a note.")


def test_what_is_named_by_default_is_the_key_that_is_built_in() -> None:
    built_in = {name_of(one): one.key.split(",") for place in places() for one in place.bindings()}
    calls = r"(?:key_for|\bkey)\(\"([\w.]+)\", \"(\w+|\?)\""
    sources = Path(str(tui.__file__)).parent.rglob("*.py")
    named = [one for path in sources for one in re.findall(calls, path.read_text())]
    assert len(named) > 10
    for name, default in named:
        assert default in map(printed_key, built_in[name]), name


def test_what_has_no_key_is_named_as_the_settings_name_it() -> None:
    assert key_for("tag", "t", {"tag": ()}) == "tag"
    assert key_for("tag", "t", {"tag": ("ctrl+y",)}) == "Ctrl+Y"
    assert key_for("tag", "t", {}) == "t"
