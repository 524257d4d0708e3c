"""A scroll bar on which places are marked: where in the text the search hits stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Final

from rich.color import Color
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

MARK: Final = "━"


def marked_cells(count: int, share: Callable[[int], float], size: int) -> list[int]:
    """The cells of a bar in which marks stand; asks for some of them only, so that a common character takes no longer.

    Args:
        count: How many marks there are.
        share: See `MarkedBar`.
        size: Of the bar in cells.
    """
    cells: list[int] = []
    number = 0
    while number < count:
        cell = min(size - 1, int(share(number) * size))
        cells.append(cell)
        if cell == size - 1:
            break
        number = bisect_left(range(count), cell + 1, lo=number + 1, key=lambda one: int(share(one) * size))
    return cells


class MarkedBar(ScrollBarRender):
    """Draws the bar as Textual does, and the marks over it."""

    def __init__(self, count: int, share: Callable[[int], float], current: int | None, ink: Color, **bar: Any) -> None:
        """A bar.

        Args:
            count: How many marks there are.
            share: Where in the text the mark of a number stands, from 0 to 1, never before that of a lower number.
            current: The number of the one that the reader is at, drawn bold.
            ink: The marks' colour.
            **bar: What Textual gives a `ScrollBarRender`.
        """
        super().__init__(**bar)
        self._count = count
        self._share = share
        self._current = current
        self._ink = ink

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The bar as it is, some of its cells with a mark in them."""
        for bar in super().__rich_console__(console, options):
            if isinstance(bar, Segments):
                yield Segments(self._marked(bar.segments), new_lines=bar.new_lines)

    def _marked(self, cells: list[Segment]) -> list[Segment]:
        size = len(cells)
        here = None if self._current is None else min(size - 1, int(self._share(self._current) * size))
        for at in marked_cells(self._count, self._share, size) if size else ():
            style = cells[at].style or Style()
            # The bar itself is drawn as a reversed blank.
            ground = style.color if style.reverse else style.bgcolor
            ink = Style(color=self._ink, bgcolor=ground, bold=at == here, meta=style.meta)
            cells[at] = Segment(MARK * len(cells[at].text), ink)
        return cells
