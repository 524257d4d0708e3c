"""The raw text of a page in a pane: line numbers, what the article beside it shows lit, the rest dim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.worker import get_current_worker

from reader.messages import N_
from reader.newspaper.compose import ArticleView, Hit, Place
from reader.newspaper.layout import Row
from reader.text.source import Source
from reader.text.spans import Spans, normalised
from reader.text.widths import ambiguous_wide, cells
from reader.tui.widgets.pane_inks import Inks, Mark
from reader.tui.widgets.pane_lines import Lines
from reader.tui.widgets.pane_rows import Ink, Painter, offset_at
from reader.tui.widgets.pane_styles import OVER_TEXT, OVERLAY_CSS, overlays_of
from reader.tui.widgets.raw_rows import RawText, raw_text, raw_view
from reader.tui.widgets.virtual_list import Piece, VirtualList

ABOVE = 2
"""Rows that stand above the place that is gone to."""


class RawPane(Lines, VirtualList):
    """Shows the text of a file row by row; the row with the cursor is the place in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", N_("Read the article that holds this place"), show=False, id="raw.select"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"raw-pane--number", "raw-pane--lit", "raw-pane--dim", *OVER_TEXT}
    DEFAULT_CSS = (
        """
    RawPane {
        background: $background;
        scrollbar-gutter: stable;

        & > .raw-pane--number { color: $text-disabled; }
        & > .raw-pane--lit { color: $foreground; text-style: bold; }
        & > .raw-pane--dim { color: $text-muted; }
    """
        + OVERLAY_CSS
        + "}"
    )

    class Moved(Message):
        """The reader went to another place of the text."""

        def __init__(self, offsets: tuple[int, ...]) -> None:
            super().__init__()
            self.offsets = offsets
            """Where the rows in view begin, the one that counts most first."""

    class Shown(Message):
        """The rows of another text are there."""

    class Chosen(Message):
        """The article that holds a place is to be read."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self) -> None:
        super().__init__()
        self._source: Source | None = None
        self._raw: RawText | None = None
        self._made_for: tuple[str, int, bool] = ("", 0, False)
        """The text, the width of the rows and that of ambiguous characters, those on their way included."""
        self._lit: Spans = ()
        self._marks: tuple[Mark, ...] = ()
        self._over: Inks | None = None
        """Marks and hits, in the text that is shown."""
        self._painters: dict[bool, Painter] = {}
        """What draws a row, and the row with the cursor."""
        self._place = 0
        self.base = 0
        """Offset of the text in the view of the article beside it, which may be over several pages."""
        self._view: ArticleView | None = None
        self._following = False

    @property
    def view(self) -> ArticleView | None:
        """The text as one paragraph, to search and to move in."""
        return self._view

    @property
    def source(self) -> Source | None:
        """What is shown."""
        return self._source

    @property
    def lit(self) -> Spans:
        """The spans that are lit, ascending."""
        return self._lit

    @property
    def place(self) -> int:
        """Offset of the place in the text."""
        return self._place

    def set_hits(self, hits: Sequence[Hit], current: int | None) -> None:
        """Light what a search found; `current` is the number of the hit that the reader stands on."""
        if self._over is not None:
            self._over.set_hits(hits, None if current is None else hits[current])
        self.refresh()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these annotations and no others, by spans of the text."""
        self._marks = tuple(marks)
        if self._over is not None:
            self._over.set_marks(self._marks)
        self.refresh()

    def show_offset(self, offset: int) -> None:
        """Go to a character; the article beside it follows."""
        if self._raw is not None:
            self.cursor = self._raw.row_of(offset)

    def follow(self, source: Source, name: str, lit: Iterable[tuple[int, int]], place: int | None) -> None:
        """Light what the article shows.

        Args:
            source: The text of the file.
            name: Of the file.
            lit: Spans of the text.
            place: Offset that is to be in view; `None` leaves the window where it is.
        """
        self.border_title = Content(name)
        self._lit = normalised(lit)
        self._source = source
        if place is not None:
            self._place = place
        self._make()
        if place is not None:
            self._go()
        self.refresh()

    def _make(self) -> None:
        """Make the rows, if those there are for another text or another width; in a worker, they may be many."""
        width = self.scrollable_content_region.width
        made_for = (self._source.sha256 if self._source is not None else "", width, ambiguous_wide())
        if self._source is None or not width or self._made_for == made_for:
            return
        if self._made_for[0] != self._source.sha256:
            self._raw = self._view = self._over = None
            self.refresh()
        self._made_for = made_for
        self.run_worker(partial(self._cut, self._source, width), thread=True, exclusive=True, group="raw")

    def _cut(self, source: Source, width: int) -> None:
        worker = get_current_worker()
        # The caret after a line that fills its row stands on a cell of its own.
        raw = raw_text(source.text, max(2, width - _gutter(source.text.count("\n") + 1) - 1))
        view = self._view or raw_view(source.text)

        def take() -> None:
            if not worker.is_cancelled:  # asked here: what was cut later, for another width, may be there already
                self._take(raw, view)

        if not worker.is_cancelled:
            self.app.call_from_thread(take)

    def _take(self, raw: RawText, view: ArticleView) -> None:
        self._raw = raw
        self._painters.clear()
        self._quietly(self.rows_changed)
        self._go()
        if self._view is not view:
            self._view = view
            self._over = Inks(view)
            self._over.set_marks(self._marks)
            self.post_message(self.Shown())

    def _go(self) -> None:
        """Bring the place into view, and put the cursor on it."""
        if self._raw is not None:
            self._quietly(partial(self._show_row, self._raw.row_of(self._place)))

    def _show_row(self, row: int) -> None:
        self.cursor = row
        height = self.size.height
        if height:
            region = Region(0, max(0, row - ABOVE), 1, height)
            self.scroll_to_region(region, animate=False, x_axis=False, force=True)

    def _quietly(self, move: Callable[[], None]) -> None:
        """Move without telling: the article leads."""
        before, self._following = self._following, True
        try:
            move()
        finally:
            self._following = before

    def on_resize(self, event: events.Resize) -> None:
        """Cut the rows anew."""
        self._make()
        if self._raw is not None:
            self._quietly(self.rows_changed)

    def row_count(self) -> int:
        """Number of rows."""
        return len(self._raw.rows) if self._raw else 0

    def render_line(self, y: int) -> Strip:
        """One line of the window: the number where a line of the file begins, a sign, and the text."""
        line, width = y + self._top, self.scrollable_content_region.width
        row = self.row_at(line)
        if self._raw is None or row is None:
            return Strip.blank(width, self._ink("", over=False))
        gutter = _gutter(self._raw.rows[-1].line)
        under = self.marks_cursor and line == self.cursor
        if under not in self._painters:
            styles = {name: self._ink(f"raw-pane--{name}", over=under) for name in ("dim", "lit", "number")}
            styles |= {"blank": self._ink("", over=under), **overlays_of(self)}
            self._painters[under] = Painter(styles, width - gutter, 0)
        painter, shown = self._painters[under], self._raw.rows[line]
        number = f"{shown.line:>{gutter - 1}}" if shown.first else " " * (gutter - 1)
        sign = self._over.sign_in(row) if self._over is not None else ""
        margin = [
            Segment(number, painter.styles["number"]),
            Segment(sign or " ", painter.styles["blank"] + painter.styles["sign"]),
        ]
        return Strip.join([Strip(margin, gutter), painter.strip(row, self._raw.text, "dim", self.inks_over(row))])

    @property
    def marks_cursor(self) -> bool:
        """Whether the row of the cursor is marked."""
        return True

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """What a row shows, without anything that lies over it."""
        assert self._raw is not None
        shown = self._raw.rows[row]
        return [(self._raw.text[shown.start : shown.end], "raw-pane--dim")]

    def inks_over(self, row: Row) -> tuple[Ink, ...]:
        """What the article shows, and over it annotations and hits."""
        lit = (
            Ink(max(start, row.start), min(end, row.end), "lit")
            for start, end in _from(self._lit, row)
            if row.start < end
        )
        return (*lit, *(self._over.of(row) if self._over is not None else ()))

    def notify_style_update(self) -> None:
        """Draw everything anew in the new colours, and in rows as wide as the terminal draws them."""
        super().notify_style_update()
        self._painters.clear()
        self._make()

    # -- lines

    @property
    def line_count(self) -> int:
        """Number of rows."""
        return self.row_count()

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    @property
    def _lines(self) -> int:
        return self.size.height

    def row_at(self, line: int) -> Row | None:
        """The row at a line."""
        if self._raw is None or not 0 <= line < len(self._raw.rows):
            return None
        return Row(0, self._raw.rows[line].start, self._raw.rows[line].end, 0)

    def row_of(self, place: Place) -> Row | None:
        """The row of a place."""
        return self.row_at(self.line_of(place))

    def line_of(self, place: Place) -> int:
        """The line of a place."""
        return self._raw.row_of(place.offset) if self._raw is not None else 0

    def place_at(self, line: int) -> Place | None:
        """Where the text at a line begins."""
        row = self.row_at(max(0, min(line, self.line_count - 1)))
        return Place(0, row.start) if row is not None else None

    def in_sight(self, offset: int) -> bool:
        """Whether a character is in view."""
        return self._top <= self.line_of(Place(0, offset)) < self._top + self._lines

    def _scroll_lines_to(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def _reveal(self, place: Place, *, context: bool = False) -> None:
        self.show_offset(place.offset)

    def _go_far(self, place: Place | None) -> None:
        if self._raw is not None:
            self._show_row(self._raw.row_of(len(self._raw.text) if place is None else place.offset))

    def _at(self, x: int, y: int) -> tuple[int, int]:
        return self._top + y, x - (_gutter(self._raw.rows[-1].line) if self._raw is not None else 0)

    def _offset_at(self, row: Row, cell: int) -> tuple[int, int]:
        assert self._raw is not None
        return offset_at(self._raw.text, row, cell)

    def _extent(self, row: Row, end: int) -> int:
        assert self._raw is not None
        return cells(self._raw.text[row.start : end])

    # -- telling

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell where the reader went."""
        super().watch_cursor(old, new)
        self._tell(new)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell where the reader scrolled to: by the wheel the cursor stays behind."""
        super().watch_scroll_y(old_value, new_value)
        top = round(new_value)
        if round(old_value) != top and not top <= self.cursor < top + self.size.height:
            self._tell(top)

    def on_mouse_scroll_down(self) -> None:
        """Tell where the wheel leads, when that is known."""
        self.call_after_refresh(self._tell_top)

    def on_mouse_scroll_up(self) -> None:
        """The same."""
        self.call_after_refresh(self._tell_top)

    def _tell_top(self) -> None:
        self._tell(self.scroll_offset.y)

    def _tell(self, row: int) -> None:
        if self._raw is not None and not self._following:
            rows = self._raw.rows[row : row + max(1, self.size.height)]
            offsets = tuple(self._first_of(one.start, one.end) for one in rows)
            self._place = offsets[0]
            self.post_message(self.Moved(offsets))

    def _first_of(self, start: int, end: int) -> int:
        """The first character of a row that is no white space, else the row's beginning."""
        assert self._raw is not None
        text = self._raw.text[start:end]
        return start + len(text) - len(text.lstrip())

    def action_select(self) -> None:
        """Read the article that holds the row under the cursor; of an empty one, the row above it that is not."""
        rows = reversed(self._raw.rows[: self.cursor + 1]) if self._raw is not None else ()
        row = next((row for row in rows if self._raw and self._raw.text[row.start : row.end].strip()), None)
        if row is not None:
            self.post_message(self.Chosen(self._first_of(row.start, row.end)))


def _from(spans: Spans, row: Row) -> Iterator[tuple[int, int]]:
    """Those of ascending spans that a row may hold a part of."""
    for start, end in spans[max(0, bisect_right(spans, (row.start, 0)) - 1) :]:
        if start >= row.end:
            return
        yield start, end


def _gutter(lines: int) -> int:
    """Cells of the numbers and the space after them."""
    return len(str(lines)) + 1
