"""Which of the marks over a text a command means, and which one a click chooses."""

from __future__ import annotations

from collections.abc import Sequence

from reader.newspaper.compose import Place
from reader.newspaper.layout import Row
from reader.tui.widgets.pane_inks import Inks
from reader.tui.widgets.pane_pointing import PointingView


class ChoosingView(PointingView):
    """A view over whose text marks lie."""

    _chosen: tuple[Place, str] | None = None
    """Where a mark was clicked last, and the id of what was chosen there."""

    @property
    def _lies_over(self) -> Inks | None:
        """The marks; `None` while there is no text."""
        raise NotImplementedError

    def _rows_meant(self) -> Sequence[Row]:
        """The rows whose marks a command means if nothing says which, the first that has any counting."""
        raise NotImplementedError

    def marks_at_place(self) -> list[str]:
        """Ids of the marks that a command means, the one drawn last first.

        Those in the selection, else on either side of the caret, else the one clicked if its row is still meant, else
        those of the first row meant that has any.
        """
        inks = self._lies_over
        if inks is None or self._view is None:
            return []
        selection = self._selection
        if selection.range:
            return self._marks_between(*selection.range)
        if selection.caret and selection.head:
            before = Place(selection.head.block, max(0, selection.head.offset - 1))
            return self._marks_between(selection.head, selection.head) or self._marks_between(before, before)
        rows = self._rows_meant()
        if self._chosen:
            place, annotation_id = self._chosen
            if any(row.block == place.block and row.start <= place.offset < row.end for row in rows):
                return [annotation_id]
        for row in rows:
            if marks := inks.marks_in(row.block, row.start, row.end):
                return [mark.annotation_id for mark in marks]
        return []

    def choose_mark(self, first: Place, last: Place) -> str | None:
        """Choose a mark on a character that was clicked, of several there each in turn; its id, `None` without one."""
        ids = self._marks_between(first, last) if first != last else []
        if not ids:
            self._chosen = None
            return None
        before = self._chosen[1] if self._chosen and self._chosen[0] == first else None
        chosen = ids[(ids.index(before) + 1) % len(ids)] if before in ids else ids[0]
        self._chosen = first, chosen
        return chosen

    def _marks_between(self, first: Place, last: Place) -> list[str]:
        inks = self._lies_over
        if inks is None:
            return []
        found: dict[str, None] = {}
        for number in range(first.block, last.block + 1):
            start = first.offset if number == first.block else 0
            end = last.offset if number == last.block else len(self._text(number))
            found.update((mark.annotation_id, None) for mark in inks.marks_in(number, start, end))
        return list(found)
