"""Keys that are typed faster than the screen follows: each waits for what the one before it opens or closes.

Textual hands a key to the widget that has the focus when the key arrives, and runs its action later, when it has gone
through all widgets above. So of `t` and `3` in one burst both would go to the article. Here the next key is handed out
only when the one before was dealt with everywhere; after one that opens a dialog, when the dialog is there; and after
one that closes a dialog, when what was said in it is done: of `t`, `3`, `t` the second dialog knows the tag.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key, Paste

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode

LONGEST = 3.0
"""Seconds after which keys are handed out whatever the screen does."""

LOOK = 0.005
"""Seconds between two looks whether a dialog is there."""

PAUSE = 0.3
"""Seconds without a key after which the reader is taken to read what is there."""

LONGEST_WAIT = 5.0
"""Seconds after which what waits for a pause goes on without one."""

PASSES = 2
"""How often the way of a key is gone after it: with the key, and with what was posted because of it, such as a line
that was submitted."""


class HeldKeys:
    """The keys of one app. `opening` names the actions that open a dialog, by a worker of one of the `groups`."""

    def __init__(self, app: App[None], opening: frozenset[str], groups: frozenset[str]) -> None:
        self._app = app
        self._opening = opening
        self._groups = groups
        self._waiting: deque[Key | Paste] = deque()
        self._turn = 0
        """Which key is under way; 0 if none is."""
        self._count = 0
        self._next: Key | Paste | None = None
        """The event that is being handed out."""
        self._opens = False
        self._sent_at = float("-inf")

    def wait_for_pause(self, stopped: Callable[[], bool]) -> None:
        """Wait until no key comes for a moment, or until `stopped` says so; for a thread.

        Python runs one thread at a time: what recognises or compares behind the text makes every key take twice as
        long, and whoever leafs through a text in its first seconds has nothing of that yet.
        """
        until = time.monotonic() + LONGEST_WAIT
        while not stopped() and time.monotonic() < min(until, self._sent_at + PAUSE):
            time.sleep(PAUSE / 10)

    def take(self, event: Key | Paste) -> bool:
        """Keep an event back if one before it is still under way; returns whether it is kept."""
        if not self._turn or event is self._next:
            return False
        self._waiting.append(event)
        return True

    def sent(self) -> None:
        """Take notice that an event is on its way to the widget that has the focus."""
        self._count += 1
        self._sent_at = time.monotonic()
        self._turn, self._next, self._opens = self._count, None, self._app.screen.is_modal
        asyncio.get_running_loop().call_later(LONGEST, self._release, self._turn)
        self._follow(self._turn, self._app.focused or self._app.screen, PASSES)

    def acted(self, action: str) -> None:
        """Take notice that an action was run."""
        name = action.partition("(")[0].rpartition(".")[2]
        self._opens = self._opens or name in self._opening

    def _follow(self, turn: int, node: DOMNode, passes: int) -> None:
        """Go the way of the key: behind it in the queue of every widget from the one with the focus up to the app."""
        while not node.call_later(self._step, turn, node, passes):
            if node.parent is None:
                return  # the app is going
            node = node.parent

    def _step(self, turn: int, node: DOMNode, passes: int) -> None:
        if node is not self._app:
            self._follow(turn, node.parent or self._app, passes)
        elif passes > 1:
            self._follow(turn, self._app.focused or self._app.screen, passes - 1)
        elif self._ready():
            self._release(turn)
        else:
            self._app.run_worker(self._wait(turn), group="keys")

    async def _wait(self, turn: int) -> None:
        until = time.monotonic() + LONGEST
        while not self._ready() and time.monotonic() < until:
            await asyncio.sleep(LOOK)
        self._release(turn)

    def _ready(self) -> bool:
        """Whether the screen on top can be typed into, and no other is about to come."""
        screen = self._app.screen
        if not screen.is_mounted or not screen.is_current or (screen.is_modal and self._app.focused is None):
            return False
        if not self._opens or screen.is_modal:
            return True
        return not any(one.group in self._groups and not one.is_finished for one in self._app.workers)

    def _release(self, turn: int) -> None:
        """Hand out the next event, if it is still this one that is waited for."""
        if turn != self._turn:
            return
        self._turn = 0
        if self._waiting:
            # As if it came now: the app looks where the focus is. Until it does, no other goes before.
            self._turn, self._next = -1, self._waiting.popleft()
            self._app.call_later(self._app.on_event, self._next)
