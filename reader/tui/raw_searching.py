"""The search of the raw text: what was asked is looked for in the page as the file has it, in the order of the file."""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.messages import _
from reader.newspaper.compose import ArticleView
from reader.text import words
from reader.text.spans import Spans
from reader.tui.searching import Search, search, stepped
from reader.tui.widgets.prompt_bar import PromptBar
from reader.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from reader.text.query import Mode
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.widgets.raw_caret import RawCaret


class RawSearching:
    """The search of one raw pane; it understands what the search of an article does."""

    def __init__(self, screen: BrowseScreen, raw: RawCaret) -> None:
        self._screen = screen
        self._raw = raw
        self._one_at_a_time = Lock()
        self._origin = 0
        self.found = Search()
        self.typing = ""
        """Purpose of the line while it is open."""

    async def prompt(self) -> None:
        """Open the line."""
        screen = self._screen
        for open_already in screen.query(PromptBar):
            open_already.query_one("Input").focus()
            return
        if self._raw.view is None:
            return
        self._origin = self._raw.place
        placeholder = _("in the raw text, over line ends")
        bar = SearchBar("raw", self.found.query, placeholder, self.found.mode, screen.session.recent_queries)
        self.typing = bar.purpose
        await screen.mount(bar, before=screen.status)
        screen.set_focus(bar.query_one("Input"))
        self._say()

    def typed(self, event: PromptBar.Typed) -> None:
        """Search as it is typed."""
        self._search(event.text, event.mode, self._origin, go=True)

    def stepped(self, event: PromptBar.Stepped) -> None:
        """Step through the hits while typing."""
        self.step_on(event.step)

    async def left(self, event: PromptBar.Left) -> None:
        """Enter keeps the hits; Esc goes back to where the user was."""
        self.typing = ""
        await self._screen.query(SearchBar).remove()
        self._raw.focus()
        if event.kept and event.text.strip():
            remember = partial(self._screen.session.remember_query, event.text, self.found.mode)
            self._screen.run_worker(remember, thread=True, group="state")
        else:
            self.clear()
            self._raw.show_offset(self._origin)

    def step_on(self, step: int) -> bool:
        """Go to the next or previous hit; after the last comes the first."""
        self.found = stepped(self.found, step)
        self._show(go=True)
        return True

    def again(self) -> None:
        """Search another text for what was asked before."""
        if self.found.query:
            self._search(self.found.query, self.found.mode, None, go=False)

    def clear(self) -> None:
        """End the search."""
        self._screen.workers.cancel_group(self._raw, "search")
        self.found = Search()
        self._show(go=False)

    def clear_filter(self) -> None:
        """End the filter of the tree."""
        self._screen.side.searching.clear_filter()

    def passages(self) -> list[Spans]:
        """The hits, as spans of the view of the article beside the raw text."""
        base = self._raw.base
        return [((hit.start + base, hit.end + base),) for hit in self.found.hits]

    def _search(self, query: str, mode: Mode | None, origin: int | None, *, go: bool) -> None:
        if self._raw.view is not None:
            work = partial(self._search_in_thread, self._raw.view, query, mode, origin, go)
            self._raw.run_worker(work, thread=True, exclusive=True, group="search")

    def _search_in_thread(self, view: ArticleView, query: str, mode: Mode | None, origin: int | None, go: bool) -> None:
        worker = get_current_worker()

        def take(found: Search) -> None:
            if not worker.is_cancelled and self._raw.view is view:
                self.found = found
                self._show(go=go)
                self._screen.show_status()

        # One after the other: the first folds the text.
        with self._one_at_a_time:
            if worker.is_cancelled:
                return
            found = search(view, query, mode, origin)
        self._screen.app.call_from_thread(take, found)
        if mode == "word" and query.strip() and not words.loaded():
            words.load()
            self._screen.app.call_from_thread(take, search(view, query, mode, origin))

    def _show(self, *, go: bool) -> None:
        found = self.found
        self._raw.set_hits(found.hits, found.current)
        if go and found.current is not None:
            hit = found.hits[found.current]
            self._raw.show_offset(hit.start)
            self._raw.caret_to(((hit.start, hit.end),))
        self._say()

    def _say(self) -> None:
        """Say in the line how many hits there are, or what is wrong with the query."""
        for bar in self._screen.query(SearchBar) if self.typing else ():
            bar.note(self.found.note, problem=bool(self.found.problem))
