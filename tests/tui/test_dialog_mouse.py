"""Dialogs by the mouse."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest
from textual.events import MouseDown, MouseUp
from textual.widget import Widget

from reader.tui.screens.main import MainScreen
from reader.tui.screens.queue import QueueScreen
from tests.tui.driving import Driver, library, reading


def press(reader: Driver, widget: Widget, row: int, *, at: float | None = None) -> None:
    """Press and let go on a row of a widget, as the terminal tells it; at a time of `time.monotonic`, or now."""
    x, y = widget.region.x + 4, widget.region.y + row
    for kind in (MouseDown, MouseUp):
        event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        event.time = event.time if at is None else at
        reader.app.post_message(event)


async def test_the_second_click_on_a_list_does_not_fall_through_to_the_tree(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "004"]), size=(80, 24)) as reader:
        await reader.keys("Q")
        await reader.see("articles done")
        dialog = reader.app.screen
        assert isinstance(dialog, QueueScreen)
        listed = dialog._list
        assert listed.region.x < reader.browse.tree_view.region.right, "it lies over the tree"
        wanted = listed.rows[4].key
        now = monotonic()
        press(reader, listed, 4, at=now)
        await reader.until(lambda: isinstance(reader.app.screen, MainScreen))
        press(reader, listed, 4, at=now + 0.1)
        press(reader, listed, 4, at=now + 0.2)
        await reader.opened()
        await reader.pilot.pause(0.1)
        assert reader.browse.opening.key == wanted
        assert reader.browse.pane.has_focus


@pytest.mark.parametrize("key", ["a", "t", "ctrl+f"])
async def test_a_click_beside_the_rows_leaves_the_line_to_type_in(tmp_path: Path, key: str) -> None:
    async with reading(library(tmp_path, ["000"]), size=(80, 24)) as reader:
        await reader.keys("B", "x")
        await reader.until(lambda: reader.session.store.all())
        await reader.keys(key)
        await reader.until(lambda: reader.app.screen.is_modal and reader.app.focused is not None)
        names = {"a": "#annotation-list", "t": "#tag-list", "ctrl+f": "#library-hits"}
        listed = reader.app.screen.query_one(names[key])
        press(reader, listed, max(0, listed.region.height - 1))
        await reader.type("民生")
        await reader.see("民生")
        assert getattr(reader.app.focused, "value", "") == "民生"
