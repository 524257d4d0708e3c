"""Reading the library behind the screen: first what the user wants to see, then the rest, then what changes."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Any, cast

from textual.worker import get_current_worker

from reader.annotations.model import Annotation
from reader.annotations.placements import reanchor
from reader.errors import ReaderError
from reader.library.catalogue import Entry, ScanReport
from reader.library.decode import printable
from reader.messages import _
from reader.newspaper.compose import ArticleView
from reader.text import words
from reader.tui.closed_folders import ClosedFolders
from reader.tui.session import Session
from reader.tui.undecided import Undecided
from reader.tui.upkeep import follow_renames, keep_texts, on_renamed
from reader.tui.views import Shown

if TYPE_CHECKING:
    from reader.tui.app import ReaderApp
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.side import Side

SAID_AFTER = 1.0
"""Seconds after which comparing the files is told."""

WATCH_EVERY = 2.0
"""Seconds between two looks at the folder; longer where a look takes long."""

UPDATE_EVERY = 0.25
"""Seconds between two updates of the tree while the library is read."""

TOLD_FROM = 20
"""How many files must be recognised again for the user to be told how far it is."""

TRIED_FIRST = 20
"""How many files are tried for a first article before the screen is shown without one."""

BREATH = 0.0005
"""Seconds for which a thread that computes lets others go first, so that no key waits for it."""

STAYING = 64
"""Pages after which what is kept of them is put aside for good: to look through 100,000 articles for garbage, again and
again, would stop the keys for 60 ms each time."""

AT_ONCE = 0.004
"""Seconds of work on the UI thread that no key notices."""

WAIT_FOR_FIRST = 0.25
"""Seconds for which the first painting waits for the first article."""


class Loading:
    """The worker that reads one library for one main screen."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session
        self._undecided = Undecided(session)
        self._closed = ClosedFolders()
        self._cancelled = Event()
        self._stopped = Event()
        self._updated = 0.0
        self._first = asyncio.Event()
        self._painted = Event()
        self.running = False
        self.comparing = False
        """Whether files are being looked into for what they have in common."""

    async def start(self) -> None:
        """Begin, in a thread; returns when the first article is shown, or when that takes too long to wait for.

        Waiting makes one painting of three, and leaves the processor to the thread.
        """
        self._screen.run_worker(self._work, thread=True, group="library", exclusive=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._first.wait(), WAIT_FOR_FIRST)

    def load_words(self) -> None:
        """Load jieba, as somebody selects; until it is there a word is one character."""
        if not words.loaded():
            self._screen.run_worker(self._words, thread=True, exclusive=True, group="words", exit_on_error=False)

    def _words(self) -> None:
        words.load()
        self._call(self._screen.panes.words_loaded)

    def cancel(self) -> None:
        """Stop reading the rest, if it is being read; an issue that is opened is read then."""
        if self.running or self.comparing:
            self._cancelled.set()

    def stop(self) -> None:
        """End the worker: the screen goes."""
        self._stopped.set()

    def _call(self, function: Callable[..., Any], *arguments: object) -> Any:
        """Run something on the UI thread and give what it gives; `None` if the app is going."""
        if not self._stopped.is_set() and not get_current_worker().is_cancelled:
            return self._screen.app.call_from_thread(function, *arguments)
        return None

    def _work(self) -> None:
        try:
            self._session.catalogue.scan(trusting=True)
        except ReaderError as error:
            self._call(self._screen.show_nothing, str(error))
        try:
            self._show_first()
            # Reading on at once would halve the speed of the first painting: one thread runs at a time.
            self._painted.wait(WAIT_FOR_FIRST)
            gc.freeze()
            gc.enable()
            self._session.save_opened()
            if self._session.store.load():
                gc.freeze()
                self._take_over_annotations()
            self._call(self._screen.annotating.tell_notices)
            self._prepare()
            report = self._doubting()
            self._fill()
            if report.any:
                self._take_over_shown(report)
            cast("ReaderApp", self._screen.app).held.wait_for_pause(self._is_cancelled)
            self._refine()
        except ReaderError as error:
            self._call(self._screen.tell, str(error), True)
        self._watch()

    def _doubting(self) -> ScanReport:
        """What is different from what the first scan took on trust."""
        with suppress(ReaderError):  # who watches the folder tells of it
            return self._scan()
        return ScanReport()

    def _scan(self) -> ScanReport:
        """Look at the folder, and say what of it may not be looked at."""
        report = self._session.catalogue.scan(self._stopped.is_set)
        for sentence in self._closed.told(report.unlisted):
            self._call(self._screen.tell, sentence, True)
        return report

    def _show_first(self) -> None:
        """The place the user left, or the first article that can be read."""
        session = self._session
        left = session.state.place()
        entries = session.catalogue.ordered()
        order = [entry for entry in entries if left and entry.path == left.path] + entries[:TRIED_FIRST]
        problem = ""
        for entry in order:
            place = left if left and left.path == entry.path else None
            try:
                script = self._screen.opening.script
                offset = place.source_offset if place else None
                begun = session.beginning(entry.path, script, offset)
                if begun is not None:
                    self._call(self._display_beginning, begun, offset)
                shown = session.show(
                    entry.path, *((place.article_id, script, place.source_offset) if place else ("", script))
                )
                if place is not None and (now := session.left_at(place, shown.page.source)) != offset:
                    shown, offset = session.show(entry.path, place.article_id, script, now), now
            except ReaderError as error:
                problem = problem or str(error)
                continue
            self._call(self._display_first, shown, offset)
            return
        self._call(self.entries_changed)
        self._call(self._screen.show_nothing, problem)

    def _display_beginning(self, view: ArticleView, offset: int | None) -> None:
        self._screen.tree_view.show_entries(self._session.catalogue.ordered())
        self._screen.opening.display_beginning(view, offset)
        self._first.set()

    def _display_first(self, shown: Shown, offset: int | None) -> None:
        self._session.refresh()
        self._screen.tree_view.show_entries(self._session.catalogue.ordered())
        self._screen.opening.display(shown, offset)
        self._first.set()
        self._screen.call_after_refresh(self._painted.set)

    def _fill(self) -> None:
        """Read what has not been read yet."""
        self._cancelled.clear()
        self.running = True
        try:
            self._session.catalogue.fill(self._is_cancelled, self._progress, self._ready)
        finally:
            self.running = False
        self._call(self._session.refresh)
        doubtful = self._follow()
        self._call(self.entries_changed)
        for sentence in self._undecided.told(doubtful, self._screen.key):
            self._call(self._screen.tell, sentence)
        self._call(self._screen.jumping.look)
        self._call(self._screen.show_progress, "")
        self._call(self._compare)

    @property
    def _stop_key(self) -> str:
        return self._screen.key("back", "Esc")

    def _compare(self) -> None:
        """Find out behind everything else which files have passages in common."""
        self._screen.run_worker(self._share, thread=True, group="shared", exclusive=True)

    def _share(self) -> None:
        worker = get_current_worker()
        started = time.monotonic()

        def progress(done: int, total: int) -> None:
            if time.monotonic() - started > SAID_AFTER:
                text = _("comparing {done} of {total} · {key} stops").format(done=done, total=total, key=self._stop_key)
                self._call(self._screen.show_progress, text if done < total else "")

        def stopped() -> bool:
            return self._is_cancelled() or worker.is_cancelled

        self.comparing = True
        try:
            cast("ReaderApp", self._screen.app).held.wait_for_pause(stopped)
            self._session.passages.fill(stopped, progress)
        finally:
            self.comparing = False
            gc.freeze()
        self._call(self._screen.show_progress, "")
        self._call(self._screen.repeating.library_changed)

    def _is_cancelled(self) -> bool:
        return self._cancelled.is_set() or self._stopped.is_set()

    def _progress(self, done: int, total: int) -> None:
        text = _("reading {done} of {total} · {key} stops").format(done=done, total=total, key=self._stop_key)
        self._call(self._screen.show_progress, text)

    def _ready(self, entries: Sequence[Entry]) -> None:
        now = time.monotonic()
        if entries and now - self._updated >= UPDATE_EVERY:
            self._updated = now
            self._call(self.entries_changed)

    def entries_changed(self) -> None:
        """Show the library as it is known now."""
        self._session.refresh()
        self._screen.tree_view.show_entries(self._session.catalogue.ordered())
        self._screen.annotations_changed(())  # the tree has just been told

    def _take_over_annotations(self) -> None:
        """Bring the screen up to date after annotations were read, corrections among them."""
        corrected = self._session.catalogue.correct()
        self._call(self.entries_changed)
        if corrected:
            self._call(self._screen.pages_corrected, corrected)

    def _follow(self) -> list[str]:
        """Let annotations follow the files that were renamed, and find their places in those whose text changed.

        Returns:
            Ids of those that have no sure place there.
        """
        session = self._session
        doubtful: list[str] = []
        try:
            follow_renames(session.store, session.catalogue, self._call(session.placements.moved) or ())
        except ReaderError as error:
            self._call(self._screen.tell, str(error), True)
        stale: dict[str, list[Annotation]] = self._call(session.placements.stale) or {}
        kept = session.store.kept_texts.get
        for path, group in stale.items():
            if self._stopped.is_set():
                return doubtful
            try:
                source = session.catalogue.load(session.catalogue.entry(path)).source
            except ReaderError:
                continue  # The tree shows the file as failed, the list its annotations as without a place.
            found = reanchor(source, group, kept)
            doubtful += [one.id for one, anchored in found if anchored is None or not anchored.certain]
            self._call(session.accept, source, found)
        keep_texts(session.store, session.catalogue, self._call(session.placements.present) or {})
        return doubtful

    def _watch(self) -> None:
        """Look at the folder and at the annotations file again and again."""
        pause, told, asked = WATCH_EVERY, "", words.user_words()
        while not self._stopped.wait(pause):
            started, took = time.monotonic(), 0.0
            try:
                report = self._scan()
                took = time.monotonic() - started
                if report.any:
                    self._take_over(report)
                if self._session.store.refresh():
                    self._take_over_annotations()
                for problem in self._session.refresh_words():
                    self._call(self._screen.tell, problem, True)
                self._call(self._screen.annotating.tell_notices)
                if words.user_words() != asked:
                    asked = words.user_words()
                    for side in tuple(self._screen.sides):
                        self._call(side.opening.words_changed)
                    self._refine()
                told = ""
            except ReaderError as error:
                if str(error) != told:
                    told = str(error)
                    self._call(self._screen.tell, told, True)
            pause = max(WATCH_EVERY, 20 * took)

    def _take_over(self, report: ScanReport) -> None:
        """Bring the screen up to date after files came, went, changed or were renamed."""
        session = self._session
        try:
            follow_renames(session.store, session.catalogue, on_renamed(session.store, report.renamed))
        except ReaderError as error:
            self._call(self._screen.tell, str(error), True)
        self._fill()
        self._take_over_shown(report)
        self._refine()

    def _take_over_shown(self, report: ScanReport) -> None:
        if self._screen.shown is None:
            self._show_first()
            return
        for side in tuple(self._screen.sides):
            self._take_over_in(side, report)

    def _take_over_in(self, side: Side, report: ScanReport) -> None:
        path = side.opening.key[0]
        renamed = dict(report.renamed)
        others = {part.entry.path for part in side.shown.joined} - {path} if side.shown else set()
        if path in renamed:
            self._call(self._reopen, side, renamed[path])
        elif path in report.changed or others & {*report.changed, *renamed}:
            self._call(self._reopen, side, path)
        elif path in report.removed:
            sentence = _("“{name}” is no longer in the folder; what you see of it is what was read.")
            self._call(self._screen.tell, sentence.format(name=printable(path)), True)

    def _refine(self) -> None:
        """Ask jieba's words at the doubtful places of what was recognised without them, what is shown first."""
        self._cancelled.clear()
        self.running = True
        before = self._session.catalogue.entries
        try:
            first = self._screen.opening.key[0]
            self._session.catalogue.refine(self._is_cancelled, self._refining, self._refined, first)
        finally:
            self.running = False
        now = self._session.catalogue.entries
        if now != before:
            if {one.sha256 for one in now} != {one.sha256 for one in before}:
                # A file was written while its page was recognised again: the scan that comes will find nothing new.
                self._call(self._session.refresh)
                self._follow()
            self._call(self.entries_changed)
            self._call(self._screen.show_progress, "")
        self._prepare()

    def _prepare(self) -> None:
        """Fold the titles of all articles and see which have tags: a filter's first key would wait half a second."""
        entries = self._session.catalogue.ordered()
        for number, entry in enumerate(entries):
            if "folded" not in vars(entry):
                entry.folded  # noqa: B018 - kept with the entry
                if number % STAYING == 0:
                    gc.freeze()
                if self._stopped.wait(BREATH):
                    return
        left = iter(entries)
        while self._call(self._see_tags, left) and not self._stopped.wait(3 * AT_ONCE):
            pass
        gc.freeze()

    def _see_tags(self, left: Iterator[Entry]) -> bool:
        """See which articles of some pages have tags, on the UI thread. Returns whether pages are left."""
        until = time.monotonic() + AT_ONCE
        for entry in left:
            self._session.tags(entry)
            if time.monotonic() > until:
                return True
        return False

    def _refining(self, done: int, total: int) -> None:
        if total >= TOLD_FROM:
            text = _("looking words up: {done} of {total} · {key} stops").format(
                done=done, total=total, key=self._stop_key
            )
            self._call(self._screen.show_progress, text)

    def _refined(self, entries: Sequence[Entry]) -> None:
        """Replace what is shown, if it is among the pages that were recognised again."""
        for side in tuple(self._screen.sides):
            shown = side.shown
            if shown is not None and any(entry.path == shown.entry.path for entry in entries):
                self._call(side.opening.show_again)
        self._ready(entries)

    def _reopen(self, side: Side, path: str) -> None:
        visit = side.visits.here()
        if visit is None or visit.key[0] != side.opening.key[0]:  # it was read as one with other pages, on one of them
            side.opening.open((path, side.opening.key[1]))
        else:
            side.opening.open((path, visit.key[1]), place=visit.place)
