"""Searching all pages of a library: their folded texts are kept, in memory and in a database that may vanish.

A text in memory is scanned at some 1,000 million characters a second, so that no index is needed: 50 MB of pages, 17
million characters, take 60 MB and 20 ms.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from reader.errors import ReaderError
from reader.library.catalogue import Catalogue, Entry
from reader.library.database import Database, day_number
from reader.library.pagetext import VERSION, PageText, TextHit, page_text
from reader.text.query import Query

TABLES: Final = """
CREATE TABLE texts (sha256 TEXT, version TEXT, used INTEGER, size INTEGER, text BLOB, PRIMARY KEY (sha256, version));
CREATE INDEX texts_by_use ON texts (used, size);
"""

KEPT: Final = 256 * 1024 * 1024
"""Bytes of texts in the database above which those longest unused are dropped."""

IN_MEMORY: Final = 120_000_000
"""Characters that are held in memory, some 300 MB; what is beyond is read again for each search."""

TOGETHER: Final = 100
"""Texts that are read or written at once."""

REPORT_EVERY: Final = 0.1
"""Seconds between two reports of progress."""


class PageHits(NamedTuple):
    """What was found on one page."""

    entry: Entry
    text: PageText
    hits: list[TextHit]
    """By article and place; there may be none where some are hidden."""
    hidden: int
    """How many are no words, where only words are looked for."""


Wanted = Callable[[Entry], "frozenset[int] | None"]
"""Which articles of a page are searched, by their numbers from 0; `None` for all of it."""


def everything(entry: Entry) -> frozenset[int] | None:
    """All articles of every page."""
    return None


class Corpus:
    """The texts of one library. One thread may bring it up to date while others search what there is."""

    def __init__(self, catalogue: Catalogue, database: Path | None = None, in_memory: int = IN_MEMORY) -> None:
        """Nothing is read before `update`.

        Args:
            catalogue: The library.
            database: Where texts are kept; `None` is the user's cache folder.
            in_memory: Characters that are held in memory.
        """
        if database is None:
            import platformdirs

            database = Path(platformdirs.user_cache_dir("reader", appauthor=False)) / "search.sqlite3"
        self._catalogue = catalogue
        self._database = Database(database, 1, TABLES, disposable=True)
        self._texts: dict[str, tuple[str, PageText]] = {}
        """Texts with their versions, by the hash of the source."""
        self._entries: list[Entry] = []
        self._room = in_memory
        self._size = 0
        self._beyond = False
        """Whether there are texts for which there is no room in memory."""
        self._updating = threading.Lock()

    @property
    def characters(self) -> int:
        """How many characters there are in memory."""
        return self._size

    def update(
        self,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> bool:
        """Take in the pages that were recognised, and drop those that are gone; for a worker thread.

        Args:
            cancelled: Asked some hundred times a second; where it says yes, the rest is left for the next time.
            progress: Told how many of how many new pages are done, some ten times a second.

        Returns:
            Whether anything is different.
        """
        with self._updating:
            entries = [entry for entry in self._catalogue.ordered() if entry.status == "ready" and entry.sha256]
            wanted = {entry.sha256 or "": entry for entry in entries}
            for sha256 in self._texts.keys() - wanted.keys():
                self._size -= len(self._texts.pop(sha256)[1].text)
            # One of which the page was recognised better meanwhile is searched as it was until it is made anew.
            new = [entry for entry in wanted.values() if not self._holds(entry)]
            changed = entries != self._entries
            self._entries, self._beyond = entries, False
            reported = 0.0
            for at in range(0, len(new), TOGETHER):
                if cancelled():
                    break
                if self._size >= self._room:
                    self._beyond = True
                    break
                if time.monotonic() - reported >= REPORT_EVERY:
                    progress(at, len(new))
                    reported = time.monotonic()
                for entry, text in self._read(new[at : at + TOGETHER], cancelled):
                    before = self._texts.get(entry.sha256 or "")
                    self._texts[entry.sha256 or ""] = _key(entry)[1], text
                    self._size += len(text.text) - (len(before[1].text) if before else 0)
                    changed = True
            if changed:
                self._prune()
        return changed

    def search(
        self,
        query: Query,
        wanted: Wanted = everything,
        cancelled: Callable[[], bool] = lambda: False,
        until: float = math.inf,
        pages: Sequence[Entry] | None = None,
    ) -> Iterator[PageHits]:
        """The pages on which a query is found, by the date of their issue, as they are found.

        Args:
            query: What to look for.
            wanted: Which articles are searched.
            cancelled: Asked for each page, and now and then within one; where it says yes, there are no more.
            until: A time of `time.monotonic` at which a pattern is given up.
            pages: Those that are searched, in this order; `None` for all.

        Raises:
            TooSlowError: it was given up.
        """
        if not query:
            return
        for entry, text in self._texts_of(self._entries if pages is None else pages):
            if cancelled():
                return
            if not query.may_be_in(text.text):
                continue
            articles = wanted(entry)
            if articles == frozenset():
                continue
            hits, hidden = text.search(query, until, articles, cancelled)
            if hits or hidden:
                yield PageHits(entry, text, hits, hidden)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _texts_of(self, entries: Sequence[Entry]) -> Iterator[tuple[Entry, PageText]]:
        """Pages with their texts, in order, as far as they were taken in; what does not fit into memory is read."""
        at = 0
        while at < len(entries):
            held = self._texts.get(entries[at].sha256 or "")
            if held is not None:
                yield entries[at], held[1]
                at += 1
            elif not self._beyond:
                at += 1
            else:
                batch = entries[at : at + TOGETHER]
                read = {_key(entry): text for entry, text in self._read(batch, lambda: False)}
                for entry in batch:
                    if (text := read.get(_key(entry))) is not None:
                        yield entry, text
                at += TOGETHER

    def _holds(self, entry: Entry) -> bool:
        held = self._texts.get(entry.sha256 or "")
        return held is not None and held[0] == _key(entry)[1]

    def _read(self, entries: Sequence[Entry], cancelled: Callable[[], bool]) -> Iterator[tuple[Entry, PageText]]:
        """The texts of some pages, kept or made; none of those that cannot be read."""
        marks = ",".join("?" * len(entries))
        question = f"SELECT sha256, version, text FROM texts WHERE sha256 IN ({marks})"
        wanted = {_key(entry) for entry in entries}
        rows = self._database.rows(question, *(entry.sha256 for entry in entries))
        kept = {(sha256, version): PageText.unpacked(packed) for sha256, version, packed in rows
                if (sha256, version) in wanted}  # fmt: skip
        made = []
        for entry in entries:
            text = kept.get(_key(entry))
            if text is None:
                if cancelled():
                    break
                try:
                    page = self._catalogue.peek(entry)
                except ReaderError:
                    continue
                if page.source.sha256 != entry.sha256:
                    continue  # changed since; the catalogue will notice
                text = page_text(page)
                packed = text.packed()
                made.append((*_key(entry), day_number(), len(packed), packed))
            yield entry, text
        self._database.write(("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)", made))
        used = "UPDATE texts SET used = ? WHERE sha256 = ? AND version = ? AND used < ?"
        self._database.write((used, [(day_number(), *key, day_number()) for key in kept]))

    def _prune(self) -> None:
        """Drop what is longest unused where it is too much."""
        rows = self._database.rows("SELECT used, sum(size) FROM texts GROUP BY used ORDER BY used DESC")
        total = 0
        for used, size in rows:
            total += size
            if total > KEPT:
                self._database.write(("DELETE FROM texts WHERE used <= ?", [(used,)]))
                self._database.rows("PRAGMA incremental_vacuum")
                return


_Key = tuple[str, str]
"""The hash of a page's text, and by what it was recognised and taken in."""


def _key(entry: Entry) -> _Key:
    return entry.sha256 or "", f"{entry.recogniser}/{VERSION}" + (f"+{entry.corrections}" if entry.corrections else "")
