"""What commands print: UTF-8 whatever the locale says, and nothing in it that a terminal would obey."""

from __future__ import annotations

import io
import os
import sys
import unicodedata


def use_utf8() -> None:
    """Let standard output and error write UTF-8; a lone surrogate, which has none, is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def visible(text: str) -> str:
    """The text on one line with every control and format character, line ends too, written as an escape."""
    if text.isprintable():
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _UNSEEN else char for char in text)


def json_line(value: object) -> str:
    """The value as JSON on one line, Chinese as it is, control and format characters as escapes."""
    import json

    return visible(json.dumps(value, ensure_ascii=False))


def complain(sentence: str) -> None:
    """Say a sentence on standard error, signed with the program's name."""
    print(f"reader: {visible(sentence)}", file=sys.stderr)


def close_quietly() -> None:
    """After the reader of our output has gone: nothing more is written, not even at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escaped(char: str) -> str:
    code = ord(char)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories: controls, formats (bidi, zero-width), surrogates, line and paragraph separators."""
