"""Every key, by the place it works in; made from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from reader.messages import N_, _
from reader.tui.keyboard import character_on
from reader.tui.keymap import Keymap, keys_of
from reader.tui.screens.dialog import Dialog, Scroll

KEY_NAMES: dict[str, str] = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "space": N_("space"),
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}
"""How keys are written for the user that are no signs; others are written as Textual names them, capitalised."""


def shown_key(key: str) -> str:
    """A key as the user knows it."""
    if key in KEY_NAMES:
        return _(KEY_NAMES[key])
    if "+" in key:
        modifier, _plus, rest = key.partition("+")
        return f"{modifier.capitalize()}+{shown_key(rest).upper() if len(rest) == 1 else shown_key(rest)}"
    return character_on(key) or key.capitalize()


def shown_keys(binding: Binding, keymap: Keymap) -> str:
    """All keys of a binding, as the user has them."""
    return " ".join(map(shown_key, keys_of(binding, keymap)))


KEYS_WIDTH = 18
"""Cells of the column of keys; the longest are `Ctrl+Shift+→` and `Backspace Ctrl+O`."""


def every_key() -> list[tuple[str, Iterable[BindingType]]]:
    """The bindings of the app, under headings that say what for or where they work."""
    from reader.tui.screens import browse_keys
    from reader.tui.screens.library_search import LibrarySearch
    from reader.tui.screens.tag_set import TagList
    from reader.tui.widgets.issue_tree import IssueTree
    from reader.tui.widgets.pane_keys import CARET, READING, SELECTING
    from reader.tui.widgets.raw_pane import RawPane
    from reader.tui.widgets.search_bar import SearchBar
    from reader.tui.widgets.virtual_list import VirtualList

    return [
        (_("Finding and going"), browse_keys.GOING),
        (_("What is shown, and how"), browse_keys.SHOWING),
        (_("Annotating"), browse_keys.MARKING),
        (_("Correcting the recognition"), browse_keys.CORRECTING),
        (_("Undo, copy, leave"), browse_keys.REST),
        (_("In the article"), [*READING, *SELECTING]),
        (_("With the caret"), CARET),
        (_("In the tree"), [*VirtualList.BINDINGS, *IssueTree.BINDINGS]),
        (_("In the raw text"), RawPane.BINDINGS),
        (_("In the tags of the library"), TagList.BINDINGS),
        (_("While a search is typed"), [*SearchBar.BINDINGS, *LibrarySearch.BINDINGS]),
    ]


class HelpScreen(Dialog[None]):
    """A table of keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__(_("Keys"), _("Esc back"))

    def body(self) -> ComposeResult:
        """The table."""
        with Scroll(id="help"):
            yield Static(self._table())

    def _table(self) -> RenderableType:
        keymap: Keymap = getattr(self.app, "keys", {})
        parts: list[RenderableType] = []
        for heading, bindings in every_key():
            # The name that the settings know it by stands behind what a key does.
            # Two columns, so that words that take two lines stand below each other.
            table = Table.grid(padding=(0, 2, 0, 0))
            table.add_column(width=KEYS_WIDTH)
            table.add_column(overflow="fold")
            for binding in bindings:
                if isinstance(binding, Binding) and binding.description:
                    words = Text(_(binding.description)).append(f"  {binding.id or ''}", "dim")
                    table.add_row(Text(f"  {shown_keys(binding, keymap)}"), words)
            parts += [Text(heading, "bold"), table, Text()]
        return Group(*parts)
