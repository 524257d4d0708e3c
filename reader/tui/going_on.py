"""Going on with a search past the end of the article: to the next of the tree, as it is filtered, that has a hit."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library.catalogue import Entry
from reader.library.one_line import one_line
from reader.messages import _
from reader.text import words
from reader.text.spans import Spans
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.library.corpus import Corpus, Wanted
    from reader.text.query import Query
    from reader.tui.library_finding import Row
    from reader.tui.side import Side

PATIENCE: Final = 10.0
"""Seconds after which a pattern is given up."""

SHOWN: Final = 24
"""Cells of a title or a query in the status line."""


class Further(NamedTuple):
    """The hit that a search goes on with, in another article."""

    row: Row
    round: bool
    """Whether it was found only past the end of the list, from its other end on."""


def further_hit(
    corpus: Corpus,
    query: Query,
    entries: Sequence[Entry],
    here: tuple[int, int],
    wanted: Wanted,
    step: int,
    cancelled: Callable[[], bool] = lambda: False,
    until: float = math.inf,
) -> Further | None:
    """The first hit after an article (`step` 1), or the last before it (−1), and round the end of the list.

    Args:
        corpus: What is searched.
        query: What to look for.
        entries: The pages in their order.
        here: Number of the page among them, and of the article on it; there nothing is looked for.
        wanted: Which articles are searched; what belongs to none is not.
        step: The direction.
        cancelled: Asked for each page; where it says yes, nothing is found.
        until: A time of `time.monotonic` at which a pattern is given up.

    Raises:
        TooSlowError: it was given up.
    """
    from reader.tui.library_finding import Row

    page, number = here
    before, after = entries[: page + 1], entries[page:]
    for round_ in (False, True):
        ahead = (step > 0) != round_
        pages = after if ahead else before

        def left(entry: Entry, ahead: bool = ahead) -> frozenset[int]:
            own = wanted(entry)
            taken = own if own is not None else frozenset(range(len(entry.articles)))
            if entry is not entries[page]:
                return taken
            return frozenset(one for one in taken if (one > number if ahead else one < number))

        for found in corpus.search(query, left, cancelled, until, pages[::step]):
            if found.hits:
                hit = found.hits[0 if step > 0 else -1]
                return Further(Row(found.entry, 0, hit.article, found.text, hit), round_)
    return None


class GoingOn:
    """The way of one pane's search into other articles."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._screen = side.screen

    def go(self, step: int) -> None:
        """Look in a thread for the next article with a hit, and open it there."""
        from reader.library.corpus import everything
        from reader.text.query import Mode, Query

        side, tree = self._side, self._screen.tree_view
        if side.opening.on_its_way:
            return
        found, key = side.searching.found, side.opening.key
        query = Query(found.query, found.mode or Mode.PLAIN)
        wanted = tree.found.of if tree.found else everything
        here = tree.place_of(key)
        if here[0] < 0:
            return
        self._screen.show_progress(_("searching…"))
        # The corpus is made here: two threads that ask for it could make two.
        look = partial(further_hit, self._screen.session.corpus, query, list(tree.entries), here, wanted, step)
        in_thread = partial(self._look, look, key, query, step)
        side.pane.run_worker(in_thread, thread=True, exclusive=True, group="search")

    def _look(self, look: Callable[..., Further | None], key: Key, query: Query, step: int) -> None:
        from reader.text.query import Mode
        from reader.tui.library_finding import sentences

        worker, session = get_current_worker(), self._screen.session
        further, spans, problem = None, None, ""
        try:
            if query.mode is Mode.WORD and not words.loaded():
                words.load()
            session.corpus.update(lambda: worker.is_cancelled)
            further = look(lambda: worker.is_cancelled, time.monotonic() + PATIENCE)
            if further is not None:
                sentence = sentences(session.catalogue, [further.row])[further.row.key]
                spans = sentence.spans if sentence else None
                problem = "" if sentence else _("This place has changed since it was read.")
        except ReaderError as error:
            problem = str(error)
        if not worker.is_cancelled:
            self._screen.app.call_from_thread(self._take, key, query, step, further, spans, problem)

    def _take(
        self, key: Key, query: Query, step: int, further: Further | None, spans: Spans | None, problem: str
    ) -> None:
        side, screen = self._side, self._screen
        screen.show_progress("")
        if side.opening.key != key or side.searching.found.query != query.text:
            return
        if problem:
            screen.tell(problem, True)
        elif further is None or spans is None:
            side.searching.step(step)
            sentence = _("no other article has “{words}”")
            screen.show_briefly(sentence.format(words=one_line(query.text, SHOWN)))
        else:
            row = further.row
            title = next((one.title for one in row.entry.articles if one.id == row.article_id), "")
            if not further.round:
                sentence = _("on to “{title}”")
            elif step > 0:
                sentence = _("from the beginning of the list: “{title}”")
            else:
                sentence = _("from the end of the list: “{title}”")
            side.visits.leave("hits")
            news, caret = sentence.format(title=one_line(title, SHOWN)), side.pane.caret_ends() is not None
            side.searching.arrive(query.text, query.mode, spans, news, caret=caret)
            side.opening.open((row.entry.path, row.article_id), go_to=spans)
