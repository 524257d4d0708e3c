"""Selecting in a view, by mouse and by keyboard, to the character.

It is this widget's own and not Textual's, which cannot tell the two halves of a wide character apart (Textual 8.2.8,
`Compositor.get_widget_and_offset_at`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.timer import Timer

from reader.newspaper.compose import ArticleView, Hit, Place
from reader.newspaper.layout import Row
from reader.newspaper.places import at_paragraph, at_percent
from reader.text.spans import Spans, merged
from reader.text.words import word_at
from reader.tui.widgets import pane_keys
from reader.tui.widgets.caret import MOVEMENTS
from reader.tui.widgets.pane_counts import Counts
from reader.tui.widgets.pane_growing import Range, grown, shrunk
from reader.tui.widgets.pane_rows import Ink, cluster_end
from reader.tui.widgets.pane_selection import Selection
from reader.tui.widgets.pane_view import PaneView

DOWNWARDS: Final = {"up": "left", "down": "right", "left": "down", "right": "up"}
"""What the arrows mean where text runs downwards in columns from right to left."""

DRAG_SCROLL: Final = 0.05
"""Seconds between two steps of scrolling while the mouse is held beyond an edge."""


class SelectingView(PaneView, inherit_bindings=False):
    """A view in which text is selected: press and drag, double and triple click, or with a caret."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*pane_keys.CARET, *pane_keys.READING, *pane_keys.SELECTING]

    def __init__(
        self,
        *,
        measure: int,
        placeholder: str,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(measure=measure, placeholder=placeholder, id=id, classes=classes)
        self._selection = Selection()
        self._count = Counts()
        self._grown: list[tuple[Range, Range]] = []
        """The steps in which the selection grew: what was selected before and after each."""
        self._kept: tuple[ArticleView | None, tuple[Spans, ...], Sequence[Hit]] = None, (), ()
        """What was kept, and where it is shown in a view."""
        self._goal: int | None = None
        self._press: tuple[Place, Place] | None = None
        self._dragged = False
        self._word_clicked: tuple[Place, Spans] | None = None
        """Where was double clicked last, and what was selected by that."""
        self._drag_timer: Timer | None = None
        self._drag_at = (0, 0)

    def selection_changed(self) -> None:
        """Called when other text is selected, or none."""

    def caret_changed(self, on: bool) -> None:
        """Called when the caret appeared or went away."""

    def count_typed(self, count: int) -> None:
        """Called with every key: the count gathered so far, 0 if there is none."""

    def leapt(self, before: int) -> None:
        """Called when a command has taken the reader further than a window, with the source offset left."""

    def clicked(self, first: Place, last: Place) -> None:
        """Called when a character was clicked, with its ends; one place twice where there is no text."""

    def caret_start(self) -> Place | None:
        """Where a caret appears if nothing is selected: on the first character in view."""
        rows = self._rows_in_view()
        return Place(rows[0].block, rows[0].start) if rows else None

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

    # By mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection; with shift, move the end of the one there is."""
        if event.button != 1 or self._flow is None:
            return
        at = event.get_content_offset_capture(self)
        here = self._character_at(at.x, at.y)
        if here is None:
            return
        self._press, self._dragged = here, False
        self.capture_mouse()
        if event.shift and self._selection.head is not None:
            anchor = self._selection.anchor or self._selection.head
            self._press = anchor, anchor
            self._drag_to(at.x, at.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take the selection to the mouse; held beyond an edge, scroll."""
        if self._press is None:
            return
        at = event.get_content_offset_capture(self)
        self._drag_at = at.x, at.y
        self._drag_to(at.x, at.y)
        outside = self._beyond(at.x, at.y) != 0
        if outside and self._drag_timer is None:
            self._drag_timer = self.set_interval(DRAG_SCROLL, self._drag_scroll)
        elif not outside:
            self._stop_drag_scroll()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection; a press without a drag takes it back and sets the caret, if there is one."""
        if self._press is None:
            return
        if not self._dragged:
            self._select(None, self._press[0] if self._selection.caret else None)
        self._press = None
        self.release_mouse()
        self._stop_drag_scroll()

    def on_click(self, event: events.Click) -> None:
        """Tell of a click; a double click selects a word, a triple click the sentence, four the paragraph."""
        if self._flow is None or event.button != 1 or self._dragged:
            return
        at = event.get_content_offset_capture(self)
        here = self._character_at(at.x, at.y)
        if here is None:
            return
        block, text = here[0].block, self._text(here[0].block)
        if event.chain == 1:
            self.clicked(*here)
        elif event.chain == 2 and here[0] != here[1]:
            self._select_word(here[0])
        elif event.chain == 3 and here[0] != here[1]:
            from reader.text.sentences import sentence_at

            start, end = sentence_at(text, here[0].offset)
            self._select(Place(block, start), Place(block, end))
        elif event.chain > 3:
            self._select(Place(block, 0), Place(block, len(text)))

    def _select_word(self, place: Place) -> None:
        start, end = word_at(self._text(place.block), place.offset)
        self._select(Place(place.block, start), Place(place.block, end))
        self._word_clicked = place, self._selection.spans

    def words_loaded(self) -> None:
        """Take in the whole word where one character was double clicked while the words were not there yet."""
        if self._word_clicked is not None and self._selection.spans == self._word_clicked[1]:
            self._select_word(self._word_clicked[0])

    def _drag_to(self, x: int, y: int) -> None:
        """Select from the character pressed to the one at a cell, both of them taken in."""
        here = self._character_at(x, y)
        if here is None or self._press is None or (here == self._press and not self._dragged):
            return
        self._dragged = True
        if here[0] >= self._press[0]:
            self._select(self._press[0], here[1])
        else:
            self._select(self._press[1], here[0])

    def _drag_scroll(self) -> None:
        x, y = self._drag_at
        self._scroll_lines_to(self._top + max(-5, min(5, self._beyond(x, y))))
        self._drag_to(x, y)

    def _stop_drag_scroll(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def _character_at(self, x: int, y: int) -> tuple[Place, Place] | None:
        """Both ends of the character at a cell of the window; one place twice where there is no text."""
        assert self._flow is not None
        line, cell = self._at(x, y)
        line = max(self._top, min(line, self._top + self._lines - 1))
        row = self._flow.row(line)
        if row is None or row.block < 0:
            at = self._flow.place_at(line)
            return (at, at) if at is not None else None
        start, end = self._offset_at(row, cell)
        return Place(row.block, start), Place(row.block, end)

    # By keyboard

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
        if self._count.key(event.character):
            event.stop()
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
        percent = self._count.take()
        if self._view is not None and percent is not None:
            self._leap(at_percent(self._view, percent) if percent < 100 else None)

    def _leap_to_paragraph(self, otherwise: Place | None) -> None:
        number = self._count.take()
        if self._view is not None:
            place = at_paragraph(self._view, number) if number else None
            self._leap(place or otherwise)

    def _leap(self, place: Place | None) -> None:
        """Go to a place, by default the end; the caret with it, if there is one."""
        if self._flow is None or self._view is None:
            return
        before = self._place
        if place is None:
            self._flow.go(self._flow.height - 1, self._lines)
            self._scroll_lines_to(self._flow.height)
        else:
            line = self._flow.line_of(place) if place > Place(0, 0) else 0
            self._follow_flow()
            self._scroll_lines_to(line)
        if self._selection.caret:
            last = len(self._view.blocks) - 1
            self._select(self._selection.anchor, place or Place(last, len(self._text(last))))
        if not self.in_sight(before):
            self.leapt(before)

    def action_grow(self) -> None:
        """Select the next larger unit: character, word, clause, sentence, paragraph, article."""
        self._show_caret()
        if self._view is None or self._selection.head is None:
            return
        for _time in range(self._count.take() or 1):
            now = self._selection.range or (self._selection.head, self._selection.head)
            larger = grown(self._view, *now)
            if larger == now:
                break
            if not self._grown or self._grown[-1][1] != now:
                self._grown.clear()
            self._grown.append((now, larger))
            self._select(*larger)

    def action_shrink(self) -> None:
        """Go back the way that the selection grew; one that did not shrinks to a smaller unit at its beginning."""
        for _time in range(self._count.take() or 1):
            now = self._selection.range
            if self._view is None or now is None:
                break
            if self._grown and self._grown[-1][1] == now:
                smaller = self._grown.pop()[0]
            else:
                smaller = shrunk(self._view, *now) or (now[0], now[0])
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

    def action_caret(self) -> None:
        """Show the caret; with a caret, begin a selection there or end it."""
        selection = self._selection
        if selection.caret:
            self._select(None if selection.anchor is not None else selection.head, selection.head)
        else:
            self._show_caret()

    def _show_caret(self) -> None:
        """Show the caret if it is not: at the end of the selection, else where it starts."""
        if self._flow is None or self._selection.caret:
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
        if count is not None and movement in ("first", "last") and self._view is not None:
            self._leap(at_paragraph(self._view, count))
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
        if self._view is None or self._flow is None or head is None:
            return None
        if self._window is not None:
            movement = DOWNWARDS.get(movement, movement)
        if movement in MOVEMENTS:
            self._goal = None
            return MOVEMENTS[movement](self._view, head)
        line = self._flow.line_of(head)
        row = self._flow.row(line)
        if row is None:
            return head
        if movement in ("home", "end"):
            self._goal = None
            return Place(head.block, row.start if movement == "home" else row.end)
        return self._moved_by_rows(movement, head, line, row)

    def _moved_by_rows(self, movement: str, head: Place, line: int, row: Row) -> Place:
        """Up or down to a row with text, in the column that the first such movement started from."""
        assert self._flow is not None
        if self._goal is None:
            self._goal = row.indent + self._extent(self._text(head.block)[row.start : head.offset])
        page = max(1, self._lines - 1)
        step = {"up": -1, "down": 1, "page_up": -page, "page_down": page}[movement]
        target = max(0, min(line + step, self._flow.height - 1))
        unit = 1 if step > 0 else -1
        found = self._flow.row(target)
        while found is not None and found.block < 0:
            target += unit
            found = self._flow.row(target)
        if found is None:
            return head
        start, _ = self._offset_at(found, self._goal)
        return Place(found.block, start)

    # Drawing

    def inks_over(self, row: Row) -> tuple[Ink, ...]:
        """The selection and the caret."""
        return tuple(self._selection_inks(row))

    def _selection_inks(self, row: Row) -> Iterator[Ink]:
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
        assert self._flow is not None
        return row.start <= offset and (offset < row.end or self._flow.row_of(Place(row.block, offset)) == row)

    def _text(self, block: int) -> str:
        assert self._view is not None
        return self._view.blocks[block].text.text
