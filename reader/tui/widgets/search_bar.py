"""A line to search with: how the query is meant is told and changed in it, and what was searched before comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label

from reader.messages import N_, _
from reader.text.query import Mode
from reader.tui.widgets.prompt_bar import PromptBar

NAMES: dict[Mode, str] = {
    Mode.PLAIN: "",
    Mode.WORD: N_("words"),
    Mode.REGEX: N_("pattern"),
    Mode.FUZZY: N_("near"),
}
"""What the ways of searching are called in the line."""

KEYS: tuple[tuple[str, Mode, str], ...] = (
    ("Ctrl+O", Mode.WORD, N_("words")),
    ("Ctrl+R", Mode.REGEX, N_("pattern")),
    ("Ctrl+T", Mode.FUZZY, N_("near")),
)
"""The keys that turn a way of searching on and off, for the hints."""


class SearchBar(PromptBar):
    """A search line; posts `Typed` also where only the way of searching changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "mode('word')", N_("Whole words only"), show=False, id="search.word"),
        Binding("ctrl+r", "mode('regex')", N_("The query is a regular expression"), show=False, id="search.regex"),
        Binding("ctrl+t", "mode('fuzzy')", N_("One Han character may be wrong"), show=False, id="search.fuzzy"),
        Binding("tab", "step(1)", N_("Next hit"), show=False, id="search.next"),
        Binding("shift+tab", "step(-1)", N_("Previous hit"), show=False, id="search.previous"),
        Binding("up,ctrl+up", "recall(1)", N_("What was searched before"), show=False, id="search.older"),
        Binding("down,ctrl+down", "recall(-1)", N_("What was searched after that"), show=False, id="search.newer"),
    ]
    DEFAULT_CSS = """
    SearchBar > #search-note { width: auto; max-width: 60%; color: $foreground-muted; text-style: none; }
    SearchBar > #search-note.-problem { color: $warning; }
    """

    def __init__(
        self,
        purpose: str,
        text: str,
        placeholder: str,
        mode: Mode | None,
        history: Callable[[], Sequence[tuple[str, Mode]]],
    ) -> None:
        """A line.

        Args:
            purpose: Stands in the messages.
            text: What is in the line first.
            placeholder: What it says while it is empty.
            mode: How the query is meant first.
            history: Asked for earlier queries, the last one first, when the user first wants one.
        """
        super().__init__(purpose, _("Search"), text, placeholder)
        self.mode = mode or Mode.PLAIN
        self._history = history
        self._note = Label("", id="search-note", markup=False)  # hits may be told of before the line is composed
        self._past: list[tuple[str, Mode]] | None = None
        self._back = 0

    def compose(self) -> ComposeResult:
        """Label, line, and what is to be said of the hits."""
        yield Label(self._title(), id="search-title", markup=False)
        yield Input(self._text, placeholder=self._placeholder, select_on_focus=True)
        yield self._note

    def note(self, text: str, *, problem: bool = False) -> None:
        """Say something of the hits, or what is wrong with the query."""
        self._note.update(text)
        self._note.set_class(problem, "-problem")
        self._note.display = cell_len(text) > 0

    def _title(self) -> str:
        name = _(NAMES[self.mode or Mode.PLAIN])
        return f"{_('Search')} · {name}" if name else _("Search")

    def _tell(self, text: str) -> None:
        self.post_message(self.Typed(self.purpose, text, self.mode))

    def action_mode(self, name: str) -> None:
        """Mean the query this way, or as it stands if it is meant so already."""
        self._set_mode(Mode.PLAIN if self.mode == Mode(name) else Mode(name))
        self._tell(self.query_one(Input).value)

    def _set_mode(self, mode: Mode) -> None:
        self.mode = mode
        self.query_one("#search-title", Label).update(self._title())

    def action_recall(self, steps: int) -> None:
        """Go back in what was searched before, or forward again to what was being typed."""
        line = self.query_one(Input)
        if self._past is None:
            typed = (line.value, self.mode or Mode.PLAIN)
            self._past = [typed, *(one for one in self._history() if one != typed)]
        self._back = max(0, min(self._back + steps, len(self._past) - 1))
        text, mode = self._past[self._back]
        self._set_mode(mode)
        if line.value == text:
            self._tell(text)
        line.value = text
        line.cursor_position = len(text)
