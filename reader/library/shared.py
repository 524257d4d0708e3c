"""What texts have in common, kept by their hashes: which files of a library hold a passage of the one that is read.

A database of its own beside the pages, as disposable as they are. It holds a few numbers for each text ever read (see
`reader.text.shingles`), so that a known library of 10,000 files is asked without one of them being opened; what it
answers are only files to look into.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from reader.library.database import Database, day_number
from reader.library.repeats import text_shingles

VERSION: Final = 1
"""Of the tables and of the shingles in them; a database with another is deleted."""

LIMIT: Final = 12_000_000
"""Shingles (some 15 bytes each) above which those of the texts longest unused are dropped."""

_SHARING: Final = 1_000
"""Texts that one question gives for a hash, at most about: what stands in more of them is no passage but a form."""

_ASKED: Final = 400
"""Hashes in one question."""

TABLES: Final = """
CREATE TABLE texts (number INTEGER PRIMARY KEY, used INTEGER, shingles INTEGER);
CREATE TABLE shingles (hash INTEGER, text INTEGER, PRIMARY KEY (hash, text)) WITHOUT ROWID;
"""


class SharedIndex:
    """Which texts share passages; may be used from any thread. No method raises."""

    def __init__(self, database: Path | None = None, limit: int = LIMIT) -> None:
        """Nothing is opened until it is asked for.

        Args:
            database: The SQLite file; `None` is the one in the user's cache folder.
            limit: Shingles that are kept.
        """
        if database is None:
            import platformdirs

            database = Path(platformdirs.user_cache_dir("reader", appauthor=False)) / "shared.sqlite3"
        self._limit = limit
        self._database = Database(database, VERSION, TABLES, disposable=True)

    def unknown(self, hashes: Iterable[str]) -> set[str]:
        """Those of these texts, named by their SHA-256, that were not taken in yet; the others count as used."""
        wanted = {_number(sha256): sha256 for sha256 in hashes}
        known = {number for (number,) in self._database.rows("SELECT number FROM texts")} & wanted.keys()
        today = day_number()
        statement = "UPDATE texts SET used = ? WHERE number = ? AND used < ?"
        self._database.write((statement, [(today, number, today - 7) for number in known]))
        return {sha256 for number, sha256 in wanted.items() if number not in known}

    def take_in(self, texts: Iterable[tuple[str, str]]) -> None:
        """Remember texts, as `(sha256, text)`, at once."""
        facts, rows = [], []
        for sha256, text in texts:
            number, hashes = _number(sha256), text_shingles(text)
            facts.append((number, day_number(), len(hashes)))
            rows += [(key, number) for key in sorted(hashes)]
        self._database.write(
            ("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", facts),
            ("INSERT OR IGNORE INTO shingles VALUES (?, ?)", rows),
        )

    def sharing(
        self, text: str, others: Collection[str], most: int, pause: Callable[[], object] = lambda: None
    ) -> list[str]:
        """Which of other texts, by SHA-256, may have a passage in common with a text: the likeliest first.

        Args:
            text: The text that is asked about.
            others: Those that may be told.
            most: How many of them are told.
            pause: Called now and then; what it raises ends the search.
        """
        wanted = {_number(sha256): sha256 for sha256 in others}
        hashes = sorted(text_shingles(text))
        found: Counter[int] = Counter()
        for at in range(0, len(hashes), _ASKED):
            pause()
            found.update(number for number in self._holders(hashes[at : at + _ASKED]) if number in wanted)
        return [wanted[number] for number, _count in found.most_common(most)]

    def _holders(self, hashes: Sequence[int]) -> list[int]:
        marks = ",".join("?" * len(hashes))
        question = f"SELECT text FROM shingles WHERE hash IN ({marks}) LIMIT ?"
        return [number for (number,) in self._database.rows(question, *hashes, _SHARING * len(hashes))]

    def prune(self) -> None:
        """If there are more shingles than the limit, drop those of the texts longest unused."""
        rows = self._database.rows("SELECT number, shingles FROM texts ORDER BY used DESC, number")
        kept, gone = 0, []
        for number, count in rows:
            kept += count
            if kept > self._limit:
                gone.append((number,))
        if gone:
            self._database.write(
                ("DELETE FROM texts WHERE number = ?", gone),
                ("DELETE FROM shingles WHERE text NOT IN (SELECT number FROM texts)", [()]),
            )
            self._database.rows("PRAGMA incremental_vacuum")

    def close(self) -> None:
        """Close the database; it opens again when something is asked."""
        self._database.close()


def _number(sha256: str) -> int:
    """By what the database knows a text: 48 bits of its hash."""
    return int(sha256[:12], 16)
