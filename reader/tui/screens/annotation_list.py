"""All annotations of the library in one list that jumps to the place."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.worker import Worker

from reader.annotations.model import Kind, letter_of
from reader.annotations.placements import Placed
from reader.library.decode import printable
from reader.library.one_line import one_line
from reader.messages import N_, _, ngettext
from reader.text.fold import fold_query
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from reader.tui.session import Session

KIND_SIGNS: dict[Kind, str] = {
    Kind.TAG: "#",
    Kind.HIGHLIGHT: "▌",
    Kind.NOTE: "✎",
    Kind.BOOKMARK: "'",
    Kind.DONE: "✓",
    Kind.CORRECTION: "≠",
}
"""What stands before an annotation in the list; `?` one to be checked, `✗` one whose text is gone."""

AT_ONCE = 0.006
"""Seconds of listing or filtering after which the screen has its turn."""


class PlacedList(ChoiceList):
    """Annotations, each made a line only when it is seen."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="annotation-list")
        self.can_focus = False  # a click beside the rows must not take what is typed from the line
        self._session = session
        self.rows: list[Placed] = []

    def row_count(self) -> int:
        """Number of annotations."""
        return len(self.rows)

    def choice_at(self, row: int) -> Choice:
        """The line of one."""
        placed = self.rows[row]
        one = placed.annotation
        mark = "✗" if placed.spans is None else "?" if placed.to_check else KIND_SIGNS[one.kind]
        text = " · ".join(one_line(part) for part in (letter_of(one), one.tag, one.note, one.target.quote) if part)
        return Choice(
            text,
            placed,
            right=self._session.title_of(placed) or printable(one.target.path),
            mark=mark,
            colour=self._session.colour_of.get(one.tag) if one.tag else None,
            dim=placed.spans is None,
        )


class AnnotationList(Dialog[Placed]):
    """Answers with the annotation to go to. It can be used while it is still being filled or filtered."""

    PLACE = "annotations"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Next annotation"), show=False, id="annotations.next"),
        Binding("up", "move(-1)", N_("Previous annotation"), show=False, id="annotations.previous"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="annotations.page_down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="annotations.page_up"),
    ]

    def __init__(self, session: Session) -> None:
        count = len(session.store.all())
        title = ngettext("{count} annotation", "{count} annotations", count).format(count=count)
        hints = [("", _("type to filter")), ("Enter", _("go there")), ("Esc", _("back"))]
        super().__init__(title, hints)
        self._session = session
        self._list = PlacedList(session)
        self._source: Iterator[Sequence[Placed]] = session.placements.by_file()
        self._placed: list[Placed] = []
        """Those that came from the source so far."""
        self._folded: dict[str, str] = {}
        """What each is found by, by its id, as far as that was asked for."""
        self._working: Worker[None] | None = None

    def body(self) -> ComposeResult:
        """A line to filter by, and the list."""
        yield Input(placeholder=_("words of a quote, a note or a tag"), id="annotation-filter")
        yield self._list

    def on_mount(self) -> None:
        """List them."""
        self._working = self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self._working = self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the annotation under the cursor."""
        self._answer(event.value)

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Go to the annotation that was clicked."""
        self.dismiss(self._list.rows[event.row])

    def action_move(self, rows: int) -> None:
        """Move in the list without leaving the line."""
        self._list.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Page in the list without leaving the line."""
        self._list.action_page(pages)

    @work
    async def _answer(self, typed: str) -> None:
        """Go to the first that fits, if the list for what was typed is not there yet; else to the one chosen."""
        working = self._working
        while working is not None and not working.is_finished and not self._list.rows:
            await asyncio.sleep(AT_ONCE)
        choice = self._list.current
        if choice is not None and isinstance(choice.value, Placed) and self.is_current:
            self.dismiss(choice.value)

    @work(exclusive=True, group="list")
    async def _show(self, typed: str) -> None:
        """Show what fits, as it is found."""
        words = [fold_query(word) for word in typed.split()]
        rows: list[Placed] = []
        self._list.rows = rows
        self._list.set_reactive(VirtualList.cursor, 0)
        shown = 0.0
        async for group in self._all():
            rows += [one for one in group if not words or all(word in self._words(one) for word in words)]
            if time.monotonic() - shown > 0.1:
                self._list.rows_changed()
                shown = time.monotonic()
        self._list.rows_changed()
        self._list.show_cursor()

    async def _all(self) -> AsyncIterator[Iterable[Placed]]:
        """All annotations in pieces, with the screen's turn between them; those not yet placed are placed."""
        for at in range(0, len(self._placed), 200):
            yield self._placed[at : at + 200]
            await asyncio.sleep(0)
        started = time.monotonic()
        while (group := next(self._source, None)) is not None:
            self._placed += group
            yield group
            if time.monotonic() - started > AT_ONCE:
                await asyncio.sleep(0)
                started = time.monotonic()

    def _words(self, placed: Placed) -> str:
        """What an annotation is found by; also the tags that its own stands under."""
        one = placed.annotation
        known = self._folded.get(one.id)
        if known is None:
            tags = (one.tag, *self._session.above(one.tag)) if one.tag else ()
            title = self._session.title_of(placed) or one.target.path
            known = fold_query("\n".join((*tags, one.target.quote, one.note or "", title)))
            self._folded[one.id] = known
        return known
