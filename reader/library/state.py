"""What the user did last, kept between sessions: the place in a library, what was read, encodings chosen by hand.

None of it is worth an error: where the database cannot be used, what would be kept there is forgotten.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3

VERSION: Final = 1
"""Of the tables; a database with another is kept aside."""

TABLES: Final = """
CREATE TABLE libraries (root BLOB PRIMARY KEY, opened REAL NOT NULL, paths BLOB NOT NULL, path BLOB, article_id TEXT,
    source_offset INTEGER, script TEXT) WITHOUT ROWID;
CREATE TABLE read (root BLOB, article_id TEXT, PRIMARY KEY (root, article_id)) WITHOUT ROWID;
CREATE TABLE encodings (root BLOB, path BLOB, encoding TEXT NOT NULL, PRIMARY KEY (root, path)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Place:
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
        self._root = _bytes(str(root))
        self._database = _Database(database)

    def opened(self, paths: Sequence[Path] = ()) -> None:
        """The library was opened by these absolute paths (none: by its folder): it is the last one now."""
        packed = b"\0".join(_bytes(str(path)) for path in paths)
        self._database.write(
            "INSERT INTO libraries (root, opened, paths) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET opened = excluded.opened, paths = excluded.paths",
            [(self._root, time.time(), packed)],
        )

    def place(self) -> Place | None:
        """Where the user was last in this library."""
        question = "SELECT path, article_id, source_offset, script FROM libraries WHERE root = ? AND path IS NOT NULL"
        for path, article_id, source_offset, script in self._database.rows(question, self._root):
            return Place(_text(path), article_id, source_offset, script)
        return None

    def set_place(self, place: Place) -> None:
        """Remember where the user is; the library is the last one opened now."""
        self._database.write(
            "INSERT INTO libraries VALUES (?, ?, x'', ?, ?, ?, ?) ON CONFLICT DO UPDATE SET opened = excluded.opened, "
            "path = excluded.path, article_id = excluded.article_id, source_offset = excluded.source_offset, "
            "script = excluded.script",
            [(self._root, time.time(), _bytes(place.path), place.article_id, place.source_offset, place.script)],
        )

    def read_ids(self) -> set[str]:
        """Ids of the articles that were read."""
        return {row[0] for row in self._database.rows("SELECT article_id FROM read WHERE root = ?", self._root)}

    def mark_read(self, ids: Iterable[str], read: bool) -> None:
        """Mark articles as read, or as unread."""
        rows = [(self._root, article_id) for article_id in ids]
        if read:
            self._database.write("INSERT OR IGNORE INTO read VALUES (?, ?)", rows)
        else:
            self._database.write("DELETE FROM read WHERE root = ? AND article_id = ?", rows)

    def encodings(self) -> dict[str, str]:
        """The encodings chosen by hand, by the files' paths relative to the library."""
        rows = self._database.rows("SELECT path, encoding FROM encodings WHERE root = ?", self._root)
        return {_text(path): encoding for path, encoding in rows}

    def remember_encodings(self, chosen: Mapping[str, str | None]) -> None:
        """Remember the encodings chosen for files; `None` forgets the choice."""
        forgotten = [(self._root, _bytes(path)) for path, encoding in chosen.items() if encoding is None]
        kept = [(self._root, _bytes(path), encoding) for path, encoding in chosen.items() if encoding is not None]
        self._database.write("DELETE FROM encodings WHERE root = ? AND path = ?", forgotten)
        self._database.write("INSERT OR REPLACE INTO encodings VALUES (?, ?, ?)", kept)

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
        opened = _Database(database)
        try:
            rows = opened.rows("SELECT root, paths FROM libraries ORDER BY opened DESC LIMIT 1")
        finally:
            opened.close()
        for root, packed in rows:
            paths = [Path(_text(part)) for part in packed.split(b"\0")] if packed else [Path(_text(root))]
            return tuple(path for path in paths if path.exists())
        return ()

    @staticmethod
    def recent_libraries(limit: int = 10, database: Path | None = None) -> list[Path]:
        """The libraries opened, the last one first, whether they are still there or not."""
        opened = _Database(database)
        try:
            rows = opened.rows("SELECT root FROM libraries ORDER BY opened DESC LIMIT ?", limit)
        finally:
            opened.close()
        return [Path(_text(row[0])) for row in rows]


class _Database:
    """One connection, opened when first needed; of a file that cannot be used, an empty one in memory."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._lock = Lock()

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that answer a question; none if it cannot be answered."""
        with self._using() as connection:
            return list(connection.execute(question, values))
        return []

    def write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Carry out a statement for each row, all or none."""
        if not rows:
            return
        with self._using() as connection, connection:
            connection.executemany(statement, rows)

    def close(self) -> None:
        """Close the connection if it is open."""
        with self._lock, contextlib.suppress(Exception):
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        self.close()

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        import sqlite3

        with self._lock, contextlib.suppress(sqlite3.Error, OverflowError):
            if self._connection is None:
                self._connection = self._opened()
            yield self._connection

    def _opened(self) -> sqlite3.Connection:
        import sqlite3

        path = self._path
        for _attempt in range(2):
            try:
                if path is None:
                    import platformdirs

                    path = Path(platformdirs.user_state_dir("reader")) / "state.sqlite3"
                path.parent.mkdir(parents=True, exist_ok=True)
                return _prepared(sqlite3.connect(path, timeout=1, check_same_thread=False))
            except sqlite3.OperationalError:
                break  # locked, or may not be written
            except sqlite3.DatabaseError:
                # Damaged, or of another version: start again, and leave the old one for whoever wants to look.
                if path is None or not _set_aside(path):
                    break
            except (OSError, RuntimeError):
                break
        return _prepared(sqlite3.connect(":memory:", check_same_thread=False))


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with its tables in place.

    Raises:
        sqlite3.DatabaseError: the file is no database of this version.
    """
    import sqlite3

    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # With WAL a power cut can take the last changes, never the database.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            for statement in TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.commit()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> bool:
    """Rename a database that cannot be used."""
    try:
        path.replace(path.with_name(f"{path.name}.damaged"))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _bytes(text: str) -> bytes:
    """A path as SQLite can keep it: names that are no text hold surrogates."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
