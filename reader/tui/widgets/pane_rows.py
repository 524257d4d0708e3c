"""From a row of text to a strip of cells: styles laid over one another, built as data and never as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from reader.newspaper.layout import Row
from reader.text.breaking import shape
from reader.text.widths import cells, drawn, excess

CACHED_ROWS = 1_000
"""Finished strips that are kept: about twenty screens."""


class Ink(NamedTuple):
    """A style laid over the characters `[start, end)` of a block; later ones go over earlier ones."""

    start: int
    end: int
    style: str
    """Name of the style in the painter's table."""


class Painter:
    """Draws rows; everything a strip depends on that does not stand in its key is given here, once."""

    def __init__(self, styles: Mapping[str, Style], width: int, left: int) -> None:
        """A painter whose strips are cached for its own lifetime.

        Args:
            styles: By name: `blank` for empty cells, one for each role (whole styles), and one for each ink
                (partial styles, laid over).
            width: Cells of a strip.
            left: Cells before the column; the sign of a row stands two cells before it, its bar right before it.
        """
        self.styles = styles
        self.width = width
        self.left = left
        self._strips: LRUCache[tuple[Row, str, tuple[Ink, ...], str, str], Strip] = LRUCache(CACHED_ROWS)

    def strip(self, row: Row, text: str, role: str, inks: tuple[Ink, ...], sign: str = "", bar: str = "") -> Strip:
        """One line of the screen.

        Args:
            row: What part of its block it shows.
            text: The block's text.
            role: Name of the style of the block's text.
            inks: What lies over the row's characters, each cut to the row; one that begins at the row's end is
                drawn on an empty cell after it.
            sign: A character for the margin, named `sign` in the table of styles.
            bar: One of a single cell for the margin's last cell, named `repeat` in the table of styles.
        """
        key = (row, role, inks, sign, bar)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(row, text, role, inks, sign, bar)
        return strip

    def blank(self) -> Strip:
        """A line with nothing on it."""
        return Strip.blank(self.width, self.styles["blank"])

    def plain(self, text: str, left: int) -> Strip:
        """A line that is no part of a view: a hint."""
        blank = self.styles["blank"]
        return self._filled([Segment(" " * left, blank), Segment(drawn(text), self.styles["hint"])], excess(text))

    def _filled(self, segments: list[Segment], more: int) -> Strip:
        """A whole line, in the knowledge that the terminal draws some cells more of it than Rich counts."""
        strip = Strip(segments).adjust_cell_length(max(0, self.width - more), self.styles["blank"])
        return Strip(strip, self.width) if more else strip

    def _draw(self, row: Row, text: str, role: str, inks: tuple[Ink, ...], sign: str, bar: str) -> Strip:
        blank = self.styles["blank"]
        room = self.left - (1 if bar else 0)
        margin = [Segment(" " * room, blank)]
        if sign and self.left >= 2:
            used = self.left - 2 + cells(sign)
            margin = [
                Segment(" " * (self.left - 2), blank),
                Segment(sign, blank + self.styles["sign"]),
                Segment(" " * max(0, room - used), blank),
            ]
        if bar:
            margin.append(Segment(bar, blank + self.styles["repeat"]))
        margin.append(Segment(" " * row.indent, blank))
        segments = margin + self._pieces(row, text, self.styles[role], inks)
        return self._filled(segments, excess(text[row.start : row.end]))

    def _pieces(self, row: Row, text: str, base: Style, inks: Sequence[Ink]) -> list[Segment]:
        shown = text[row.start : row.end]
        if any(ink.start == row.end for ink in inks):
            shown += " "
        edges = {row.start, row.start + len(shown)}
        edges.update(edge for ink in inks for edge in (ink.start, ink.end))
        # What is one character to the eye is drawn in one piece.
        inside = {row.start + at for at, name in enumerate(shape(shown)) if name == "M"}
        cuts = sorted(edge for edge in edges - inside if row.start <= edge <= row.start + len(shown))
        segments = []
        for start, end in pairwise(cuts):
            style = base
            for ink in inks:
                if ink.start <= start and end <= ink.end:
                    style += self.styles[ink.style]
            segments.append(Segment(drawn(shown[start - row.start : end - row.start]), style))
        return segments


def offset_at(text: str, row: Row, cell: int) -> tuple[int, int]:
    """The character of a row that covers a cell, as `[start, end)` in the block's text; empty beside the text.

    Both halves of a wide character are that character; marks of no width go with the character before them.

    Args:
        text: The block's text.
        row: The row.
        cell: Cells from the row's first character; negative is left of it.
    """
    if cell < 0:
        return row.start, row.start
    at, start = 0, row.start
    while start < row.end:
        end = cluster_end(text, start)
        at += cells(text[start:end])
        if cell < at:
            return start, end
        start = end
    return row.end, row.end


def cluster_end(text: str, offset: int) -> int:
    """The end of the character at `offset` with all that is one with it to the eye: marks, what is joined to it."""
    end = min(offset + 1, len(text))
    if end < len(text) and text[offset] == _JOINER:
        return cluster_end(text, end)
    if end == len(text) or text[end] < "\u0300" or "\u4e00" <= text[end] <= "\u9fff":
        return end
    near = shape(text[offset : offset + _LONGEST])[1:]
    end += len(near) - len(near.lstrip("M"))
    while end < len(text) and text[end] != "\n" and not cells(text[end]):
        end += 1  # a mark on a space
    return end


_JOINER: Final = "\u200d"
_LONGEST: Final = 64
"""More code points than any character that is meant seriously has."""
