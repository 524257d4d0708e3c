"""What is selected in lines of text, to the character; `pane_pointing` and `pane_caret` select it.

It is this widget's own and not Textual's, which cannot tell the two halves of a wide character apart (Textual 8.2.8,
`Compositor.get_widget_and_offset_at`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from reader.newspaper.compose import ArticleView, Hit, Place
from reader.newspaper.layout import Row
from reader.text.spans import Spans, merged
from reader.tui.widgets.pane_lines import Lines
from reader.tui.widgets.pane_rows import Ink, cluster_end
from reader.tui.widgets.pane_selection import Selection


class SelectingView(Lines):
    """Lines in which text is selected."""

    ALLOW_SELECT = False

    @cached_property
    def _selection(self) -> Selection:
        return Selection()

    @cached_property
    def _kept(self) -> tuple[ArticleView | None, tuple[Spans, ...], Sequence[Hit]]:
        """What was kept, and where it is shown in a view."""
        return None, (), ()

    def selection_changed(self) -> None:
        """Called when other text is selected, or none."""

    # The selection

    def selection_spans(self) -> Spans:
        """Source spans of all that is selected, in reading order; empty if nothing is."""
        selection = self._selection
        if not selection.kept or self._view is None:
            return selection.spans
        return merged(span for piece in selection.pieces(self._view) for span in piece)

    def selected_text(self) -> str:
        """What is selected as it is shown: blocks on lines of their own, no line ends of the layout, no indent."""
        selected, view = self._selection.range, self._view
        if view is None or not (selected or self._selection.kept):
            return ""
        if selected and not self._selection.kept:
            return view.text_between(*selected)
        shown = [hit for piece in self._selection.pieces(view) for hit in view.to_display(piece)]
        return "\n".join(view.text_between(Place(one.block, one.start), Place(one.block, one.end)) for one in shown)

    def clear_selection(self) -> None:
        """Select nothing, and keep nothing; a caret stays."""
        if self._selection.kept:
            self._selection.kept = ()
            self.selection_changed()
        self._select(None, self._selection.head if self._selection.caret else None)

    def _select(self, anchor: Place | None, head: Place | None) -> None:
        if self._view is None:
            return
        before = self._selection.spans
        self._selection.set(self._view, anchor, head)
        if self._selection.spans != before:
            self.selection_changed()
            if not before or not self._selection.spans:
                self.refresh_bindings()
        self.refresh()

    # Drawing

    def inks_over(self, row: Row) -> tuple[Ink, ...]:
        """The selection and the caret."""
        return tuple(self.selection_inks(row))

    def selection_inks(self, row: Row) -> Iterator[Ink]:
        """What lies over a row because it is selected, and the caret."""
        selection = self._selection
        if selection.range:
            low, high = selection.range
            start = max(low.offset, row.start) if low.block == row.block else row.start
            end = min(high.offset, row.end) if high.block == row.block else row.end
            if low.block <= row.block <= high.block and start < end:
                yield Ink(start, end, "selection")
        if selection.kept and self._view is not None:
            for one in self._kept_shown(self._view):
                if one.block == row.block and one.start < row.end and row.start < one.end:
                    yield Ink(max(one.start, row.start), min(one.end, row.end), "selection")
        if selection.caret and selection.head and selection.head.block == row.block:
            at = selection.head.offset
            if self._caret_in(row, at):
                at = min(at, row.end)
                yield Ink(at, cluster_end(self._text(row.block), at) if at < row.end else at + 1, "caret")

    def _kept_shown(self, view: ArticleView) -> Sequence[Hit]:
        """Where what was kept is shown; worked out once for a view."""
        kept = self._selection.kept
        if self._kept[0] is not view or self._kept[1] is not kept:
            self._kept = view, kept, [hit for one in kept for hit in view.to_display(one)]
        return self._kept[2]

    def _caret_in(self, row: Row, offset: int) -> bool:
        """Whether the caret at an offset is drawn in a row of its block: the last that begins at or before it."""
        return row.start <= offset and (offset < row.end or self.row_of(Place(row.block, offset)) == row)
