"""One pane of the main screen, and everything that works in it.

Two articles may stand side by side, and each can be searched, annotated, turned to another script and followed over its
pages: so there is not one article on the screen with a copy beside it, but two sides of one kind, each a pane with its
own opening, searching, jumping and repeating. The screen knows which side the reader is on; what it does goes there.
What a side does in the background is done by workers of its pane: it ends with the pane, and never stops the other's.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.annotations.model import MARKS, letter_of
from reader.annotations.placements import Placed
from reader.newspaper.layout import Typesetting
from reader.text.script import Script
from reader.text.spans import Spans
from reader.tui.jumping import Jumping
from reader.tui.opening import Opening
from reader.tui.repeating import Repeating
from reader.tui.searching import Searching
from reader.tui.session import Session
from reader.tui.views import Shown
from reader.tui.widgets.article_pane import ArticlePane, Mark
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.visits import Visits


class Side:
    """A pane with its article and the commands on it."""

    def __init__(
        self, screen: BrowseScreen, session: Session, script: Script, measure: int, setting: Typesetting
    ) -> None:
        self.screen = screen
        self._session = session
        self.pane = ArticlePane(measure=measure, classes="side")
        self.pane.setting = setting
        self.caret_on = False
        """Whether the article has a caret to select with."""
        self.opening = Opening(self, session, script)
        self.searching = Searching(self)
        self.repeating = Repeating(self, session)
        self.jumping = Jumping(self, session)

    @cached_property
    def visits(self) -> Visits:
        """Where the reader was; loaded when there is more than one such place."""
        from reader.tui.visits import Visits

        return Visits(self)

    @property
    def shown(self) -> Shown | None:
        """The article in the pane."""
        return self.opening.shown

    def go_to(self, key: Key, spans: Spans | None = None, place: int | None = None) -> None:
        """Show an article, and go there; where the reader was is kept as a place to go back to.

        Args:
            key: the article.
            spans: what to go to in it; its beginning, if `None`.
            place: a source offset in it, by which it is found where its id is another now.
        """
        self.visits.leave()
        self.opening.open(key, go_to=spans, place=place)
        self.pane.focus()

    def displayed(self) -> None:
        """Bring everything around the article up to date."""
        self.screen.show_marks()
        self.repeating.again()
        self.searching.again()
        self.jumping.look()
        self.screen.panes.entitle(self)
        self.screen.article_displayed(self)

    def show_marks(self) -> None:
        """Draw the annotations of the article."""
        if self.shown is not None:
            placed = (one for one in self._session.placed_on(self.shown) if not one.annotation.target.article)
            marks = (mark_of(one, self._session.colour_of) for one in placed if one.spans)
            self.pane.set_marks([mark for mark in marks if mark is not None])

    def replaced(self) -> None:
        """Bring what is around the article up to date after its page was recognised again; nothing moves."""
        self.searching.again()
        self.jumping.look()
        self.screen.article_replaced(self)


def mark_of(placed: Placed, colours: dict[str, int]) -> Mark | None:
    """How an annotation is drawn in the text; `None` if it is not."""
    one = placed.annotation
    if one.kind not in MARKS:
        return Mark(one.id, placed.spans or (), letter=letter_of(one)) if letter_of(one) else None
    colour = colours.get(one.tag, 0) if one.tag else None
    return Mark(one.id, placed.spans or (), colour, bool(one.note))
