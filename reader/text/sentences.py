"""Where the sentences of a text begin and end, for moving and selecting by them."""

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
REACH = 2_000
"""A sentence longer than this, in code points on either side of a place, is cut: such text has no sentences."""


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The sentence that the character at `offset` stands in, as `[start, end)` in code points.

    Args:
        text: One paragraph.
        offset: 0 to `len(text)`; the text's end belongs to its last sentence.
    """
    offset = max(0, min(offset, len(text) - 1))
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    start = low
    for found in _END.finditer(text, low, high):
        if found.end() > offset:
            return start, found.end()
        start = found.end()
    return start, high
