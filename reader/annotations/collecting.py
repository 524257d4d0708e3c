"""Python's looking for garbage, kept off where very many things are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """While many things are made that all stay, spare Python the looking through them again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def for_good() -> None:
    """Spare Python the looking through all that there is now: it stays until the program ends.

    For a command that has read many annotations: each look takes a third of a second for 100,000, the end two more.
    """
    gc.freeze()
