"""TinyDB's storage over the file of annotations: several operations, one replacement of the file.

Imported when something is written and not before, because it imports TinyDB.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from reader.annotations.model import Record
from reader.annotations.tablefile import ANNOTATIONS, META, SCHEMA, TableFile, Tables


class WholeStorage(Storage):
    """A storage that gathers the operations of a `TinyDB` and writes the file once, whole, at `save`.

    The stock JSON storage writes the file in place at every operation: a kill or a full disk in between loses all of
    it, and of two operations that belong together one may be kept alone.
    """

    def __init__(self, file: TableFile, tables: Tables) -> None:
        self._file = file
        # TinyDB changes documents where they lie; what is in use elsewhere must not change with them.
        self.tables: Tables = {
            name: {number: dict(one) if isinstance(one, dict) else one for number, one in table.items()}
            for name, table in tables.items()
        }

    def read(self) -> Tables:
        """The tables as they are by now."""
        return self.tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take over the tables that an operation made."""
        self.tables = data

    def save(self) -> None:
        """Write the file.

        Raises:
            OSError: it could not be written; what was there before still is.
        """
        self._file.save(self.tables)


def rewrite(
    file: TableFile,
    tables: Tables,
    *,
    removed: Collection[int],
    changed: Mapping[int, Record],
    added: Mapping[int, Record],
) -> Tables:
    """Write the tables with some annotations, named by their document numbers, removed, changed and added.

    Returns:
        The tables that were written; those given are as they were.

    Raises:
        OSError: the file could not be written; what was there before still is.
    """
    storage = WholeStorage(file, tables)
    database = TinyDB(storage=lambda: storage)
    meta = database.table(META)
    if not meta.contains(doc_id=1):
        meta.insert(Document({"schema": SCHEMA}, doc_id=1))
    table = database.table(ANNOTATIONS)
    if removed:
        table.remove(doc_ids=removed)
    if changed:
        new = {record["id"]: record for record in changed.values()}

        def become(document: Any) -> None:
            record = new[document["id"]]
            document.clear()
            document.update(record)

        table.update(become, doc_ids=list(changed))
    if added:
        table.insert_multiple(Document(record, doc_id=number) for number, record in added.items())
    storage.save()
    return storage.tables
