"""Where the reader was: back and forward through it, as in a browser.

Every move of more than a screen by a command is an entry. A place is kept as the words that stand there, so that it
survives another width, script and recognition, and a file that was corrected meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.annotations.model import Target
from reader.annotations.passages import passage_at
from reader.library.joined import part_at
from reader.messages import _
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.tui.side import Side

REMEMBERED: Final = 100
"""Places that one can go back to."""


class Visit(NamedTuple):
    """A place in an article."""

    key: Key
    place: Target
    """What stood at the top of the pane, in the article's own file."""
    whole: bool = False
    """Whether the article was read as one with its other pages."""

    def same(self, other: Visit) -> bool:
        """Whether it is the same place."""
        mine, theirs = self.place, other.place
        return (self.key, mine.sha256, mine.spans[0][0]) == (other.key, theirs.sha256, theirs.spans[0][0])


class Visits:
    """The places that were visited in one pane."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []
        self._going: Visit | None = None
        """Where `go` leads, while the article is on its way."""
        self._kind = ""
        """How the last move came about."""
        self._arrival: Visit | None = None
        """Where it led."""

    def here(self) -> Visit | None:
        """Where the reader is now."""
        return self._at(self._side.pane.place)

    def _at(self, offset: int) -> Visit | None:
        """A place of what is shown, by its offset in the view's source."""
        shown = self._side.shown
        if shown is None:
            return None
        part = part_at(shown.parts, offset)
        source = part.page.source
        if not source.text:
            return None
        place = passage_at(source, part.entry.path, offset - part.base, part.article.spans)
        return Visit((part.entry.path, part.article.id), place, bool(shown.joined))

    def leave(self, kind: str = "", offset: int | None = None) -> None:
        """Keep the present place: a command leads elsewhere.

        Args:
            kind: Of several moves of one kind, with nothing read between them, only the first is an entry.
            offset: The place in the view's source, where the pane has left it already.
        """
        here = self.here() if offset is None else self._at(offset)
        passing = kind and kind == self._kind and here and self._arrival and here.same(self._arrival)
        self._kind = kind
        if here is not None and not passing:
            self._ahead.clear()
            self._keep(self._behind, here)

    @contextmanager
    def leaping(self, kind: str = "") -> Iterator[None]:
        """Keep the present place if what happens meanwhile takes it off the screen."""
        pane = self._side.pane
        before = pane.place
        yield
        if not pane.in_sight(before):
            self.leave(kind, before)
            self.arrived()

    def arrived(self) -> None:
        """Take notice of where a move has led."""
        self._going = None
        self._arrival = self.here()

    def go(self, step: int) -> None:
        """Go to the place before this one (−1), or forward again (1)."""
        taken, given = (self._behind, self._ahead) if step < 0 else (self._ahead, self._behind)
        here = self._going if self._going and self._side.opening.on_its_way else self.here()
        while taken and here is not None and taken[-1].same(here):
            taken.pop()  # the reader came back by himself
        if not taken:
            nothing = _("There is no place to go back to.") if step < 0 else _("There is no place to go forward to.")
            self._side.screen.tell(nothing)
            return
        if here is not None:
            self._keep(given, here)
        self._kind = ""
        self._going = visit = taken.pop()
        if visit.whole:
            self._side.jumping.join(visit.key, visit.place)
        else:
            self._side.opening.open(visit.key, place=visit.place)

    def _keep(self, visits: list[Visit], visit: Visit) -> None:
        if not (visits and visits[-1].same(visit)):
            visits.append(visit)
            del visits[:-REMEMBERED]
