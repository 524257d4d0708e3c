"""The files of one library: found, watched, recognised in the background, and given as pages when asked for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, RLock
from typing import Final, NamedTuple

from reader.errors import ReaderError
from reader.library.cache import Cache, FileRecord, Stamp
from reader.library.correcting import Corrected, Corrects
from reader.library.decode import LIMIT, Unreadable, codec_name, read_source, shown_name
from reader.library.discovery import discover, settle
from reader.library.entries import ArticleSummary, Entry, unpacked_issue
from reader.library.filling import read_all
from reader.library.issues import in_order
from reader.library.pages_kept import PagesKept
from reader.library.reading import Job, Reading, read_page, stamp
from reader.library.renames import Renames
from reader.library.state import State
from reader.messages import _
from reader.newspaper.model import RECOGNISER, Page, rules_of, version
from reader.text.source import Source

__all__ = ["ArticleSummary", "Catalogue", "Entry", "ScanReport"]

RENAMES_WITHIN: Final = 0.2
"""Seconds that a scan may spend on reading new files that could be renamed ones; the others are known when read."""


class ScanReport(NamedTuple):
    """What a scan found to be different from the one before, by paths in the library.

    The first scan is compared with what the cache knows of earlier sessions.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """`(old, new)`, found now or since the last scan; not among the new and removed of this one."""
    unlisted: tuple[str, ...] = ()
    """Folders that may not be listed."""

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.new or self.changed or self.removed or self.renamed)


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
        self._prefix = str(root).rstrip(os.sep) + os.sep
        self._paths = tuple(paths)
        self._encoding = codec_name(encoding) if encoding else None
        self._limit = LIMIT if limit is None else limit
        self._cache = cache or Cache()
        self._state = state or State(root)
        self._words = words
        self._lock = RLock()
        self._scanning = Lock()
        self._scanned = False
        self._entries: dict[str, Entry] = {}
        self._in_order: list[Entry] | None = None
        """The entries in order, as long as they are the same."""
        self._stamps: dict[str, Stamp] = {}
        self._chosen: dict[str, str] = {}
        self._renames = Renames()
        self._noticed: set[str] = set()
        """Paths that were found to be different by reading them: no scan would tell of them otherwise."""
        self._pages = PagesKept()
        self._corrected = Corrected()
        self._unkept: list[Reading] = []
        """What was read and is not in the cache yet: a page that somebody waits for is shown first."""

    @property
    def entries(self) -> list[Entry]:
        """The files as they are known now, in no particular order."""
        with self._lock:
            return [self._corrected.entry(one) for one in self._entries.values()]

    @property
    def corrector(self) -> Corrects | None:
        """Where the corrections come from that pages are handed out with; `None` to have them as they were recognised.

        Where other corrections come from it than before, `correct` brings what is known of the files up to date.
        """
        return self._corrected.corrector

    @corrector.setter
    def corrector(self, corrector: Corrects | None) -> None:
        self._corrected.corrector = corrector

    def entry(self, path: str) -> Entry:
        """The file at a path in the library.

        Raises:
            ReaderError: there is none.
        """
        with self._lock:
            entry = self._entries.get(path)
        if entry is None:
            raise ReaderError(_("“{name}” is no longer in the library.").format(name=shown_name(path)))
        return self._corrected.entry(entry)

    def ordered(self) -> list[Entry]:
        """The files by the date of their issue, its pages in their order; undated ones last, by name."""
        with self._lock:
            if self._in_order is None:
                self._in_order = in_order(self.entries)
            return list(self._in_order)

    def scan(self, cancelled: Callable[[], bool] = lambda: False) -> ScanReport:
        """Look which files there are and whether they changed; opens none but a few that could be renamed ones.

        Args:
            cancelled: Asked between files; where it says yes, what was found before stands as it was.

        Raises:
            ReaderError: a path that was opened is gone, or may not be listed.
        """
        self._keep()
        with self._scanning:
            unlisted: list[str] = []
            found: dict[str, Stamp] = {}
            for path in discover(self._paths, self.root, lambda folder: unlisted.append(self._relative(str(folder)))):
                if cancelled():
                    return ScanReport()
                found[self._relative(str(path))] = stamp(path)
            first = not self._scanned
            index = self._known_before(found) if first else {}
            with self._lock:
                report = self._take_over(found, index)
            self._scanned = True
            renamed = self._renames_among(report)
            return report._replace(
                new=_without(report.new, (new for _old, new in renamed)),
                removed=_without(report.removed, (old for old, _new in renamed)),
                renamed=tuple(renamed),
                unlisted=tuple(unlisted),
            )

    def load(self, entry: Entry) -> Page:
        """The page of a file, as it is now and with the corrections that people made; for a worker thread.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        page = self.recognised(entry)
        self._take(entry.path, page)
        return self._corrected.page(entry.path, page)

    def correct(self) -> list[str]:
        """Bring what is known of the files up to date with the corrections there are now; for a worker thread.

        Returns:
            The paths of the files of which something else is known now.
        """
        with self._lock:
            concerned = self._corrected.concerned(self._entries.values())
        changed = []
        for entry in concerned:
            if entry.status == "ready":
                with suppress(ReaderError):
                    if self._take(entry.path, self.recognised(entry)):
                        changed.append(entry.path)
        return changed

    def _take(self, path: str, page: Page) -> bool:
        """Know a file by its corrected page, if it has corrections or had some."""
        with self._lock:
            entry = self._entries.get(path)
        if entry is None or not self._corrected.concerned([entry]) or entry.sha256 != page.source.sha256:
            return False
        changed = self._corrected.take(entry, page)  # applies corrections: nobody who asks for an entry waits for that
        if changed:
            with self._lock:
                self._in_order = None
        return changed

    def recognised(self, entry: Entry) -> Page:
        """The page of a file as it was recognised, without any correction; for a worker thread.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        job = self._job(entry.path)
        with self._lock:
            kept = self._pages.get(entry.path, stamp(job.absolute), job.encoding)
        if kept is not None:
            return kept
        try:
            page, reading = read_page(job, self._cache)
            if reading.record and _better(self.entry(entry.path), self._known(entry.path, reading.record)):
                # It was recognised with jieba's words, and what came of it is not kept any more.
                from reader.text.lexicon import dictionary

                page, reading = read_page(job._replace(dictionary=dictionary()), self._cache)
        except Unreadable as error:
            self._accept([Reading(entry.path, error=str(error))])
            raise
        self._accept([reading])
        if reading.record and self.entry(entry.path).recogniser == reading.record.recogniser:
            with self._lock:
                self._pages.keep(entry.path, reading.record.stamp, job.encoding, page)
        return page

    def beginning(self, entry: Entry) -> Page | None:
        """What a long file that was not recognised before begins with; `None` of any other.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        from reader.library.beginnings import beginning

        return None if entry.status == "ready" else beginning(self._job(entry.path))

    def peek(self, entry: Entry) -> Page:
        """The page of a file as `load` gives it, without keeping anything of it: for whoever goes through them all.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        page, reading = read_page(self._job(entry.path), self._cache)
        same = reading.record is not None and reading.record.recogniser == entry.recogniser
        # What was recognised with jieba's words may have gone from the cache.
        return self._corrected.page(entry.path, page) if same else self.load(entry)

    def source(self, path: str) -> Source:
        """The text of a file as it is now.

        Raises:
            Unreadable: it cannot be read, or is no text.
        """
        job = self._job(path)
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
        self._keep()
        self.correct()
        with self._lock:
            pending = sorted(path for path, entry in self._entries.items() if entry.status == "pending")
        if not pending:
            self._forget_gone()
            return
        if self._read_all([self._job(path) for path in pending], cancelled, progress, ready):
            self._forget_gone()
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
        with self._lock:
            behind = [
                path
                for path, entry in self._entries.items()
                if entry.status == "ready" and entry.recogniser != version(wanted)
            ]
        if behind:
            behind.sort(key=lambda path: (path != first, path))
            jobs = [self._job(path)._replace(dictionary=wanted) for path in behind]
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

        def take(batch: Sequence[Reading]) -> None:
            ready(self._accept(batch))
            self._keep()

        return read_all(jobs, self._cache, take, cancelled, progress, again=again)

    def choose_encoding(self, entry: Entry, encoding: str | None) -> Page:
        """Read a file in another encoding from now on (`None`: in the one that is found); for a worker thread.

        Raises:
            UsageError: there is no such codec.
            Unreadable: it cannot be read in that one; it is read as before.
        """
        codec = codec_name(encoding) if encoding else None
        with self._lock:
            before = self._chosen.get(entry.path)
            told = entry.path not in self._noticed
        self._choose(entry.path, codec)
        try:
            return self.load(entry)
        except Unreadable:
            self._choose(entry.path, before)
            with self._lock:
                self._pages.drop(entry.path)  # what it holds is to be read into its entry again
            with suppress(Unreadable):
                self.load(entry)
            raise
        finally:
            if told:  # whoever chose it knows that the text is another
                with self._lock:
                    self._noticed.discard(entry.path)

    def _choose(self, path: str, codec: str | None) -> None:
        with self._lock:
            if codec:
                self._chosen[path] = codec
            else:
                self._chosen.pop(path, None)
        self._state.remember_encodings({path: codec})

    def close(self) -> None:
        """Close the databases."""
        self._keep()
        self._cache.close()
        self._state.close()

    def _relative(self, absolute: str) -> str:
        """The path in the library of an absolute path below its root."""
        relative = absolute[len(self._prefix) :]
        return relative if os.sep == "/" else relative.replace(os.sep, "/")

    def _job(self, path: str) -> Job:
        with self._lock:
            entry = self._entries.get(path)
            known = (entry.sha256, entry.issue) if entry and entry.status == "ready" and entry.issue else None
            codec = self._encoding or self._chosen.get(path)
            return Job(path, self.root / path, codec, self._limit, self._dictionary, known)

    @property
    def _dictionary(self) -> str | None:
        if not self._words:
            return None
        from reader.text.lexicon import dictionary

        return dictionary()

    def _known_before(self, found: dict[str, Stamp]) -> dict[str, FileRecord]:
        """What earlier sessions knew of the files found, and of those that are gone."""
        known: dict[str, FileRecord] = {}
        for path in self._paths:
            for absolute, record in self._cache.files(settle(path)).items():
                relative = self._relative(absolute)
                if relative in found or not os.path.lexists(absolute):
                    known[relative] = record
        self._chosen = self._state.encodings()
        return known

    def _take_over(self, found: dict[str, Stamp], index: dict[str, FileRecord]) -> ScanReport:
        """Bring the entries up to date; on the first scan from what was known before."""
        before = {path: record.stamp for path, record in index.items()} if index else self._stamps
        self._in_order = None
        new = tuple(path for path in found if path not in before)
        edited = {path for path in found if path in before and found[path] != before[path]}
        changed = tuple(path for path in found if path in edited or (path in self._noticed and path in before))
        removed = tuple(path for path in before if path not in found)
        dictionary = self._dictionary

        def wanted(recogniser: str) -> bool:
            return rules_of(recogniser) == RECOGNISER if dictionary is None else recogniser == version(dictionary)

        for path, record in index.items():
            self._entries[path] = self._known(path, record)
            codec = self._encoding or self._chosen.get(path)
            same = (record.stamp, record.chosen) == (found.get(path), codec) and wanted(record.recogniser)
            if not same:
                self._entries[path] = self._entries[path]._replace(status="pending")
        for path in new:
            self._entries[path] = Entry(path, self.root)
        for path in edited:
            self._entries[path] = self._entries[path]._replace(status="pending", error=None)
        for path in removed:
            entry = self._entries.pop(path)
            self._pages.drop(path)
            codec = self._encoding or self._chosen.get(path)
            self._renames.went(path, entry.sha256, before[path].size, codec)
        self._stamps = found
        self._noticed.clear()
        return ScanReport(new, changed, removed)

    def _renames_among(self, report: ScanReport) -> list[tuple[str, str]]:
        """The renames not told of yet, after looking into new files that are as large as one that went."""
        until = time.monotonic() + RENAMES_WITHIN
        for path in report.new:
            with self._lock:
                codecs = self._renames.encodings(self._stamps[path].size)
            for codec in codecs:
                if time.monotonic() > until:
                    break
                try:
                    sha256 = read_source(self.root / path, self._limit, codec).sha256
                except ReaderError:
                    continue
                with self._lock:
                    self._notice_rename(sha256, path, codec)
        with self._lock:
            return self._renames.take_found()

    def _notice_rename(self, sha256: str, new: str, codec: str | None) -> None:
        """If the text is that of a file that went, the new one is that file, and the encoding chosen for it its own."""
        old = self._renames.came(new, sha256)
        if old is not None and codec and self._chosen.get(old) == codec:
            self._chosen[new] = self._chosen.pop(old)
            self._state.remember_encodings({old: None, new: codec})

    def _accept(self, batch: Sequence[Reading]) -> list[Entry]:
        """Bring entries up to date with what was read; the entries that are new. `_keep` must follow some time."""
        out: list[Entry] = []
        with self._lock:
            self._in_order = None
            for reading in batch:
                before = self._entries.get(reading.path)
                if before is None:
                    continue  # removed meanwhile
                if reading.record:
                    entry = self._known(reading.path, reading.record)
                    self._stamps[reading.path] = reading.record.stamp
                    self._notice_rename(entry.sha256 or "", reading.path, reading.record.chosen)
                    if _better(before, entry):
                        continue  # recognised with jieba's words while this was being read
                else:
                    entry = before._replace(status="failed", error=reading.error)
                if before.status != "pending" and (before.sha256, before.status) != (entry.sha256, entry.status):
                    self._noticed.add(reading.path)
                if before.recogniser != entry.recogniser:
                    self._pages.drop(reading.path)
                self._entries[reading.path] = entry
                out.append(entry)
                if reading.record:
                    self._unkept.append(reading)
        return out

    def _keep(self) -> None:
        """Put what was read into the cache."""
        with self._lock:
            unkept, self._unkept = self._unkept, []
        read = [(one.path, one.record, one.page) for one in unkept if one.record]
        self._cache.keep(
            [(str(self.root / path), record) for path, record, _page in read],
            [(record.sha256, record.recogniser, page) for _path, record, page in read if page is not None],
        )
        if self._encoding:
            self._state.remember_encodings({path: self._encoding for path, _record, _page in read})

    def _known(self, path: str, record: FileRecord) -> Entry:
        issue = unpacked_issue(record.issue)
        facts = (record.sha256, issue, record.doubtful, record.recogniser, record.articles)
        return Entry(path, self.root, "ready", None, *facts)

    def _forget_gone(self) -> None:
        """Every new file was read: what was removed and is none of them was deleted."""
        with self._lock:
            gone = self._renames.take_gone()
        self._cache.forget(str(self.root / path) for path in gone)


def _better(one: Entry, other: Entry) -> bool:
    """Whether the first is the same text recognised by the same rules, and it alone with jieba's words."""
    return (
        (one.status, one.sha256) == ("ready", other.sha256)
        and rules_of(one.recogniser) == other.recogniser
        and one.recogniser != other.recogniser
    )


def _without(paths: Iterable[str], left_out: Iterable[str]) -> tuple[str, ...]:
    hidden = set(left_out)
    return tuple(path for path in paths if path not in hidden)
