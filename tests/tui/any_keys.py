"""Any keys in any order, clicks and sizes: the app goes on, no text is changed, and what is kept is on the disk.

`python -m tests.tui.any_keys [SECONDS] [FIRST]` plays sessions until the time is up, one by one from number FIRST.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import cast

from textual.binding import Binding, BindingsMap

from reader.annotations.model import to_record
from reader.tui.screens.help import every_key
from tests.tui.driving import library, reading
from tests.tui.test_annotating import store_of
from tests.tui.test_fast_keys import burst

WIDTHS, HEIGHTS = (20, 40, 60, 80, 120, 200), (5, 10, 16, 24, 40, 60)
TYPED = [*"0259甲乙经济的新一人。，（", "space", "enter", "tab", "escape", "up", "down", "left", "right", "f1"]
QUITS = {"q", "ctrl+q", "ctrl+c", "super+c"}


def bound() -> list[str]:
    """Every key that means something anywhere, but those that end the app."""
    bindings = (BindingsMap(cast("list[Binding]", list(group))) for _name, group in every_key())
    return sorted({key for one in bindings for key in one.key_to_bindings} - QUITS)


async def play(folder: Path, number: int, keys: int) -> None:
    """Play a session on a copy of the samples.

    Args:
        folder: where the copy is made.
        number: says what happens; the same number plays the same session, as far as the machine is as quick.
        keys: how many keys are pressed.
    """
    pick = random.Random(number)
    root = library(folder)
    before = {path: path.read_bytes() for path in root.iterdir() if path.is_file()}
    known = bound()
    async with reading(root, size=(pick.choice(WIDTHS[2:]), pick.choice(HEIGHTS[2:]))) as reader:
        for _key in range(keys):
            chance = pick.random()
            if chance < 0.02:
                await reader.pilot.resize_terminal(pick.choice(WIDTHS), pick.choice(HEIGHTS))
            elif chance < 0.06:
                place = pick.randrange(reader.app.size.width), pick.randrange(reader.app.size.height)
                await reader.pilot.click(offset=place, times=pick.choice((1, 1, 2, 3)))
            else:
                # Without many an Esc it would stay in the first line that takes whatever is typed.
                several = [
                    pick.choice(pick.choices((["escape"], TYPED, known), (1, 1, 3))[0])
                    for _one in range(1 if chance < 0.8 else pick.randrange(2, 7))
                ]
                burst(reader, *several[:-1])
                await reader.keys(several[-1])
            if not reader.app.is_running:
                return  # “Quit” was chosen among the commands; an error is raised as this is left
        for _dialog in range(5):
            if reader.app.screen is not reader.browse:
                await reader.keys("escape")
        assert reader.app.screen is reader.browse
        await reader.idle()
        kept = sorted(str(to_record(one)) for one in reader.session.store.all())
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(str(to_record(one)) for one in store_of(root).all()) == kept


def main(seconds: float, first: int) -> int:
    """Play until the time is up; the number of sessions that went wrong."""
    end, number, wrong = time.monotonic() + seconds, first, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["HOME"] = folder
            os.chdir(folder)  # where exports go
            try:
                asyncio.run(play(Path(folder), number, 400))
            except (Exception, SystemExit):
                wrong += 1
                print(f"session {number}:", traceback.format_exc(), sep="\n")
            os.chdir("/")
        number += 1
    print(f"{number - first} sessions, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    seconds, first = [*map(int, sys.argv[1:]), *(60, 0)[len(sys.argv) - 1 :]]
    sys.exit(main(seconds, first) > 0)
