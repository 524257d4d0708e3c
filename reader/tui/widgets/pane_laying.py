"""The rows of an article view in a window that scrolls: laid out where they are looked at, and a place that stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, Final

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.timer import Timer

from reader.newspaper.compose import ArticleView, Place
from reader.newspaper.layout import CENTRED, HANG, Row, Typesetting
from reader.tui.widgets.pane_flow import Flow
from reader.tui.widgets.pane_lines import Lines
from reader.tui.widgets.pane_styles import headlines_centred

if TYPE_CHECKING:
    from reader.tui.widgets.pane_columns import Window

MARGIN: Final = 2
"""Least number of cells before the column: a sign and a space."""
EXACT: Final = 400
"""A view of more pieces than this (about 600,000 characters) is laid out only where it is looked at."""
SLICE: Final = 0.008
"""Seconds that laying out in the background may take at a time."""


class LaidView(Lines, ScrollView, inherit_bindings=False):
    """Lays out the rows of one article view, its column in the middle; knows nothing of how they are drawn."""

    def __init__(
        self,
        *,
        measure: int,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._measure = measure
        self._setting = CENTRED
        self._view: ArticleView | None = None
        self._flow: Flow | None = None
        self._counts: list[int] = [0]
        self._place = 0
        self._area = Size(0, 0)
        self._left = MARGIN
        self._moving = False
        self._refine_timer: Timer | None = None
        self._window: Window | None = None
        """How columns stand in vertical writing; `None` in horizontal."""

    def _forget_strips(self) -> None:
        """Draw everything anew."""
        self.refresh()

    def place_moved(self) -> None:
        """Called when another part of the view may be in sight."""

    def height_changed(self) -> None:
        """Called when the text was laid out anew, and when the height of all of it is known."""

    @property
    def view(self) -> ArticleView | None:
        """What is shown."""
        return self._view

    @property
    def measure(self) -> int:
        """Greatest width of the column in ideographs (two cells each)."""
        return self._measure

    @measure.setter
    def measure(self, ideographs: int) -> None:
        self._measure = max(1, ideographs)
        self._lay_out()

    @property
    def setting(self) -> Typesetting:
        """How articles are set; whether headlines are centred is for the theme to say."""
        return self._setting._replace(centred=headlines_centred(self))

    @setting.setter
    def setting(self, setting: Typesetting) -> None:
        self._setting = setting
        if self._view is not None:
            self._lay_out()

    def widths_changed(self) -> None:
        """Lay out anew, because characters are counted otherwise than before."""
        self._flow = None
        self._lay_out()

    def _set_view(self, view: ArticleView | None, place: int | None) -> None:
        """Show a view with a source offset on the top line, by default its beginning."""
        before, self._view = self._view, view
        if before and view and self._flow is not None and place == self._place and _alike(before, view):
            self._flow.view = view
            self._forget_strips()
            return
        self._flow = None
        self._counts = [0, *accumulate(len(block.text.text) for block in view.blocks)] if view else [0]
        self._place = self._beginning() if place is None else place
        self._lay_out()

    @property
    def place(self) -> int:
        """Source offset of the first character of the top line, as of the last time that the reader scrolled."""
        return self._place

    @property
    def percent(self) -> int:
        """How much of the article stands above the end of the window: 100 where its last line is seen."""
        if self._flow is None:
            return 0
        bottom = self._top + self._lines
        at = self._flow.place_at(bottom) if bottom < self._flow.height else None
        if at is None:
            return 100
        return min(99, 100 * (self._counts[at.block] + at.offset) // max(1, self._counts[-1]))

    @property
    def _top(self) -> int:
        return round(self.scroll_y)

    @property
    def _laid(self) -> Typesetting:
        """How articles are laid out: columns stand apart by themselves, and their paragraphs by the indent."""
        setting = self.setting
        bare = setting._replace(between_lines=0, between_paragraphs=0, hanging=False)
        return bare if setting.vertical else setting

    @property
    def _lines(self) -> int:
        """How many rows of text are in view: lines, or in vertical writing columns."""
        return self._window.columns if self._window is not None else self._area.height

    @property
    def _column(self) -> int:
        """Width of the text in cells; in vertical writing its height, two cells a square."""
        if self._window is not None:
            return 2 * self._window.tall
        beside = MARGIN + (HANG if self._setting.hanging else 1)
        return max(2, min(2 * self._measure, self.scrollable_content_region.width - beside))

    def _beginning(self) -> int:
        view = self._view
        return view.blocks[0].text.source_place(0) if view and view.blocks else 0

    def on_resize(self) -> None:
        """Lay out again, the place kept."""
        self._fit()

    def _fit(self) -> None:
        """Lay out again if the room is another than it was laid out for."""
        if self.scrollable_content_region.size != self._area:
            self._lay_out()

    def _lay_out(self) -> None:
        """Fit the rows to the pane and the measure, with the place on the top line."""
        self._area = area = self.scrollable_content_region.size
        if self._refine_timer is not None:
            self._refine_timer.stop()
            self._refine_timer = None
        if self._view is None or not area:
            with self._own_move():
                self.virtual_size = Size(area.width, 0)
                self.scroll_target_y = self.scroll_y = 0
            self._forget_strips()
            return
        setting = self._laid
        self._window = self._window_of(area) if setting.vertical else None
        column = self._column
        if self._flow is None or self._flow.measure != column or self._flow.setting != setting:
            self._flow = Flow(self._view, column, setting)
        self._left = max(MARGIN, (area.width - column) // 2)
        self._forget_strips()
        line = 0
        if self._place != self._beginning():
            line = self._flow.line_of(Place(*self._view.place_of(self._place)))
        self._flow.go(line, self._lines)
        self._follow_flow()
        self.height_changed()
        self.place_moved()
        if len(self._flow.pieces) <= EXACT:
            self._refine_timer = self.set_timer(0.01, self._refine)

    def _refine(self) -> None:
        """Lay out a few pieces more, so that the scroll bar tells the truth."""
        if self._flow is None:
            return
        until = perf_counter() + SLICE
        more = True
        while more and perf_counter() < until:
            more = self._flow.lay_next()
        self._follow_flow()
        self._refine_timer = self.set_timer(0.01, self._refine) if more else None
        if not more:
            self.height_changed()

    def _follow_flow(self) -> None:
        """Take over the flow's height and top line."""
        assert self._flow is not None
        with self._own_move():
            size = Size(self._area.width, self._flow.height + self._area.height - self._lines)
            if size != self.virtual_size:
                self.virtual_size = size
            self.scroll_target_y = self.scroll_y = min(self._flow.top, self.max_scroll_y)
        self.refresh()

    @contextmanager
    def _own_move(self) -> Iterator[None]:
        """The scroll position changes without the reader having scrolled."""
        outer, self._moving = self._moving, True
        try:
            yield
        finally:
            self._moving = outer

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow wheel and scroll bar; a position that is only cut to a new size is not a place chosen."""
        super().watch_scroll_y(old_value, new_value)
        if self._moving or round(old_value) == round(new_value):
            return
        if self.scrollable_content_region.size == self._area:
            self._scroll_lines_to(round(new_value))

    def _scroll_lines_to(self, line: int) -> None:
        """The reader goes to a line: it becomes the top line, and what stands there the place."""
        if self._flow is None or self._view is None:
            return
        line = max(0, min(line, self._flow.height - self._lines))
        self._flow.go(line, self._lines)
        self._follow_flow()
        at = self._flow.place_at(self._top)
        if at is not None:
            self._place = self._view.blocks[at.block].text.source_place(at.offset)
        self.place_moved()

    def _reveal(self, place: Place, *, context: bool = False) -> None:
        """Scroll as little as brings a place into view; with `context`, to a third of the height if it was not."""
        if self._flow is None:
            return
        line, height = self._flow.line_of(place), self._lines
        self._follow_flow()
        if self._top <= line < self._top + height:
            return
        if context:
            self._scroll_lines_to(line - height // 3)
        else:
            self._scroll_lines_to(line if line < self._top else line - height + 1)

    def _rows_in_view(self) -> list[Row]:
        assert self._flow is not None
        rows = (self._flow.row(line) for line in range(self._top, self._top + self._lines))
        return [row for row in rows if row is not None and row.block >= 0]

    def _go_far(self, place: Place | None) -> None:
        """Go to a place, by default the end."""
        if self._flow is None:
            return
        if place is None:
            self._flow.go(self._flow.height - 1, self._lines)
            self._scroll_lines_to(self._flow.height)
        else:
            line = self._flow.line_of(place) if place > Place(0, 0) else 0
            self._follow_flow()
            self._scroll_lines_to(line)

    @property
    def line_count(self) -> int:
        """Number of lines, as far as known."""
        return self._flow.height if self._flow is not None else 0

    @property
    def downwards(self) -> bool:
        """Whether text runs downwards."""
        return self._window is not None

    def row_at(self, line: int) -> Row | None:
        """The row at a line."""
        return self._flow.row(line) if self._flow is not None else None

    def row_of(self, place: Place) -> Row | None:
        """The row of a place, if that was laid out."""
        return self._flow.row_of(place) if self._flow is not None else None

    def line_of(self, place: Place) -> int:
        """The line of a place."""
        return self._flow.line_of(place) if self._flow is not None else 0

    def place_at(self, line: int) -> Place | None:
        """Where the text at or below a line begins."""
        return self._flow.place_at(line) if self._flow is not None else None

    def sight(self) -> tuple[Place, Place] | None:
        """The first and the last place in view; `None` if nothing is."""
        rows = self._rows_in_view() if self._flow is not None else []
        return (Place(rows[0].block, rows[0].start), Place(rows[-1].block, rows[-1].end)) if rows else None

    def put_on_top(self, offset: int) -> int:
        """Scroll so that the character at a source offset stands on the top line, and return the place then."""
        if self._flow is not None and self._view is not None:
            line = self._flow.line_of(self._view.place_of(offset))
            self._follow_flow()
            self._scroll_lines_to(line)
        return self._place

    def in_sight(self, offset: int) -> bool:
        """Whether the character at a source offset is in view."""
        sight = self.sight()
        return sight is not None and self._view is not None and sight[0] <= self._view.place_of(offset) <= sight[1]

    def _window_of(self, area: Size) -> Window:
        from reader.tui.widgets.pane_columns import window

        return window(area, self._measure)


def _alike(before: ArticleView, after: ArticleView) -> bool:
    """Whether two views break into the same rows: they differ in ideographs alone, one for one."""
    return len(before.blocks) == len(after.blocks) and all(
        one.role is other.role and one.continues == other.continues and _same_shape(one.text.text, other.text.text)
        for one, other in zip(before.blocks, after.blocks, strict=True)
    )


def _same_shape(one: str, other: str) -> bool:
    return len(one) == len(other) and all(
        before == after or (min(before, after) >= "\u2e80" and before.isalpha() and after.isalpha())
        for before, after in zip(one, other, strict=True)
    )
