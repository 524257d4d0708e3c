"""Selecting in a view by mouse: press and drag, double and triple click."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.timer import Timer

from reader.newspaper.compose import Place
from reader.text.spans import Spans
from reader.text.words import word_at
from reader.tui.widgets.pane_selecting import SelectingView

DRAG_SCROLL: Final = 0.05
"""Seconds between two steps of scrolling while the mouse is held beyond an edge."""


class PointingView(SelectingView):
    """A view in which the mouse selects."""

    _press: tuple[Place, Place] | None = None
    """The ends of the character that is pressed."""
    _dragged = False
    _word_clicked: tuple[Place, Spans] | None = None
    """Where was double clicked last, and what was selected by that."""
    _drag_timer: Timer | None = None
    _drag_at = (0, 0)

    def clicked(self, first: Place, last: Place) -> None:
        """Called when a character was clicked, with its ends; one place twice where there is no text."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection; with shift, move the end of the one there is."""
        if event.button != 1 or not self.line_count:
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
        event.prevent_default()
        if not self.line_count or event.button != 1 or self._dragged:
            return
        at = event.get_content_offset_capture(self)
        here = self._character_at(at.x, at.y)
        if here is None:
            return
        block, (first, last) = here[0].block, self.paragraph_around(here[0])
        if event.chain == 1:
            self.clicked(*here)
        elif event.chain == 2 and here[0] != here[1]:
            self._select_word(here[0])
        elif event.chain == 3 and here[0] != here[1]:
            from reader.text.sentences import sentence_at

            start, end = sentence_at(self._text(block)[first:last], here[0].offset - first)
            self._select(Place(block, first + start), Place(block, first + end))
        elif event.chain > 3:
            self._select(Place(block, first), Place(block, last))

    def _select_word(self, place: Place) -> None:
        first, last = self.paragraph_around(place)
        start, end = word_at(self._text(place.block)[first:last], place.offset - first)
        self._select(Place(place.block, first + start), Place(place.block, first + end))
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
        line, cell = self._at(x, y)
        line = max(self._top, min(line, self._top + self._lines - 1))
        row = self.row_at(line)
        if row is None or row.block < 0:
            at = self.place_at(line)
            return (at, at) if at is not None else None
        start, end = self._offset_at(row, cell)
        return Place(row.block, start), Place(row.block, end)
