"""The search in the article and the filter of the tree: what was asked, what was found, and the line to type it in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from reader.messages import _, ngettext
from reader.newspaper.compose import ArticleView, Hit
from reader.text.query import Query
from reader.tui.widgets.one_line import one_line

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.widgets.prompt_bar import PromptBar


AT_ONCE = 30_000
"""Characters up to which an article is searched between two keys: folding them takes 10 ms, once."""


class Search(NamedTuple):
    """A query and its hits in the view that is shown."""

    query: str = ""
    hits: Sequence[Hit] = ()
    current: int | None = None
    """Number of the hit the reader stands on, from 0."""

    @property
    def shown(self) -> str:
        """Where the reader is among the hits: `3/10`, or how many there are."""
        return f"{self.current + 1}/{len(self.hits)}" if self.current is not None else str(len(self.hits))


def search(view: ArticleView, query: str, origin: int | None = None) -> Search:
    """The hits of a query in reading order; the current one is the first at or after source offset `origin`."""
    hits = view.search(Query(query)).hits if query.strip() else []
    if not hits:
        return Search(query.strip())
    if origin is None:
        return Search(query, hits)
    place = view.place_of(origin)
    after = (number for number, hit in enumerate(hits) if (hit.block, hit.end) > place)
    return Search(query, hits, next(after, 0))


def stepped(found: Search, step: int) -> Search:
    """The next or previous hit made the current one; after the last comes the first."""
    if not found.hits:
        return found
    at = -1 if found.current is None and step > 0 else found.current or 0
    return Search(found.query, found.hits, (at + step) % len(found.hits))


class Searching:
    """The search and the filter of one main screen."""

    def __init__(self, screen: BrowseScreen) -> None:
        self._screen = screen
        self.found = Search()
        self.filtered = ""
        """How many articles the filter leaves, as a sentence."""
        self._one_at_a_time = Lock()
        self.typing = False
        """Whether the line is open."""
        self._origin = 0
        self._key = ("", "")
        """The article that was searched last."""

    async def prompt(self) -> None:
        """Open the line: to filter where the tree has the focus, to search where the article has it."""
        from reader.tui.widgets.prompt_bar import PromptBar

        screen = self._screen
        for bar in screen.query(PromptBar):
            bar.query_one("Input").focus()
            return
        if screen.tree_view.has_focus:
            placeholder = _("words of the title · #tag · :untagged · :unread · 2021-12")
            bar = PromptBar("filter", _("Filter"), "", placeholder)
        elif screen.shown is not None:
            self._origin = screen.pane.place
            bar = PromptBar("search", _("Search"), self.found.query, _("in any script, over line ends"))
        else:
            return
        self.typing = True
        await screen.mount(bar, before=screen.status)

    def typed(self, event: PromptBar.Typed) -> None:
        """Search or filter as it is typed."""
        screen = self._screen
        if event.purpose == "filter":
            count = screen.tree_view.filter_by(event.text)
            words = ngettext("filter “{words}”: {count} article", "filter “{words}”: {count} articles", count)
            typed = one_line(event.text.strip(), 20)
            self.filtered = words.format(words=typed, count=count) if typed else ""
        elif screen.shown is not None:
            self._key = screen.opening.key
            self._search(screen.shown.view, event.text, self._origin, go=True)

    def stepped(self, event: PromptBar.Stepped) -> None:
        """Step through the hits, or through the filtered rows, while typing."""
        if event.purpose == "filter":
            self._screen.tree_view.action_move(event.step)
        else:
            self.step(event.step)

    async def left(self, event: PromptBar.Left) -> None:
        """Enter keeps the hits or the filter; Esc goes back to where the user was."""
        from reader.tui.widgets.prompt_bar import PromptBar

        screen = self._screen
        self.typing = False
        await screen.query(PromptBar).remove()
        kept = event.kept and bool(event.text.strip())
        if event.purpose == "filter":
            screen.tree_view.focus()
            if not kept:
                self.clear_filter()
        else:
            screen.pane.focus()
            if not kept:
                self.clear()
                if screen.shown is not None:
                    screen.pane.show(screen.shown.view, place=self._origin, keep_place=True)

    def step(self, step: int) -> None:
        """Go to the next or previous hit."""
        self.found = stepped(self.found, step)
        self._show(go=True)

    def again(self) -> None:
        """Search what is shown now for what was asked before."""
        shown = self._screen.shown
        if self.found.query and shown is not None:
            # The hits known are those of another text, or of this one in another script.
            kept = self.found.current if self._key == self._screen.opening.key else None
            self._key = self._screen.opening.key
            self.found = Search(self.found.query, (), kept)
            self._search(shown.view, self.found.query, None, go=False)
        else:
            self._show(go=False)

    def clear(self) -> None:
        """End the search."""
        self.found = Search()
        self._show(go=False)

    def clear_filter(self) -> None:
        """End the filter."""
        self.filtered = ""
        self._screen.tree_view.filter_by("")

    def _search(self, view: ArticleView, query: str, origin: int | None, *, go: bool) -> None:
        """Search at once, or in a thread where the text is long; the latest query wins."""
        if sum(len(block.text) for block in view.blocks) <= AT_ONCE:
            self._take(view, search(view, query, origin), go)
        else:
            self._screen.show_progress(_("searching…"))
            in_thread = partial(self._search_in_thread, view, query, origin, go)
            self._screen.run_worker(in_thread, thread=True, exclusive=True, group="search")

    def _search_in_thread(self, view: ArticleView, query: str, origin: int | None, go: bool) -> None:
        worker = get_current_worker()
        # One after the other: the first folds the text, and those that are out of date by then are not made.
        with self._one_at_a_time:
            if worker.is_cancelled:
                return
            found = search(view, query, origin)
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._take, view, found, go)

    def _take(self, view: ArticleView, found: Search, go: bool) -> None:
        """Show what was found, if the text it was found in is still the one shown."""
        shown, before = self._screen.shown, self.found
        if shown is None or shown.view is not view:
            return
        if not go and before.current is not None and before.current < len(found.hits):
            found = Search(found.query, found.hits, before.current)
        self.found = found
        self._show(go=go)
        self._screen.show_progress("")

    def _show(self, *, go: bool) -> None:
        pane, shown, found = self._screen.pane, self._screen.shown, self.found
        pane.set_hits(found.hits, found.current)
        if go and shown is not None and found.current is not None:
            hit = found.hits[found.current]
            pane.go_to(shown.view.to_source(hit.block, hit.start, hit.end), hit.block)
