"""The outlines of articles in the tree: made when one is opened there, from the page as it was recognised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.messages import _
from reader.text.script import Script
from reader.tui.session import Session
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.newspaper.outline import Section
    from reader.tui.screens.browse import BrowseScreen


class Outlining:
    """The outlines of one main screen."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    def ask(self, key: Key) -> None:
        """Show the sections of an article under it, or say that it has none."""
        self._screen.run_worker(partial(self._make, key), thread=True, exclusive=True, group="outline")

    def _make(self, key: Key) -> None:
        from reader.newspaper.outline import outline

        call = self._screen.app.call_from_thread
        try:
            page = self._session.catalogue.load(self._session.catalogue.entry(key[0]))
        except ReaderError as error:
            call(self._screen.tell, str(error), True)
            return
        article = page.article(key[1])
        sections = outline(article, self._session.views.view(page, article, Script.SOURCE)) if article else ()
        if not get_current_worker().is_cancelled:
            call(self._show, key, sections)

    def _show(self, key: Key, sections: tuple[Section, ...]) -> None:
        if sections:
            self._screen.tree_view.show_outline(key, sections)
        else:
            self._screen.show_briefly(_("no sections in this article"))
