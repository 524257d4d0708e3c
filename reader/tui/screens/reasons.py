"""Why an article was recognised as it was: the lines of `reader parse --explain`, to scroll through."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from reader.messages import N_, _
from reader.newspaper.explain import explained_article
from reader.tui.screens.dialog import Dialog, Scroll
from reader.tui.session import Session
from reader.tui.widgets.tree_rows import Key

LONGEST = 2_000
"""Lines that are shown; what is beyond, `reader parse --explain` prints."""

_WIDEST = 84
"""Cells of the widest dialog."""

_FRAME = 6
"""Cells of the box, its padding and the scroll bar."""


def reasons_of(session: Session, key: Key, width: int) -> list[str]:
    """The lines for an article on a screen of so many cells; for a worker thread.

    Raises:
        ReaderError: its file cannot be read.
    """
    path, article_id = key
    page = session.catalogue.load(session.catalogue.entry(path))
    article = page.article(article_id)
    if article is None:
        return []
    box = width * 96 // 100 if width < 80 else min(_WIDEST, width * 4 // 5)
    lines = list(islice(explained_article(page, article, box - _FRAME), LONGEST + 1))
    return [*lines[:LONGEST], "…"] if len(lines) > LONGEST else lines


class ReasonsScreen(Dialog[None]):
    """The lines, doubtful ones marked."""

    PLACE = "reasons"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D,q", "leave", N_("Back from the reasons"), show=False, id="reasons.leave")
    ]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(_("Why it was recognised so"), [("?", _("doubtful")), ("Esc", _("back"))])
        self._lines = lines

    def body(self) -> ComposeResult:
        """The lines."""
        with Scroll(id="help"):
            yield Static(Text("\n".join(self._lines), no_wrap=True))
