"""The search in the article and the filter of the tree: what was asked, what was found, and the line to type it in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library.one_line import one_line
from reader.messages import _, ngettext
from reader.newspaper.compose import ArticleView, Hit
from reader.text import words
from reader.text.spans import Spans

if TYPE_CHECKING:
    from reader.text.query import Mode
    from reader.tui.side import Side
    from reader.tui.widgets.prompt_bar import PromptBar


AT_ONCE: Final = 30_000
"""Characters up to which an article is searched between two keys: folding them takes 10 ms, once."""

PATIENCE: Final = 1.0
"""Seconds after which a pattern is given up."""


class Search(NamedTuple):
    """A query and its hits in the view that is shown."""

    query: str = ""
    hits: Sequence[Hit] = ()
    current: int | None = None
    """Number of the hit the reader stands on, from 0."""
    mode: Mode | None = None
    """How it is meant; `None` as it stands, before any query was (the module of `Mode` is loaded with the first)."""
    hidden: int = 0
    """How many hits are no words, where only words are looked for."""
    problem: str = ""
    """What is wrong with the query, as a sentence."""

    @property
    def shown(self) -> str:
        """Where the reader is among the hits: `3/10`, or how many there are."""
        return f"{self.current + 1}/{len(self.hits)}" if self.current is not None else str(len(self.hits))

    @property
    def note(self) -> str:
        """What is to be said beside the line."""
        if self.problem or not self.query:
            return self.problem
        return " · ".join([self.shown, *remarks(self.hidden, self.mode, self.query)])


def remarks(hidden: int, mode: Mode | None, query: str) -> Iterator[str]:
    """What is to be said of the hits of a query besides their number: how many words hide, and what is not ready."""
    if hidden:
        sentence = ngettext("{count} inside a word hidden", "{count} inside words hidden", hidden)
        yield sentence.format(count=hidden)
    if mode == "word" and not words.loaded():
        yield _("loading the words…")
    if mode == "fuzzy":
        from reader.text.near import SHORTEST

        if len(query) < SHORTEST:
            yield _("from 3 characters on")


def search(
    view: ArticleView,
    query: str,
    mode: Mode | None = None,
    origin: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Search:
    """The hits of a query in reading order; the current one is the first at or after source offset `origin`.

    Where the query is no pattern, or one that takes too long, there are none, and the problem is told.
    Where `cancelled` says yes, what is answered is not all.
    """
    from reader.text.query import Mode, Query

    asked = Search(query if query.strip() else "", mode=mode)
    try:
        found = view.search(Query(asked.query, mode or Mode.PLAIN), time.monotonic() + PATIENCE, cancelled)
    except ReaderError as error:
        return asked._replace(problem=str(error))
    asked = asked._replace(hits=found.hits, hidden=found.hidden)
    if origin is None or not found.hits:
        return asked
    place = view.place_of(origin)
    after = (number for number, hit in enumerate(found.hits) if (hit.block, hit.end) > place)
    return asked._replace(current=next(after, 0))


def stepped(found: Search, step: int) -> Search:
    """The next or previous hit made the current one; after the last comes the first."""
    if not found.hits:
        return found
    at = -1 if found.current is None and step > 0 else found.current or 0
    return found._replace(current=(at + step) % len(found.hits))


def _next_to(view: ArticleView, hits: Sequence[Hit], anchor: int | None, head: int, step: int) -> int | None:
    """Number of the hit that a caret at source offset `head` goes to; `None` if there is none on this side of it.

    A selection that was begun at `anchor` takes a hit in, so that after that the caret stands at the hit's far end.
    """
    here = view.place_of(head)
    began = None if anchor is None else view.place_of(anchor)
    goals = [
        (one.block, one.end if began is not None and (one.block, one.start) >= began else one.start) for one in hits
    ]
    if step > 0:
        return next((number for number, goal in enumerate(goals) if goal > here), None)
    return next((number for number in reversed(range(len(goals))) if goals[number] < here), None)


class Searching:
    """The search of one pane, and the filter of the tree beside it."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._screen = side.screen
        self.found = Search()
        self._one_at_a_time = Lock()
        self.typing = ""
        """Purpose of the line that is open: `search` or `filter`."""
        self._origin = 0
        self._arriving: int | None = None
        """Source offset of the hit of the library that is to be the current one of the article being opened."""
        self._news = ""
        """What is to be said when that article is shown."""
        self._caret: Spans = ()
        """The passage of it that the caret is to be on."""
        self._key = ("", "")
        """The article that was searched last."""
        self._on_its_way: tuple[str, Mode | None, int | None, bool] | None = None
        """What is searched in a thread and not answered yet: query, mode, origin, whether to go to the hit."""

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
        elif self._side.shown is not None:
            from reader.tui.widgets.search_bar import SearchBar

            self._origin = self._side.pane.place
            placeholder = _("in any script, over line ends")
            bar = SearchBar("search", self.found.query, placeholder, self.found.mode, screen.session.recent_queries)
        else:
            return
        self.typing = bar.purpose
        await screen.mount(bar, before=screen.status)
        screen.set_focus(bar.query_one("Input"))  # now: `focus` would let keys that wait already go before
        self._say()

    def typed(self, event: PromptBar.Typed) -> None:
        """Search or filter as it is typed."""
        screen = self._screen
        if event.purpose == "filter":
            screen.tree_view.filter_by(event.text)
            screen.filtered = one_line(event.text.strip(), 20)
        elif self._side.shown is not None:
            self._key = self._side.opening.key
            self._search(self._side.shown.view, event.text, event.mode, self._origin, go=True)

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
        self.typing = ""
        await screen.query(PromptBar).remove()
        kept = event.kept and bool(event.text.strip())
        if event.purpose == "filter":
            screen.tree_view.focus()
            if not kept:
                self.clear_filter()
        else:
            self._side.pane.focus()
            if kept:
                self.remember(event.text, self.found.mode)
            else:
                self.clear()
                if self._side.shown is not None:
                    self._side.pane.show(self._side.shown.view, place=self._origin, keep_place=True)

    def passages(self) -> list[Spans]:
        """The hits, as spans of the view."""
        shown = self._side.shown
        return [shown.view.to_source(*hit) for hit in self.found.hits] if shown is not None else []

    def remember(self, query: str, mode: Mode | None) -> None:
        """Keep a query for the next time."""
        add = partial(self._screen.session.remember_query, query, mode)
        self._screen.run_worker(add, thread=True, group="state")

    def step_on(self, step: int) -> bool:
        """Go to the next or previous hit, past the last or first of the article into another article.

        While a selection is being made the search keeps to the article. Returns whether it did.
        """
        found, ends = self.found, self._side.pane.caret_ends()
        if ends is None:
            at_end = not found.hits or found.current == (len(found.hits) - 1 if step > 0 else 0)
        else:
            at_end = ends[0] is None and self._next_to(*ends, step) is None
        if found.query and not found.problem and at_end:
            from reader.tui.going_on import GoingOn

            GoingOn(self._side).go(step)
            return False
        self.step(step)
        return True

    def _next_to(self, anchor: int | None, head: int, step: int) -> int | None:
        shown = self._side.shown
        return _next_to(shown.view, self.found.hits, anchor, head, step) if shown is not None else None

    def step(self, step: int) -> None:
        """Go to the next or previous hit; with a caret, to the one next to it, and the caret there."""
        shown, pane = self._side.shown, self._side.pane
        ends = pane.caret_ends()
        beside = self._next_to(*ends, step) if ends is not None else None
        if beside is not None:
            self.found = self.found._replace(current=beside)
        elif ends is not None and self.found.hits:  # round the end of the article
            self.found = stepped(self.found._replace(current=None if step > 0 else 0), step)
        else:
            self.found = stepped(self.found, step)
        with self._side.visits.leaping("hits"):
            self._show(go=True)
        if shown is not None and self.found.current is not None:
            pane.caret_to(shown.view.to_source(*self.found.hits[self.found.current]))

    def again(self) -> None:
        """Search what is shown now for what was asked before."""
        shown, found = self._side.shown, self.found
        if self._on_its_way is not None and shown is not None:
            # It was asked of the text as it was before; what was answered last is not what was asked last.
            query, mode, origin, go = self._on_its_way
            same, self._key = self._key == self._side.opening.key, self._side.opening.key
            self._search(shown.view, query, mode, origin if same else None, go=go and same)
        elif found.query and shown is not None:
            # The hits known are those of another text, or of this one in another script.
            kept = found.current if self._key == self._side.opening.key else None
            self._key = self._side.opening.key
            self.found = Search(found.query, (), kept, found.mode)
            origin, self._arriving = self._arriving, None
            if self._news:  # said when all is shown: what was said of the article before goes with it
                self._screen.call_later(self._screen.show_briefly, self._news)
                self._news = ""
            self._search(shown.view, found.query, found.mode, origin, go=False)
            if self._caret:
                self._side.pane.caret_onto(self._caret)
                self._caret = ()
        else:
            self._show(go=False)

    def arrive(self, query: str, mode: Mode, spans: Spans, news: str = "", *, caret: bool = False) -> None:
        """Go on, in the article that is on its way, with what was asked of the library, from the hit at these spans.

        What is `news` is said there; with `caret` the caret stands on the hit.
        """
        self._news, self._caret = news, spans if caret else ()
        self._on_its_way = None
        self.found = Search(query, mode=mode)
        self._arriving = spans[0][0]

    def clear(self) -> None:
        """End the search."""
        self.found, self._on_its_way = Search(), None
        self._screen.workers.cancel_group(self._side.pane, "search")
        self._screen.show_progress("")
        self._show(go=False)

    def clear_filter(self) -> None:
        """End the filter."""
        self._screen.filtered = ""
        self._screen.tree_view.filter_by("")

    def _search(self, view: ArticleView, query: str, mode: Mode | None, origin: int | None, *, go: bool) -> None:
        """Search at once, or in a thread where it may take longer than a key; the latest query wins."""
        if mode in (None, "plain") and sum(len(block.text) for block in view.blocks) <= AT_ONCE:
            self._screen.workers.cancel_group(self._side.pane, "search")
            self._take(view, search(view, query, mode, origin), go)
        else:
            self._on_its_way = query, mode, origin, go
            self._screen.show_progress(_("searching…"))
            in_thread = partial(self._search_in_thread, view, query, mode, origin, go)
            self._side.pane.run_worker(in_thread, thread=True, exclusive=True, group="search")

    def _search_in_thread(self, view: ArticleView, query: str, mode: Mode | None, origin: int | None, go: bool) -> None:
        worker, call = get_current_worker(), self._screen.app.call_from_thread
        # One after the other: the first folds the text, and those that are out of date by then are not made.
        with self._one_at_a_time:
            if worker.is_cancelled:
                return
            found = search(view, query, mode, origin, lambda: worker.is_cancelled)

        def take() -> None:
            if not worker.is_cancelled:  # asked here: a later query may have been answered since the thread asked
                self._take(view, found, go)

        call(take)
        if mode == "word" and query.strip() and not words.loaded():
            words.load()
            found = search(view, query, mode, origin)
            call(take)

    def _take(self, view: ArticleView, found: Search, go: bool) -> None:
        """Show what was found, if the text it was found in is still the one shown."""
        shown, before = self._side.shown, self.found
        self._screen.show_progress("")
        if shown is None or shown.view is not view:
            return
        self._on_its_way = None
        if not go and found.current is None and before.current is not None and before.current < len(found.hits):
            found = found._replace(current=before.current)
        self.found = found
        self._show(go=go)
        self._screen.show_status()

    def _show(self, *, go: bool) -> None:
        pane, shown, found = self._side.pane, self._side.shown, self.found
        pane.set_hits(found.hits, found.current)
        if go and shown is not None and found.current is not None:
            hit = found.hits[found.current]
            pane.go_to(shown.view.to_source(hit.block, hit.start, hit.end), hit.block)
        self._say()

    def _say(self) -> None:
        """Say in the line how many hits there are, or what is wrong with the query."""
        if self.typing == "search":
            from reader.tui.widgets.search_bar import SearchBar

            for bar in self._screen.query(SearchBar):
                bar.note(self.found.note, problem=bool(self.found.problem))
