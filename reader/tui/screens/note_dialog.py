"""Write or change a note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from reader.messages import N_, _
from reader.tui.screens.dialog import Dialog


class NoteDialog(Dialog[str]):
    """Answers with the note, without white space around it. What was typed when it was left is in `draft`."""

    PLACE = "note"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", N_("Save"), id="note.save", priority=True),
    ]

    def __init__(self, title: str, quote: str, note: str) -> None:
        super().__init__(title, [("Ctrl+S", _("save")), ("Esc", _("back"))])
        self._quote = quote
        self._note = note
        self.draft = ""

    def body(self) -> ComposeResult:
        """What the note is on, and the note."""
        yield Static(self._quote, id="note-quote", markup=False)
        yield TextArea(self._note, soft_wrap=True, id="note-text", tab_behavior="focus")

    def on_mount(self) -> None:
        """Go on at the note's end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_save(self) -> None:
        """Answer with the note."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_leave(self) -> None:
        """Leave; the draft is kept for the next time."""
        self.draft = self.query_one(TextArea).text
        self.dismiss(None)
