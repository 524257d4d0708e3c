"""The tag set of the library: its tags as a tree with keys, colours and counts, and what can be done to them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from reader.annotations.tagset import KEYS
from reader.library.one_line import one_line
from reader.messages import N_, _
from reader.tui.keymap import key_for
from reader.tui.screens.dialog import SEPARATOR, Dialog
from reader.tui.tagging import Row, Tagging
from reader.tui.widgets.choice_list import Choice, ChoiceList


class TagList(ChoiceList):
    """The tags; every key that does something to the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "do('add')", N_("New tag"), show=False, id="tags.add"),
        Binding("r", "do('rename')", N_("Rename the tag everywhere"), show=False, id="tags.rename"),
        Binding("m", "do('merge')", N_("Merge the tag into another, everywhere"), show=False, id="tags.merge"),
        Binding("c", "do('recolour')", N_("Another colour for the tag"), show=False, id="tags.colour"),
        Binding("d", "do('describe')", N_("What the tag means"), show=False, id="tags.describe"),
        Binding("p", "do('put_under')", N_("Put the tag under another"), show=False, id="tags.parent"),
        Binding("x,delete", "do('remove')", N_("Remove the tag"), show=False, id="tags.remove"),
        Binding("u", "do('undo')", N_("Undo"), show=False, id="tags.undo"),
        Binding("U", "do('redo')", N_("Redo"), show=False, id="tags.redo"),
    ]

    def action_do(self, name: str) -> None:
        """Let the screen do it."""
        if isinstance(self.screen, TagSetScreen):
            self.screen.do(name)

    def on_key(self, event: events.Key) -> None:
        """A digit is the tag's key from now on; 0 takes its key away."""
        digit = event.character or ""
        if digit.isdecimal() and isinstance(self.screen, TagSetScreen):
            event.stop()
            self.screen.set_key(int(digit) if int(digit) in KEYS else None)


class TagSetScreen(Dialog[None]):
    """Tags in use that nobody has put into the set stand below it; whatever is done to one puts it in."""

    PLACE = "tags"

    def __init__(self, tagging: Tagging) -> None:
        super().__init__(_("Tags of the library"), [("a", _("new")), ("u", _("undo")), ("Esc", _("back"))])
        self._tagging = tagging
        self._listed = TagList(id="tag-set")
        self._rows: list[Row] = []
        self._said = Static("", id="tag-set-said", markup=False)
        # Below the list, where they may take two lines: on the edge of the box those at the end were cut off.
        self._keys = Static("", id="tag-set-keys", markup=False)

    def body(self) -> ComposeResult:
        """The tags, and what the one under the cursor means."""
        yield self._listed
        yield self._said
        yield self._keys

    def on_mount(self) -> None:
        """Show what there is."""
        self.watch(self._listed, "cursor", self._say, init=False)
        first = [("r", _("rename")), ("m", _("merge")), ("c", _("colour")), ("1–9", _("key"))]
        second = [("d", _("meaning")), ("p", _("under")), ("x", _("remove"))]
        self._keys.update("\n".join(SEPARATOR.join(self.worded(hints)) for hints in (first, second)))
        self._show()

    def on_virtual_list_selected(self) -> None:
        """Enter changes the name."""
        self.do("rename")

    @work(exclusive=True, group="tags")
    async def do(self, name: str) -> None:
        """Do one of the things that `Tagging` does to the tag under the cursor."""
        row = self._row
        command: Callable[[Row | None], Awaitable[str | None]] = getattr(self._tagging, name)
        self._show(await command(row))

    @work(exclusive=True, group="tags")
    async def set_key(self, key: int | None) -> None:
        """Give the tag under the cursor a key."""
        self._show(await self._tagging.set_key(self._row, key))

    @property
    def _row(self) -> Row | None:
        at = self._listed.cursor
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show(self, name: str | None = None) -> None:
        """Show the tags as they are now, with the cursor on the one of a name, else where it was."""
        before = self._row
        self._rows = self._tagging.rows()
        wanted = name if name is not None else before.name if before else ""
        names = [row.name for row in self._rows]
        at = names.index(wanted) if wanted in names else min(self._listed.cursor, max(0, len(names) - 1))
        self._listed.show([self._choice(row) for row in self._rows], at)
        self._say()

    def _choice(self, row: Row) -> Choice:
        key = str(row.tag.key) if row.tag and row.tag.key else ""
        text = "  " * row.depth + row.name + ("" if row.tag else "  " + _("not in the set"))
        return Choice(text, row, right=f"{row.uses}", mark=key, colour=row.colour, dim=row.tag is None)

    def _say(self) -> None:
        row = self._row
        if row is None:
            key = key_for("tags.add", "a", getattr(self.app, "keys", {}))
            text = _("No tags yet: {key} makes one.").format(key=key)
        else:
            text = row.tag.description if row.tag and row.tag.description else ""
        self._keys.display = row is not None
        self._said.update(Content(one_line(text, 300)))
