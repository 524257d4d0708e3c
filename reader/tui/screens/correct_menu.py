"""How is this corrected? The next key is the answer; whoever waits is shown what the letters mean."""

from __future__ import annotations

import unicodedata
from typing import Final

from textual.app import ComposeResult
from textual.events import Key

from reader.messages import N_, _
from reader.tui.screens.dialog import Dialog
from reader.tui.screens.letter_dialog import LIST_AFTER, Letters
from reader.tui.widgets.choice_list import Choice
from reader.tui.widgets.virtual_list import VirtualList

WAYS: Final[dict[str, str]] = {
    "s": N_("an article begins here: split"),
    "j": N_("one with the next article: join"),
    "J": N_("one with the previous article"),
    "a": N_("one with another article of the page…"),
    "m": N_("belongs to another article or place: move…"),
    "t": N_("title"),
    "k": N_("kicker, column heading"),
    "u": N_("subtitle"),
    "b": N_("byline"),
    "c": N_("caption"),
    "h": N_("crosshead"),
    "o": N_("jump line: continued on, or from"),
    "x": N_("text"),
    "f": N_("furniture: belongs to no article"),
    "2": N_("stands twice: the second copy"),
    "r": N_("the title reads so…"),
    "p": N_("these paragraphs are one"),
    "/": N_("two paragraphs: the second begins here"),
    "d": N_("date, page and newspaper of the issue…"),
}
"""What the letters mean."""


class CorrectMenu(Dialog[str]):
    """Answers with one of the letters of `WAYS`."""

    def __init__(self, quote: str) -> None:
        """`quote`: what is meant, so that nobody has to guess."""
        super().__init__(_("Correct “{quote}”").format(quote=quote), _("a letter, or Enter · Esc back"))
        self._list = Letters([Choice(_(words), letter, mark=letter) for letter, words in WAYS.items()])
        self.add_class("-waiting")

    def body(self) -> ComposeResult:
        """What the letters mean."""
        yield self._list

    def on_mount(self) -> None:
        """Wait."""
        self.set_timer(LIST_AFTER, lambda: self.remove_class("-waiting"))

    def on_key(self, event: Key) -> None:
        """Answer with the letter; other keys do nothing."""
        letter = unicodedata.normalize("NFKC", event.character or "")
        letter = "/" if letter == "、" else letter
        if letter in WAYS:
            event.stop()
            self.dismiss(letter)

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Answer with the one under the cursor, if it is to be seen."""
        choice = self._list.current
        if choice is not None and not self.has_class("-waiting"):
            self.dismiss(str(choice.value))
