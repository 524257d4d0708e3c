"""A count typed before a movement, as in less: digits gather, and the next key takes them or lets them go."""

from __future__ import annotations

import unicodedata
from typing import Final

MOST: Final = 99_999
"""The largest count; who types more has something else in mind."""


class Counts:
    """The digits typed in one pane."""

    def __init__(self) -> None:
        self.typed = 0
        """The count so far; 0 if no digit was typed."""
        self._begun = False
        """Whether a digit was typed."""
        self._ready: int | None = None

    def key(self, character: str | None) -> bool:
        """Take notice of a key. Returns whether it was a digit of a count, and nothing else; full-width ones count."""
        digit = unicodedata.normalize("NFKC", character or "")
        if len(digit) == 1 and digit.isascii() and digit.isdecimal():
            self.typed, self._begun, self._ready = min(MOST, 10 * self.typed + int(digit)), True, None
            return True
        self._ready, self.typed, self._begun = self.typed if self._begun else None, 0, False
        return False

    def take(self) -> int | None:
        """The count that the last key was given, once; `None` if it was given none."""
        ready, self._ready = self._ready, None
        return ready
