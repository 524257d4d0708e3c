"""What was recognised, kept between sessions in a database that may vanish at any time.

Three tables. Pages are known by the hash of their text, the recogniser's version and the dictionary that it asked, so
that a copy, a renamed or a re-encoded file is not recognised again. Files are known by path, size and time, so that a
known library of 10,000 files stands there without one of them being opened; what their articles are in short, which is
ten times as much, stands apart and is asked for file by file.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.library.database import Database, day_number, packed_path, unpacked_path
from reader.newspaper.model import rules_of

if TYPE_CHECKING:
    from reader.newspaper.model import Page
    from reader.text.source import Source

VERSION: Final = 3
"""Of the tables; a database with another is deleted."""

LIMIT: Final = 512 * 1024 * 1024
"""Bytes of pages above which the ones longest unused are dropped."""

TABLES: Final = """
CREATE TABLE pages (sha256 TEXT, recogniser TEXT, used INTEGER, size INTEGER, page BLOB,
    PRIMARY KEY (sha256, recogniser));
CREATE INDEX pages_by_use ON pages (used, size);
CREATE TABLE files (path BLOB PRIMARY KEY, seen INTEGER, size INTEGER, time INTEGER, sha256 TEXT, encoding TEXT,
    chosen TEXT, recogniser TEXT, issue TEXT, doubtful INTEGER);
