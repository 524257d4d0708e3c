"""A list in which a number before a movement repeats it, as in less."""

from __future__ import annotations

from textual import events
from textual.message import Message

from reader.tui.widgets.pane_counts import Counts
from reader.tui.widgets.virtual_list import VirtualList


class CountedList(VirtualList):
    """A `VirtualList` with counts."""

    class CountTyped(Message):
        """A count stands before the next key; 0 where none does any longer."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.count = Counts()
        """The count before a movement."""

    def on_key(self, event: events.Key) -> None:
        """Gather a count before a movement."""
        before = self.count.typed
        if self.count.key(event.character):
            event.stop()
        if before or self.count.typed:
            self.post_message(self.CountTyped(self.count.typed))

    def on_blur(self) -> None:
        """Forget the count: the next keys are for another."""
        self.count.key(None)

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows, or by so many times as many."""
        super().action_move(rows * (self.count.take() or 1))

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages, or by so many times as many."""
        super().action_page(pages * (self.count.take() or 1))

    def action_end(self, bottom: int) -> None:
        """Move the cursor to the first row or the last; with a count, to that row."""
        count = self.count.take()
        if not count:
            super().action_end(bottom)
        else:
            self.cursor = count - 1
