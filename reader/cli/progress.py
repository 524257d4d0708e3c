"""How far a long command is, told on a terminal."""

from __future__ import annotations

import sys
import time

from reader.messages import _


class Progress:
    """A line on a terminal's standard error that counts the files of a long work; gone when it is done."""

    def __init__(self) -> None:
        self._clock = time.monotonic
        self._stream = sys.stderr if sys.stderr.isatty() else None
        self._began = self._said = self._clock()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Say how many of how many files are done, from the second second on, ten times a second."""
        now = self._clock()
        if self._stream is None:
            return
        if done >= total:
            self._clear()
        elif now - self._began > 1 and now - self._said > 0.1:
            self._said, self._shown = now, True
            self._stream.write("\r\x1b[K" + _("{done} of {total} files").format(done=done, total=total))
            self._stream.flush()

    def _clear(self) -> None:
        if self._shown and self._stream is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
