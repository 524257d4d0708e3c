"""The window of a pane in vertical writing: rows of text become columns of squares, from right to left.

A square is two cells wide and a line high, so that a page is as square as a terminal allows; a cell between two columns
keeps them apart and holds the bar beside a repeated passage. Above the columns is a line for the signs that stand in
the margin of horizontal rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from reader.newspaper.layout import Row
from reader.text.squares import squares, upright
from reader.text.widths import cells
from reader.tui.widgets.pane_rows import Ink

PITCH: Final = 3
"""Cells from one column to the next."""

TOP: Final = 1
"""Lines above the columns, for signs."""

CACHED: Final = 400
"""Columns that are kept as they were drawn."""


class Window(NamedTuple):
    """How columns stand in a window."""

    area: Size
    tall: int
    """Squares of a column."""

    @property
    def columns(self) -> int:
        """How many columns are in view."""
        return max(1, self.area.width // PITCH)

    @property
    def top(self) -> int:
        """The line of the first square: columns that are shorter than the window stand in its middle."""
        return TOP + max(0, (self.area.height - TOP - self.tall) // 2)

    def column_at(self, x: int) -> int:
        """The column at a cell of the window, counted from the right; negative right of it, `columns` or more left."""
        return (self.area.width - 1 - x) // PITCH

    def square_at(self, y: int) -> int:
        """The square at a line of the window; negative above the columns."""
        return y - self.top


def window(area: Size, ideographs: int) -> Window:
    """The window of columns of at most so many ideographs."""
    return Window(area, max(1, min(ideographs, area.height - TOP)))


def extent(text: str) -> int:
    """The cells that a text takes along a column, two a square."""
    return 2 * len(squares(text))


def offset_at(text: str, row: Row, cell: int) -> tuple[int, int]:
    """The characters of a row that stand in the square at a cell along its column, as `pane_rows.offset_at` does."""
    if cell < 0:
        return row.start, row.start
    starts = _starts(text, row)
    number = cell // 2
    return (starts[number], starts[number + 1]) if number + 1 < len(starts) else (row.end, row.end)


def _starts(text: str, row: Row) -> list[int]:
    """Where the squares of a row begin in its block's text, and where the last one ends."""
    return [*(row.start + at for at in squares(text[row.start : row.end])), row.end]


class Column(NamedTuple):
    """A row as it is drawn."""

    indent: int
    """Squares before its first."""
    squares: tuple[Segment, ...]
    """Each of two cells as the terminal draws it; Rich may count less."""
    beside: Segment
    """What stands at the right of each."""
    sign: Segment | None
    """What stands above the column."""


class Columns:
    """Draws windows of columns; everything that a column depends on and its key does not hold is given here, once."""

    def __init__(self, styles: Mapping[str, Style], window: Window) -> None:
        """What draws one window.

        Args:
            styles: As `pane_rows.Painter` takes them.
            window: How columns stand.
        """
        self.window = window
        self._styles = styles
        self._gap = Segment(" ", styles["blank"])
        self._empty = Segment(" " * PITCH, styles["blank"])
        self._drawn: LRUCache[tuple[object, ...], Column] = LRUCache(CACHED)

    def column(self, row: Row, text: str, role: str, inks: tuple[Ink, ...], sign: str, bar: str) -> Column:
        """A row as a column; the arguments are those of `pane_rows.Painter.strip`."""
        key = (row, role, inks, sign, bar)
        column = self._drawn.get(key)
        if column is None:
            column = self._drawn[key] = self._draw(row, text, role, inks, sign, bar)
        return column

    def line(self, y: int, columns: Sequence[Column | None]) -> Strip:
        """One line of the window.

        Args:
            y: Its number.
            columns: Those in view, the first at the right; `None` is empty.
        """
        width, square_at, above = self.window.area.width, self.window.square_at(y), y == self.window.top - 1
        segments = [Segment(" " * (width - PITCH * len(columns)), self._styles["blank"])]
        for column in reversed(columns):
            number = square_at - column.indent if column is not None else -1
            if column is not None and 0 <= number < len(column.squares):
                segments += (column.squares[number], column.beside)
            elif column is not None and column.sign is not None and above:
                segments += (column.sign, self._gap)
            else:
                segments.append(self._empty)
        return Strip(segments, width)

    def _draw(self, row: Row, text: str, role: str, inks: tuple[Ink, ...], sign: str, bar: str) -> Column:
        blank = self._styles["blank"]
        drawn = []
        for start, end in pairwise(_starts(text, row)):
            drawn.append(Segment(upright(text[start:end]), self._style(role, inks, start, end)))
        if any(ink.start == row.end for ink in inks):
            drawn.append(Segment("  ", self._style(role, inks, row.end, row.end + 1)))
        return Column(
            row.indent // 2,
            tuple(drawn),
            Segment(bar, blank + self._styles["repeat"]) if bar else self._gap,
            Segment(sign + " " * (2 - cells(sign)), blank + self._styles["sign"]) if sign else None,
        )

    def _style(self, role: str, inks: tuple[Ink, ...], start: int, end: int) -> Style:
        style = self._styles[role]
        for ink in inks:
            if ink.start < end and start < ink.end:
                style += self._styles[ink.style]
        return style
