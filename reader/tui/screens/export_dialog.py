"""Export the annotations: format, which of them, in what text, to what file; a preview; the path that was written."""

from __future__ import annotations

import datetime
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static
from textual.worker import get_current_worker

from reader.annotations.model import Kind
from reader.errors import ReaderError, UsageError
from reader.messages import N_, _, ngettext
from reader.tui.screens.dialog import Dialog, Scroll
from reader.tui.session import Session
from reader.tui.typed_path import PathSuggester, shown_path, typed_path
from reader.tui.widgets.choice_list import Choice as Line
from reader.tui.widgets.choice_list import ChoiceList
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from reader.exports.choosing import Choice
    from reader.exports.documents import Wording
    from reader.exports.format import Format, Options

PREVIEW_CHARACTERS = 2400
"""How much of an export is shown before it is written."""

TEXTS: tuple[tuple[str | None, str], ...] = (
    (None, N_("what the tool wants")),
    ("source", N_("the source file")),
    ("article", N_("the article as reflowed")),
    ("article-hans", N_("the article in 简")),
    ("article-hant", N_("the article in 繁")),
    ("article-tw", N_("the article in 台")),
    ("article-hk", N_("the article in 港")),
)
"""What the offsets may count in, by the names of `Wording`."""

FILTERS: tuple[tuple[str, str], ...] = (
    ("tag", N_("tag (empty: all)")),
    ("kind", N_("kind: {names}")),
    ("from", N_("from day: 2021-12-01")),
    ("to", N_("to day: 2021-12-31")),
    ("annotator", N_("annotator")),
    ("article", N_("words of the article's title")),
)
"""The lines that choose annotations."""


class Wanted(NamedTuple):
    """What the dialog says."""

    format: Format
    choice: Choice
    wording: Wording | None
    options: Options


