"""Which letter? The next key is the answer; whoever waits is shown the letters in use."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from reader.messages import N_, _
from reader.tui.screens.dialog import Dialog, Hint
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen

LIST_AFTER: Final = 0.6
"""Seconds without a second key after which the letters in use are listed."""


class Letters(ChoiceList, inherit_bindings=False):
    """The list; it has the focus, and leaves every letter to the dialog, `j` and `k` too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Next line"), show=False, id="letters.down"),
        Binding("up", "move(-1)", N_("Previous line"), show=False, id="letters.up"),
        Binding("enter", "select", N_("Take the one under the cursor"), show=False, id="letters.select"),
    ]


def refuse(screen: BrowseScreen, title: str, sentence: str) -> None:
    """Say why no letter can be answered with; the one that comes next is taken, or it would act as a key by itself."""
    dialog = LetterDialog(title, [("Esc", _("back"))], [Choice(sentence, "", dim=True)])
    screen.app.push_screen(dialog, lambda _letter: screen.tell(sentence))


class LetterDialog(Dialog[str]):
    """Answers with one of a–z and 0–9, or what a subclass takes; the values of the choices are their letters."""

    PLACE = "letters"

    def __init__(self, title: str, hints: Sequence[Hint], choices: Sequence[Choice]) -> None:
        super().__init__(title, hints)
        self._list = Letters(choices)
        self.add_class("-waiting")

    def body(self) -> ComposeResult:
        """The letters in use."""
        yield self._list

    def on_mount(self) -> None:
        """Wait."""
        self.set_timer(LIST_AFTER, lambda: self.remove_class("-waiting"))

    def show(self, choices: Sequence[Choice]) -> None:
        """List other letters."""
        self._list.show(choices)

    def on_key(self, event: Key) -> None:
        """Answer with the letter; other keys do nothing."""
        letter = self.letter_of(unicodedata.normalize("NFKC", event.character or ""))
        if letter:
            event.stop()
            self.dismiss(letter)

    def letter_of(self, character: str) -> str:
        """The letter that a typed character stands for, a full-width one already as the other; empty if for none."""
        letter = character.lower()
        return letter if len(letter) == 1 and letter.isascii() and letter.isalnum() else ""

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Answer with the one under the cursor, if it is to be seen."""
        choice = self._list.current
        if choice is not None and not self.has_class("-waiting"):
            self.dismiss(str(choice.value))
