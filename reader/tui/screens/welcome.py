"""The first screen of someone who named no folder and has opened none before."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from reader.errors import ReaderError
from reader.messages import N_, _
from reader.tui.keymap import Keyed, Keymap, key_for
from reader.tui.typed_path import typed_path
from reader.tui.whole_characters import WholeCharacters


class WelcomeScreen(Keyed, Screen[None]):
    """Says what can be opened, and asks for a folder."""

    CSS_PATH = "../styles/welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "app.quit", N_("Quit"), priority=True, id="welcome.quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._compositor = WholeCharacters()

    def compose(self) -> ComposeResult:
        """A few sentences and a line."""
        with Container(id="welcome"), Vertical():
            yield Static(_("reader"), markup=False, classes="welcome-title")
            yield Static(
                _(
                    "Reads a folder of Chinese newspaper text (*.txt, *.md) as the newspaper it was.\n\n"
                    "Type the path of a folder or of a file. Next time `reader FOLDER` opens it at once, "
                    "and `reader` alone opens the last one."
                ),
                markup=False,
            )
            yield Input(placeholder=_("a folder, for example seeds"), id="welcome-path")
            yield Static("", id="welcome-problem", markup=False)
            yield Static("", id="welcome-keys", markup=False)

    def on_mount(self) -> None:
        """Name the keys."""
        self.show_hints()

    def show_hints(self) -> None:
        """Name the keys as the user has them."""
        keymap: Keymap = getattr(self.app, "keys", {})
        opens, quits = key_for("line.accept", "Enter", keymap), key_for("welcome.quit", "Esc", keymap)
        words = _("{opens} opens it · {quits} quits").format(opens=opens, quits=quits)
        self.query_one("#welcome-keys", Static).update(words)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the folder if it is there."""
        problem = ""
        try:
            if event.value.strip():
                self.app.open_library(typed_path(event.value))  # type: ignore[attr-defined]
        except ReaderError as error:
            problem = str(error)
        self.query_one("#welcome-problem", Static).update(problem)
