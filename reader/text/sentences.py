"""Where the sentences and clauses of a text begin and end, for moving and selecting by them."""

from __future__ import annotations

import re

from reader.text.rules import rule

_CLOSING = "”’」』）)》〉】〕\"'"
_END = rule(
    rf"""
    [。！？!?｡]+ [{_CLOSING}]*          # a stop, with the marks that close around it: 他说：“好。”
    | …+ [{_CLOSING}]+                  # an ellipsis ends a sentence only where a quotation closes: “可是……”
    | [.．] [{_CLOSING}]* (?=\s|$)      # 3.5 and U.S. do not end one
    | \n
    """,
    re.VERBOSE,
)
_PAUSE = rule(
    rf"""
    [，；：;] [{_CLOSING}]*
    | (?: (?<!\d)[,:] | [,:](?!\d) ) [{_CLOSING}]*     # 1,000 and 10:30 are whole
    | {_END.pattern}
    """,
    re.VERBOSE,
)
REACH = 2_000
"""A sentence longer than this, in code points on either side of a place, is cut: such text has no sentences."""


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The sentence that the character at `offset` stands in, as `[start, end)` in code points.

    Args:
        text: One paragraph.
        offset: 0 to `len(text)`; the text's end belongs to its last sentence.
    """
    return _part_at(_END, text, offset)


def clause_at(text: str, offset: int) -> tuple[int, int]:
    """The clause that the character at `offset` stands in, as `[start, end)` in code points.

    A clause ends with a comma, a semicolon or a colon, full-width or not, and with its sentence; 、 parts none.

    Args:
        text: One paragraph.
        offset: 0 to `len(text)`; the text's end belongs to its last clause.
    """
    return _part_at(_PAUSE, text, offset)


def _part_at(ends: re.Pattern[str], text: str, offset: int) -> tuple[int, int]:
    offset = max(0, min(offset, len(text) - 1))
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    start = low
    for found in ends.finditer(text, low, high):
        if found.end() > offset:
            return start, found.end()
        start = found.end()
    return start, high
