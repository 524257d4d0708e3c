"""Keys in one burst mean what they mean one after the other; notices neither pile up nor lie over a dialog."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.events import Key

from reader.annotations.ledger import Ledger
from tests.tui.driving import Driver, library, reading
from tests.tui.test_annotating import holds, saved
from tests.tui.test_tag_set import with_tags


def burst(reader: Driver, *keys: str) -> None:
    """Press keys as a terminal hands them over that had them all waiting."""
    names = {".": "full_stop", "/": "slash"}
    for key in keys:
        reader.app.post_message(Key(names.get(key, key), key if len(key) == 1 else None))


def shown(app: App[None]) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_a_tag_is_put_on_by_two_keys_in_one_burst_and_the_pane_gets_neither(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    with_tags(root)
    async with reading(root) as reader:
        first = reader.browse.opening.key
        burst(reader, "t", "3", "J", "t", "2", "J", "t", *"第四", "enter", "K", "K")
        await reader.until(partial(holds, root, 3))
        await reader.until(lambda: reader.browse.opening.key == first)
        assert [record["tag"] for record in saved(root)] == ["医疗", "经济", "第四"]
        assert len({record["target"]["quote"] for record in saved(root)}) == 3
        burst(reader, "d", "d", "d")
        await reader.until(partial(holds, root, 6))
        assert [record["kind"] for record in saved(root)][3:] == ["done"] * 3


async def test_keys_wait_for_what_is_on_its_way_to_a_slow_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(ledger: Ledger, about: dict[str, Any]) -> AbstractContextManager[None]:
        time.sleep(0.2)
        return really(ledger, about)

    root, really = library(tmp_path, ["000"]), Ledger.change
    monkeypatch.setattr(Ledger, "change", slowly)
    async with reading(root) as reader:
        # The second `t` offers to take off what the first one puts on, and the third what `.` puts on the next article.
        burst(reader, "t", *"甲", "enter", "t", "enter", "J", ".", "t", "enter", "u")
        await reader.see("undone: untag 甲", "article 2 of 6")
        (record,) = saved(root)
        assert record["target"]["quote"].startswith(reader.titles()[1][:12])


async def test_what_is_typed_right_after_a_dialogs_key_stands_in_its_line(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        place = reader.browse.pane.place
        burst(reader, "m", *"jjG")
        await reader.see("jjG")
        assert reader.browse.pane.place == place
        burst(reader, "ctrl+s", "t", *"jx", "escape", "J")
        await reader.see("article 2 of 6")
        await reader.until(partial(holds, root, 1))
        assert [record["note"] for record in saved(root)] == ["jjG"]


async def test_a_notice_that_is_on_its_way_when_a_dialog_opens_does_not_lie_over_it(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        reader.browse.tell("danger", True)
        kept = reader.app.hush()
        await reader.pilot.pause()
        assert shown(reader.app) == []
        reader.app.say_again(kept)
        await reader.until(lambda: shown(reader.app) == ["danger"])


async def test_notices_neither_pile_up_nor_lie_over_a_dialog(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        burst(reader, "u", "u", ".", "u")
        await reader.until(lambda: len(shown(reader.app)) == 2)
        assert len(set(shown(reader.app))) == 2
        reader.browse.tell("danger", True)
        await reader.keys("t")
        await reader.see("Tag this article")
        assert shown(reader.app) == []
        await reader.keys("escape")
        await reader.until(lambda: shown(reader.app) == ["danger"])
