"""What commands print: UTF-8 whatever the locale says, and nothing in it that a terminal would obey."""

from __future__ import annotations

import io
import os
import sys


def use_utf8() -> None:
    """Let standard output and error write UTF-8; a lone surrogate, which has none, is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(sentence: str) -> None:
    """Say a sentence on standard error, signed with the program's name."""
    from reader.library.decode import printable

    print(f"reader: {printable(sentence)}", file=sys.stderr)


def close_quietly() -> None:
    """After the reader of our output has gone, or its disk is full: nothing more is written, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


"""Unicode categories: controls, formats (bidi, zero-width), surrogates, line and paragraph separators."""
