"""The pane that an article is read in, with a selection, marks, search hits and a caret."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final, cast

from textual.message import Message
from textual.scrollbar import ScrollBarRender
from textual.timer import Timer

from reader.newspaper.compose import ArticleView, BlockView, Hit, Place
from reader.newspaper.layout import Row
from reader.newspaper.model import Role
from reader.text.spans import Spans
from reader.tui.widgets.pane_inks import Inks, Mark, bullets
from reader.tui.widgets.pane_repeats import BAR, Fold, Repeats
from reader.tui.widgets.pane_rows import Ink
from reader.tui.widgets.pane_selecting import SelectingView
from reader.tui.widgets.pane_selection import Selection
from reader.tui.widgets.pane_styles import CSS

__all__ = ["ArticlePane", "Mark"]

FLASH: Final = 0.8
"""Seconds that a place arrived at is shown inverted."""


class ArticlePane(SelectingView):
    """Shows one article view; it keeps the place read and the selection by their source, whatever changes."""

    DEFAULT_CSS = CSS

    class PaneMessage(Message):
        """Something happened in a pane."""

        def __init__(self, pane: ArticlePane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> ArticlePane:
            """The pane, for `@on` with a selector."""
            return self.pane

    class PlaceChanged(PaneMessage):
        """Another part of the article is in view."""

        def __init__(self, pane: ArticlePane) -> None:
            super().__init__(pane)
            self.place = pane.place
            """Source offset of the top line."""
            self.percent = pane.percent
            """How much of the article stands above the end of the window."""

    class SelectionChanged(PaneMessage):
        """Other text is selected, or none."""

        def __init__(self, pane: ArticlePane) -> None:
            super().__init__(pane)
            self.spans = pane.selection_spans()
            """Source spans in reading order; empty if nothing is selected."""

    class MarkClicked(PaneMessage):
        """A marked passage was clicked; of several there, each in turn."""

        def __init__(self, pane: ArticlePane, annotation_id: str) -> None:
            super().__init__(pane)
            self.annotation_id = annotation_id

    class JumpClicked(PaneMessage):
        """A jump line was clicked."""

        def __init__(self, pane: ArticlePane, line: Spans) -> None:
            super().__init__(pane)
            self.line = line
            """Its source spans."""

    class Leapt(PaneMessage):
        """A command has taken the reader further than a window."""

        def __init__(self, pane: ArticlePane, before: int) -> None:
            super().__init__(pane)
            self.before = before
            """Source offset of the place that was left."""

    class CountTyped(PaneMessage):
        """A count stands before the next key, or no longer does."""

        def __init__(self, pane: ArticlePane, count: int) -> None:
            super().__init__(pane)
            self.count = count
            """0 for none."""

    class CaretMode(PaneMessage):
        """The caret appeared or went away."""

        def __init__(self, pane: ArticlePane, on: bool) -> None:
            super().__init__(pane)
            self.on = on

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
        self._hits: tuple[Hit, ...] = ()
        """Of the whole view, as `_current_hit` is; what is shown may have passages folded."""
        self._current_hit: int | None = None
        self._shown_hits: tuple[ArticleView | None, Sequence[Hit], int | None] = (None, (), None)
        """The hits and the current one in the view that is shown."""
        self._chosen: tuple[Place, str] | None = None
        self._flash_timer: Timer | None = None
        self._counted = False
        """Whether a count was told of last."""
        self._links: frozenset[Spans] = frozenset()

    # What is shown

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
            self.post_message(self.SelectionChanged(self))
        if old.caret:
            self.post_message(self.CaretMode(self, False))

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
            hits: Ranges of the blocks' texts that do not overlap.
            current: Number of the one that is shown stronger; the caret starts from it. To go there, use `go_to`.
        """
        self._hits = tuple(hits)
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

            shares = [flow.share_of(Place(hit.block, hit.start)) for hit in hits]
            here = None if current is None else shares[current]
            ink = self.get_component_styles("article-pane--hit-current").background.rich_color
            # One bar may have a renderer of its own; that is how Textual means it.
            drawn = partial(MarkedBar, set(shares), here, ink)
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

    def jump_at_place(self) -> Spans:
        """The source spans of the jump line that a command means; empty if none is in view.

        At the caret, else the first in view that leads somewhere, else the first in view.
        """
        if self._view is None or self._flow is None:
            return ()
        blocks = self._view.blocks
        head = self._selection.head if self._selection.caret else None
        in_view = sorted({row.block for row in self._rows_in_view()})
        found = [blocks[number].spans for number in ([head.block] if head else in_view) if _is_jump(blocks[number])]
        return min(found, key=lambda line: line not in self._links, default=())

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

    def place_meant(self) -> int:
        """Source offset that a command means: at the caret, else the first in view."""
        head = self._selection.head if self._selection.caret else None
        return (
            self._place
            if head is None or self._view is None
            else self._view.blocks[head.block].text.source_place(head.offset)
        )

    def begins_here(self, offset: int) -> bool:
        """Whether the character at a source offset is the one that a command means, or stands in its row."""
        if self._view is None or self._flow is None or not self._view.to_display([(offset, offset + 1)]):
            return False
        meant = self._flow.row_of(self._view.place_of(self.place_meant()))
        return meant is not None and meant == self._flow.row_of(self._view.place_of(offset))

    def marks_at_place(self) -> list[str]:
        """Ids of the marks that a command means, the one drawn last first.

        Those in the selection, else on either side of the caret, else the one clicked if it is still in view, else
        those of the first row in view that has any.
        """
        if self._inks is None or self._flow is None:
            return []
        selection = self._selection
        if selection.range:
            return self._marks_between(*selection.range)
        if selection.caret and selection.head:
            before = Place(selection.head.block, max(0, selection.head.offset - 1))
            return self._marks_between(selection.head, selection.head) or self._marks_between(before, before)
        rows = self._rows_in_view()
        if self._chosen:
            place, annotation_id = self._chosen
            if any(row.block == place.block and row.start <= place.offset < row.end for row in rows):
                return [annotation_id]
        for row in rows:
            if marks := self._inks.marks_in(row.block, row.start, row.end):
                return [mark.annotation_id for mark in marks]
        return []

    def _marks_between(self, first: Place, last: Place) -> list[str]:
        assert self._inks is not None
        found: dict[str, None] = {}
        for number in range(first.block, last.block + 1):
            start = first.offset if number == first.block else 0
            end = last.offset if number == last.block else len(self._text(number))
            found.update((mark.annotation_id, None) for mark in self._inks.marks_in(number, start, end))
        return list(found)

    def place_moved(self) -> None:
        """Tell where the reader is."""
        self.post_message(self.PlaceChanged(self))

    def selection_changed(self) -> None:
        """Tell what is selected."""
        self.post_message(self.SelectionChanged(self))

    def caret_changed(self, on: bool) -> None:
        """Tell that the keys mean other things now."""
        self.post_message(self.CaretMode(self, on))

    def leapt(self, before: int) -> None:
        """Tell where the reader was."""
        self.post_message(self.Leapt(self, before))

    def count_typed(self, count: int) -> None:
        """Tell of a count, and of its end."""
        if count or self._counted:
            self.post_message(self.CountTyped(self, count))
        self._counted = count > 0

    def caret_start(self) -> Place | None:
        """On the current hit if it is in view, else on the first character in view."""
        hit = self._inks.current if self._inks is not None else None
        rows = self._rows_in_view() if hit is not None else []
        if hit is None or not any(row.block == hit.block and row.start <= hit.start < row.end for row in rows):
            return super().caret_start()
        return Place(hit.block, hit.start)

    def clicked(self, first: Place, last: Place) -> None:
        """Tell of a mark that was clicked; of several on the character, each in turn. A folded passage opens."""
        if self._repeats.open_line([first.block]):
            self._arrange(self._place)
            return
        ids = self._marks_between(first, last) if first != last else []
        if not ids:
            self._chosen = None
            if first != last and self._view is not None and _is_jump(self._view.blocks[first.block]):
                self.post_message(self.JumpClicked(self, self._view.blocks[first.block].spans))
            return
        before = self._chosen[1] if self._chosen and self._chosen[0] == first else None
        chosen = ids[(ids.index(before) + 1) % len(ids)] if before in ids else ids[0]
        self._chosen = first, chosen
        self.post_message(self.MarkClicked(self, chosen))

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


def _is_jump(block: BlockView) -> bool:
    return block.role is Role.JUMP


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
