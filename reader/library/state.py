"""What the user did last, kept between sessions: the place in a library, what was read, encodings chosen by hand.

None of it is worth an error: where the database cannot be used, what would be kept there is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from reader.library.database import Database, packed_path, unpacked_path

VERSION: Final = 1
"""Of the tables; a database with another is kept aside."""

TABLES: Final = """
CREATE TABLE libraries (root BLOB PRIMARY KEY, opened REAL NOT NULL, paths BLOB NOT NULL, path BLOB, article_id TEXT,
    source_offset INTEGER, script TEXT) WITHOUT ROWID;
CREATE TABLE read (root BLOB, article_id TEXT, PRIMARY KEY (root, article_id)) WITHOUT ROWID;
CREATE TABLE encodings (root BLOB, path BLOB, encoding TEXT NOT NULL, PRIMARY KEY (root, path)) WITHOUT ROWID;
"""

ADDED: Final = """
CREATE TABLE IF NOT EXISTS words (root BLOB PRIMARY KEY, sha256 TEXT, quote TEXT, prefix TEXT, suffix TEXT)
    WITHOUT ROWID;
"""


class Words(NamedTuple):
    """What stands at a place, by which it is found again when the text has changed."""

    sha256: str
    """Of the text."""
    quote: str
    prefix: str
    suffix: str


class Place(NamedTuple):
    """A place in a library: what stood at the top of the article pane."""

    path: str
    """The file, relative to the library, with `/`."""
    article_id: str
    source_offset: int
    """In code points of the file's text."""
    script: str
    """Value of `reader.text.script.Script`."""


class State:
    """The state of one library; may be used from any thread. No method raises."""

    def __init__(self, root: Path, database: Path | None = None) -> None:
        """Nothing is opened until it is asked for.

        Args:
            root: The library.
            database: The SQLite file; `None` is the one in the user's state folder.
        """
        self._root = packed_path(str(root))
        self._database = _opened(database)

    def opened(self, paths: Sequence[Path] = ()) -> None:
        """The library was opened by these absolute paths (none: by its folder): it is the last one now."""
        packed = b"\0".join(packed_path(str(path)) for path in paths)
        statement = (
            "INSERT INTO libraries (root, opened, paths) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET opened = excluded.opened, paths = excluded.paths"
        )
        self._database.write((statement, [(self._root, time.time(), packed)]))

    def place(self) -> Place | None:
        """Where the user was last in this library."""
        question = "SELECT path, article_id, source_offset, script FROM libraries WHERE root = ? AND path IS NOT NULL"
        for path, article_id, source_offset, script in self._database.rows(question, self._root):
            return Place(unpacked_path(path), article_id, source_offset, script)
        return None

    def place_words(self) -> Words | None:
        """What stood at that place."""
        question = "SELECT sha256, quote, prefix, suffix FROM words WHERE root = ?"
        return next((Words(*row) for row in self._database.rows(question, self._root) if None not in row), None)

    def set_place(self, place: Place, words: Words | None = None) -> None:
        """Remember where the user is, and what stands there; the library is the last one opened now."""
        statement = (
            "INSERT INTO libraries VALUES (?, ?, x'', ?, ?, ?, ?) ON CONFLICT DO UPDATE SET opened = excluded.opened, "
            "path = excluded.path, article_id = excluded.article_id, source_offset = excluded.source_offset, "
            "script = excluded.script"
        )
        where = (packed_path(place.path), place.article_id, place.source_offset, place.script)
        self._database.write(
            (statement, [(self._root, time.time(), *where)]),
            ("INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?, ?)", [(self._root, *(words or (None,) * 4))]),
        )

    def read_ids(self) -> set[str]:
        """Ids of the articles that were read."""
        return {row[0] for row in self._database.rows("SELECT article_id FROM read WHERE root = ?", self._root)}

    def mark_read(self, ids: Iterable[str], read: bool) -> None:
        """Mark articles as read, or as unread."""
        rows = [(self._root, article_id) for article_id in ids]
        if read:
            self._database.write(("INSERT OR IGNORE INTO read VALUES (?, ?)", rows))
        else:
            self._database.write(("DELETE FROM read WHERE root = ? AND article_id = ?", rows))

    def encodings(self) -> dict[str, str]:
        """The encodings chosen by hand, by the files' paths relative to the library."""
        rows = self._database.rows("SELECT path, encoding FROM encodings WHERE root = ?", self._root)
        return {unpacked_path(path): encoding for path, encoding in rows}

    def remember_encodings(self, chosen: Mapping[str, str | None]) -> None:
        """Remember the encodings chosen for files; `None` forgets the choice."""
        forgotten = [(self._root, packed_path(path)) for path, encoding in chosen.items() if encoding is None]
        kept = [(self._root, packed_path(path), encoding) for path, encoding in chosen.items() if encoding is not None]
        self._database.write(
            ("DELETE FROM encodings WHERE root = ? AND path = ?", forgotten),
            ("INSERT OR REPLACE INTO encodings VALUES (?, ?, ?)", kept),
        )

    def close(self) -> None:
        """Close the database; it opens again when something is asked."""
        self._database.close()

    @staticmethod
    def last_library(database: Path | None = None) -> Path | None:
        """The library opened last, if it is still there."""
        roots = State.recent_libraries(1, database)
        return roots[0] if roots and roots[0].is_dir() else None

    @staticmethod
    def last_paths(database: Path | None = None) -> tuple[Path, ...]:
        """What was opened last and is still there: the paths given then, else the library. Empty if nothing is."""
        opened = _opened(database)
        try:
            rows = opened.rows("SELECT root, paths FROM libraries ORDER BY opened DESC LIMIT 1")
        finally:
            opened.close()
        for root, packed in rows:
            paths = (
                [Path(unpacked_path(part)) for part in packed.split(b"\0")] if packed else [Path(unpacked_path(root))]
            )
            return tuple(path for path in paths if path.exists())
        return ()

    @staticmethod
    def recent_libraries(limit: int = 10, database: Path | None = None) -> list[Path]:
        """The libraries opened, the last one first, whether they are still there or not."""
        opened = _opened(database)
        try:
            rows = opened.rows("SELECT root FROM libraries ORDER BY opened DESC LIMIT ?", limit)
        finally:
            opened.close()
        return [Path(unpacked_path(row[0])) for row in rows]


def _opened(database: Path | None) -> Database:
    if database is None:
        import platformdirs

        database = Path(platformdirs.user_state_dir("reader", appauthor=False)) / "state.sqlite3"
    return Database(database, VERSION, TABLES, disposable=False, added=ADDED)
