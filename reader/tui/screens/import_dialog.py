"""Import annotations: from what file, in what format; what will be placed, and what cannot be, before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label, Static
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.messages import N_, _, ngettext
from reader.tui.keymap import key_for
from reader.tui.screens.dialog import Dialog, Scroll
from reader.tui.session import Session
from reader.tui.typed_path import PathSuggester, typed_path

if TYPE_CHECKING:
    from pathlib import Path

    from reader.exports.imports.placing import Plan

SHOWN = 200
"""Annotations and rows that the preview names; the others are counted."""

QUOTED = 30
"""Characters of a quote that are shown."""


def _missing(path: Path) -> bool:
    """Whether there is no file; of one that cannot be looked at `read_file` says why."""
    try:
        return not path.exists()
    except OSError:
        return False


class ImportDialog(Dialog["Plan"]):
    """Answers with what is to be added."""

    PLACE = "import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "format", N_("Another format"), id="import.format", priority=True),
        Binding("ctrl+s", "import", N_("Import"), id="import.now", priority=True),
    ]

    def __init__(self, session: Session) -> None:
        hints = [
            ("Enter", _("import")), ("→", _("complete the path")), ("Ctrl+T", _("format")), ("Esc", _("back"))
        ]  # fmt: skip
        super().__init__(_("Import annotations"), hints)
        self._session = session
        self._format: str | None = None
        """The format asked for; `None` is told by the file."""
        self._plan: Plan | None = None
        """What the file at the path would add; `None` as long as that is not known."""

    def body(self) -> ComposeResult:
        """Path, format and preview."""
        placeholder = _("a file that `reader export` or another tool wrote")
        yield Input(id="import-path", placeholder=placeholder, suggester=PathSuggester())
        yield Label("", id="import-format")
        with Scroll(id="import-preview"):
            yield Static("", id="import-said", markup=False)

    def on_mount(self) -> None:
        """Begin with the path."""
        self._look()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what another file would add."""
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Import."""
        self.action_import()

    def action_format(self) -> None:
        """Take the file for one of the next format."""
        from reader.exports.imports.reading import IMPORTS

        formats = (None, *IMPORTS)
        self._format = formats[(formats.index(self._format) + 1) % len(formats)]
        self._look()

    def action_import(self) -> None:
        """Import what the preview shows; while it is being made there is nothing to import yet."""
        if self._plan is not None and self._plan.changes:
            self.dismiss(self._plan)
        else:
            self.app.bell()

    def _look(self) -> None:
        self._plan = None
        self._show_format(self._format or _("told by the file"))
        typed = self.query_one("#import-path", Input).value.strip()
        self._make_plan(typed, self._format)

    @work(thread=True, exclusive=True, group="preview")
    def _make_plan(self, typed: str, name: str | None) -> None:
        from reader.exports.imports.reading import UnknownFormatError, plan_import, read_file

        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if total > 1:
                said = _("{done} of {total} texts").format(done=done, total=total)
                self.answer_of(worker, self._show, said, None)

        plan: Plan | None = None
        try:
            path = typed_path(typed) if typed else None
            if path is None or _missing(path):
                said = _("There is no such file yet.") if typed else ""
            else:
                plan = plan_import(
                    read_file(path, lambda: worker.is_cancelled),
                    path.name,
                    self._session.catalogue,
                    self._session.store,
                    format=name,
                    cancelled=lambda: worker.is_cancelled,
                    progress=progress,
                )
                said = _preview(plan) if plan else ""
        except UnknownFormatError as error:
            key = key_for("import.format", "Ctrl+T", getattr(self.app, "keys", {}))
            said = error.advice(error.file, key)
        except ReaderError as error:
            said = str(error)
        self.answer_of(worker, self._show, said, plan)

    def _show(self, text: str, plan: Plan | None) -> None:
        self._plan = plan
        if plan is not None:
            self._show_format(plan.format)
        self.query_one("#import-said", Static).update(text)

    def _show_format(self, name: str) -> None:
        self.query_one("#import-format", Label).update(_("Format: {name}").format(name=name))


def _preview(plan: Plan) -> str:
    """What would be added, and what not with the reasons; this comes first."""
    from reader.library.decode import printable
    from reader.library.one_line import shortened

    count = ngettext("{count} annotation to add", "{count} annotations to add", plan.count).format(count=plan.count)
    said = [count, *plan.summary.split(" · ")[1:]]
    lines = [" · ".join(said), *plan.notices[:SHOWN]]
    lines += [bad.sentence for bad in plan.refused[:SHOWN]]
    if len(plan.refused) > SHOWN:
        lines.append("…")
    for change in plan.changes[:SHOWN]:
        one = change.after
        assert one is not None, "an import only adds"
        quote = shortened(one.target.quote, QUOTED)
        parts = (one.kind, f"#{one.tag}" if one.tag else "", one.target.path, f"“{quote}”", one.note or "")
        lines.append(" · ".join(part for part in parts if part))
    if plan.count > SHOWN:
        lines.append("…")
    return "\n".join(printable(line) for line in lines)
