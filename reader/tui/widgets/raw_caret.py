"""Selecting in the raw text: what keys and mouse do in the article, on the characters of the file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.newspaper.compose import Place
from reader.newspaper.layout import Row
from reader.text.spans import Spans
from reader.tui.widgets import pane_keys
from reader.tui.widgets.counted_list import CountedList
from reader.tui.widgets.pane_caret import CaretView
from reader.tui.widgets.pane_choosing import ChoosingView
from reader.tui.widgets.pane_growing import UNITS, Units
from reader.tui.widgets.pane_inks import Inks
from reader.tui.widgets.pane_rows import Ink
from reader.tui.widgets.pane_selection import Selection
from reader.tui.widgets.raw_pane import RawPane
from reader.tui.widgets.virtual_list import VirtualList


def line_at(text: str, offset: int) -> tuple[int, int]:
    """The line of the file that holds an offset, as `[start, end)` without its line end."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _in_line(unit: Callable[[str, int], tuple[int, int]], text: str, offset: int) -> tuple[int, int]:
    """The unit at an offset, as far as it stands in one line of the file."""
    first, last = line_at(text, offset)
    start, end = unit(text[first:last], offset - first)
    return first + start, first + end


RAW_UNITS: Final[Units] = (*(partial(_in_line, unit) for unit in UNITS[:-1]), line_at)
"""What the selection grows by: a line of the file takes the place of the paragraph."""


class RawCaret(ChoosingView, CaretView, RawPane, inherit_bindings=False):
    """The raw text with a caret and a selection, which is a span of the source."""

    # The list's own Enter is that of the raw text here.
    READING: ClassVar[list[BindingType]] = [
        *(one for one in VirtualList.BINDINGS if isinstance(one, Binding) and one.id != "list.select"),
        *RawPane.BINDINGS,
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*READING, *pane_keys.CARET, *pane_keys.SELECTING]

    class SelectionChanged(Message):
        """Other text is selected, or none, or the caret came or went."""

    class MarkClicked(Message):
        """A marked passage was clicked; of several there, each in turn."""

        def __init__(self, annotation_id: str) -> None:
            super().__init__()
            self.annotation_id = annotation_id

    # -- what is selected

    @property
    def caret_on(self) -> bool:
        """Whether there is a caret."""
        return self._selection.caret

    def selection_spans(self) -> Spans:
        """What is selected, as spans of the view of the article beside it; empty if nothing is."""
        return tuple((start + self.base, end + self.base) for start, end in super().selection_spans())

    def selection_changed(self) -> None:
        """Tell what is selected."""
        self.post_message(self.SelectionChanged())

    def caret_changed(self, on: bool) -> None:
        """Tell that the keys mean other things now."""
        self.post_message(self.SelectionChanged())

    def count_typed(self, count: int) -> None:
        """Tell of a count, and of its end."""
        self.post_message(CountedList.CountTyped(count))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go to the row that is pressed, before anything is selected there; the text stays where it is."""
        at = event.get_content_offset_capture(self)
        line = self._at(at.x, at.y)[0]
        if event.button == 1 and self.row_at(line) is not None:
            self.cursor = line

    def clicked(self, first: Place, last: Place) -> None:
        """Tell of a mark that was clicked."""
        chosen = self.choose_mark(first, last)
        if chosen is not None:
            self.post_message(self.MarkClicked(chosen))

    @property
    def _lies_over(self) -> Inks | None:
        return self._over

    def _rows_meant(self) -> list[Row]:
        row = self.row_at(self.cursor)
        return [row] if row is not None else []

    def place_meant(self) -> int:
        """Offset in the text that a command means: at the caret, else where the row with the cursor begins."""
        head, row = self._selection.head if self._selection.caret else None, self.row_at(self.cursor)
        if head is not None or row is None:
            return head.offset if head is not None else 0
        return self._first_of(row.start, row.end)

    def another_text(self) -> None:
        """Select nothing in it yet, and choose no mark."""
        self._chosen = None
        self._selection = Selection()
        self._grown = ()
        self.selection_changed()

    def caret_start(self) -> Place | None:
        """On the hit that was gone to, else where the row with the cursor begins."""
        row = self.row_at(self.cursor)
        hit = self._over.current if self._over is not None else None
        if row is None:
            return None
        return Place(0, hit.start if hit and row.start <= hit.start < row.end else self._first_of(row.start, row.end))

    # -- drawing

    def inks_over(self, row: Row) -> tuple[Ink, ...]:
        """The selection and the caret above what else there is."""
        return (*RawPane.inks_over(self, row), *self.selection_inks(row))

    @property
    def marks_cursor(self) -> bool:
        """With a caret no row is marked besides it."""
        return not self._selection.caret

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that go through the rows rest while there is a caret, and the other way round."""
        if action == "move":
            return self._selection.caret == isinstance(parameters[0], str)
        if action in ("page", "end"):
            return not self._selection.caret
        return super().check_action(action, parameters)

    def action_move(self, goal: int | str) -> None:
        """Move the cursor by a number of rows, or the caret; the end of a selection that was begun goes with it."""
        if isinstance(goal, str):
            super().action_move(goal)
        else:
            self.cursor += goal * (self.take_count() or 1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of windows."""
        super().action_page(pages * (self.take_count() or 1))

    def action_end(self, bottom: int) -> None:
        """Move the cursor to the first row or the last; with a count, to that line of the file."""
        count = self.take_count()
        if count:
            self._leap(self.paragraph_named(count))
        else:
            super().action_end(bottom)

    # -- what a reader means

    @property
    def units(self) -> Units:
        """Of the file, a line takes the place of the paragraph."""
        return RAW_UNITS

    def paragraph_around(self, place: Place) -> tuple[int, int]:
        """The line of the file at a place."""
        return line_at(self._text(0), place.offset)

    def paragraph_named(self, number: int) -> Place | None:
        """Where a line of the file begins; after the last the last."""
        rows = self._raw.rows if self._raw is not None else ()
        at = bisect_left(rows, min(number, rows[-1].line), key=lambda row: row.line) if rows else 0
        return Place(0, rows[at].start) if rows else None

    def moved(self, movement: str, place: Place) -> Place | None:
        """Where a movement by what is meant leads; paragraphs are lines of the file."""
        text = self._text(0)
        if movement == "paragraph_left":
            return Place(0, line_at(text, max(0, place.offset - 1))[0])
        if movement == "paragraph_right":
            return Place(0, line_at(text, min(len(text), place.offset + 1))[1])
        return super().moved(movement, place)
