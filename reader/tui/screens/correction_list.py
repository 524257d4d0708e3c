"""Every correction of the library: what it says, who made it when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reader.annotations.model import Annotation, Kind
from reader.annotations.store import Store
from reader.errors import ReaderError
from reader.library.catalogue import Catalogue
from reader.library.decode import printable
from reader.library.one_line import one_line
from reader.messages import N_, _, ngettext
from reader.newspaper.corrections import Correction, Form, Standing, State, standings
from reader.newspaper.model import Role
from reader.newspaper.reasons import ROLE_NAMES
from reader.text.spans import Spans
from reader.tui.keymap import Keymap, key_for
from reader.tui.screens.dialog import Dialog
from reader.tui.screens.issue_form import NAMES
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.virtual_list import VirtualList

LOST = "no place"
"""The state of a correction whose place is not found for certain."""

STATES: dict[str, str] = {
    State.IN_FORCE: N_("in force"),
    State.SUPERSEDED: N_("superseded by a later one"),
    State.CONTRADICTS: N_("contradicts an older one: {key} decides"),
    State.NOT_NEEDED: N_("no longer needed"),
    LOST: N_("has no place in the text now"),
}
"""What became of a correction, in words."""


def state_words(state: str, keymap: Keymap) -> str:
    """What became of a correction, with the key that decides."""
    return _(STATES[state]).format(key=key_for("list.select", "Enter", keymap))


SIGNS: dict[str, str] = {
    State.IN_FORCE: "✓",
    State.SUPERSEDED: "–",
    State.CONTRADICTS: "!",
    State.NOT_NEEDED: "=",
    LOST: "✗",
}

FORMS: dict[Form, str] = {
    Form.BEGINS: N_("an article begins here: {quote}"),
    Form.TOGETHER: N_("one article with what stands before: {quote}"),
    Form.ROLE: N_("{role}: {quote}"),
    Form.MOVE: N_("moved: {quote}"),
    Form.PARAGRAPH: N_("one paragraph: {quote}"),
    Form.BREAK: N_("a paragraph begins here: {quote}"),
    Form.TITLE: N_("the title reads: {value}"),
    Form.ISSUE: N_("{field}: {value}"),
}
"""What the forms say."""


class Told(NamedTuple):
    """A correction as it is listed."""

    annotation: Annotation
    path: str | None
    """The file that it is in force in; `None` if the library has none."""
    spans: Spans
    state: str
    other: str
    """Id of the correction that it contradicts, or that superseded it."""
    words: str

    @property
    def when(self) -> str:
        """The day and the minute that it was made, UTC."""
        return self.annotation.created[:16].replace("T", " ")


def told(catalogue: Catalogue, store: Store) -> list[Told]:
    """Every correction: what is to be decided first, then by file and age; for a worker thread."""
    annotations = {one.id: one for one in store.all() if one.kind is Kind.CORRECTION}
    corrector = catalogue.corrector
    out: list[Told] = []
    seen: set[str] = set()
    named = corrector.named() if corrector else set()
    for entry in catalogue.ordered():
        if corrector is None or not (entry.path in named or entry.sha256 in named):
            continue
        try:
            page = catalogue.recognised(entry)
        except ReaderError:
            continue
        for one in standings(page, corrector(entry.path, page.source)):
            if one.correction.id in annotations and one.correction.id not in seen:
                seen.add(one.correction.id)
                out.append(_told(annotations[one.correction.id], entry.path, one))
    lost = (one for id_, one in annotations.items() if id_ not in seen)
    out.sort(key=lambda one: one.state != State.CONTRADICTS)
    return out + [Told(one, None, (), LOST, "", _quoted(one)) for one in lost]


def _told(annotation: Annotation, path: str, one: Standing) -> Told:
    return Told(annotation, path, one.correction.spans, one.state, one.other, _words(annotation, one.correction))


def _words(annotation: Annotation, one: Correction) -> str:
    role = _(ROLE_NAMES[Role(one.value)]) if one.form is Form.ROLE else ""
    field = _(NAMES[one.field]) if one.form is Form.ISSUE else ""
    if one.form is Form.TITLE and not one.value:
        return _("the title as printed: {quote}").format(quote=_quoted(annotation))
    value = one_line(one.value, 60) or _("not known")
    return _(FORMS[one.form]).format(quote=_quoted(annotation), role=role, field=field, value=value)


def _quoted(annotation: Annotation) -> str:
    return "“" + one_line("".join(annotation.target.quote.split()), 30) + "”"


class CorrectionList(Dialog[tuple[Literal["go", "remove", "decide"], Told]]):
    """Answers with a correction and what to do with it."""

    PLACE = "corrections"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "remove", N_("Take the correction away"), id="corrections.remove")
    ]

    def __init__(self, found: Sequence[Told]) -> None:
        title = ngettext("{count} correction", "{count} corrections", len(found)).format(count=len(found))
        open_ = sum(one.state == State.CONTRADICTS for one in found)
        if open_:
            title += " · " + ngettext("{count} to decide", "{count} to decide", open_).format(count=open_)
        super().__init__(title, [("Enter", _("go there")), ("x", _("take away")), ("Esc", _("back"))])
        self._found = found
        keymap: Keymap = getattr(self.app, "keys", {})
        self._list = ChoiceList([_choice(one, keymap) for one in found], id="corrections")

    def body(self) -> ComposeResult:
        """The list."""
        yield self._list

    def on_mount(self) -> None:
        """Go to the list."""
        self._list.focus()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Go there, or decide."""
        one = self._found[event.row]
        self.dismiss(("decide" if one.state == State.CONTRADICTS else "go", one))

    def action_remove(self) -> None:
        """Take it away."""
        if self._found:
            self.dismiss(("remove", self._found[self._list.cursor]))


def _choice(one: Told, keymap: Keymap) -> Choice:
    where = printable(one.path or one.annotation.target.path)
    facts = " · ".join((state_words(one.state, keymap), one_line(one.annotation.annotator), one.when, where))
    return Choice(one.words, one, right=facts, mark=SIGNS[one.state], dim=one.state != State.IN_FORCE)
