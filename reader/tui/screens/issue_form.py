"""What the issue is: its newspaper, its date, its page, as a person reads them."""

from __future__ import annotations

import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from reader.messages import N_, _
from reader.newspaper.corrections import FIELDS
from reader.newspaper.model import Issue
from reader.tui.screens.dialog import Dialog

NAMES: dict[str, str] = {"newspaper": N_("newspaper"), "date": N_("date"), "page": N_("page")}
"""What the fields are called."""


class IssueForm(Dialog[dict[str, str]]):
    """Answers with the fields that were changed; an empty one is not known."""

    PLACE = "issue"

    def __init__(self, issue: Issue) -> None:
        hints = [("Tab", _("next field")), ("Enter", _("save")), ("Esc", _("back"))]
        super().__init__(_("What the page says of itself"), hints)
        self._before = {
            "newspaper": issue.newspaper or "",
            "date": issue.date.isoformat() if issue.date else "",
            "page": issue.page or "",
        }
        self._said = Label("", id="issue-said")

    def body(self) -> ComposeResult:
        """A line for each."""
        for field in FIELDS:
            with Horizontal(classes="issue-field"):
                yield Label(_(NAMES[field]))
                yield Input(self._before[field], id=f"issue-{field}", select_on_focus=False)
        yield self._said

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, if the date is one."""
        event.stop()
        typed = {field: self.query_one(f"#issue-{field}", Input).value.strip() for field in FIELDS}
        try:
            typed["date"] = datetime.date.fromisoformat(typed["date"]).isoformat() if typed["date"] else ""
        except ValueError:
            self._said.update(_("A date is written 1998-02-28."))
            self.query_one("#issue-date", Input).focus()
            return
        self.dismiss({field: value for field, value in typed.items() if value != self._before[field]})