class ExportDialog(Dialog[Path]):
    """Answers with the path of the file that was written."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012
    PLACE = "export"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", N_("Write the file"), id="export.write", priority=True),
        Binding("ctrl+t", "text", N_("Another text for the offsets"), id="export.text", priority=True),
        Binding("ctrl+o", "option", N_("Another form of the format"), id="export.option", priority=True),
    ]

    def __init__(self, session: Session) -> None:
        hints = [
            ("Ctrl+S", _("write")), ("Ctrl+T", _("text")), ("Ctrl+O", _("form")), ("Tab", _("next field")),
            ("Esc", _("back")),
        ]  # fmt: skip
        super().__init__(_("Export the annotations"), hints)
        self._session = session
        self._named = False
        self._text = 0
        """Which of `TEXTS`."""
        self._form = 0
        """Which of `_forms`."""
        self._replaced: Path | None = None
        """A file that the user was told is there already."""

    def body(self) -> ComposeResult:
        """Format, filters, text, path and preview."""
        from reader.exports.registry import FORMATS

        lines = [Line(f"{one.name:<12} {one.tool}", one.name, _(one.unit.value)) for one in FORMATS.values()]
        yield ChoiceList(lines, id="export-format")
        for left, right in zip(FILTERS[::2], FILTERS[1::2], strict=True):
            with Horizontal(classes="export-filters"):
                for name, text in (left, right):
                    yield self._filter(name, text)
        yield Label("", id="export-text")
        yield Input(self._default_path(".jsonl"), id="export-path", suggester=PathSuggester())
        with Scroll(id="export-preview"):
            yield Static("", id="export-said", markup=False)

    def _filter(self, name: str, text: str) -> Input:
        """A line that chooses annotations; a kind is completed as it is typed."""
        suggester = SuggestFromList(Kind) if name == "kind" else None
        return Input(id=f"export-{name}", placeholder=_(text).format(names=" ".join(Kind)), suggester=suggester)

    def on_mount(self) -> None:
        """Begin with the format."""
        self.query_one("#export-format").focus()
        self.watch(self.query_one(ChoiceList), "cursor", self._format_changed, init=False)
        self._preview()

    def _format(self) -> Format:
        from reader.exports.registry import FORMATS

        choice = self.query_one(ChoiceList).current
        return FORMATS[str(choice.value) if choice else "jsonl"]

    def _wanted(self) -> Wanted:
        """What is asked for.

        Raises:
            UsageError: a line does not say what it should.
        """
        from reader.exports.choosing import Choice, day
        from reader.exports.documents import wording_named

        one = self._format()
        said = {name: self._typed(name) for name, _text in FILTERS}
        kind = said["kind"]
        if kind is not None and kind not in list(Kind):
            raise UsageError(_("A kind is one of {names}, not {word}.").format(names=", ".join(Kind), word=kind))
        first = day(said["from"], last=False) if said["from"] else None
        last = day(said["to"], last=True) if said["to"] else None
        tag = (said["tag"] or "").lstrip("#＃").strip() or None
        choice = Choice(tag, kind, said["annotator"], first, last, said["article"])
        name = TEXTS[self._text][0]
        return Wanted(one, choice, wording_named(name) if name else None, _forms(one)[self._form][0])

    def _typed(self, name: str) -> str | None:
        """What is typed in one of the `FILTERS`; a kind and a day may be typed in full width."""
        text = self.query_one(f"#export-{name}", Input).value.strip()
        return (unicodedata.normalize("NFKC", text) if name in ("kind", "from", "to") else text) or None

    def _texts(self) -> list[int]:
        """Which of `TEXTS` the format can count in."""
        allowed = self._format().texts
        return [at for at, (name, _text) in enumerate(TEXTS) if name is None or name.partition("-")[0] in allowed]

    def _format_changed(self) -> None:
        if self._text not in self._texts():
            self._text = 0
        self._form = 0
        self._name_file()
        self._preview()

    def _name_file(self) -> None:
        """Offer a path, unless one was typed."""
        if not self._named:
            path = self.query_one("#export-path", Input)
            with path.prevent(Input.Changed):
                path.value = self._default_path(self._suffix())

    def _suffix(self) -> str:
        one = self._format()
        return ".zip" if _forms(one)[self._form][0].layers else one.suffix

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what another filter gives; a path that was typed is kept."""
        if event.input.id == "export-path":
            self._named = event.value != self._default_path(self._suffix())
        else:
            self._preview()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write."""
        self.action_write()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Enter on a format, or a click, goes on to the file."""
        self.query_one("#export-path").focus()

    def action_text(self) -> None:
        """Let the offsets count in the next text that the format can hold."""
        able = self._texts()
        self._text = able[(able.index(self._text) + 1) % len(able)]
        self._preview()

    def action_option(self) -> None:
        """Write the format in the next of its forms, where it has several."""
        forms = len(_forms(self._format()))
        if forms == 1:
            self.app.bell()
            return
        self._form = (self._form + 1) % forms
        self._name_file()
        self._preview()

    def _preview(self) -> None:
        name, text = TEXTS[self._text]
        said = _(text)
        if name is None:
            wanted = self._format().wording.name
            said += f" ({_(dict(TEXTS)[wanted])})"
        line = _("Offsets in: {text}").format(text=said)
        form = _forms(self._format())[self._form][1]
        self.query_one("#export-text", Label).update(f"{line} · {_(form)}" if form else line)
        try:
            self._make_preview(self._wanted())
        except UsageError as error:
            self._show(str(error))

    @work(thread=True, exclusive=True, group="preview")
    def _make_preview(self, wanted: Wanted) -> None:
        from reader.exports.preview import PREVIEWED, THOROUGH, preview

        worker = get_current_worker()
        for limit in (PREVIEWED, THOROUGH):
            more = False
            try:
                found = preview(
                    self._session.catalogue,
                    self._session.store,
                    wanted.format.name,
                    wanted.choice,
                    wanted.wording,
                    PREVIEW_CHARACTERS,
                    lambda: worker.is_cancelled,
                    wanted.options,
                    limit,
                )
                count = ngettext("{count} annotation", "{count} annotations", found.chosen).format(count=found.chosen)
                more = found.looked_at < found.chosen
                if more:
                    count += " · " + _("shown: of the first {count}").format(count=found.looked_at)
                said = "\n".join([count, *found.notices, found.text])
            except ReaderError as error:
                said = str(error)
            self.answer_of(worker, self._show, said)
            if worker.is_cancelled or not more:
                return

    def _show(self, text: str) -> None:
        self.query_one("#export-said", Static).update(text)
        self.query_one("#export-preview", Scroll).scroll_home(animate=False)

    def action_write(self) -> None:
        """Write the file; a failure is told and the dialog stays."""
        try:
            self._write(self.query_one("#export-path", Input).value.strip(), self._wanted())
        except UsageError as error:
            self._fail(str(error))

    @work(thread=True, exclusive=True, group="export")
    def _write(self, typed: str, wanted: Wanted) -> None:
        from reader.exports.writing import export_annotations, refuse_own

        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if total > 1:
                said = _("{done} of {total} files").format(done=done, total=total)
                self.answer_of(worker, self._show, said)

        try:
            if not typed:
                raise ReaderError(_("Name a file to write to."))
            path = typed_path(typed)
            refuse_own(path, self._session.catalogue, self._session.store)
            if os.path.isfile(path) and path != self._replaced:  # noqa: PTH113 - asks without raising
                self._replaced = path
                raise ReaderError(_("{path} is there already. Write once more to replace it.").format(path=typed))
            report = export_annotations(
                self._session.catalogue,
                self._session.store,
                wanted.format.name,
                path,
                choice=wanted.choice,
                wording=wanted.wording,
                options=wanted.options,
                cancelled=lambda: worker.is_cancelled,
                progress=progress,
            )
        except ReaderError as error:
            self.app.call_from_thread(self._fail, str(error))
            return
        if report is None:
            return
        for notice in report.notices:
            self.app.call_from_thread(self.app.notify, notice, severity="warning", markup=False, timeout=10)
        if report.of == "articles":
            count = ngettext("{count} article written", "{count} articles written", report.count)
        else:
            count = ngettext("{count} annotation written", "{count} annotations written", report.count)
        self.app.call_from_thread(self.app.notify, count.format(count=report.count), markup=False)
        self.app.call_from_thread(self.dismiss, path.absolute())

    def _fail(self, sentence: str) -> None:
        self._show(sentence)
        self.app.bell()

    def _default_path(self, suffix: str) -> str:
        stem = f"annotations-{datetime.date.today():%Y%m%d}"
        folder = _working_folder()
        names = (f"{stem}{number}{suffix}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
        return shown_path(next(path for path in map(folder.joinpath, names) if not path.exists()))


def _forms(one: Format) -> list[tuple[Options, str]]:
    """The forms that a format can be written in, the usual one first, each with what is said of it."""
    from reader.exports.format import Options, Unit

    if "raw" in one.options:
        return [
            (Options(), N_("a ' before what would be a formula")),
            (Options(raw=True), N_("texts as they are, formulas too")),
        ]
    if "layers" in one.options:
        return [
            (Options(), N_("without what overlaps, in UTF-16")),
            (Options(layers=True), N_("a file for each layer, in UTF-16")),
            (Options(unit=Unit.POINTS), N_("without what overlaps, in code points")),
            (Options(unit=Unit.POINTS, layers=True), N_("a file for each layer, in code points")),
        ]
    return [(Options(), "")]


def _working_folder() -> Path:
    """The folder the program was started in; the home folder if that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()
