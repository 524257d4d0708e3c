"""Scrolling and selecting in a view by keyboard, with a caret and with counts before the keys."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import events

from reader.newspaper.compose import Place
from reader.newspaper.layout import Row
from reader.text.spans import Spans
from reader.tui.widgets.pane_counts import Counts
from reader.tui.widgets.pane_selecting import SelectingView

if TYPE_CHECKING:
    from reader.tui.widgets.pane_growing import Range

DOWNWARDS: Final = {"up": "left", "down": "right", "left": "down", "right": "up"}
"""What the arrows mean where text runs downwards in columns from right to left."""


class CaretView(SelectingView):
    """A view that is read and selected from by keys."""

    _grown: tuple[tuple[Range, Range], ...] = ()
    """The steps in which the selection grew: what was selected before and after each."""
    _goal: int | None = None
    """The column that the caret keeps to while it goes up and down, in cells."""

    @cached_property
    def _count(self) -> Counts:
        return Counts()

    def caret_changed(self, on: bool) -> None:
        """Called when the caret appeared or went away."""

    def count_typed(self, count: int) -> None:
        """Called when a count stands before the next key, and with 0 when none does any longer."""

    def leapt(self, before: int) -> None:
        """Called when a command has taken the reader further than a window, with the source offset left."""

    def caret_start(self) -> Place | None:
        """Where a caret appears if nothing is selected: on the first character in view."""
        return self.place_at(self._top)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that read rest while there is a caret, and the other way round."""
        if action in ("lines", "pages", "top", "bottom"):
            return not self._selection.caret
        if action in ("move", "swap"):
            return self._selection.caret
        if action == "leave":
            return self._selection.caret or bool(self._selection.range or self._selection.kept)
        return True

    def on_key(self, event: events.Key) -> None:
        """Gather a count before a movement."""
        before = self._count.typed
        if self._count.key(event.character):
            event.stop()
        if before or self._count.typed:
            self.count_typed(self._count.typed)

    def take_count(self) -> int | None:
        """The count before the key that is being dealt with, once."""
        return self._count.take()

    def on_blur(self) -> None:
        """Forget the count: the next keys are for another."""
        self._count.key(None)

    def action_lines(self, count: int) -> None:
        """Scroll by lines."""
        self._scroll_lines_to(self._top + count * (self._count.take() or 1))

    def action_pages(self, count: int) -> None:
        """Scroll by windows, a line of the last one staying in sight."""
        self._scroll_lines_to(self._top + count * (self._count.take() or 1) * max(1, self._lines - 1))

    def action_top(self) -> None:
        """Go to the beginning; with a count, to that paragraph."""
        self._leap_to_paragraph(Place(0, 0))

    def action_bottom(self) -> None:
        """Go to the end; with a count, to that paragraph."""
        self._leap_to_paragraph(None)

    def action_percent(self) -> None:
        """Go to where so much of the article stands before."""
        from reader.newspaper.places import at_percent

        percent = self._count.take()
        if self._view is not None and percent is not None:
            self._leap(at_percent(self._view, percent) if percent < 100 else None)

    def _leap_to_paragraph(self, otherwise: Place | None) -> None:
        number = self._count.take()
        if self._view is not None:
            place = self.paragraph_named(number) if number else None
            self._leap(place or otherwise)

    def _leap(self, place: Place | None) -> None:
        """Go to a place, by default the end; the caret with it, if there is one."""
        if not self.line_count or self._view is None:
            return
        before = self._place
        self._go_far(place)
        if self._selection.caret:
            last = len(self._view.blocks) - 1
            self._select(self._selection.anchor, place or Place(last, len(self._text(last))))
        if not self.in_sight(before):
            self.leapt(before)

    def action_grow(self) -> None:
        """Select the next larger unit: character, word, clause, sentence, paragraph, article."""
        from reader.tui.widgets.pane_growing import grown

        self._show_caret()
        if self._view is None or self._selection.head is None:
            return
        for _time in range(self._count.take() or 1):
            now = self._selection.range or (self._selection.head, self._selection.head)
            larger = grown(self._view, *now, self.units)
            if larger == now:
                break
            if not self._grown or self._grown[-1][1] != now:
                self._grown = ()
            self._grown = (*self._grown, (now, larger))
            self._select(*larger)

    def action_shrink(self) -> None:
        """Go back the way that the selection grew; one that did not shrinks to a smaller unit at its beginning."""
        from reader.tui.widgets.pane_growing import shrunk

        for _time in range(self._count.take() or 1):
            now = self._selection.range
            if self._view is None or now is None:
                break
            if self._grown and self._grown[-1][1] == now:
                *before, (smaller, _larger) = self._grown
                self._grown = tuple(before)
            else:
                smaller = shrunk(self._view, *now, self.units) or (now[0], now[0])
            self._select(*(smaller if smaller[0] != smaller[1] else (None, smaller[0])))
            self._reveal(smaller[1])

    def action_keep(self) -> None:
        """Keep what is selected, so that another passage can be selected beside it."""
        if self._view is not None and self._selection.keep(self._view):
            self.selection_changed()
            self.refresh()

    def caret_ends(self) -> tuple[int | None, int] | None:
        """Source offsets of where the selection began, if one was begun, and of the caret; `None` without a caret."""
        anchor, head = self._selection.anchor, self._selection.head
        if self._view is None or head is None or not self._selection.caret:
            return None
        blocks = self._view.blocks
        began = None if anchor is None else blocks[anchor.block].text.source_place(anchor.offset)
        return began, blocks[head.block].text.source_place(head.offset)

    def caret_to(self, spans: Spans) -> None:
        """Take the caret, if there is one, to a passage; a selection that was begun takes the passage in."""
        found = self._view.to_display(spans) if self._view and self._selection.caret else ()
        if not found:
            return
        low, high = Place(found[0].block, found[0].start), Place(found[-1].block, found[-1].end)
        anchor = self._selection.anchor
        head = low if anchor is None or low < anchor else high
        self._select(anchor, head)
        self._reveal(head)

    def caret_onto(self, spans: Spans) -> None:
        """Show the caret at the beginning of a passage."""
        self._show_caret()
        self.caret_to(spans)

    def action_caret(self) -> None:
        """Show the caret; with a caret, begin a selection there or end it."""
        selection = self._selection
        if selection.caret:
            self._select(None if selection.anchor is not None else selection.head, selection.head)
        else:
            self._show_caret()

    def _show_caret(self) -> None:
        """Show the caret if it is not: at the end of the selection, else where it starts."""
        if not self.line_count or self._selection.caret:
            return
        head = self._selection.head if self._selection.range else self.caret_start()
        if head is None:
            return
        self._selection.caret = True
        self._select(self._selection.anchor if self._selection.range else None, head)
        self._reveal(head)
        self.caret_changed(True)
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Clear the selection; if there is none, put the caret away."""
        if self._selection.anchor is not None or self._selection.kept:
            self.clear_selection()
            return
        self._selection.caret = False
        self._select(None, None)
        self.caret_changed(False)
        self.refresh_bindings()

    def action_swap(self) -> None:
        """Take the caret to the other end of the selection."""
        if self._selection.anchor is not None and self._selection.head is not None:
            self._select(self._selection.head, self._selection.anchor)
            self._reveal(self._selection.head)

    def action_move(self, movement: str) -> None:
        """Move the caret, and the end of the selection with it if one was begun."""
        count = self._count.take()
        if count and movement in ("first", "last") and self._view is not None:
            self._leap(self.paragraph_named(count))
            return
        for _time in range(count or 1):
            before, head = self._selection.head, self._moved(movement)
            if head is None or head == before:
                break
            self._select(self._selection.anchor, head)
            self._reveal(head)

    def action_extend(self, movement: str) -> None:
        """Move the end of the selection, beginning one at the caret if there is none."""
        self._show_caret()
        if self._selection.anchor is None:
            self._selection.anchor = self._selection.head
        self.action_move(movement)

    def _moved(self, movement: str) -> Place | None:
        """Where a movement takes the caret."""
        head = self._selection.head
        if self._view is None or not self.line_count or head is None:
            return None
        if self.downwards:
            movement = DOWNWARDS.get(movement, movement)
        meant = self.moved(movement, head)
        if meant is not None:
            self._goal = None
            return meant
        line = self.line_of(head)
        row = self.row_at(line)
        if row is None:
            return head
        if movement in ("home", "end"):
            self._goal = None
            return Place(head.block, row.start if movement == "home" else row.end)
        return self._moved_by_rows(movement, head, line, row)

    def _moved_by_rows(self, movement: str, head: Place, line: int, row: Row) -> Place:
        """Up or down to a row with text, in the column that the first such movement started from."""
        if self._goal is None:
            self._goal = self._extent(row, head.offset)
        page = max(1, self._lines - 1)
        step = {"up": -1, "down": 1, "page_up": -page, "page_down": page}[movement]
        target = max(0, min(line + step, self.line_count - 1))
        unit = 1 if step > 0 else -1
        found = self.row_at(target)
        while found is not None and found.block < 0:
            target += unit
            found = self.row_at(target)
        if found is None:
            return head
        start, _ = self._offset_at(found, self._goal)
        return Place(found.block, start)
