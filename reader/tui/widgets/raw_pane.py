"""The raw text of a page in a pane: line numbers, what the article beside it shows lit, the rest dim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.worker import get_current_worker

from reader.messages import N_
from reader.newspaper.compose import ArticleView, Hit
from reader.text.source import Source
from reader.text.spans import Spans, normalised
from reader.tui.widgets.pane_styles import laid_over
from reader.tui.widgets.raw_rows import RawRow, RawText, raw_text, raw_view
from reader.tui.widgets.virtual_list import Piece, VirtualList

OVER = frozenset({"raw-pane--hit", "raw-pane--hit-current", "raw-pane--selection", "raw-pane--caret"})
"""What lies over the text, and over the row of the cursor."""

Layer = tuple[int, int, str]
"""Characters `[start, end)` of the source, and the style in which they are drawn."""

ABOVE = 2
"""Rows that stand above the place that is gone to."""


class RawPane(VirtualList):
    """Shows the text of a file row by row; the row with the cursor is the place in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", N_("Read the article that holds this place"), show=False, id="raw.select"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"raw-pane--number", "raw-pane--lit", "raw-pane--dim", *OVER}
    DEFAULT_CSS = """
    RawPane { background: $background; scrollbar-gutter: stable; }
    RawPane > .raw-pane--number { color: $text-disabled; }
    RawPane > .raw-pane--lit { color: $foreground; text-style: bold; }
    RawPane > .raw-pane--dim { color: $text-muted; }
    RawPane > .raw-pane--hit { background: $warning 35%; }
    RawPane > .raw-pane--hit-current { background: $warning; text-style: bold; }
    RawPane > .raw-pane--selection { background: $primary 45%; }
    RawPane > .raw-pane--caret { text-style: reverse; }
    """

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
        self._made_for: tuple[str, int] = ("", 0)
        """The text and the width of the rows, those on their way included."""
        self._lit: Spans = ()
        self._hits: Sequence[Hit] = ()
        self._hit: int | None = None
        self._place = 0
        self.base = 0
        """Offset of the text in the view of the article beside it, which may be over several pages."""
        self.view: ArticleView | None = None
        """The text as one paragraph, to search and to move in."""
        self._following = False

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
        self._hits, self._hit = hits, current
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
        if self._source is None or not width or self._made_for == (self._source.sha256, width):
            return
        if self._made_for[0] != self._source.sha256:
            self._raw = self.view = None
            self.set_hits((), None)
        self._made_for = self._source.sha256, width
        self.run_worker(partial(self._cut, self._source, width), thread=True, exclusive=True, group="raw")

    def _cut(self, source: Source, width: int) -> None:
        worker = get_current_worker()
        raw = raw_text(source.text, max(2, width - _gutter(source.text.count("\n") + 1)))
        view = self.view or raw_view(source.text)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, raw, view)

    def _take(self, raw: RawText, view: ArticleView) -> None:
        self._raw = raw
        self._quietly(self.rows_changed)
        self._go()
        if self.view is not view:
            self.view = view
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

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """The number of the line where it begins, and the text, parted where it is lit."""
        assert self._raw is not None
        shown, text = self._raw.rows[row], self._raw.text
        width = _gutter(self._raw.rows[-1].line)
        number = f"{shown.line:>{width - 1}} " if shown.first else " " * width
        layers = [one for one in self.laid_on(shown) if one[0] < shown.end and shown.start < one[1]]
        cuts = {shown.start, shown.end, *(at for one in layers for at in one[:2] if shown.start < at < shown.end)}
        pieces: list[Piece] = [(number, "raw-pane--number")]
        for start, end in pairwise(sorted(cuts)):
            style = next((one[2] for one in reversed(layers) if one[0] <= start < one[1]), "raw-pane--dim")
            pieces.append((text[start:end], style))
        return pieces

    def laid_on(self, row: RawRow) -> Iterator[Layer]:
        """What is drawn in a row other than dim, what lies above last."""
        for start, end in _from(self._lit, row):
            yield start, end, "raw-pane--lit"
        first = max(0, bisect_right(self._hits, row.start, key=lambda hit: hit.start) - 1)
        for number in range(first, len(self._hits)):
            hit = self._hits[number]
            if hit.start >= row.end:
                break
            yield hit.start, hit.end, "raw-pane--hit-current" if number == self._hit else "raw-pane--hit"

    def _ink(self, ink: str | int, *, over: bool) -> Style:
        """The style of a piece; what lies over the text is seen in the row of the cursor, too."""
        if ink in OVER and isinstance(ink, str):
            key = (ink, False, False)
            if key not in self._inks:
                self._inks[key] = self.rich_style + laid_over(self, ink)
            return self._inks[key]
        return super()._ink(ink, over=over)

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


def _from(spans: Spans, row: RawRow) -> Iterator[tuple[int, int]]:
    """Those of ascending spans that a row may hold a part of."""
    for start, end in spans[max(0, bisect_right(spans, (row.start, 0)) - 1) :]:
        if start >= row.end:
            return
        yield start, end


def _gutter(lines: int) -> int:
    """Cells of the numbers and the space after them."""
    return len(str(lines)) + 1
