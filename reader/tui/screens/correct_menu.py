"""How is this corrected? The next key is the answer; whoever waits is shown what the letters mean."""

from __future__ import annotations

from typing import Final

from reader.messages import N_, _
from reader.tui.screens.letter_dialog import LetterDialog
from reader.tui.widgets.choice_list import Choice

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


class CorrectMenu(LetterDialog):
    """Answers with one of the letters of `WAYS`."""

    def __init__(self, quote: str) -> None:
        """`quote`: what is meant, so that nobody has to guess."""
        ways = [Choice(_(words), letter, mark=letter) for letter, words in WAYS.items()]
        super().__init__(_("Correct “{quote}”").format(quote=quote), _("a letter, or Enter · Esc back"), ways)

    def letter_of(self, character: str) -> str:
        """The letter, `J` other than `j`; the key of `/` gives `、` where Chinese is typed."""
        letter = "/" if character == "、" else character
        return letter if letter in WAYS else ""
