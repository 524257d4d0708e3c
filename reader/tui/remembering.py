"""What is remembered of the reading: the articles that were read, and the place that the reader is at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.joined import part_at
from reader.library.state import Place
from reader.tui.session import Session
from reader.tui.views import Shown
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen

READ_AFTER = 1.0
"""Seconds for which an article's end must be on the screen before the article counts as read."""

REMEMBER_AFTER = 1.0
"""Seconds after which a new place is written down."""


class Remembering:
    """Keeps it for one main screen; written down in threads."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    def moved(self) -> None:
        """Remember the place; an article whose end stays on the screen was read."""
        self.keep_place()
        shown = self._screen.shown
        if shown is not None and shown.number and self._screen.pane.percent >= 100:
            self._screen.set_timer(READ_AFTER, lambda: self._was_read(shown))

    def keep_place(self) -> None:
        """Remember the place; it is written down a little later."""
        screen = self._screen
        if screen.shown is not None:
            part = part_at(screen.shown.parts, screen.pane.place)
            place = screen.pane.place - part.base
            self._session.place = Place(part.entry.path, part.article.id, place, screen.opening.script.value)
            screen.set_timer(REMEMBER_AFTER, self._save_place)

    def toggle_read(self, targets: Sequence[Key]) -> None:
        """Mark articles as read, or as unread if all are."""
        ids = [article_id for _path, article_id in targets]
        self._mark_read(ids, not all(one in self._session.read for one in ids))

    def _was_read(self, shown: Shown) -> None:
        now = self._screen.shown
        same = now is not None and now.article.id == shown.article.id
        if same and self._screen.pane.percent >= 100 and shown.article.id not in self._session.read:
            self._mark_read([part.article.id for part in shown.parts], True)

    def _mark_read(self, ids: Sequence[str], read: bool) -> None:
        (self._session.read.update if read else self._session.read.difference_update)(ids)
        self._screen.tree_view.refresh()
        self._screen.run_worker(lambda: self._session.state.mark_read(ids, read), thread=True, group="state")

    def _save_place(self) -> None:
        if self._session.place_is_new():
            self._screen.run_worker(self._session.save_place, thread=True, group="state", exclusive=True)
