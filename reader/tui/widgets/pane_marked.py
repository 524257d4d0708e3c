"""What lies over the text of a view: marks, search hits, links, and passages that stand elsewhere too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar, Final, cast

from textual.binding import BindingType
from textual.scrollbar import ScrollBarRender
from textual.timer import Timer

from reader.newspaper.compose import ArticleView, Hit, Place
from reader.newspaper.layout import Row
from reader.text.spans import Spans
from reader.tui.widgets import pane_keys
from reader.tui.widgets.pane_caret import CaretView
from reader.tui.widgets.pane_choosing import ChoosingView
from reader.tui.widgets.pane_inks import Inks, Mark, bullets
from reader.tui.widgets.pane_repeats import BAR, Fold, Repeats
from reader.tui.widgets.pane_rows import Ink
from reader.tui.widgets.pane_selection import Selection
from reader.tui.widgets.pane_view import PaneView

FLASH: Final = 0.8
"""Seconds that a place arrived at is shown inverted."""


class MarkedView(ChoosingView, CaretView, PaneView):
    """A view that keeps what lies over its text by the source, whatever is folded and however it is set."""

    BINDINGS: ClassVar[list[BindingType]] = [*pane_keys.CARET, *pane_keys.READING, *pane_keys.SELECTING]

    def __init__(
        self,
        *,
        measure: int = 40,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """An empty pane.

        Args:
            measure: Greatest width of the column in ideographs.
            placeholder: What is said while nothing is shown; lines are wrapped.
            id: Textual's.
            classes: Textual's.
        """
        super().__init__(measure=measure, placeholder=placeholder, id=id, classes=classes)
        self._inks: Inks | None = None
        self._repeats = Repeats()
        self._marks: tuple[Mark, ...] = ()
        self._hits: Sequence[Hit] = ()
        """Of the whole view, as `_current_hit` is; what is shown may have passages folded."""
        self._current_hit: int | None = None
        self._shown_hits: tuple[ArticleView | None, Sequence[Hit], int | None] = (None, (), None)
        """The hits and the current one in the view that is shown."""
        self._flash_timer: Timer | None = None
        """Whether a count was told of last."""
        self._links: frozenset[Spans] = frozenset()

    def show(self, view: ArticleView | None, *, place: int | None = None, keep_place: bool = False) -> None:
        """Show a view.

        Args:
            view: The view, or `None` for the placeholder.
            place: Source offset of what is to stand on the top line; by default the beginning.
            keep_place: The view is one more view of the text shown: the place, the selection, the caret, marks and
                hits stay where they are. Otherwise all of them go.
        """
        before = self._repeats.whole
        if keep_place and before is not None and view is not None:
            self._repeats.whole = view
            self._hits, self._current_hit = _carried(self._hits, self._current_hit, before, view)
            self._arrange(self._place if place is None else place)
            return
        self._marks, self._hits, self._current_hit, self._chosen = (), (), None, None
        self._shown_hits = None, (), None
        self._repeats = Repeats(view)
        self._inks = Inks(view) if view else None
        old, self._selection = self._selection, Selection()
        self._set_view(view, place)
        if old.spans:
            self.selection_changed()
        if old.caret:
            self.caret_changed(False)

    @property
    def _lies_over(self) -> Inks | None:
        return self._inks

    def _arrange(self, place: int) -> None:
        """Show the view anew, with what is to be folded folded: all that lies over it keeps to its source."""
        view = self._repeats.arranged()
        assert view is not None
        self._inks = Inks(view)
        self._selection.show_in(view)
        self._inks.set_marks(self._marks)
        self._show_hits(view)
        self._set_view(view, place)

    def _lay_out(self) -> None:
        """Fit the rows to the pane, and before that the lines that stand for folded passages."""
        if self._repeats.refit(self._column):
            self._arrange(self._place)
        else:
            super()._lay_out()

    def set_repeats(self, spans: Spans, folds: Sequence[Fold] = (), *, anew: bool = False) -> None:
        """Mark passages that stand elsewhere too in the margin, and fold some of them.

        Args:
            spans: Source spans of all of them.
            folds: Those that are to be skipped, ascending and apart.
            anew: Fold also what was opened, or gone to, before.
        """
        if anew:
            self._repeats.opened.clear()
        if self._repeats.mark(spans, folds):
            self._arrange(self._place)
        self.refresh()

    def repeated_place(self) -> int | None:
        """Source offset in the repeated passage that a command means: the one at the caret, else the first in view."""
        if self._view is None or self._flow is None:
            return None
        head = self._selection.head if self._selection.caret else None
        if head is not None:
            return self._repeats.first_in(self._view, head.block, head.offset, head.offset + 1)
        found = (self._repeats.first_in(self._view, row.block, row.start, row.end) for row in self._rows_in_view())
        return next((offset for offset in found if offset is not None), None)

    def toggle_fold(self) -> bool:
        """Open the folded passage at the caret, else the first in view; where none is folded, fold one opened there.

        Returns:
            Whether there was one.
        """
        if self._view is None or self._flow is None:
            return False
        head = self._selection.head if self._selection.caret else None
        rows = self._rows_in_view()
        blocks = [head.block] if head is not None else [row.block for row in rows]
        place = self.repeated_place()
        if not (self._repeats.open_line(blocks) or (place is not None and self._repeats.close(place))):
            return False
        self._arrange(self._place)
        return True

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks and no others; where two overlap, the later lies over the earlier."""
        self._marks = tuple(marks)
        if self._inks is not None:
            self._inks.set_marks(self._marks)
        self.refresh()

    def set_hits(self, hits: Sequence[Hit], current: int | None = None) -> None:
        """Show these search hits of the view shown, and no others.

        Args:
            hits: Ranges of the blocks' texts that do not overlap, in their order.
            current: Number of the one that is shown stronger; the caret starts from it. To go there, use `go_to`.
        """
        self._hits = hits
        self._current_hit = current if current is not None and 0 <= current < len(self._hits) else None
        if self._view is not None:
            self._show_hits(self._view)
        self.refresh()

    def _show_hits(self, view: ArticleView) -> None:
        hits, current = self._hits, self._current_hit
        if self._repeats.whole is not None and view is not self._repeats.whole:
            hits, current = _carried(hits, current, self._repeats.whole, view)
        if self._inks is not None:
            self._inks.set_hits(hits, None if current is None else hits[current])
        self._shown_hits = view, hits, current
        self._mark_bar()

    def height_changed(self) -> None:
        """The marks of the hits stand elsewhere on the scroll bar."""
        self._mark_bar()

    def _mark_bar(self) -> None:
        """Show on the scroll bar where the hits are."""
        bar, flow = self._vertical_scrollbar, self._flow
        view, hits, current = self._shown_hits
        if bar is None or (not hits and bar.renderer is ScrollBarRender):
            return
        if not hits or flow is None or flow.view is not view:
            bar.renderer = ScrollBarRender  # type: ignore[misc]
        else:
            from reader.tui.widgets.marked_bar import MarkedBar

            def share(number: int) -> float:
                return flow.share_of(Place(hits[number].block, hits[number].start))

            ink = self.get_component_styles("article-pane--hit-current").background.rich_color
            # One bar may have a renderer of its own; that is how Textual means it.
            drawn = partial(MarkedBar, len(hits), share, current, ink)
            bar.renderer = cast(type[ScrollBarRender], drawn)  # type: ignore[misc]
        bar.refresh()

    def set_links(self, lines: Iterable[Spans]) -> None:
        """Show these jump lines, by their source spans, as such that lead somewhere."""
        self._links = frozenset(lines)
        self.refresh()

    @property
    def has_links(self) -> bool:
        """Whether a jump line of what is shown leads somewhere."""
        return bool(self._links)

    def go_to(self, spans: Spans, block: int | None = None) -> None:
        """Bring source spans into view and let them flash.

        Args:
            spans: Source spans; what the view does not hold of them is passed over.
            block: Number of a block of the whole view to go to where the spans show nothing.
        """
        if self._view is None or self._inks is None:
            return
        if self._repeats.open(spans):
            self._arrange(self._place)
        found = self._view.to_display(spans)
        if found:
            self._reveal(Place(found[0].block, found[0].start), context=True)
            self._inks.flash = found
            if self._flash_timer is not None:
                self._flash_timer.stop()
            self._flash_timer = self.set_timer(FLASH, self._end_flash)
            self.refresh()
        elif block is not None and self._repeats.whole and 0 <= block < len(self._repeats.whole.blocks):
            place = self._repeats.whole.blocks[block].text.source_place(0)
            self._reveal(self._view.place_of(place), context=True)

    def _end_flash(self) -> None:
        if self._inks is not None:
            self._inks.flash = ()
        self.refresh()

    # Drawing

    def inks_over(self, row: Row) -> tuple[Ink, ...]:
        """Links, marks and hits, and over them the selection and the caret."""
        if self._inks is None or self._view is None:
            return ()
        linked = self._view.blocks[row.block].spans in self._links
        link = (Ink(row.start, row.end, "link"),) if linked else ()
        return (*bullets(self._text(row.block), row), *link, *self._inks.of(row), *super().inks_over(row))

    def bar_of(self, row: Row) -> str:
        """A double bar beside what also stands elsewhere."""
        view = self._view
        return BAR if view and self._repeats.first_in(view, row.block, row.start, row.end) is not None else ""

    def sign_of(self, row: Row) -> str:
        """A bookmark's letter or a pen where a note begins, else what tells captions and jumps apart."""
        return (self._inks.sign_in(row) if self._inks is not None else "") or super().sign_of(row)


def _carried(
    hits: Sequence[Hit], current: int | None, before: ArticleView, after: ArticleView
) -> tuple[tuple[Hit, ...], int | None]:
    """Hits of one view in another view of the same text; what is not shown there is left out.

    Several that are folded to one line become one.
    """
    carried: dict[Hit, int] = {}
    now = None
    for number, hit in enumerate(hits):
        shown = after.to_display(before.to_source(*hit))
        for one in shown:
            carried.setdefault(one, len(carried))
        if number == current and shown:
            now = carried[shown[0]]
    return tuple(carried), now
