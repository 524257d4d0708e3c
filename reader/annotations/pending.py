"""What a commit does to the tables so far: told to the journal when it is done, taken back if it fails."""

from __future__ import annotations

from typing import Any

from reader.annotations.recovery import put
from reader.annotations.tablefile import Tables


class Pending:
    """A commit that is being made."""

    def __init__(self, tables: Tables) -> None:
        """On these tables, which it changes."""
        self._tables = tables
        self._changes: list[list[Any]] = []
        """Table, number, document before, document after; `None` where there is none."""
        self._made: list[str] = []
        self._dropped: list[tuple[str, dict[str, Any]]] = []

    def put(self, name: str, number: str, document: Any) -> None:
        """Put a document into a table, or take it out (`None`)."""
        self._changes.append([name, number, self._tables.get(name, {}).get(number), document])
        put(self._tables, name, number, document)

    def make(self, name: str) -> None:
        """Make an empty table."""
        self._made.append(name)
        self._tables[name] = {}

    def drop(self, name: str) -> None:
        """Take a table away."""
        self._dropped.append((name, self._tables.pop(name)))

    def body(self) -> dict[str, Any]:
        """What the journal says of it; empty if nothing was done."""
        made = {"make": self._made} if self._made else {}
        dropped = {"drop": [name for name, _table in self._dropped]} if self._dropped else {}
        return {**made, **dropped, "changes": self._changes} if self._changes or made or dropped else {}

    def take_back(self) -> None:
        """Make the tables what they were."""
        for name, number, before, _after in reversed(self._changes):
            put(self._tables, name, number, before)
        for name in self._made:
            self._tables.pop(name, None)
        for name, table in self._dropped:
            self._tables[name] = table
