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
from reader.tui.keyboard import shown_key
from reader.tui.keymap import Keymap, keys_of
from reader.tui.screens.dialog import Dialog, Scroll


def shown_keys(binding: Binding, keymap: Keymap) -> str:
    """All keys of a binding, as the user has them."""
    return " ".join(map(shown_key, keys_of(binding, keymap)))


KEYS_WIDTH = 18
"""Cells of the column of keys; the longest are `Ctrl+Shift+→` and `Backspace Ctrl+O`."""


def every_key() -> list[tuple[str, Iterable[BindingType]]]:
    """The bindings of the app, under headings that say what for or where they work."""
    from reader.tui.app import ReaderApp
    from reader.tui.key_places import OF_TEXTUAL
    from reader.tui.screens import browse_keys
    from reader.tui.screens.annotation_list import AnnotationList
    from reader.tui.screens.correct_menu import CorrectMenu
    from reader.tui.screens.correction_list import CorrectionList
    from reader.tui.screens.export_dialog import ExportDialog
    from reader.tui.screens.import_dialog import ImportDialog
    from reader.tui.screens.info import InfoScreen
    from reader.tui.screens.letter_dialog import Letters
    from reader.tui.screens.library_search import LibraryBar, LibrarySearch
    from reader.tui.screens.note_dialog import NoteDialog
    from reader.tui.screens.reasons import ReasonsScreen
    from reader.tui.screens.tag_dialog import TagDialog
    from reader.tui.screens.tag_set import TagList
    from reader.tui.screens.welcome import WelcomeScreen
    from reader.tui.widgets.issue_tree import IssueTree
    from reader.tui.widgets.pane_keys import CARET, READING, SELECTING
    from reader.tui.widgets.prompt_bar import PromptBar
    from reader.tui.widgets.raw_pane import RawPane
    from reader.tui.widgets.search_bar import SearchBar
    from reader.tui.widgets.virtual_list import VirtualList

    read = [*HelpScreen.BINDINGS, *InfoScreen.BINDINGS, *ReasonsScreen.BINDINGS]
    return [
        (_("Finding and going"), browse_keys.GOING),
        (_("What is shown, and how"), browse_keys.SHOWING),
        (_("Annotating"), browse_keys.MARKING),
        (_("Correcting the recognition"), browse_keys.CORRECTING),
        (_("Undo, copy, leave"), [*browse_keys.REST, *ReaderApp.BINDINGS]),
        (_("In the article"), [*READING, *SELECTING]),
        (_("With the caret"), CARET),
        (_("In the tree and in lists"), VirtualList.BINDINGS),
        (_("In the tree"), IssueTree.BINDINGS),
        (_("While the tree is filtered"), PromptBar.BINDINGS),
        (_("In the raw text"), RawPane.BINDINGS),
        (_("While a search is typed"), SearchBar.BINDINGS),
        (_("In the search of the library"), [*LibraryBar.BINDINGS, *LibrarySearch.BINDINGS]),
        (_("In every dialog"), [*Dialog.BINDINGS, *OF_TEXTUAL.values()]),
        (_("In what is only read"), [*Scroll.BINDINGS, *read]),
        (_("While tags are chosen"), TagDialog.BINDINGS),
        (_("In the tags of the library"), TagList.BINDINGS),
        (_("In a note"), NoteDialog.BINDINGS),
        (_("Among all annotations"), AnnotationList.BINDINGS),
        (_("After the key for correcting"), CorrectMenu.BINDINGS),
        (_("Among all corrections"), CorrectionList.BINDINGS),
        (_("Where a letter is asked for"), Letters.BINDINGS),
        (_("Exporting and importing"), [*ExportDialog.BINDINGS, *ImportDialog.BINDINGS]),
        (_("On the first screen"), WelcomeScreen.BINDINGS),
    ]


class HelpScreen(Dialog[None]):
    """A table of keys."""

    PLACE = "help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q", "leave", N_("Back from the help"), show=False, id="help.leave")
    ]

    def __init__(self) -> None:
        super().__init__(_("Keys"), [("Esc", _("back"))])

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
