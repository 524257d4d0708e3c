"""The files of one library: found, watched, recognised in the background, and given as pages when asked for.

What is known of them meanwhile stands in `reader.library.register`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

from reader.errors import ReaderError
from reader.library.cache import Cache, FileRecord, Stamp
from reader.library.correcting import Corrects
from reader.library.decode import LIMIT, Unreadable, codec_name, read_source
from reader.library.discovery import discover, settle
from reader.library.entries import ArticleSummary, Entry
from reader.library.reading import Job, Reading, read_page, stamp
from reader.library.register import Register, ScanReport, better
from reader.library.state import State
from reader.newspaper.model import Page, version
from reader.text.source import Source

__all__ = ["ArticleSummary", "Catalogue", "Entry", "ScanReport"]

RENAMES_WITHIN: Final = 0.2
"""Seconds that a scan may spend on reading new files that could be renamed ones; the others are known when read."""


class Catalogue:
    """The files of one library; may be used from any thread."""

    def __init__(
        self,
        root: Path,
        paths: Sequence[Path],
        *,
        encoding: str | None = None,
        limit: int | None = None,
        cache: Cache | None = None,
        state: State | None = None,
        words: bool = False,
    ) -> None:
        """Nothing is looked for before `scan`.

        Args:
            root: The library; see `reader.library.discovery.library_root`.
            paths: The files and folders in it that were opened.
            encoding: The codec a person chose for all of them; it is remembered for each file read with it.
            limit: Bytes above which a file is not opened; `None` is the usual limit.
            cache: Where recognised pages are kept; `None` is the user's.
            state: Where encodings are remembered; `None` is the user's.
            words: Whether every page is recognised with jieba's words at once, as commands do; else after `refine`.

        Raises:
            UsageError: there is no such codec.
        """
        self.root = root
        self._paths = tuple(paths)
        self._limit = LIMIT if limit is None else limit
        self._cache = cache or Cache()
        self._state = state or State(root)
        codec = codec_name(encoding) if encoding else None
        self._known = Register(root, self._cache, self._state, encoding=codec, limit=self._limit, words=words)
        self._scanning = Lock()
        self._scanned = False

    @property
    def entries(self) -> list[Entry]:
        """The files as they are known now, in no particular order."""
        return self._known.entries()

    @property
    def corrector(self) -> Corrects | None:
        """Where the corrections come from that pages are handed out with; `None` to have them as they were recognised.

        Where other corrections come from it than before, `correct` brings what is known of the files up to date.
        """
        return self._known.corrected.corrector

    @corrector.setter
    def corrector(self, corrector: Corrects | None) -> None:
        self._known.corrected.corrector = corrector

    def entry(self, path: str) -> Entry:
        """The file at a path in the library.

        Raises:
            ReaderError: there is none.
        """
        return self._known.entry(path)

    def ordered(self) -> list[Entry]:
        """The files by the date of their issue, its pages in their order; undated ones last, by name."""
        return self._known.ordered()

    def scan(self, cancelled: Callable[[], bool] = lambda: False, *, trusting: bool = False) -> ScanReport:
        """Look which files there are and whether they changed; opens none but a few that could be renamed ones.

        Args:
            cancelled: Asked between files; where it says yes, what was found before stands as it was.
            trusting: At the first scan, take the files that earlier sessions knew to be as they were; the next scan
                tells of those that are not. To ask the system for each takes a third of the time.

        Raises:
            ReaderError: a path that was opened is gone, or may not be listed.
        """
        self._known.keep()
        with self._scanning:
            unlisted: list[str] = []
            found: dict[str, Stamp] = {}
            relative = self._known.relative
            recorded = {} if self._scanned else self._recorded()
            for path in discover(self._paths, self.root, lambda folder: unlisted.append(relative(str(folder)))):
                if cancelled():
                    return ScanReport()
                name = relative(path)
                found[name] = recorded[name].stamp if trusting and name in recorded else stamp(path)
            report = self._known.take_over(found, None if self._scanned else self._of_now_or_gone(recorded, found))
            self._scanned = True
            renamed = self._renames_among(report)
            return report._replace(
                new=_without(report.new, (new for _old, new in renamed)),
                removed=_without(report.removed, (old for old, _new in renamed)),
                renamed=tuple(renamed),
                unlisted=tuple(unlisted),
            )

    def _recorded(self) -> dict[str, FileRecord]:
        """What earlier sessions knew of files at the paths opened."""
        relative = self._known.relative
        return {
            relative(absolute): record
            for path in self._paths
            for absolute, record in self._cache.files(settle(path)).items()
        }

    def _of_now_or_gone(self, recorded: dict[str, FileRecord], found: dict[str, Stamp]) -> dict[str, FileRecord]:
        """What is recorded of the files found, and of those that are gone; others are there and not opened now."""
        return {
            path: record for path, record in recorded.items() if path in found or not os.path.lexists(self.root / path)
        }

    def _renames_among(self, report: ScanReport) -> list[tuple[str, str]]:
        """The renames not told of yet, after looking into new files that are as large as one that went."""
        until = time.monotonic() + RENAMES_WITHIN
        for path in report.new:
            for codec in self._known.may_be_renamed(path):
                if time.monotonic() > until:
                    break
                try:
                    sha256 = read_source(self.root / path, self._limit, codec).sha256
                except ReaderError:
                    continue
                self._known.notice_rename(sha256, path, codec)
        return self._known.take_renames()

    def load(self, entry: Entry) -> Page:
        """The page of a file, as it is now and with the corrections that people made; for a worker thread.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        page = self.recognised(entry)
        self._known.take_corrected(entry.path, page)
        return self._known.corrected.page(entry.path, page)

    def correct(self) -> list[str]:
        """Bring what is known of the files up to date with the corrections there are now; for a worker thread.

        Returns:
            The paths of the files of which something else is known now.
        """
        changed = []
        for entry in self._known.to_correct():
            if entry.status == "ready":
                with suppress(ReaderError):
                    if self._known.take_corrected(entry.path, self.recognised(entry)):
                        changed.append(entry.path)
        return changed

    def recognised(self, entry: Entry) -> Page:
        """The page of a file as it was recognised, without any correction; for a worker thread.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        job = self._known.job(entry.path)
        kept = self._known.page(job)
        if kept is not None:
            return kept
        try:
            page, reading = read_page(job, self._cache)
            if reading.record and better(self.entry(entry.path), reading.record):
                # It was recognised with jieba's words, and what came of it is not kept any more.
                from reader.text.lexicon import dictionary

                page, reading = read_page(job._replace(dictionary=dictionary()), self._cache)
        except Unreadable as error:
            self._known.accept([Reading(entry.path, error=str(error))])
            raise
        self._known.accept([reading])
        if reading.record:
            self._known.keep_page(job, reading.record, page)
        return page

    def beginning(self, entry: Entry) -> Page | None:
        """What a long file that was not recognised before begins with; `None` of any other.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        from reader.library.beginnings import beginning

        return None if entry.status == "ready" else beginning(self._known.job(entry.path))

    def peek(self, entry: Entry) -> Page:
        """The page of a file as `load` gives it, without keeping anything of it: for whoever goes through them all.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        page, reading = read_page(self._known.job(entry.path), self._cache)
        same = reading.record is not None and reading.record.recogniser == entry.recogniser
        # What was recognised with jieba's words may have gone from the cache.
        return self._known.corrected.page(entry.path, page) if same else self.load(entry)

    def source(self, path: str) -> Source:
        """The text of a file as it is now.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        job = self._known.job(path)
        return read_source(job.absolute, job.limit, job.encoding)

    def fill(
        self,
        cancelled: Callable[[], bool],
        progress: Callable[[int, int], None],
        ready: Callable[[Sequence[Entry]], None],
    ) -> None:
        """Recognise the files that are pending; for a worker thread. Where many are, other processes do it.

        Args:
            cancelled: Asked some ten times a second; where it says yes, `fill` returns and the rest stays pending.
            progress: Told how many of how many files are done, some eight times a second and at the end.
            ready: Given the entries that were recognised, or failed, since the last time.
        """
        self._known.keep()
        self.correct()
        pending = self._known.pending()
        if not pending:
            self._known.forget_gone()
            return
        if self._read_all([self._known.job(path) for path in pending], cancelled, progress, ready):
            self._known.forget_gone()
            self._cache.prune()
        self.correct()

    def refine(
        self,
        cancelled: Callable[[], bool],
        progress: Callable[[int, int], None],
        ready: Callable[[Sequence[Entry]], None],
        first: str = "",
    ) -> None:
        """Recognise again, with jieba's words, the files that were recognised without them or with others; like `fill`.

        jieba is loaded only if a page has a place where it is to be asked.

        Args:
            cancelled: See `fill`.
            progress: See `fill`.
            ready: Given the entries that were looked at since the last time; few of them are different.
            first: Path of the file that is wanted first.
        """
        from reader.text.lexicon import dictionary

        wanted = dictionary()
        behind = self._known.behind(version(wanted))
        if behind:
            behind.sort(key=lambda path: (path != first, path))
            jobs = [self._known.job(path)._replace(dictionary=wanted) for path in behind]
            self._read_all(jobs, cancelled, progress, ready, again=True)
            self.correct()

    def _read_all(
        self,
        jobs: Sequence[Job],
        cancelled: Callable[[], bool],
        progress: Callable[[int, int], None],
        ready: Callable[[Sequence[Entry]], None],
        again: bool = False,
    ) -> bool:
        """Do the jobs, and keep what comes of them; whether all are done."""
        from reader.library.filling import read_all

        def take(batch: Sequence[Reading]) -> None:
            self._known.keep_pages(batch)  # first: whoever sees an entry and wants its page finds it there
            ready(self._known.accept([one._replace(page=None) for one in batch]))
            self._known.keep()

        return read_all(jobs, self._cache, take, cancelled, progress, again=again)

    def choose_encoding(self, entry: Entry, encoding: str | None) -> Page:
        """Read a file in another encoding from now on (`None`: in the one that is found); for a worker thread.

        Raises:
            UsageError: there is no such codec.
            Unreadable: it cannot be read in that one; it is read as before.
        """
        codec = codec_name(encoding) if encoding else None
        before = self._known.encoding_chosen(entry.path)
        told = not self._known.noticed(entry.path)
        self._known.choose_encoding(entry.path, codec)
        try:
            return self.load(entry)
        except Unreadable:
            self._known.choose_encoding(entry.path, before)
            self._known.drop_page(entry.path)  # what it holds is to be read into its entry again
            with suppress(Unreadable):
                self.load(entry)
            raise
        finally:
            if told:  # whoever chose it knows that the text is another
                self._known.unnotice(entry.path)

    def close(self) -> None:
        """Close the databases."""
        self._known.keep()
        self._cache.close()
        self._state.close()


def _without(paths: Iterable[str], left_out: Iterable[str]) -> tuple[str, ...]:
    hidden = set(left_out)
    return tuple(path for path in paths if path not in hidden)
