"""The search of the whole library: results as the query is typed, and a jump to one of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from reader.errors import ReaderError
from reader.library.corpus import PageHits, Wanted, everything
from reader.library.matching import Fitting
from reader.library.pagetext import TextHit
from reader.library.sentences import Sentence
from reader.messages import N_, _, ngettext
from reader.text import words
from reader.text.query import Mode, Query
from reader.tui.library_finding import Asked, Goal, Place, Row, Rows, most_hits, sentences
from reader.tui.screens.dialog import EDGES, SEPARATOR, Dialog, Hint
from reader.tui.searching import remarks
from reader.tui.widgets.hit_list import HitList
from reader.tui.widgets.prompt_bar import PromptBar
from reader.tui.widgets.search_bar import KEYS, SearchBar
from reader.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from reader.tui.session import Session

MOST: Final = 20_000
"""Hits that are shown at most."""

PATIENCE: Final = 10.0
"""Seconds after which a pattern is given up."""

SHOW_EVERY: Final = 0.15
"""Seconds between two showings of what was found so far."""

LOOK_EVERY: Final = 1.5
"""Seconds between two looks for pages that were read meanwhile."""

WORDS_EVERY: Final = 0.25
"""Seconds between two looks whether other words of the library's own are in use."""


class LibraryBar(SearchBar):
    """The line of this search: the arrows are for the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", N_("Next hit"), show=False, id="library.next"),
        Binding("up", "step(-1)", N_("Previous hit"), show=False, id="library.previous"),
    ]


class LimitBar(PromptBar):
    """The line that says which articles are searched; it comes when it is asked for."""

    TYPED_AT_ONCE = False


class LibrarySearch(Dialog[Goal]):
    """Answers with the hit to go to. What was asked last, and where the user was in it, stands there again."""

    PLACE = "library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="library.page_down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="library.page_up"),
        Binding("ctrl+s", "order", N_("By date or by number of hits"), show=False, id="search.order"),
        Binding("ctrl+l", "limit", N_("Only in certain articles; back to the query"), show=False, id="search.limit"),
    ]

    def __init__(self, session: Session, fitting: Callable[[str], Fitting | None], filtered: str) -> None:
        """A search.

        Args:
            session: The library.
            fitting: The articles that a typed filter means; `None` where that is all.
            filtered: The filter of the tree, which limits the search at first; else what limited the last one does.
        """
        super().__init__("", [])
        self._session = session
        self._corpus = session.corpus  # made here: two threads that ask for it could make two
        self._fitting = fitting
        self._filtered = filtered.strip()
        self._wanted: Wanted = everything
        self._asked: Asked = session.asked._replace(limits=self._filtered or session.asked.limits)
        self._left = Event()
        """Set when the user leaves: what comes from a thread after that is not shown."""
        self._hits = HitList(id="library-hits")
        self._hits.can_focus = False  # a click beside the rows must not take what is typed from the line
        self._words = Static("", id="library-said", markup=False)
        self._showing: Worker[None] | None = None
        """Whose finds are shown."""
        self._answered: Asked | None = None
        """What they answer."""
        self._awaited: Place | None = None
        """The row that the cursor is to be on as soon as it is found, unless the user moves before."""
        self._progress = ""
        self._own_words = words.user_words()
        """The words of the library's own that the hits were judged by."""
        self._said = ""
        self._problem = False
        self._heading = ""

    def body(self) -> ComposeResult:
        """The line, what is said of the hits, and the list."""
        query, mode = self._asked.query, self._asked.mode
        placeholder = _("in any script, over line ends")
        yield LibraryBar("library", query, placeholder, mode, self._session.recent_queries)
        placeholder = _("words of the title · #tag · :untagged · 2021-12 · 2021..2022-06")
        limits = LimitBar("limits", _("Only in"), self._asked.limits, placeholder, "limits")
        limits.display = bool(self._asked.limits)
        yield limits
        yield self._words
        yield self._hits

    def on_mount(self) -> None:
        """Read the texts; what was asked last is asked again."""
        self._show_keys()
        self._limit()
        self.run_worker(self._keep_up, thread=True, group="corpus")
        self.set_interval(WORDS_EVERY, self._follow_words)
        if self._asked.query:
            self._ask()

    def on_unmount(self) -> None:
        """Let the workers end."""
        self._left.set()

    def _show_keys(self) -> None:
        order = _("by date") if self._asked.by_count else _("by count")
        limit = ("Ctrl+L", _("only in…"))
        self.show_hints([("Enter", _("go there")), limit, ("Ctrl+S", order), ("Esc", _("back"))])

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show the keys on the lower edge, and on the upper one how a query can be meant, as far as that fits."""
        super().show_hints(hints)
        modes = SEPARATOR.join(self.worded([(key, _(name)) for key, _mode, name in KEYS]))
        title, room = self._heading, self.box.outer_size.width - EDGES
        both = f"{title}{SEPARATOR}{modes}"
        self.box.border_title = Content(both if cell_len(both) <= room else modes if cell_len(modes) <= room else title)

    # -- what is typed

    def on_prompt_bar_typed(self, event: PromptBar.Typed) -> None:
        """Search for it, or elsewhere."""
        event.stop()
        if event.purpose == "limits":
            asked = self._asked._replace(limits=event.text.strip())
        else:
            asked = self._asked._replace(query=event.text, mode=event.mode or Mode.PLAIN)
        before, self._asked = self._asked, asked
        if asked != before:  # the lines tell of what they begin with as well
            self._asked = asked._replace(place=None)
            if asked.limits != before.limits:
                self._limit()
            self._ask()

    def on_prompt_bar_stepped(self, event: PromptBar.Stepped) -> None:
        """Go to the next hit in the list."""
        event.stop()
        rows, at = self._hits.rows, self._hits.cursor + event.step
        while 0 <= at < len(rows) and rows[at].hit is None:
            at += event.step
        if 0 <= at < len(rows):
            self._hits.cursor, self._awaited = at, None

    def on_prompt_bar_left(self, event: PromptBar.Left) -> None:
        """Enter goes to the hit, Esc back."""
        event.stop()
        if event.kept:
            self._go()
        else:
            self.action_leave()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Go to the hit that was clicked."""
        event.stop()
        self._go()

    def action_page(self, pages: int) -> None:
        """Page in the list without leaving the line."""
        self._hits.action_page(pages)
        self._awaited = None

    def action_order(self) -> None:
        """By date, or the issues and articles with the most hits first."""
        self._asked = self._asked._replace(by_count=not self._asked.by_count, place=None)
        self._show_keys()
        self._ask()

    def action_limit(self) -> None:
        """Go to the line that says which articles are searched, or back to the query; it goes where it is empty."""
        bar = self.query_one(LimitBar)
        back = bar.query_one(Input).has_focus
        bar.display = not back or bool(self._asked.limits)
        self.query_one(LibraryBar if back else LimitBar).query_one(Input).focus()

    def _limit(self) -> None:
        """Search the articles that the limits mean."""
        found = self._fitting(self._asked.limits)
        self._wanted = everything if found is None else found.of
        if found is None:
            title = _("Search the library")
        else:
            sentence = ngettext("Search {count} filtered article", "Search {count} filtered articles", found.total)
            title = sentence.format(count=found.total)
        self._heading = title
        self.show_hints(self._hints)

    def action_leave(self) -> None:
        """Leave; the query stays for the next time."""
        self._remember()
        self.dismiss(None)

    def _remember(self) -> None:
        self._left.set()
        self._asked = self._asked._replace(place=self._hits.place)
        # A filter of the tree limits as long as it stands there.
        own = "" if self._asked.limits == self._filtered else self._asked.limits
        self._session.asked = self._asked._replace(limits=own)
        remember = partial(self._session.remember_query, self._asked.query, self._asked.mode)
        self.app.run_worker(remember, thread=True, group="state")

    @work(exclusive=True, group="go")
    async def _go(self) -> None:
        """Leave for the hit under the cursor."""
        row = self._hits.current
        if row is None:
            return
        known = self._hits.known.get(row.key)
        if known is None:
            read = partial(sentences, self._session.catalogue, [row])
            try:
                known = (await self.run_worker(read, thread=True, group="sentence").wait())[row.key]
            except Exception:  # Textual's own, around what went wrong in the thread
                known = None
        if known is None:
            self._say(_("This place has changed since it was read."), problem=True)
            return
        self._remember()
        self.dismiss(Goal(self._asked.query, self._asked.mode, row.entry.path, row.article_id, known.spans))

    def _follow_words(self) -> None:
        """Ask again if the library has other words of its own now, by which hits are judged."""
        if (now := words.user_words()) != self._own_words:
            self._own_words = now
            if self._asked.mode is Mode.WORD and self._asked.query:
                self._ask_again()

    # -- searching, in threads

    def _ask_again(self) -> None:
        """The same of more pages: the cursor stays on its row."""
        place = self._hits.kept_place if self._hits.rows else self._asked.place
        self._asked = self._asked._replace(place=self._awaited or place)
        self._limit()
        same = self._answered is not None and self._answered[:3] == self._asked[:3]
        self._ask(len(self._hits.rows) if same else 0)

    def _ask(self, least: int = 0) -> None:
        """Search; what is found is shown when it is all, and before that where it is more rows than `least`."""
        search = partial(self._search, self._asked, self._wanted, least)
        self.run_worker(search, thread=True, exclusive=True, group="search")

    def _search(self, asked: Asked, wanted: Wanted, least: int) -> None:
        text, mode, by_count, _place, _limits = asked
        worker, call = get_current_worker(), self.app.call_from_thread

        def gone() -> bool:
            return worker.is_cancelled or self._left.is_set()

        def show(rows: Rows, said: str, problem: bool = False) -> None:
            if not gone():
                call(self._show, worker, rows, asked, said, problem)

        started = shown = time.monotonic()
        pages: list[PageHits] = []
        count = hidden = held = 0
        try:
            query = Query(text, mode)
            for page in self._corpus.search(query, wanted, gone, started + PATIENCE):
                pages.append(page)
                first = not count
                count += len(page.hits)
                held += len(page.hits)
                hidden += page.hidden
                if by_count and held >= 2 * MOST:
                    pages = most_hits(pages, MOST)
                    held = sum(len(one.hits) for one in pages)
                if count >= MOST and not by_count:
                    break
                if (first and count) or time.monotonic() - shown >= SHOW_EVERY:
                    so_far = _counted(count, hidden, mode, query) + " · " + _("searching…")
                    rows = Rows(pages, by_count)
                    if len(rows) > least:
                        show(rows, so_far)
                    shown = time.monotonic()
        except ReaderError as error:
            show(Rows(pages, by_count), str(error), problem=True)
            return
        said = _counted(count, hidden, mode, query)
        if count >= MOST and not by_count:
            said = _("the first {count} hits").format(count=count)
        elif held < count:
            sentence = _("those of the {number} pages with the most are shown")
            said += " · " + sentence.format(number=len(pages))
        if not self._session.catalogue.entries:
            said = _("The library holds no texts.")
        show(Rows(pages, by_count), said if query else "")
        if mode is Mode.WORD and query and not words.loaded():
            words.load()
            if not gone():
                call(self._ask_again)

    def _show(self, worker: Worker[None], rows: Rows, asked: Asked, said: str, problem: bool) -> None:
        if worker.is_cancelled or self._left.is_set():
            return
        self._answered, place = asked, asked.place
        wanted = self._awaited or self._hits.kept_place
        if self._showing is not worker:
            self._showing, self._awaited, wanted = worker, place, place
        # The row on which the cursor was may be found later than the first ones.
        if self._hits.show(rows, wanted):
            self._awaited = None
        self._say(said, problem=problem)

    def _keep_up(self) -> None:
        """Read the texts, and go on looking for pages that the library takes in meanwhile."""
        corpus, call = self._corpus, self.app.call_from_thread
        asked = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal asked
            text = _("reading {done} of {total}").format(done=done, total=total) if done < total else ""
            if not self._left.is_set():
                call(self._say_progress, text)
            if done and time.monotonic() - asked > LOOK_EVERY and not self._left.is_set():
                asked = time.monotonic()
                gc.freeze()
                call(self._ask_again)

        while not self._left.is_set() and not get_current_worker().is_cancelled:
            changed = corpus.update(self._left.is_set, progress)
            if changed:
                # The texts stay: to look through them for garbage takes a tenth of a second, and every thread waits.
                gc.freeze()
            if not self._left.is_set():
                call(self._say_progress, "")
                if changed:
                    call(self._ask_again)
            self._left.wait(LOOK_EVERY)

    def on_hit_list_missing(self, event: HitList.Missing) -> None:
        """Read the sentences that the list shows."""
        event.stop()
        if self._hits.missing:
            rows = list(self._hits.missing.values())
            self._hits.missing.clear()
            self.run_worker(partial(self._read_sentences, rows), thread=True, group="sentences")

    def _read_sentences(self, rows: list[Row]) -> None:
        try:
            known = sentences(self._session.catalogue, rows)
        except ReaderError:
            known = {row.key: None for row in rows}
        if not self._left.is_set():
            self.app.call_from_thread(self._learn, known)

    def _learn(self, known: dict[tuple[str, TextHit], Sentence | None]) -> None:
        if not self._left.is_set():
            self._hits.learn(known)

    # -- what is said

    def _say(self, text: str, *, problem: bool = False) -> None:
        self._said, self._problem = text, problem
        self._show_said()

    def _say_progress(self, text: str) -> None:
        self._progress = text
        self._show_said()

    def _show_said(self) -> None:
        if not self._left.is_set():
            self._words.update(" · ".join(part for part in (self._said, self._progress) if part))
            self._words.set_class(self._problem, "-problem")


def _counted(count: int, hidden: int, mode: Mode, query: Query) -> str:
    number = ngettext("{count} hit", "{count} hits", count).format(count=count)
    return " · ".join([number, *remarks(hidden, mode, query.needle)])
