"""What is known of the files of one library: their entries, and the pages read last; changed by scans and readings."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from reader.errors import ReaderError
from reader.library.cache import Cache, FileRecord, Stamp
from reader.library.correcting import Corrected
from reader.library.decode import shown_name
from reader.library.entries import Entry, unpacked_issues
from reader.library.issues import in_order
from reader.library.pages_kept import PagesKept
from reader.library.reading import Job, Reading, stamp
from reader.library.renames import Renames
from reader.library.state import State
from reader.messages import _
from reader.newspaper.model import RECOGNISER, Issue, Page, rules_of, version


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


class Register:
    """The files of one library as they are known now; may be used from any thread. Reads no file of it."""

    def __init__(
        self, root: Path, cache: Cache, state: State, *, encoding: str | None, limit: int, words: bool
    ) -> None:
        """Nothing is known yet.

        Args:
            root: the library.
            cache: where recognised pages are kept.
            state: where encodings are remembered.
            encoding: the codec that all files are read with; `None` to find it.
            limit: bytes above which a file is not opened.
            words: whether every page is recognised with jieba's words at once.
        """
        self.root = root
        self.corrected = Corrected()
        self._prefix = str(root).rstrip(os.sep) + os.sep
        self._cache = cache
        self._state = state
        self._encoding = encoding
        self._limit = limit
        self._words = words
        self._lock = RLock()
        self._entries: dict[str, Entry] = {}
        self._in_order: list[Entry] | None = None
        """The entries in order, as long as they are the same."""
        self._stamps: dict[str, Stamp] = {}
        self._chosen: dict[str, str] = {}
        self._renames = Renames()
        self._noticed: set[str] = set()
        """Paths that were found to be different by reading them: no scan would tell of them otherwise."""
        self._pages = PagesKept()
        self._unkept: list[Reading] = []
        """What was read and is not in the cache yet: a page that somebody waits for is shown first."""

    # -- what is known

    def entries(self) -> list[Entry]:
        """The files, in no particular order."""
        with self._lock:
            return [self.corrected.entry(one) for one in self._entries.values()]

    def entry(self, path: str) -> Entry:
        """The file at a path in the library.

        Raises:
            ReaderError: there is none.
        """
        with self._lock:
            entry = self._entries.get(path)
        if entry is None:
            raise ReaderError(_("“{name}” is no longer in the library.").format(name=shown_name(path)))
        return self.corrected.entry(entry)

    def ordered(self) -> list[Entry]:
        """The files by the date of their issue, its pages in their order; undated ones last, by name."""
        with self._lock:
            if self._in_order is None:
                self._in_order = in_order(self.entries())
            return list(self._in_order)

    def pending(self) -> list[str]:
        """The paths of the files that are to be recognised."""
        with self._lock:
            return sorted(path for path, entry in self._entries.items() if entry.status == "pending")

    def behind(self, recogniser: str) -> list[str]:
        """The paths of the files that were recognised by another than this."""
        with self._lock:
            entries = self._entries.items()
            return [path for path, one in entries if one.status == "ready" and one.recogniser != recogniser]

    def job(self, path: str) -> Job:
        """What is to be done to read a file."""
        with self._lock:
            entry = self._entries.get(path)
            known = (entry.sha256, entry.issue) if entry and entry.status == "ready" and entry.issue else None
            codec = self._encoding or self._chosen.get(path)
            return Job(path, self.root / path, codec, self._limit, self._dictionary, known)

    def relative(self, absolute: str) -> str:
        """The path in the library of an absolute path below its root."""
        relative = absolute[len(self._prefix) :]
        return relative if os.sep == "/" else relative.replace(os.sep, "/")

    @property
    def _dictionary(self) -> str | None:
        if not self._words:
            return None
        from reader.text.lexicon import dictionary

        return dictionary()

    # -- pages in memory

    def page(self, job: Job) -> Page | None:
        """The page of a file as it was recognised, if it is in memory and the file the same."""
        with self._lock:
            return self._pages.get(job.path, stamp(job.absolute), job.encoding)

    def keep_page(self, job: Job, record: FileRecord, page: Page) -> None:
        """Keep a page in memory, unless the file is known as something else recognised it."""
        if self.entry(job.path).recogniser == record.recogniser:
            with self._lock:
                self._pages.keep(job.path, record.stamp, job.encoding, page)

    def drop_page(self, path: str) -> None:
        """Keep the page of a file in memory no longer."""
        with self._lock:
            self._pages.drop(path)

    # -- corrections

    def to_correct(self) -> list[Entry]:
        """The files of which people say something else than when they were last looked at."""
        with self._lock:
            return self.corrected.concerned(self._entries.values())

    def take_corrected(self, path: str, page: Page) -> bool:
        """Know a file by its corrected page, if it has corrections or had some; whether it is known as another now."""
        with self._lock:
            entry = self._entries.get(path)
        if entry is None or not self.corrected.concerned([entry]) or entry.sha256 != page.source.sha256:
            return False
        changed = self.corrected.take(entry, page)  # applies corrections: nobody who asks for an entry waits for that
        if changed:
            with self._lock:
                self._in_order = None
        return changed

    # -- encodings

    def encoding_chosen(self, path: str) -> str | None:
        """The codec that a person chose for a file."""
        with self._lock:
            return self._chosen.get(path)

    def choose_encoding(self, path: str, codec: str | None) -> None:
        """Read a file with a codec from now on; `None` to find it."""
        with self._lock:
            if codec:
                self._chosen[path] = codec
            else:
                self._chosen.pop(path, None)
        self._state.remember_encodings({path: codec})

    def noticed(self, path: str) -> bool:
        """Whether the next scan would tell that a file is different, because it was found so when it was read."""
        with self._lock:
            return path in self._noticed

    def unnotice(self, path: str) -> None:
        """Let no scan tell that a file is different: whoever made it so knows."""
        with self._lock:
            self._noticed.discard(path)

    # -- scans

    def take_over(self, found: dict[str, Stamp], known: dict[str, FileRecord] | None = None) -> ScanReport:
        """Bring the entries up to date with the files that there are now.

        Args:
            found: their stamps by path.
            known: at the first scan, what earlier sessions knew of them, and of those that are gone.
        """
        with self._lock:
            if known is not None:
                self._know_again(known)
            before = self._stamps
            self._in_order = None
            new = tuple(path for path in found if path not in before)
            edited = {path for path in found if path in before and found[path] != before[path]}
            changed = tuple(path for path in found if path in edited or (path in self._noticed and path in before))
            removed = tuple(path for path in before if path not in found)
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

    def _know_again(self, known: dict[str, FileRecord]) -> None:
        """Know files as earlier sessions did; what would be read otherwise today is to be read again."""
        self._chosen = self._state.encodings()
        dictionary = self._dictionary

        def wanted(recogniser: str) -> bool:
            return rules_of(recogniser) == RECOGNISER if dictionary is None else recogniser == version(dictionary)

        issues = unpacked_issues([record.issue for record in known.values()])
        for (path, record), issue in zip(known.items(), issues, strict=True):
            entry = known_as(path, self.root, record, issue, partial(self._kept_articles, path, record))
            same = record.chosen == (self._encoding or self._chosen.get(path)) and wanted(record.recogniser)
            self._entries[path] = entry if same else entry._replace(status="pending")
            self._stamps[path] = record.stamp

    def _kept_articles(self, path: str, record: FileRecord) -> bytes:
        """The packed articles of a file that an earlier session read; a file that has none in the cache is read again.

        They are gone where the cache was damaged meanwhile, or another program has read the file as it is now.
        """
        packed = self._cache.articles(str(self.root / path), record)
        with self._lock:
            entry = self._entries.get(path)
            if not packed and entry is not None and entry.status == "ready":
                self._entries[path] = entry._replace(status="pending")
                self._noticed.add(path)
        return packed

    # -- renames

    def may_be_renamed(self, path: str) -> set[str | None]:
        """In what a new file is to be read to see whether it is one that went; none if it cannot be."""
        with self._lock:
            return self._renames.encodings(self._stamps[path].size)

    def notice_rename(self, sha256: str, new: str, codec: str | None) -> None:
        """If the text is that of a file that went, the new one is that file, and the encoding chosen for it its own."""
        with self._lock:
            old = self._renames.came(new, sha256)
            if old is not None and codec and self._chosen.get(old) == codec:
                self._chosen[new] = self._chosen.pop(old)
                self._state.remember_encodings({old: None, new: codec})

    def take_renames(self) -> list[tuple[str, str]]:
        """The renames that were not told of yet."""
        with self._lock:
            return self._renames.take_found()

    def forget_gone(self) -> None:
        """Every new file was read: what was removed and is none of them was deleted."""
        with self._lock:
            gone = self._renames.take_gone()
        self._cache.forget(str(self.root / path) for path in gone)

    # -- readings

    def accept(self, batch: Sequence[Reading]) -> list[Entry]:
        """Bring entries up to date with what was read; the entries that are new. `keep` must follow some time."""
        out: list[Entry] = []
        with self._lock:
            self._in_order = None
            for reading in batch:
                before = self._entries.get(reading.path)
                if before is None:
                    continue  # removed meanwhile
                if reading.record:
                    issue = unpacked_issues([reading.record.issue])[0]
                    entry = known_as(reading.path, self.root, reading.record, issue, reading.articles)
                    self._stamps[reading.path] = reading.record.stamp
                    self.notice_rename(entry.sha256 or "", reading.path, reading.record.chosen)
                    if better(before, reading.record):
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

    def keep_pages(self, batch: Sequence[Reading]) -> None:
        """Put the pages that were recognised into the cache, and nothing else of what was read."""
        read = [(one.record, one.page) for one in batch if one.record and one.page is not None]
        self._cache.keep([], [(record.sha256, record.recogniser, page) for record, page in read])

    def keep(self) -> None:
        """Put what was read into the cache."""
        with self._lock:
            unkept, self._unkept = self._unkept, []
        read = [(one, one.record) for one in unkept if one.record]
        self._cache.keep(
            [(str(self.root / one.path), record, one.articles) for one, record in read],
            [(record.sha256, record.recogniser, one.page) for one, record in read if one.page is not None],
        )
        if self._encoding:
            self._state.remember_encodings({one.path: self._encoding for one, _record in read})


def known_as(path: str, root: Path, record: FileRecord, issue: Issue, packed: bytes | Callable[[], bytes]) -> Entry:
    """The entry of a file that was recognised."""
    return Entry(path, root, "ready", None, record.sha256, issue, record.doubtful, record.recogniser, packed)


def better(one: Entry, other: FileRecord) -> bool:
    """Whether the first is the same text recognised by the same rules, and it alone with jieba's words."""
    return (
        (one.status, one.sha256) == ("ready", other.sha256)
        and rules_of(one.recogniser) == other.recogniser
        and one.recogniser != other.recogniser
    )
