"""How the rows of an article view are drawn, and which character stands at a cell.

Knows nothing of selections and marks but that something lies over a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.geometry import Region
from textual.strip import Strip

from reader.newspaper.compose import ArticleView
from reader.newspaper.layout import Row
from reader.newspaper.model import Role
from reader.text.wrap import cells, wrap
from reader.tui.widgets.pane_flow import Flow
from reader.tui.widgets.pane_laying import MARGIN, LaidView
from reader.tui.widgets.pane_rows import Ink, Painter, offset_at
from reader.tui.widgets.pane_styles import COMPONENTS, style_of, styles_of

if TYPE_CHECKING:
    from reader.tui.widgets.pane_columns import Column, Columns, Window

SIGNS: Final = {Role.CAPTION: "▫", Role.JUMP: "»"}
"""Stand in the margin of the first row of such a block."""

BY_HAND: Final = "*"
"""Stands there where a block reads as a person typed it."""


class PaneView(LaidView):
    """Draws the rows of one article view, horizontal or in columns."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS

    def __init__(
        self,
        *,
        measure: int,
        placeholder: str,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(measure=measure, id=id, classes=classes)
        self._placeholder = placeholder
        self._painter: Painter | None = None
        self._columns: Columns | None = None
        self._in_view: list[Column | None] | None = None
        """The columns of the painting that is being made."""

    def inks_over(self, row: Row) -> tuple[Ink, ...]:
        """What lies over a row's text."""
        return ()

    def sign_of(self, row: Row) -> str:
        """What stands in the margin of a row."""
        if self._view is None or row.start > 0:
            return ""
        block = self._view.blocks[row.block]
        return BY_HAND if block.typed else SIGNS.get(block.role, "")

    def bar_of(self, row: Row) -> str:
        """What stands between the margin and a row's text."""
        return ""

    @property
    def placeholder(self) -> str:
        """What is said while nothing is shown."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, text: str) -> None:
        self._placeholder = text
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw everything anew in the new colours."""
        super().notify_style_update()
        if self._flow is not None and self._flow.setting != self._laid:
            self._lay_out()
        self._forget_strips()

    def _forget_strips(self) -> None:
        self._painter = self._columns = None
        super()._forget_strips()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the window.

        A new size is drawn before it is told of: waiting for that would paint an empty window first.
        """
        self._fit()
        self._in_view = None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        if self._painter is None:
            self._painter = Painter(styles_of(self), self._area.width, self._left)
        if self._view is None or self._flow is None:
            return self._hint_line(y)
        if self._window is not None:
            return self._line_of_columns(y, self._window, self._flow, self._view)
        row = self._flow.row(y + self._top)
        if row is None or row.block < 0:
            return self._painter.blank()
        block = self._view.blocks[row.block]
        over, sign, bar = self.inks_over(row), self.sign_of(row), self.bar_of(row)
        return self._painter.strip(row, block.text.text, style_of(block), over, sign, bar)

    def _line_of_columns(self, y: int, window: Window, flow: Flow, view: ArticleView) -> Strip:
        """One line of a window of columns."""
        if self._columns is None:
            from reader.tui.widgets.pane_columns import Columns

            self._columns = Columns(styles_of(self), window)
        if self._in_view is None:
            columns: list[Column | None] = []
            for line in range(self._top, self._top + window.columns):
                row = flow.row(line)
                if row is None or row.block < 0:
                    columns.append(None)
                    continue
                block = view.blocks[row.block]
                over, sign, bar = self.inks_over(row), self.sign_of(row), self.bar_of(row)
                columns.append(self._columns.column(row, block.text.text, style_of(block), over, sign, bar))
            self._in_view = columns
        return self._columns.line(y, self._in_view)

    def _at(self, x: int, y: int) -> tuple[int, int]:
        """The line at a cell of the window, and how many cells along that line; both may lie beyond the window."""
        if self._window is not None:
            return self._top + self._window.column_at(x), 2 * self._window.square_at(y)
        return self._top + y, x - self._left

    def _offset_at(self, row: Row, cell: int) -> tuple[int, int]:
        """The character of a row at a cell from the row's beginning, as `[start, end)` in its block's text."""
        text = self._text(row.block)
        if self._window is None:
            return offset_at(text, row, cell - row.indent)
        from reader.tui.widgets import pane_columns

        return pane_columns.offset_at(text, row, cell - row.indent)

    def _extent(self, row: Row, end: int) -> int:
        """The cells along the line from a row's beginning to a character."""
        text = self._text(row.block)[row.start : end]
        if self._window is None:
            return row.indent + cells(text)
        from reader.tui.widgets import pane_columns

        return row.indent + pane_columns.extent(text)

    def _hint_line(self, y: int) -> Strip:
        assert self._painter is not None
        width = self._painter.width
        lines = []
        for paragraph in self._placeholder.split("\n"):
            room = max(2, width - 2 * MARGIN)
            lines += [paragraph[start:end] for start, end in wrap(paragraph, room)] or [""]
        number = y - max(0, (self._area.height - len(lines)) // 3)
        if not 0 <= number < len(lines):
            return self._painter.blank()
        return self._painter.plain(lines[number], max(0, (width - cells(lines[number])) // 2))
