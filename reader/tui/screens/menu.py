"""What to do? A few choices in a box."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from reader.messages import _
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.virtual_list import VirtualList


class Menu(Dialog[object]):
    """Answers with the value of the choice."""

    PLACE = "menu"

    def __init__(self, title: str, choices: Sequence[Choice], cursor: int = 0) -> None:
        super().__init__(title, [("Enter", _("choose")), ("Esc", _("back"))])
        self._choices = choices
        self._list = ChoiceList()
        self._list.show(choices, cursor)

    def body(self) -> ComposeResult:
        """The choices."""
        yield self._list

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Answer."""
        self.dismiss(self._choices[event.row].value)
