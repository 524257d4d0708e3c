"""The file of annotations as bytes: TinyDB's own format, one record a line, replaced as a whole and at once.

Any TinyDB opens the file, and it can be read, compared and mended with a text editor. Everything about *how* records
lie on the disk is here and in `storage`; the store above knows tables only.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from reader.files import write_whole

Tables = dict[str, dict[str, Any]]
"""TinyDB's data: table name → document number as text → document."""

ANNOTATIONS = "annotations"
"""The table of annotations."""

META = "meta"
"""The table whose document 1 says how the file is to be understood."""

SCHEMA = 1
"""The version of the records that this program writes."""

Signature = tuple[int, int, int, int]
"""Device, inode, size and modification time in ns: differs when the file was replaced or written."""


class Damaged(ValueError):  # noqa: N818 - a state of the file
    """The file is not a TinyDB database of annotations."""


class TableFile:
    """The file at `path`, with what was last read from it or written to it. Not thread safe."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data: bytes | None = None
        self._tables: Tables | None = None

    def load(self) -> Tables | None:
        """The tables in the file; `None` if there is no file.

        Gives the same object again, not to be changed, as long as the file holds the same bytes.

        Raises:
            Damaged: it holds something else.
            OSError: it cannot be read.
        """
        try:
            data = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            self._data = self._tables = None
            return None
        if data != self._data or self._tables is None:
            self._tables = parse(data)
            self._data = data
        return self._tables

    def save(self, tables: Tables) -> None:
        """Replace the file; when this returns, a power cut does not undo it.

        Raises:
            OSError: it could not be written; what was there before still is.
        """
        data = serialise(tables)
        write_whole(self.path, data)
        self._data, self._tables = data, tables
        _sync_folder(self.path.parent)

    def signature(self) -> Signature | None:
        """What tells, without reading, whether the file is still the one it was; `None` if there is none."""
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns

    def sweep(self) -> None:
        """Remove what a process that was killed while saving left beside the file. Only under the lock."""
        for part in self.path.parent.glob(f".{self.path.name}.*.part"):
            with contextlib.suppress(OSError):
                part.unlink()


def parse(data: bytes) -> Tables:
    """The tables in the bytes of a file; an empty file holds none, as for TinyDB.

    Raises:
        Damaged: the bytes are something else.
    """
    if not data.strip():
        return {}
    try:
        tables = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)) from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise Damaged("not the tables of a TinyDB database")
    if not all(number.isdecimal() for number in tables.get(ANNOTATIONS, {})):
        raise Damaged("a document whose number is none")
    return tables


def serialise(tables: Tables) -> bytes:
    """The bytes of a file: indented, a document a line, UTF-8 and not escaped, so that a change is a changed line."""
    # Given no indent, the encoder is the one written in C: ten times faster.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    blocks = []
    for name, table in tables.items():
        lines = ",\n".join(f"    {encode(number)}: {encode(document)}" for number, document in table.items())
        blocks.append(f"  {encode(name)}: {{\n{lines}\n  }}" if lines else f"  {encode(name)}: {{}}")
    text = "{\n" + ",\n".join(blocks) + "\n}\n" if blocks else "{}\n"
    # A lone surrogate has no UTF-8; Python's escape for it is JSON's as well.
    return text.encode("utf-8", "backslashreplace")


def _sync_folder(folder: Path) -> None:
    """Bring the file's new name to the disk, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folder and some network disks sync none.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
