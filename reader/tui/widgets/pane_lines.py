"""What selecting needs to know of a widget that shows a view in lines: an article as it is set, or a page as it stands.

A *line* is a line of the whole text, counted from 0, in vertical writing a column; a *cell* is counted along it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.newspaper.compose import ArticleView, Place
from reader.newspaper.layout import Row

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.tui.widgets.pane_growing import Units
else:
    # What is mixed into widgets is none itself: of several widgets Textual would take the styles of the first alone.
    Widget = object


class Lines(Widget):
    """A widget that shows a view in lines."""

    _view: ArticleView | None
    _place: int
    """Source offset of where the reader is."""

    # Where lines are

    @property
    def line_count(self) -> int:
        """Number of lines, as far as known; 0 while nothing is laid out."""
        raise NotImplementedError

    @property
    def downwards(self) -> bool:
        """Whether text runs downwards, in columns from right to left."""
        return False

    @property
    def _top(self) -> int:
        """The first line in view."""
        raise NotImplementedError

    @property
    def _lines(self) -> int:
        """Number of lines in view."""
        raise NotImplementedError

    def row_at(self, line: int) -> Row | None:
        """The row at a line; `None` if there is none, or it was not laid out yet."""
        raise NotImplementedError

    def row_of(self, place: Place) -> Row | None:
        """The row on which the character after a place stands, where that is known without laying out anything."""
        raise NotImplementedError

    def line_of(self, place: Place) -> int:
        """The line on which the character after a place stands."""
        raise NotImplementedError

    def place_at(self, line: int) -> Place | None:
        """Where the text at or below a line begins; else where what is above it ends."""
        raise NotImplementedError

    def in_sight(self, offset: int) -> bool:
        """Whether the character at a source offset is in view."""
        raise NotImplementedError

    # Going there

    def _scroll_lines_to(self, line: int) -> None:
        """Make a line the first in view."""
        raise NotImplementedError

    def _reveal(self, place: Place, *, context: bool = False) -> None:
        """Scroll as little as brings a place into view; with `context`, to a third of the height if it was not."""
        raise NotImplementedError

    def _go_far(self, place: Place | None) -> None:
        """Go to a place, by default the end."""
        raise NotImplementedError

    # Cells

    def _at(self, x: int, y: int) -> tuple[int, int]:
        """The line at a cell of the window, and how many cells along that line; both may lie beyond the window."""
        raise NotImplementedError

    def _beyond(self, x: int, y: int) -> int:
        """How many lines a cell lies beyond the window's last line, or before its first (negative); 0 in the window."""
        line = self._at(x, y)[0] - self._top
        return min(line, 0) or max(0, line - self._lines + 1)

    def _offset_at(self, row: Row, cell: int) -> tuple[int, int]:
        """The character of a row at a cell from the row's beginning, as `[start, end)` in its block's text."""
        raise NotImplementedError

    def _extent(self, row: Row, end: int) -> int:
        """The cells along the line from a row's beginning to a character of its block's text."""
        raise NotImplementedError

    # What a reader means

    @property
    def units(self) -> Units:
        """What a selection grows by."""
        from reader.tui.widgets.pane_growing import UNITS

        return UNITS

    def paragraph_around(self, place: Place) -> tuple[int, int]:
        """The paragraph at a place, as `[start, end)` in its block's text."""
        return 0, len(self._text(place.block))

    def paragraph_named(self, number: int) -> Place | None:
        """Where a paragraph begins that is named by its number, from 1; `None` if there is none."""
        from reader.newspaper.places import at_paragraph

        return at_paragraph(self._view, number) if self._view is not None else None

    def moved(self, movement: str, place: Place) -> Place | None:
        """Where a movement by what is meant leads; `None` for one that goes by rows."""
        from reader.tui.widgets.caret import MOVEMENTS

        movement_of = MOVEMENTS.get(movement)
        return movement_of(self._view, place) if movement_of is not None and self._view is not None else None

    def _text(self, block: int) -> str:
        assert self._view is not None
        return self._view.blocks[block].text.text
