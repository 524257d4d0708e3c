"""Whose turn it is: the thread that draws goes before those that recognise, look words up and compare behind it.

Of the threads of a Python process one runs at a time. One that waits asks for its turn after the *switch interval*,
5 ms; the thread that draws waits so whenever it looked for keys, some times for each key, and with every other thread
that works. So it asks sooner, lets nobody else ask while it is at work, and does not look for keys in between.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time
from typing import Final

AT_REST: Final = 0.0005
"""Seconds after which a thread asks another for its turn while there is nothing to draw."""

AT_WORK: Final = 0.005
"""The same while something is drawn, Python's own: most handlers are done by then."""

UNSEEN: Final = 0.005
"""Seconds of work between two looks whether there is a key."""


class _Turns(selectors.DefaultSelector):
    """What the loop waits in; the system's own selector but for the turns."""

    def __init__(self) -> None:
        super().__init__()
        self._looked = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for something to do; with a timeout of 0, go on with what there is."""
        if timeout is not None and timeout <= 0:
            # Not when waiting ends: the loop then reads first what woke it, and that too gives the turn away.
            sys.setswitchinterval(AT_WORK)
            if time.monotonic() - self._looked < UNSEEN:
                return []  # Even to look gives it away.
        else:
            sys.setswitchinterval(AT_REST)
        found = super().select(timeout)
        self._looked = time.monotonic()
        return found


def drawing_first() -> asyncio.Runner:
    """What runs the app with the turns as above; on Windows, whose loop waits otherwise, as everywhere."""
    if sys.platform == "win32":
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(_Turns()))
