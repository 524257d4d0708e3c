"""What the user searched for, kept between sessions for every library: the last queries, each once."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from reader.library.database import Database
from reader.text.query import Mode

KEPT: Final = 200
"""Queries above which the oldest go."""

TABLES: Final = "CREATE TABLE queries (text TEXT, mode TEXT, used REAL NOT NULL, PRIMARY KEY (text, mode));"


class Queries:
    """The last queries. No method raises: where the database cannot be used, they are forgotten at the end."""

    def __init__(self, database: Path | None = None) -> None:
        """Nothing is opened yet; `None` is the database in the user's state folder."""
        if database is None:
            import platformdirs

            database = Path(platformdirs.user_state_dir("reader", appauthor=False)) / "queries.sqlite3"
        self._database = Database(database, 1, TABLES, disposable=False)

    def recent(self) -> list[tuple[str, Mode]]:
        """The queries with the way they were meant, the last one first."""
        rows = self._database.rows("SELECT text, mode FROM queries ORDER BY used DESC LIMIT ?", KEPT)
        return [(text, Mode(mode)) for text, mode in rows if mode in list(Mode)]

    def add(self, text: str, mode: Mode | None) -> None:
        """Remember a query as the last one."""
        if not text.strip():
            return
        self._database.write(
            ("INSERT OR REPLACE INTO queries VALUES (?, ?, ?)", [(text, (mode or Mode.PLAIN).value, time.time())]),
            (
                "DELETE FROM queries WHERE used < (SELECT min(used) FROM "
                "(SELECT used FROM queries ORDER BY used DESC LIMIT ?))",
                [(KEPT,)],
            ),
        )

    def close(self) -> None:
        """Close the database; it opens again when something is asked."""
        self._database.close()
