"""How is this corrected? The next key is the answer; whoever waits is shown what the letters mean."""

from __future__ import annotations

from typing import ClassVar, Final, NamedTuple

from textual.binding import Binding, BindingType

from reader.messages import N_, _
from reader.tui.keyboard import key_name
from reader.tui.keymap import Keymap, key_for
from reader.tui.screens.letter_dialog import LetterDialog
from reader.tui.widgets.choice_list import Choice


class Way(NamedTuple):
    """One way to correct."""

    name: str
    """By which the settings know its key, behind `correct.`."""
    words: str


WAYS: Final[dict[str, Way]] = {
    "s": Way("split", N_("an article begins here: split")),
    "j": Way("join_next", N_("one with the next article: join")),
    "J": Way("join_previous", N_("one with the previous article")),
    "a": Way("join_other", N_("one with another article of the page…")),
    "m": Way("move", N_("belongs to another article or place: move…")),
    "t": Way("title", N_("title")),
    "k": Way("kicker", N_("kicker, column heading")),
    "u": Way("subtitle", N_("subtitle")),
    "b": Way("byline", N_("byline")),
    "c": Way("caption", N_("caption")),
    "h": Way("crosshead", N_("crosshead")),
    "o": Way("jump", N_("jump line: continued on, or from")),
    "x": Way("text", N_("text")),
    "f": Way("furniture", N_("furniture: belongs to no article")),
    "2": Way("copy", N_("stands twice: the second copy")),
    "r": Way("retitle", N_("the title reads so…")),
    "p": Way("paragraphs_one", N_("these paragraphs are one")),
    "/": Way("paragraphs_two", N_("two paragraphs: the second begins here")),
    "d": Way("issue", N_("date, page and newspaper of the issue…")),
}
"""What the letters mean, which are the keys as long as the user has not set others."""


class CorrectMenu(LetterDialog):
    """Answers with one of the letters of `WAYS`."""

    PLACE = "correct"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key_name(letter), f"answer({letter!r})", way.words, show=False, id=f"correct.{way.name}")
        for letter, way in WAYS.items()
    ]

    def __init__(self, quote: str) -> None:
        """`quote`: what is meant, so that nobody has to guess."""
        hints = [("", _("a letter")), ("Enter", _("the one chosen")), ("Esc", _("back"))]
        super().__init__(_("Correct “{quote}”").format(quote=quote), hints, [])

    def on_mount(self) -> None:
        """List the ways with their keys."""
        keymap: Keymap = getattr(self.app, "keys", {})
        marks = (
            (letter, way, key_for(name, letter, keymap) if keymap.get(name, letter) else "")
            for letter, way in WAYS.items()
            for name in [f"correct.{way.name}"]
        )
        self.show([Choice(_(way.words), letter, mark=mark) for letter, way, mark in marks])

    def letter_of(self, character: str) -> str:
        """None: the letters are bindings here, so that they can be changed."""
        return ""

    def action_answer(self, letter: str) -> None:
        """Answer with a way."""
        self.dismiss(letter)
