"""The work that is left: articles marked as done, the next that is not, and all that is left with how far it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations import making
from reader.annotations.history import Change
from reader.errors import ReaderError
from reader.library.catalogue import ArticleSummary, Entry
from reader.library.issues import IssuePages
from reader.messages import _, ngettext
from reader.tui.session import Session
from reader.tui.widgets.queue_list import QueueRow
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen

AT_ONCE = 0.004
"""Seconds of counting after which the screen has its turn."""


class Queue(NamedTuple):
    """What is left of what the filter leaves."""

    rows: list[QueueRow]
    """The issues of which something is left, in the order of the tree, each with its articles that are not done."""
    done: int
    total: int
    first: int
    """The row to begin on."""


class Queueing:
    """The commands of one main screen on what is done and what is left."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    async def toggle(self, targets: Sequence[Key]) -> None:
        """Mark articles as done and go to the next that is not; if all are done already, as not done."""
        session, screen = self._session, self._screen
        if not targets:
            screen.tell(_("No article is chosen."))
            return
        try:
            entries = {path: session.catalogue.entry(path) for path, _id in targets}
            undone = [key for key in targets if key[1] not in session.done(entries[key[0]])]
            if not undone:
                await screen.annotating.save(self._taken_back(targets), _("not done"))
                return
            changes = await asyncio.to_thread(self._finished, undone)
        except ReaderError as error:
            screen.tell(str(error), error=True)
            return
        count = ngettext("done", "{count} done", len(undone)).format(count=len(undone))
        if await screen.annotating.save(changes, count):
            self._go_on(targets[-1])

    def _taken_back(self, targets: Sequence[Key]) -> list[Change]:
        session = self._session
        return [
            change
            for path, article_id in targets
            for change in making.unfinished(session.placements.of(path), article_id, session.annotator)
        ]

    def _finished(self, targets: Sequence[Key]) -> list[Change]:
        catalogue = self._session.catalogue
        out: list[Change] = []
        for path, article_id in targets:
            page = catalogue.load(catalogue.entry(path))
            article = page.article(article_id)
            if article is not None:
                out += making.finished(page, path, article, self._session.annotator)
        return out

    def _go_on(self, key: Key) -> None:
        screen = self._screen
        following = self.next(key)
        if following is None:
            screen.tell(_("Everything is done that the tree shows.") if screen.tree_view.wanted else _("All is done."))
        else:
            screen.side.visits.leave("leafing")
            screen.opening.open(following)

    def next(self, key: Key) -> Key | None:
        """The next article after one that is not done, as the tree is filtered; `None` if all are."""
        done = self._session.done
        return self._screen.tree_view.first_after(key, lambda entry, article: article.id not in done(entry))

    async def show(self) -> None:
        """List what is left, and go to the article chosen."""
        from reader.tui.screens.queue import QueueScreen

        screen = self._screen
        answer = await screen.app.push_screen_wait(QueueScreen(self, self.next(screen.opening.key)))
        if answer is not None:
            screen.side.go_to(answer)

    async def count(self, first: Key | None) -> Queue:
        """Count what is left; the screen has its turn again and again.

        Args:
            first: the article that the list is to begin on.
        """
        tree = self._screen.tree_view
        out: list[QueueRow] = []
        at = done = total = 0
        started = time.monotonic()
        for pages in list(tree.issues):
            own = self._left(pages)
            done, total = done + own.done, total + own.total
            if first is not None and any(entry.path == first[0] for entry in pages):
                here = (number for number, row in enumerate(own.rows) if not row.heading and row.key == first)
                at = len(out) + next(here, 0)
            out += own.rows
            if time.monotonic() - started > AT_ONCE:
                await asyncio.sleep(0)
                started = time.monotonic()
        return Queue(out, done, total, at)

    def _left(self, pages: IssuePages) -> Queue:
        """What is left of an issue."""
        left: list[tuple[Entry, ArticleSummary]] = []
        total = 0
        for entry, article in self._screen.tree_view.articles_in(pages):
            total += 1
            if article.id not in self._session.done(entry):
                left.append((entry, article))
        rows = [QueueRow(pages, total - len(left), total, *one, False) for one in left]
        return Queue([rows[0]._replace(heading=True), *rows] if rows else [], total - len(left), total, 0)
