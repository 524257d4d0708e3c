"""All annotations of the library in one list that jumps to the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from reader.annotations.model import Kind, letter_of
from reader.annotations.placements import Placed
from reader.library.decode import printable
from reader.messages import _, ngettext
from reader.text.fold import fold_query
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.one_line import one_line
from reader.tui.widgets.virtual_list import VirtualList

KIND_SIGNS: dict[Kind, str] = {
    Kind.TAG: "#",
    Kind.HIGHLIGHT: "▌",
    Kind.NOTE: "✎",
    Kind.BOOKMARK: "'",
    Kind.DONE: "✓",
    Kind.CORRECTION: "≠",
}
"""What stands before an annotation in the list; `?` one to be checked, `✗` one whose text is gone."""


class AnnotationList(Dialog[Placed]):
    """Answers with the annotation to go to. `where` names the article of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, placed: Sequence[Placed], where: Mapping[str, str], colour_of: Mapping[str, int]) -> None:
        title = ngettext("{count} annotation", "{count} annotations", len(placed)).format(count=len(placed))
        super().__init__(title, _("type to filter · Enter go there · Esc back"))
        self._placed = placed
        self._where = where
        self._colour_of = colour_of
        self._folded = [fold_query(self._words(one)) for one in placed]

    def body(self) -> ComposeResult:
        """A line to filter by, and the list."""
        yield Input(placeholder=_("words of a quote, a note or a tag"), id="annotation-filter")
        yield ChoiceList(self._choices(""), id="annotation-list")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self.query_one(ChoiceList).show(self._choices(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the annotation under the cursor."""
        choice = self.query_one(ChoiceList).current
        if choice is not None and isinstance(choice.value, Placed):
            self.dismiss(choice.value)

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Go to the annotation that was clicked."""
        self.on_input_submitted(Input.Submitted(self.query_one(Input), ""))

    def action_move(self, rows: int) -> None:
        """Move in the list without leaving the line."""
        self.query_one(ChoiceList).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Page in the list without leaving the line."""
        self.query_one(ChoiceList).action_page(pages)

    def _choices(self, typed: str) -> list[Choice]:
        words = [fold_query(word) for word in typed.split()]
        return [
            self._choice(one)
            for one, folded in zip(self._placed, self._folded, strict=True)
            if all(word in folded for word in words)
        ]

    def _choice(self, placed: Placed) -> Choice:
        one = placed.annotation
        mark = "✗" if placed.spans is None else "?" if placed.to_check else KIND_SIGNS[one.kind]
        text = " · ".join(one_line(part) for part in (letter_of(one), one.tag, one.note, one.target.quote) if part)
        return Choice(
            text,
            placed,
            right=self._where.get(one.id, printable(one.target.path)),
            mark=mark,
            colour=self._colour_of.get(one.tag) if one.tag else None,
            dim=placed.spans is None,
        )

    def _words(self, placed: Placed) -> str:
        one = placed.annotation
        return "\n".join((one.tag or "", one.target.quote, one.note or "", self._where.get(one.id, one.target.path)))
