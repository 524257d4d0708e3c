"""A double click is one click where the first half has opened or closed a dialog.

The second half would fall on what has come to stand there: a row of the tree behind a list that a click has left.
"""

from __future__ import annotations

from textual.app import App
from textual.events import MouseDown, MouseUp
from textual.geometry import Offset
from textual.screen import Screen


class DoubleClicks:
    """The presses of one app."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._at: tuple[Offset, Screen[object] | None] = Offset(-1, -1), None
        """Where the last press was, and on which screen."""
        self._time = 0.0
        self._taken = False

    def take(self, event: MouseDown | MouseUp) -> bool:
        """Whether a press, or the end of one, is to be passed over."""
        if isinstance(event, MouseUp):
            taken, self._taken = self._taken, False
            return taken
        soon = event.time - self._time <= self._app.CLICK_CHAIN_TIME_THRESHOLD
        offset, screen = self._at
        self._taken = soon and offset == event.screen_offset and screen is not self._app.screen
        self._time = event.time
        if not self._taken:
            self._at = event.screen_offset, self._app.screen
        return self._taken
