"""Export the annotations: format, tag, file; a preview of what will be written; the path that was."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label, Static
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.messages import N_, _, ngettext
from reader.tui.screens.dialog import Dialog
from reader.tui.session import Session
from reader.tui.typed_path import shown_path, typed_path
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.virtual_list import VirtualList

FORMAT_NAMES: dict[str, str] = {
    "jsonl": N_("JSON Lines, for programs"),
    "csv": N_("CSV, for spreadsheets"),
    "markdown": N_("Markdown, to read and for Obsidian"),
}

_SUFFIXES: dict[str, str] = {"jsonl": ".jsonl", "csv": ".csv", "markdown": ".md"}

PREVIEW_CHARACTERS = 1200
"""How much of an export is shown before it is written."""


class ExportDialog(Dialog[Path]):
    """Answers with the path of the file that was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", N_("Write the file"), id="export.write", priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(_("Export the annotations"), _("Enter or Ctrl+S write · Tab next field · Esc back"))
        self._session = session
        self._named = False
        self._replaced: Path | None = None
        """A file that the user was told is there already."""

    def body(self) -> ComposeResult:
        """Format, tag, path and preview."""
        yield ChoiceList([Choice(_(text), name) for name, text in FORMAT_NAMES.items()], id="export-format")
        yield Label(_("Only annotations with the tag (empty: all)"))
        yield Input(id="export-tag")
        yield Label(_("File"))
        yield Input(self._default_path("jsonl"), id="export-path")
        yield Static("", id="export-preview", markup=False)

    def on_mount(self) -> None:
        """Begin with the format."""
        self.query_one("#export-format").focus()
        self.watch(self.query_one(ChoiceList), "cursor", self._format_changed, init=False)
        self._preview()

    @property
    def _format(self) -> str:
        choice = self.query_one(ChoiceList).current
        return str(choice.value) if choice else "jsonl"

    @property
    def _tag(self) -> str | None:
        return self.query_one("#export-tag", Input).value.strip().lstrip("#") or None

    def _format_changed(self) -> None:
        path = self.query_one("#export-path", Input)
        if not self._named:
            with path.prevent(Input.Changed):
                path.value = self._default_path(self._format)
        self._preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what another tag gives; a path that was typed is kept."""
        if event.input.id == "export-path":
            self._named = event.value != self._default_path(self._format)
        else:
            self._preview()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write."""
        self.action_write()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Enter on a format goes on to the file; a click only chooses."""
        self.query_one("#export-path").focus()

    def _preview(self) -> None:
        self._make_preview(self._format, self._tag)

    @work(thread=True, exclusive=True, group="preview")
    def _make_preview(self, name: str, tag: str | None) -> None:
        cancelled = get_current_worker()
        try:
            text = self._session.preview_export(name, tag, PREVIEW_CHARACTERS, lambda: cancelled.is_cancelled)
        except ReaderError as error:
            text = str(error)
        if not get_current_worker().is_cancelled and self.is_attached:
            self.app.call_from_thread(self.query_one("#export-preview", Static).update, text)

    def action_write(self) -> None:
        """Write the file; a failure is told and the dialog stays."""
        self._write(self.query_one("#export-path", Input).value.strip(), self._format, self._tag)

    @work(thread=True, exclusive=True, group="export")
    def _write(self, typed: str, name: str, tag: str | None) -> None:
        try:
            if not typed:
                raise ReaderError(_("Name a file to write to."))
            path = typed_path(typed)
            if path.is_file() and path != self._replaced:
                self._replaced = path
                raise ReaderError(_("{path} is there already. Write once more to replace it.").format(path=typed))
            report = self._session.export(name, tag, path)
        except ReaderError as error:
            self.app.call_from_thread(self._fail, str(error))
            return
        if report.notice:
            self.app.call_from_thread(self.app.notify, report.notice, severity="warning", markup=False, timeout=10)
        count = ngettext("{count} annotation written", "{count} annotations written", report.count)
        self.app.call_from_thread(self.app.notify, count.format(count=report.count), markup=False)
        self.app.call_from_thread(self.dismiss, path.absolute())

    def _fail(self, sentence: str) -> None:
        self.query_one("#export-preview", Static).update(sentence)
        self.app.bell()

    def _default_path(self, name: str) -> str:
        stem = f"annotations-{datetime.date.today():%Y%m%d}"
        folder = _working_folder()
        names = (f"{stem}{number}{_SUFFIXES[name]}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
        return shown_path(next(path for path in map(folder.joinpath, names) if not path.exists()))


def _working_folder() -> Path:
    """The folder the program was started in; the home folder if that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()
