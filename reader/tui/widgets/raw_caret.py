"""Selecting in the raw text by keys: the caret of the article, on the characters of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.newspaper.compose import Hit, Place
from reader.text.spans import Spans, merged
from reader.tui.widgets import pane_keys
from reader.tui.widgets.caret import MOVEMENTS
from reader.tui.widgets.pane_growing import UNITS, Range, Units, grown, shrunk
from reader.tui.widgets.pane_rows import cluster_end
from reader.tui.widgets.pane_selection import Selection
from reader.tui.widgets.raw_pane import Layer, RawPane
from reader.tui.widgets.raw_rows import RawRow
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


class RawCaret(RawPane):
    """The raw text with a caret and a selection, which is a span of the source."""

    # The list's own Enter is that of the raw text here.
    READING: ClassVar[list[BindingType]] = [
        *(one for one in VirtualList.BINDINGS if isinstance(one, Binding) and one.id != "list.select"),
        *RawPane.BINDINGS,
    ]
    SELECTING: ClassVar[list[BindingType]] = [
        one for one in pane_keys.SELECTING if isinstance(one, Binding) and one.action != "percent"
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*READING, *pane_keys.CARET, *SELECTING]

    class SelectionChanged(Message):
        """Other text is selected, or none, or the caret came or went."""

    def __init__(self) -> None:
        super().__init__()
        self._selection = Selection()
        self._grown: list[tuple[Range, Range]] = []
        """The steps in which the selection grew: what was selected before and after each."""
        self._goal: int | None = None
        """The column that the caret keeps to while it goes up and down, in cells."""

    # -- what is selected

    @property
    def caret_on(self) -> bool:
        """Whether there is a caret."""
        return self._selection.caret

    def selection_spans(self) -> Spans:
        """What is selected, as spans of the view of the article beside it; empty if nothing is."""
        selection = self._selection
        spans = selection.spans
        if selection.kept and self.view is not None:
            spans = merged(span for piece in selection.pieces(self.view) for span in piece)
        return tuple((start + self.base, end + self.base) for start, end in spans)

    def selected_text(self) -> str:
        """What is selected, as it stands in the file."""
        if self.source is None:
            return ""
        text = self.source.text
        spans = [(start - self.base, end - self.base) for start, end in self.selection_spans()]
        return "\n".join(text[start:end] for start, end in spans)

    def clear_selection(self) -> None:
        """Select nothing, and keep nothing; a caret stays."""
        self._selection.kept = ()
        self._select(None, self._selection.head)

    def _select(self, anchor: Place | None, head: Place | None) -> None:
        if self.view is None:
            return
        self._selection.set(self.view, anchor, head)
        if head is not None:
            self.show_offset(head.offset)
        self.post_message(self.SelectionChanged())
        self.refresh()

    def another_text(self) -> None:
        """Select nothing in it yet."""
        self._selection = Selection()
        self._grown.clear()
        self.post_message(self.SelectionChanged())

    def caret_to(self, hit: Hit) -> None:
        """Take the caret, if there is one, to a hit; a selection that was begun takes it in."""
        if self._selection.caret:
            anchor = self._selection.anchor
            low, high = Place(0, hit.start), Place(0, hit.end)
            self._select(anchor, low if anchor is None or low < anchor else high)

    # -- drawing

    def laid_on(self, row: RawRow) -> Iterator[Layer]:
        """The selection and the caret above what else there is."""
        yield from super().laid_on(row)
        selection = self._selection
        for piece in (*selection.kept, selection.spans):
            for start, end in piece:
                yield start, end, "raw-pane--selection"
        if self._head_in(row) and selection.head is not None and selection.head.offset < row.end:
            at = selection.head.offset
            yield at, cluster_end(self._text(), at), "raw-pane--caret"

    def row_pieces(self, row: int, cells: int) -> list[tuple[str, str | int]]:
        """The row; behind it the caret where it stands at the line's end."""
        pieces = super().row_pieces(row, cells)
        assert self._raw is not None
        shown = self._raw.rows[row]
        if self._head_in(shown) and self._selection.head == Place(0, shown.end):
            pieces.append((" ", "raw-pane--caret"))
        return pieces

    def _head_in(self, row: RawRow) -> bool:
        head = self._selection.head
        if not self._selection.caret or head is None or self._raw is None:
            return False
        return self._raw.rows[self._raw.row_of(head.offset)] is row

    def _ink(self, ink: str | int, *, over: bool) -> Style:
        """With a caret no row is marked besides it."""
        return super()._ink(ink, over=over and not self._selection.caret)

    def _text(self) -> str:
        return self.view.blocks[0].text.text if self.view is not None else ""

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that go through the rows rest while there is a caret, and the other way round."""
        caret = self._selection.caret
        if action == "move":
            return caret == isinstance(parameters[0], str)
        if action in ("page", "end"):
            return not caret
        if action == "swap":
            return caret
        if action == "leave":
            return caret or bool(self._selection.range or self._selection.kept)
        return True

    def action_caret(self) -> None:
        """Show the caret; with a caret, begin a selection there or end it."""
        selection = self._selection
        if selection.caret:
            self._select(None if selection.anchor is not None else selection.head, selection.head)
        else:
            self._show_caret()

    def _show_caret(self) -> None:
        """Show the caret if it is not: on the hit that was gone to, else where the row with the cursor begins."""
        if self._raw is None or self._selection.caret:
            return
        row = self._raw.rows[self.cursor]
        start = self._first_of(row.start, row.end)
        if self._hit is not None and row.start <= self._hits[self._hit].start < row.end:
            start = self._hits[self._hit].start
        self._selection.caret = True
        self._select(None, Place(0, start))

    def action_leave(self) -> None:
        """Clear the selection; if there is none, put the caret away."""
        if self._selection.anchor is not None or self._selection.kept:
            self.clear_selection()
            return
        self._selection.caret = False
        self._select(None, None)

    def action_swap(self) -> None:
        """Take the caret to the other end of the selection."""
        if self._selection.anchor is not None:
            self._select(self._selection.head, self._selection.anchor)

    def action_keep(self) -> None:
        """Keep what is selected, so that another passage can be selected beside it."""
        if self.view is not None and self._selection.keep(self.view):
            self._select(None, self._selection.head)

    def action_grow(self) -> None:
        """Select the next larger unit: character, word, clause, sentence, line, page."""
        self._show_caret()
        head = self._selection.head
        if self.view is None or head is None:
            return
        now = self._selection.range or (head, head)
        larger = grown(self.view, *now, RAW_UNITS)
        if larger != now:
            if not self._grown or self._grown[-1][1] != now:
                self._grown.clear()
            self._grown.append((now, larger))
            self._select(*larger)

    def action_shrink(self) -> None:
        """Go back the way that the selection grew; one that did not shrinks to a smaller unit at its beginning."""
        now = self._selection.range
        if self.view is None or now is None:
            return
        if self._grown and self._grown[-1][1] == now:
            smaller = self._grown.pop()[0]
        else:
            smaller = shrunk(self.view, *now, RAW_UNITS) or (now[0], now[0])
        self._select(*(smaller if smaller[0] != smaller[1] else (None, smaller[0])))

    def action_move(self, goal: int | str) -> None:
        """Move the cursor by a number of rows, or the caret; the end of a selection that was begun goes with it."""
        if isinstance(goal, int):
            super().action_move(goal)
            return
        head = self._moved(goal)
        if head is not None:
            self._select(self._selection.anchor, head)

    def action_extend(self, movement: str) -> None:
        """Move the end of the selection, beginning one at the caret if there is none."""
        self._show_caret()
        if self._selection.anchor is None:
            self._selection.anchor = self._selection.head
        self.action_move(movement)

    def _moved(self, movement: str) -> Place | None:
        """Where a movement takes the caret."""
        head, raw = self._selection.head, self._raw
        if self.view is None or raw is None or head is None:
            return None
        at, text = raw.row_of(head.offset), self._text()
        row = raw.rows[at]
        if movement in ("up", "down", "page_up", "page_down"):
            if self._goal is None:
                self._goal = cell_len(raw.text[row.start : head.offset])
            page = max(1, self.size.height - 1)
            step = {"up": -1, "down": 1, "page_up": -page, "page_down": page}[movement]
            return Place(0, self._at_column(raw.rows[max(0, min(at + step, len(raw.rows) - 1))], self._goal))
        self._goal = None
        if movement == "home":
            return Place(0, row.start)
        if movement == "end":
            return Place(0, row.end)
        if movement == "paragraph_left":
            return Place(0, line_at(text, max(0, head.offset - 1))[0])
        if movement == "paragraph_right":
            return Place(0, line_at(text, min(len(text), head.offset + 1))[1])
        return MOVEMENTS[movement](self.view, head)

    def _at_column(self, row: RawRow, column: int) -> int:
        """The character of a row in a column, or the row's end before it."""
        assert self._raw is not None
        at = row.start
        while at < row.end and column > 0:
            end = min(cluster_end(self._raw.text, at), row.end)
            column -= cell_len(self._raw.text[at:end])
            at = end if column >= 0 else at
        return at
