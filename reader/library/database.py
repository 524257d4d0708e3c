"""One SQLite file of the program's own that may be missing, damaged, locked or of another version without an error."""

from __future__ import annotations

import contextlib
import os
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

Rows = Sequence[tuple[object, ...]]
"""The values for one statement, which is carried out for each row of them."""


class Database:
    """One connection for all threads, opened when first needed. No method raises."""

    def __init__(self, path: Path, version: int, tables: str, *, disposable: bool, added: str = "") -> None:
        """Nothing is opened yet.

        Args:
            path: The file; it and its folder are made when needed.
            version: Of the tables; a file with another one counts as damaged.
            tables: The statements that make them, each ended by a semicolon.
            disposable: A damaged file is deleted, and without a usable one nothing is kept. Otherwise a damaged file
                is kept aside, and without a usable one things are kept in memory.
            added: Statements that make what has come to this version of the tables since, if it is not there.
        """
        self._path = path
        self._version = version
        self._tables = tables
        self._disposable = disposable
        self._added = added
        self._connection: sqlite3.Connection | None = None
        self._end: Callable[[], object] | None = None
        """Closes the connection."""
        self._unusable = False
        self._lock = Lock()

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that answer a question; none if it cannot be answered, or nothing was ever kept."""
        if self._connection is None and not os.path.exists(self._path):  # noqa: PTH110 - of which no error is raised
            return []  # making the file, and loading what makes it, would only keep the first page waiting
        with self._using() as connection:
            return list(connection.execute(question, values)) if connection else []
        return []

    def write(self, *statements: tuple[str, Rows]) -> None:
        """Carry out statements, each for its rows; all or nothing."""
        if not any(rows for _statement, rows in statements):
            return
        with self._using() as connection:
            if connection:
                with connection:
                    for statement, rows in statements:
                        connection.executemany(statement, rows)

    def close(self) -> None:
        """Close the file; it opens again when something is asked."""
        with self._lock:
            self._close()

    def _hold(self, connection: sqlite3.Connection) -> None:
        """Use a connection, which is closed with this object; unlike its own end, that has an order."""
        self._connection = connection
        self._end = weakref.finalize(self, connection.close)

    def _close(self) -> None:
        with contextlib.suppress(Exception):  # whatever happens at the end of the process
            if self._end is not None:
                self._end()
        self._connection = self._end = None

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection | None]:
        import sqlite3

        with self._lock:
            if self._connection is None and not self._unusable:
                self._open()
            try:
                yield self._connection
            except (
                sqlite3.OperationalError,
                sqlite3.ProgrammingError,
                sqlite3.InterfaceError,
                OverflowError,
                ValueError,
            ):
                pass  # locked, the disk is full, or a value does not fit: this once it is not kept
            except sqlite3.DatabaseError:
                if self._disposable:
                    self._close()
                    self._put_away()

    def _open(self) -> None:
        import sqlite3

        for _attempt in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._hold(self._prepared(sqlite3.connect(self._path, timeout=1, check_same_thread=False)))
                return
            except sqlite3.OperationalError:
                break  # locked, or may not be written
            except sqlite3.DatabaseError:
                if not self._put_away():
                    break
            except (OSError, RuntimeError, ValueError):
                break
        if self._disposable:
            self._unusable = True
        else:
            self._hold(self._prepared(sqlite3.connect(":memory:", check_same_thread=False)))

    def _prepared(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """The connection with its tables in place.

        Raises:
            sqlite3.DatabaseError: the file is no database of this version.
        """
        import sqlite3

        try:
            if self._disposable:
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            # With WAL a power cut can then take the last changes, never the database.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, self._version):
                raise sqlite3.DatabaseError(f"version {version}")
            if version == 0:
                for statement in self._tables.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {self._version}")
            for statement in self._added.split(";"):
                connection.execute(statement)
            connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection

    def _put_away(self) -> bool:
        """Take the file out of the way; whether that was possible."""
        try:
            if self._disposable:
                self._path.unlink(missing_ok=True)
            else:
                self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return False
        return True


def day_number() -> int:
    """The day in UTC, counted from 1 January 1970: by it, what was longest unused is dropped."""
    return int(time.time() // 86400)


def packed_path(path: str) -> bytes:
    """A path as SQLite can keep it: names that are no text hold surrogates."""
    return path.encode("utf-8", "surrogatepass")


def unpacked_path(data: bytes) -> str:
    """The path that `packed_path` was given."""
    return data.decode("utf-8", "surrogatepass")
