"""Following an article over the pages of its issue: there, back, and all of it as one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.worker import get_current_worker

from reader.annotations.model import Target
from reader.errors import ReaderError
from reader.library.joined import PagePart, joined, part_at
from reader.messages import _
from reader.newspaper.model import Article, Page, Role
from reader.text.script import Script
from reader.text.spans import Spans, intersection
from reader.tui.session import Session
from reader.tui.views import Shown
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.library.jumping import IssueJumps
    from reader.library.links import At
    from reader.tui.side import Side

LOOK_AFTER: Final = 0.3
"""Seconds after which an article with jumps is looked at for links: whoever pages on quickly needs none."""


Goal = Callable[[Key, "Spans | None"], None]
"""Goes to an article, at a passage."""


class Jumping:
    """The jumps of one pane. Other pages are loaded in a worker, never on the UI thread."""

    def __init__(self, side: Side, session: Session) -> None:
        self._side = side
        self._screen = side.screen
        self._session = session
        self._issue: IssueJumps | None = None

    @property
    def _jumps(self) -> IssueJumps:
        """Loaded when the first article with a jump is looked at."""
        if self._issue is None:
            from reader.library.jumping import IssueJumps

            self._issue = IssueJumps(self._session.catalogue)
        return self._issue

    def look(self) -> None:
        """Underline the jump lines of what is shown that lead somewhere, soon."""
        shown = self._side.shown
        self._side.pane.set_links(())
        self._screen.show_hints()
        if shown is not None and any(block.role is Role.JUMP for block in shown.view.blocks):
            self._side.pane.set_timer(LOOK_AFTER, partial(self._look, shown))

    def _look(self, shown: Shown) -> None:
        if self._still(shown):
            self._run(partial(self._find, shown), "links")

    def _find(self, shown: Shown) -> None:
        lines: list[Spans] = []
        try:
            for part in shown.parts:
                links = self._jumps.links(part.entry.path)
                for at in links.of(part.entry.path, part.article.id):
                    if at in links.other:
                        lines += self._shown_lines(part, at)
        except ReaderError:
            return
        self._call(self._show_links, shown, lines)

    def _show_links(self, shown: Shown, lines: list[Spans]) -> None:
        if self._still(shown):
            self._side.pane.set_links(lines)
            self._screen.show_hints()

    def _still(self, shown: Shown) -> bool:
        """Whether that is on the screen, in whatever script."""
        now = self._side.shown
        return now is not None and now.article is shown.article

    # -- there

    def follow(self, line: Spans = ()) -> None:
        """Go to the other end of a jump.

        Args:
            line: The jump line that was clicked; by default the one at the caret or in view, else any of the article.
        """
        shown = self._side.shown
        if shown is not None:
            line = line or self._side.pane.jump_at_place()
            self._run(partial(self._follow, shown, line, self._go, self._tell_why))

    def other_half(self, then: Goal, otherwise: Callable[[], None]) -> None:
        """Where the article goes on or comes from, for another pane; `otherwise` if nothing is linked."""
        shown = self._side.shown
        if shown is None or shown.joined or not any(block.role is Role.JUMP for block in shown.view.blocks):
            otherwise()
        else:
            line = self._side.pane.jump_at_place()
            self._run(partial(self._follow, shown, line, then, lambda _why: otherwise()))

    def _follow(self, shown: Shown, line: Spans, go: Goal, refuse: Callable[[str], None]) -> None:
        try:
            part = part_at(shown.parts, line[0][0]) if line else shown.parts[0]
            path, article_id = part.entry.path, part.article.id
            links = self._jumps.links(path)
            ends = links.of(path, article_id)
            if line:
                ends.sort(key=lambda at: line not in self._shown_lines(part, at))
            target = links.other.get(ends[0]) if ends else None
            if target is None:
                self._call(refuse, self._jumps.why_not(links, ends))
                return
            page = self._session.catalogue.load(self._session.catalogue.entry(target.path))
            lines = self._jumps.lines(page, target.end)
        except ReaderError as error:
            self._call(self._screen.tell, str(error), True)
            return
        self._call(go, (target.path, target.end.article_id), lines[0] if lines else None)

    def _shown_lines(self, part: PagePart, at: At) -> list[Spans]:
        """Where the lines of an end stand in the view."""
        return [part.shown(spans) for spans in self._jumps.lines(part.page, at.end)]

    def _tell_why(self, sentence: str) -> None:
        if self._screen.library.running:
            sentence = _("The library is still being read; the page may come.") + " " + sentence
        self._screen.tell(sentence)

    def _go(self, key: Key, go_to: Spans | None) -> None:
        self._side.visits.leave()
        self._side.opening.open(key, go_to=go_to)

    def _here(self, shown: Shown) -> tuple[Key, int]:
        """The article, and the offset in its own file, at which the reader is."""
        place = self._side.pane.place
        part = part_at(shown.parts, place)
        return (part.entry.path, part.article.id), place - part.base

    # -- as one

    def toggle_whole(self) -> None:
        """Show the article with its continuations as one, or the page's part alone again; the place stays."""
        shown = self._side.shown
        if shown is None:
            return
        key, place = self._here(shown)
        if shown.joined:
            self._side.opening.open(key, place=place)
        else:
            self.join((shown.entry.path, shown.article.id), place)

    def join(self, key: Key, place: int | Target) -> None:
        """Show an article with its continuations as one, at a place of its own file."""
        self._run(partial(self._join, key, place))

    def join_again(self, place: int | None) -> None:
        """Show what is shown as one as its pages are now; if it is one no more, the article that holds the place.

        Args:
            place: an offset of the view; where the reader is, if `None`.
        """
        shown = self._side.shown
        if shown is not None:
            self._run(partial(self._join_again, shown, self._side.opening.script, place))

    def _join_again(self, before: Shown, script: Script, place: int | None) -> None:
        opening = self._side.opening
        there = self._side.pane.place if place is None else place
        part = part_at(before.parts, there)
        path, offset = part.entry.path, there - part.base
        try:
            page = self._session.catalogue.load(self._session.catalogue.entry(path))
            held = (one.id for one in page.articles if intersection(one.spans, ((offset, offset + 1),)))
            article_id = next(held, part.article.id)
            members = self._jumps.members(path, article_id)
        except ReaderError as error:
            self._call(self._screen.tell, str(error), True)
            return
        if len(members) < 2:
            self._call(partial(opening.open, (path, article_id), place=offset))
        else:
            self._call(opening.display_again, before, self._made(*joined(members))(script), True, place)

    def _join(self, key: Key, place: int | Target) -> None:
        path, article_id = key
        try:
            if not isinstance(place, int):
                path, place = self._side.opening.place_now(path, place)
            members = self._jumps.members(path, article_id)
            if len(members) < 2:
                links = self._jumps.links(path)
                ends = links.of(path, article_id)
                self._call(self._tell_why, self._jumps.why_not(links, ends))
                return
        except ReaderError as error:
            self._call(self._screen.tell, str(error), True)
            return
        page, article, parts = joined(members)
        base = next(part.base for part in parts if (part.entry.path, part.article.id) == (path, article_id))
        key = parts[0].entry.path, parts[0].article.id
        self._call(self._side.opening.open_made, key, self._made(page, article, parts), base + place)

    def _made(self, page: Page, article: Article, parts: tuple[PagePart, ...]) -> Callable[[Script], Shown]:
        """What shows a joined article in a script."""
        head = parts[0]
        number = head.page.articles.index(head.article) + 1

        def made(script: Script) -> Shown:
            return Shown(head.entry, page, article, number, self._session.views.view(page, article, script), parts)

        return made

    def _run(self, work: partial[None], group: str = "jump") -> None:
        self._side.pane.run_worker(work, thread=True, exclusive=True, group=group)

    def _call(self, function: object, *arguments: object) -> None:
        if not get_current_worker().is_cancelled:
            self._screen.app.call_from_thread(function, *arguments)  # type: ignore[arg-type]
