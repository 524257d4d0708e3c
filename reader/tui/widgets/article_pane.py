"""The pane that an article is read in: what a command means in it, and what it tells the screen."""

from __future__ import annotations

from textual.message import Message

from reader.newspaper.compose import BlockView, Place
from reader.newspaper.layout import Row
from reader.newspaper.model import Role
from reader.text.spans import Spans
from reader.tui.widgets.pane_inks import Mark
from reader.tui.widgets.pane_marked import MarkedView
from reader.tui.widgets.pane_styles import CSS

__all__ = ["ArticlePane", "Mark"]


class ArticlePane(MarkedView):
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

    # What a command means

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

    def _rows_meant(self) -> list[Row]:
        return self._rows_in_view() if self._flow is not None else []

    # What it tells

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
        self.post_message(self.CountTyped(self, count))

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
        chosen = self.choose_mark(first, last)
        if chosen is not None:
            self.post_message(self.MarkClicked(self, chosen))
        elif first != last and self._view is not None and _is_jump(self._view.blocks[first.block]):
            self.post_message(self.JumpClicked(self, self._view.blocks[first.block].spans))


def _is_jump(block: BlockView) -> bool:
    return block.role is Role.JUMP
