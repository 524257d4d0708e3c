"""TinyDB over a ledger: a storage and a table that change single records, on TinyDB's own extension points.

A storage alone cannot do it: TinyDB hands it the whole database at every operation, and keeps numbers and answers in
its tables. Imported when something is written and not before, because it imports TinyDB.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from reader.annotations.ledger import Ledger
from reader.annotations.model import now
from reader.annotations.tablefile import same


class JournalStorage(Storage):
    """A storage whose every operation is one synced line of a journal, and which sees what other processes write."""

    def __init__(self, place: Ledger | str | Path) -> None:
        """Over a ledger, or over the one at a path."""
        self.ledger = place if isinstance(place, Ledger) else _ledger_at(Path(place))
        self._cleared: list[Callable[[], None]] = []

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables; `None` if there are none."""
        self.catch_up()
        return dict(self.ledger.tables) or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables these: what differs is one commit."""
        with self.changing():
            ledger = self.ledger
            for name in [name for name in ledger.tables if name not in data]:
                ledger.drop(name)
            for name, table in data.items():
                ledger.make(name)
                known = ledger.tables[name]
                for number in [number for number in known if number not in table]:
                    ledger.put(name, number, None)
                for number, document in table.items():
                    if number not in known or not same(known[number], document):
                        ledger.put(name, number, _plain(document))

    def close(self) -> None:
        """Bring the file up to date; what cannot be written stands in the journal."""
        self.ledger.compact()

    def catch_up(self) -> None:
        """See what other processes wrote; two calls of `stat` if they wrote nothing."""
        if not self.ledger.is_current():
            self.ledger.catch_up()
            for clear in self._cleared:
                clear()

    def when_changed(self, clear: Callable[[], None]) -> None:
        """Call this whenever another process has written."""
        self._cleared.append(clear)

    def changing(self, about: Mapping[str, Any] | None = None) -> AbstractContextManager[None]:
        """Everything that is done within is one commit; see `Ledger.change`."""
        return self.ledger.change(about if about is not None else {"at": now()})


class JournalTable(Table):
    """A table that changes the records it touches, not the whole database, and gives out numbers under the lock."""

    def __init__(self, storage: JournalStorage, name: str, cache_size: int = 10, persist_empty: bool = False) -> None:
        super().__init__(storage, name, cache_size)
        self._journal = storage
        self._touching: _Touching | None = None
        storage.when_changed(self.clear_cache)
        if persist_empty:  # The stock table would empty one that is there.
            with storage.changing():
                storage.ledger.make(name)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; returns its number."""
        return self.insert_multiple([document])[0]

    def search(self, cond: Any) -> list[Document]:
        """The documents that a query fits, also those that another process has just written."""
        self._journal.catch_up()
        return super().search(cond)

    def truncate(self) -> None:
        """Remove all documents, and begin to count anew."""
        super().truncate()
        self._journal.ledger.forget_numbers(self.name)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        self._journal.catch_up()
        return self._journal.ledger.tables.get(self.name, {})

    def _get_next_id(self) -> int:
        if self._touching is not None:
            return self._touching.next_number()
        with self._journal.changing():
            return self._journal.ledger.next_number(self.name)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._journal.changing():
            self._touching = _Touching(self._journal.ledger, self.name)
            try:
                updater(self._touching)  # type: ignore[arg-type]  # a mapping that behaves as the dictionary does
                self._touching.settle()
            finally:
                self._touching = None
        self.clear_cache()


class JournalDB(TinyDB):
    """A TinyDB database on a journal: `JournalDB(path)`."""

    table_class = JournalTable  # type: ignore[assignment]  # declared as the stock class, meant as any of its kind
    default_storage_class = JournalStorage  # type: ignore[assignment]


class _Touching(MutableMapping[int, Any]):
    """A table as an updater sees it: what it asks for is a copy, and what it changed is found by comparing."""

    def __init__(self, ledger: Ledger, name: str) -> None:
        self._ledger = ledger
        self._name = name
        self._table = ledger.tables.get(name, {})
        self._copies: dict[str, Any] = {}
        self._removed: set[str] = set()
        self._added: dict[str, None] = {}

    def __getitem__(self, number: int) -> Any:
        key = str(number)
        if key in self._removed:
            raise KeyError(number)
        if key not in self._copies:
            self._copies[key] = _copy(self._table[key])
        return self._copies[key]

    def __setitem__(self, number: int, document: Any) -> None:
        key = str(number)
        self._copies[key] = document
        self._removed.discard(key)
        if key not in self._table:
            self._added[key] = None

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        key = str(number)
        self._copies.pop(key, None)
        self._added.pop(key, None)
        if key in self._table:
            self._removed.add(key)

    def __contains__(self, number: object) -> bool:
        key = str(number)
        return key in self._added or (key in self._table and key not in self._removed)

    def __iter__(self) -> Iterator[int]:
        yield from (int(key) for key in self._table if key not in self._removed)
        yield from (int(key) for key in self._added)

    def __len__(self) -> int:
        return len(self._table) - len(self._removed) + len(self._added)

    def next_number(self) -> int:
        number = self._ledger.next_number(self._name)
        while number in self:
            number = self._ledger.next_number(self._name)
        return number

    def settle(self) -> None:
        """Hand the ledger what was changed.

        Raises:
            TypeError: a document holds something that JSON cannot say; nothing was changed.
        """
        documents = {key: _plain(document) for key, document in self._copies.items()}
        self._ledger.make(self._name)
        for key in self._removed:
            self._ledger.put(self._name, key, None)
        for key, document in documents.items():
            if key in self._added or not same(self._table[key], document):
                self._ledger.put(self._name, key, document)


def _ledger_at(path: Path) -> Ledger:
    ledger = Ledger(path.resolve(), [])
    ledger.load(may_write=True)
    return ledger


def _copy(value: Any) -> Any:
    """A copy of what JSON can say, that may be changed."""
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value


def _plain(document: Any) -> Any:
    """The document as it will be read again; a copy."""
    return json.loads(json.dumps(document))