CREATE TABLE articles (path BLOB PRIMARY KEY, sha256 TEXT, recogniser TEXT, articles BLOB);
"""


class Stamp(NamedTuple):
    """By what a file is taken to be the one seen before."""

    size: int
    """In bytes."""
    time: int
    """Of its last change, in nanoseconds."""


class FileRecord(NamedTuple):
    """What is known of a file as it was at a stamp."""

    stamp: Stamp
    sha256: str
    """Hash of its text."""
    encoding: str
    """The codec it was read with."""
    chosen: str | None
    """The codec a person had chosen for it."""
    recogniser: str
    """What made the rest; see `reader.newspaper.model.version`."""
    issue: str
    """See `reader.library.entries.packed_issue`."""
    doubtful: bool


class Cache:
    """The disposable database; may be used from any thread and process. No method raises."""

    def __init__(self, database: Path | None = None, limit: int = LIMIT) -> None:
        """Nothing is opened until it is asked for.

        Args:
            database: The SQLite file; `None` is the one in the user's cache folder.
            limit: Bytes of pages that are kept.
        """
        if database is None:
            import platformdirs

            database = Path(platformdirs.user_cache_dir("reader", appauthor=False)) / "pages.sqlite3"
        self.path = database
        self._limit = limit
        self._database = Database(database, VERSION, TABLES, disposable=True)

    def files(self, path: Path) -> dict[str, FileRecord]:
        """The file at an absolute path, or those below it if it is a folder, by their absolute paths."""
        first, last = _range(path)
        question = (
            "SELECT path, seen, size, time, sha256, encoding, chosen, recogniser, issue, doubtful FROM files "
            "WHERE path = ? OR path > ? AND path < ?"
        )
        long_ago = day_number() - 30
        unseen = False
        found = {}
        for row in self._database.rows(question, packed_path(str(path)), first, last):
            key, seen, size, changed, sha256, encoding, chosen, recogniser, issue, doubtful = row
            unseen = unseen or seen < long_ago
            found[unpacked_path(key)] = FileRecord(
                Stamp(size, changed), sha256, encoding, chosen, recogniser, issue, bool(doubtful)
            )
        if unseen:
            statement = "UPDATE files SET seen = ? WHERE path > ? AND path < ? AND seen < ?"
            self._database.write((statement, [(day_number(), first, last, long_ago)]))
        return found

    def articles(self, path: str, record: FileRecord) -> bytes:
        """The packed articles of the file at an absolute path; none where it is known otherwise now, or the cache went.

        See `reader.library.entries.packed_articles`.
        """
        question = "SELECT articles FROM articles WHERE path = ? AND sha256 = ? AND recogniser = ?"
        rows = self._database.rows(question, packed_path(path), record.sha256, record.recogniser)
        return bytes(rows[0][0]) if rows else b""

    def keep(self, files: Iterable[tuple[str, FileRecord, bytes]], pages: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep records and packed articles of files by absolute path, and pages, at once.

        Args:
            files: As `(path, record, packed articles)`.
            pages: As `(hash, recogniser, packed page)`.
        """
        today = day_number()
        file_rows, article_rows = [], []
        for path, one, articles in files:
            key = packed_path(path)
            facts = (one.sha256, one.encoding, one.chosen, one.recogniser, one.issue, one.doubtful)
            file_rows.append((key, today, *one.stamp, *facts))
            article_rows.append((key, one.sha256, one.recogniser, articles))
        page_rows = [(sha256, recogniser, today, len(page), page) for sha256, recogniser, page in pages]
        # Where a dictionary was asked, what was recognised before is of no use any more.
        superseded = [row[:2] for row in page_rows if rules_of(row[1]) != row[1]]
        self._database.write(
            ("DELETE FROM pages WHERE sha256 = ? AND recogniser != ?", superseded),
            ("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", file_rows),
            ("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", article_rows),
            ("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", page_rows),
        )

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the records of files by absolute path."""
        keys = [(packed_path(path),) for path in paths]
        self._database.write(("DELETE FROM files WHERE path = ?", keys), ("DELETE FROM articles WHERE path = ?", keys))

    def page(self, sha256: str, recogniser: str) -> bytes | None:
        """A packed page, if it was kept; see `unpacked_page`."""
        key = (sha256, recogniser)
        rows = self._database.rows("SELECT page, used FROM pages WHERE sha256 = ? AND recogniser = ?", *key)
        for page, used in rows:
            if used < day_number():
                statement = "UPDATE pages SET used = ? WHERE sha256 = ? AND recogniser = ?"
                self._database.write((statement, [(day_number(), *key)]))
            return bytes(page)
        return None

    def best_page(self, sha256: str, rules: str) -> tuple[str, bytes] | None:
        """The version and the packed page that these rules made, if it was kept; one that asked a dictionary first."""
        question = "SELECT recogniser FROM pages WHERE sha256 = ? ORDER BY length(recogniser) DESC"
        for (recogniser,) in self._database.rows(question, sha256):
            if rules_of(recogniser) == rules:
                page = self.page(sha256, recogniser)
                return (recogniser, page) if page is not None else None
        return None

    def prune(self) -> None:
        """If the pages are over the limit, drop the ones longest unused and what is known of files long unseen."""
        rows = self._database.rows("SELECT used, sum(size) FROM pages GROUP BY used ORDER BY used DESC")
        kept = 0
        for used, size in rows:
            kept += size
            if kept > self._limit:
                # A day's pages go together, today's too where they alone are too many.
                self._database.write(
                    ("DELETE FROM pages WHERE used <= ?", [(used,)]),
                    ("DELETE FROM files WHERE seen < ?", [(day_number() - 90,)]),
                    ("DELETE FROM articles WHERE path NOT IN (SELECT path FROM files)", [()]),
                )
                self._database.rows("PRAGMA incremental_vacuum")
                return

    def close(self) -> None:
        """Close the database; it opens again when something is asked."""
        self._database.close()


def packed_page(page: Page) -> bytes:
    """What was recognised on a page, for `unpacked_page`."""
    from reader.newspaper.structure import page_to_json

    return zlib.compress(json.dumps(page_to_json(page), separators=(",", ":")).encode(), 1)


def unpacked_page(source: Source, packed: bytes) -> Page | None:
    """The page that was packed, upon its text again; `None` if it is damaged."""
    from reader.newspaper.structure import page_from_json

    try:
        data: dict[str, Any] = json.loads(zlib.decompress(packed))
        return page_from_json(source, data)
    except (zlib.error, ValueError, TypeError, LookupError, AttributeError):
        return None


def _range(folder: Path) -> tuple[bytes, bytes]:
    """Between which keys the paths below a folder lie."""
    first = packed_path(str(folder).rstrip(os.sep) + os.sep)
    return first, first[:-1] + bytes([first[-1] + 1])
