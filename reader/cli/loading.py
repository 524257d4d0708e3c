"""Ctrl-C while the program is still being loaded."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopped_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process where it stands, with 130; only while modules are imported and nothing is open.

    A KeyboardInterrupt would be told as an error there: Python drops it in the callbacks of its import system, and
    turns it into a RuntimeError where a class names its members.
    """
    try:
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            raise ValueError("Ctrl-C is ignored, or a caller's own")
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))
    except ValueError:  # also where this is not the main thread, which alone hears of Ctrl-C
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
