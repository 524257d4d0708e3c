"""A scroll bar on which places are marked: where in the text the search hits stand."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from rich.color import Color
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

MARK: Final = "━"


class MarkedBar(ScrollBarRender):
    """Draws the bar as Textual does, and the marks over it."""

    def __init__(self, marks: Collection[float], current: float | None, ink: Color, **bar: Any) -> None:
        """A bar.

        Args:
            marks: Where in the text they stand, from 0 to 1.
            current: The one that the reader is at, drawn bold.
            ink: The marks' colour.
            **bar: What Textual gives a `ScrollBarRender`.
        """
        super().__init__(**bar)
        self._marks = marks
        self._current = current
        self._ink = ink

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bar as it is, some of its cells with a mark in them."""
        for bar in super().__rich_console__(console, options):
            if isinstance(bar, Segments):
                yield Segments(self._marked(bar.segments), new_lines=bar.new_lines)

    def _marked(self, cells: list[Segment]) -> list[Segment]:
        size = len(cells)
        here = None if self._current is None else min(size - 1, int(self._current * size))
        for at in {min(size - 1, int(mark * size)) for mark in self._marks} if size else ():
            style = cells[at].style or Style()
            # The bar itself is drawn as a reversed blank.
            ground = style.color if style.reverse else style.bgcolor
            ink = Style(color=self._ink, bgcolor=ground, bold=at == here, meta=style.meta)
            cells[at] = Segment(MARK * len(cells[at].text), ink)
        return cells
