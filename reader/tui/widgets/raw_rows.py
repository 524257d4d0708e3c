"""A source text in rows as it stands: its own lines, cut only where the window ends, every control character seen."""

from __future__ import annotations

import operator
import unicodedata
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from reader.newspaper.compose import ArticleView, BlockView
from reader.newspaper.model import Article, Block, Role
from reader.text.mapped import MappedText
from reader.text.script import Script
from reader.text.widths import cells

TAB = "⇥"
PICTURE = "\ufe0f"
"""Makes a picture of two cells of a character that may be one cell wide by itself."""
HIDDEN = "\ufffd"
"""Stands for a character that shows nothing and may be obeyed: a mark of direction, a separator, a lone surrogate."""


class RawRow(NamedTuple):
    """The characters `[start, end)` of the source, on one row."""

    line: int
    """Number of the line in the file, from 1."""
    start: int
    end: int
    first: bool
    """Whether the line begins here."""


class RawText(NamedTuple):
    """A source text as it is drawn."""

    text: str
    """As long as the source, character for character."""
    rows: tuple[RawRow, ...]

    def row_of(self, offset: int) -> int:
        """Number of the row that holds the character at an offset, or that the line ends on."""
        return max(0, bisect_right(self.rows, offset, key=lambda row: row.start) - 1)


def raw_view(source: str) -> ArticleView:
    """A source text as one paragraph of a view, whose places are the offsets of the source."""
    whole = ((0, len(source)),)
    block = BlockView(Role.PARAGRAPH, MappedText.of(source, whole), whole, continues=False)
    return ArticleView(Article("", (Block(Role.PARAGRAPH, whole),)), Script.SOURCE, (block,))


def raw_text(source: str, width: int) -> RawText:
    """A source text in rows of at most `width` cells; a line without characters has one."""
    text = drawn(source)
    sizes = {char: cells(char) for char in set(text)}
    rows: list[RawRow] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        each = map(sizes.__getitem__, line)
        if PICTURE in line:
            each = map(operator.add, each, map(_grown, "\n" + line, line))
        widths = array("I", accumulate(each, initial=0))
        start = 0
        while start == 0 or start < len(line):
            # One character at least, however wide; marks without width go with it.
            least = bisect_right(widths, widths[start], start)
            end = max(least, bisect_right(widths, widths[start] + width, start) - 1)
            end = min(end, len(line))
            rows.append(RawRow(number, at + start, at + end, start == 0))
            start = max(end, 1)
        at += len(line) + 1
    return RawText(text, tuple(rows))


def _grown(before: str, char: str) -> int:
    """By how many cells a character makes the one before it wider."""
    return max(0, cells(before + char) - cells(before)) if char == PICTURE else 0


def drawn(source: str) -> str:
    """The text with pictures of what a terminal would obey, character for character; line ends stay."""
    return source.translate({ord(char): _picture(char) for char in set(source) if char != "\n" and _hidden(char)})


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _picture(char: str) -> str:
    code = ord(char)
    if char == "\t":
        return TAB
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else HIDDEN
