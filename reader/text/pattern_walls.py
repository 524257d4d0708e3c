"""Patterns that do not reach over a line end, so that many texts can be searched in one go as lines of one.

To begin a search takes longer than to look through a paragraph, and a library has hundreds of thousands of these. As a
folded text holds no line end, one between two texts is a wall, if only the pattern is written so that nothing in it can
be a line end, and `^` and `$` stand for the ends of lines. What is found then is what is found in each text alone.
"""

from __future__ import annotations

import re
from typing import Final

WALL: Final = "\n"
"""What stands between two texts."""

TOKEN: Final = re.compile(r"\\[^\W\d_]\{[^}]*\}|\\.|.", re.DOTALL)
"""A sign of a pattern, with the backslash before it."""

_UNSURE: Final = re.compile(
    r"\(\?(?![:=!<P])|\{(?!\d*,?\d*\})|\\[AZznN0]|\\[0-3][0-7][0-7]|\\x0a|\\u000a|\\U0000000a", re.IGNORECASE
)
"""What a pattern may hold that means something else with walls: flags and conditions (`.` may be a line end then), the
ends of the whole text, line ends, characters given by numbers that may be one, `regex`'s own sign for mistakes."""

_OUTSIDE: Final = {r"\D": r"[^\n\d]", r"\W": r"[^\n\w]", r"\s": r"(?:(?!\n)\s)"}
"""Signs outside of brackets that a line end would fit, and what it does not."""


def class_end(tokens: list[str], start: int) -> int:
    """Where the class that opens at a token ends: after its `]`, which as its first member stands for itself."""
    at = start + 1
    if at < len(tokens) and tokens[at] == "^":
        at += 1
    at += 1
    while at < len(tokens) and tokens[at] != "]":
        at += 1
    return min(at + 1, len(tokens))


def walled(pattern: str) -> str | None:
    """A pattern, that was folded, as it is for texts with walls between them and `MULTILINE`; `None` if there is none.

    Raises:
        regex.error: it is no pattern.
    """
    if _UNSURE.search(pattern):
        return None
    out: list[str] = []
    tokens = TOKEN.findall(pattern)
    at = 0
    while at < len(tokens):
        end = class_end(tokens, at) if tokens[at] == "[" else at + 1
        sign = "".join(tokens[at:end])
        out.append(_walled_class(sign) if tokens[at] == "[" else _OUTSIDE.get(sign[:2], sign[:2]) + sign[2:])
        at = end
    return "".join(out)


def _walled_class(sign: str) -> str:
    """A class that a line end does not fit."""
    import regex

    if not regex.match(sign, WALL, regex.IGNORECASE):
        return sign
    if sign.startswith("[^"):
        # Slower by far with a look ahead: `regex` then tries each character by itself.
        rest = sign[2:]
        return r"[^\n" + ("\\" + rest if rest.startswith("]") else rest)
    return rf"(?:(?!\n){sign})"
