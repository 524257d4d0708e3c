"""What commands print: UTF-8 whatever the locale says, and nothing in it that a terminal would obey."""

from __future__ import annotations

import io
import os
import sys


def use_utf8() -> None:
    """Let standard output and error write UTF-8; a lone surrogate, which has none, is written as an escape.

    Streams that were closed before the start are opened first (`reader convert <&- >&-`): nothing can be read from
    standard input then, and what is written to standard output fails as it does on a full disk.
    """
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _open_streams() -> None:
    """Put something in the place of closed streams, before a file that is opened gets their number."""
    for number, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # the lowest number that is free
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)


said: set[str] = set()
"""The sentences that this run has said on standard error."""


def complain(sentence: str) -> None:
    """Say a sentence on standard error, signed with the program's name; one that this run has said is not said again.

    What is odd about the annotations is told as they are opened, and may be why something is refused after that.
    """
    from reader.library.decode import printable

    if sentence not in said:
        said.add(sentence)
        print(f"reader: {printable(sentence)}", file=sys.stderr)


def close_quietly() -> None:
    """After the reader of our output has gone, or its disk is full: nothing more is written, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


"""Unicode categories: controls, formats (bidi, zero-width), surrogates, line and paragraph separators."""
