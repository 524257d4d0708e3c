"""Where keys work: for every screen and dialog the bindings that are asked there, and what is typed there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode
from textual.widget import Widget

from reader.messages import N_

OF_TEXTUAL: Final[dict[str, Binding]] = {
    one.action: one
    for one in (
        Binding("enter", "submit", N_("Take what stands in the line"), id="line.accept"),
        Binding("tab", "app.focus_next", N_("Next line or list"), id="dialog.next_field"),
        Binding("shift+tab", "app.focus_previous", N_("Previous line or list"), id="dialog.previous_field"),
    )
}
"""What Textual binds without a name, and can have other keys all the same; by its action."""


class Place(NamedTuple):
    """Where keys are pressed."""

    name: str
    levels: tuple[tuple[Binding, ...], ...]
    """The bindings in the order in which they are asked: of the widget, of what stands above it, of the app."""
    types: Callable[[str], bool]
    """Whether a character is typed there, or is a number or a letter that is asked for, and so no key."""
    inner: int = 2
    """How many of the levels belong to the place alone, and must work while characters are typed."""

    def bindings(self) -> Iterator[Binding]:
        """The bindings of all levels, inner ones first."""
        for level in self.levels:
            yield from level

    def own(self) -> Iterator[Binding]:
        """The bindings that belong to the place alone."""
        for level in self.levels[: self.inner]:
            yield from level


def name_of(binding: Binding) -> str:
    """What the settings call a binding; empty for one whose keys are fixed."""
    if binding.id:
        return binding.id
    known = OF_TEXTUAL.get(binding.action)
    return known.id or "" if known else ""


@cache
def places() -> tuple[Place, ...]:
    """Every place; several have the same name where the focus can be in a line or in a list."""
    return (*of_main_screen(), *_of_dialogs())


@cache
def of_main_screen() -> tuple[Place, ...]:
    """The places of the main screen; what the dialogs need to be known is not loaded."""
    return tuple(_of_main_screen())


def _of_main_screen() -> Iterator[Place]:
    from textual.widgets import Input

    from reader.tui.app import ReaderApp
    from reader.tui.screens import browse_keys
    from reader.tui.widgets import pane_keys
    from reader.tui.widgets.issue_tree import IssueTree
    from reader.tui.widgets.prompt_bar import PromptBar
    from reader.tui.widgets.raw_caret import RawCaret
    from reader.tui.widgets.search_bar import SearchBar

    app = _merged(ReaderApp)
    screen = _named(browse_keys.EVERYWHERE)
    yield Place("article", (_named([*pane_keys.READING, *pane_keys.SELECTING]), screen, app), _digit)
    yield Place("caret", (_named([*pane_keys.CARET, *pane_keys.SELECTING]), screen, app), _digit)
    yield Place("tree", (_merged(IssueTree), screen, app), _digit)
    yield Place("raw", (_named([*RawCaret.READING, *pane_keys.SELECTING]), screen, app), _digit)
    yield Place("raw caret", (_named([*pane_keys.CARET, *pane_keys.SELECTING]), screen, app), _digit)
    for name, bar in (("filter", PromptBar), ("search", SearchBar)):
        yield Place(name, (_typing(Input), _merged(bar), screen, app), str.isprintable)


def _of_dialogs() -> Iterator[Place]:
    from textual.widgets import Input, TextArea

    from reader.tui.app import ReaderApp
    from reader.tui.screens.annotation_list import AnnotationList
    from reader.tui.screens.correct_menu import CorrectMenu
    from reader.tui.screens.correction_list import CorrectionList
    from reader.tui.screens.dialog import Scroll
    from reader.tui.screens.export_dialog import ExportDialog
    from reader.tui.screens.help import HelpScreen
    from reader.tui.screens.import_dialog import ImportDialog
    from reader.tui.screens.info import InfoScreen
    from reader.tui.screens.issue_form import IssueForm
    from reader.tui.screens.letter_dialog import LetterDialog, Letters
    from reader.tui.screens.library_search import LibraryBar, LibrarySearch
    from reader.tui.screens.line_dialog import LineDialog
    from reader.tui.screens.menu import Menu
    from reader.tui.screens.note_dialog import NoteDialog
    from reader.tui.screens.queue import QueueScreen
    from reader.tui.screens.reasons import ReasonsScreen
    from reader.tui.screens.tag_dialog import TagDialog
    from reader.tui.screens.tag_set import TagList, TagSetScreen
    from reader.tui.screens.welcome import WelcomeScreen
    from reader.tui.widgets.choice_list import ChoiceList

    app = _merged(ReaderApp)
    read: tuple[type[HelpScreen | InfoScreen | ReasonsScreen], ...] = (HelpScreen, InfoScreen, ReasonsScreen)
    for one in read:
        yield Place(one.PLACE, (_merged(Scroll), _merged(one), app), _nothing)
    lists: tuple[type[Menu | QueueScreen | CorrectionList | ExportDialog], ...]
    lists = (Menu, QueueScreen, CorrectionList, ExportDialog)
    for listed in lists:
        yield Place(listed.PLACE, (_merged(ChoiceList), _merged(listed), app), _nothing)
    yield Place(TagSetScreen.PLACE, (_merged(TagList), _merged(TagSetScreen), app), _digit)
    yield Place(LetterDialog.PLACE, (_merged(Letters), _merged(LetterDialog), app), str.isalnum)
    yield Place(CorrectMenu.PLACE, (_merged(Letters), _merged(CorrectMenu), app), _nothing)
    lines = (AnnotationList, TagDialog, LineDialog, IssueForm, ExportDialog, ImportDialog)
    for dialog in lines:
        yield Place(dialog.PLACE, (_typing(Input), _merged(dialog), app), str.isprintable)
    yield Place(NoteDialog.PLACE, (_typing(TextArea), _merged(NoteDialog), app), str.isprintable)
    searched = (_typing(Input), _merged(LibraryBar), _merged(LibrarySearch), app)
    yield Place(LibrarySearch.PLACE, searched, str.isprintable, inner=3)
    yield Place("welcome", (_typing(Input), _merged(WelcomeScreen), app), str.isprintable)


def _merged(node: type[DOMNode]) -> tuple[Binding, ...]:
    """The named bindings of a class and of those that it comes from, one for each key."""
    return tuple(one for _key, one in node._merge_bindings() if name_of(one))


def _typing(line: type[Widget]) -> tuple[Binding, ...]:
    """The bindings of what text is typed into; most have no name, and keep their keys."""
    return tuple(one for _key, one in BindingsMap(line.BINDINGS))


def _named(bindings: Iterable[BindingType]) -> tuple[Binding, ...]:
    return tuple(one for one in bindings if isinstance(one, Binding) and one.id)


def _nothing(_character: str) -> bool:
    return False


def _digit(character: str) -> bool:
    return character.isdecimal()
