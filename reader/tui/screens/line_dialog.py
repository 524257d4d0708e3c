"""A line to type: a name, a description."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from reader.messages import _
from reader.tui.screens.dialog import Dialog


class LineDialog(Dialog[str]):
    """Answers with what was typed, without white space around it."""

    PLACE = "line"

    def __init__(self, title: str, value: str = "", placeholder: str = "", *, replaced: bool = False) -> None:
        """`replaced`: what is typed first takes the place of `value`; else it stands behind it."""
        super().__init__(title, [("Enter", _("takes it")), ("Esc", _("back"))])
        self._line = Input(value, placeholder=placeholder, id="line-input", select_on_focus=replaced)

    def body(self) -> ComposeResult:
        """The line."""
        yield self._line

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        self.dismiss(event.value.strip())
