"""The file of annotations with its journal: what they hold, and how they change without losing anything.

`annotations.json` is TinyDB's own format, as it was at the last compaction. `annotations.json.journal` holds every
commit since then, one line each, on the disk before the commit is acknowledged. Compacting writes a new file and puts
the journal into `annotations.json.history`. All changes happen under `annotations.json.lock`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.collecting import no_collecting
from reader.annotations.locking import Lock
from reader.annotations.migrations import SCHEMA, migrated, schema_of
from reader.annotations.model import new_id
from reader.annotations.signatures import Signature, bytes_of, digest_of, signature
from reader.annotations.tablefile import META, Tables, serialise
from reader.files import append_whole, cut

if TYPE_CHECKING:  # what reads and writes them is loaded with the first file there is
    from reader.annotations.journal import Body, Reading
    from reader.annotations.pending import Pending
    from reader.annotations.recovery import Assembled

COMPACT_AT: int = 1 << 20
"""Bytes that a journal may have before it is compacted while the program runs, if the file is not larger still."""


class Touched(NamedTuple):
    """A record that was changed, by whomever."""

    table: str
    number: str


class Newer(Exception):  # noqa: N818 - caught by the store, which says it in words
    """The file is of a newer version than this program."""


class Ledger:
    """The tables at `path`. Not thread safe."""

    def __init__(self, path: Path, notices: list[str], *, make_folders: bool = False) -> None:
        """Nothing is read yet.

        Args:
            path: the file of annotations.
            notices: takes up sentences for the user.
            make_folders: whether the folders above the file's own may be made, too.
        """
        self.path = path
        self.journal = path.with_name(f"{path.name}.journal")
        self.history = path.with_name(f"{path.name}.history")
        self.tables: Tables = {}
        """What is there now; changed only by this class."""
        self.seq = 0
        """The number of the last commit."""
        self.schema = SCHEMA
        """The version of the file."""
        self.touched: list[Touched] | None = []
        """What was changed since whoever reads it last emptied it; `None`: perhaps everything."""
        self.compact_at = COMPACT_AT
        self._lock = Lock(path, notices, make_folders=make_folders)
        self._notices = notices
        self._told: set[str] = set()
        self._loaded = False
        self._log = ""
        self._meta: dict[str, Any] = {}
        self._digest = ""
        self._seen: tuple[Signature | None, Signature | None] = (None, None)
        self._size = self._lines = 0
        """How much of the journal was read: bytes, lines."""
        self._header = 0
        """Bytes of the journal's first line."""
        self._first = 1
        """The number of the first commit since the file was written."""
        self._renew = False
        """Whether file and journal are to be written anew before the next commit."""
        self._next: dict[str, int] = {}
        self._pending: Pending | None = None
        self._swept = False

    # -- reading

    def bytes_to_read(self) -> int:
        """How much opening reads."""
        return sum(one[2] for one in self._signatures() if one)

    def exists(self) -> bool:
        """Whether there is a file or a journal."""
        return any(self._signatures())

    def is_current(self) -> bool:
        """Whether nobody has written since it was last read; two calls of `stat`."""
        return self._loaded and self._signatures() == self._seen

    def load(self, *, may_write: bool) -> None:
        """Read for the first time; without the lock where all is as it was written, which is nearly always.

        Args:
            may_write: whether a file that is not as it was written may be kept aside and written anew.

        Raises:
            OSError: it cannot be read, or not be set right.
        """
        if not self.exists():
            self._loaded, self._seen = True, (None, None)
            return
        signatures = self._signatures()
        reading, assembled = self._read()
        if assembled.sound and not reading.bad and signatures == self._signatures():
            self._take(reading, assembled)
            self._seen = signatures
        elif may_write:
            with self.locked():
                self._reload()
        else:
            self._take(reading, assembled)
            self._seen = signatures
            self._say(assembled, reading, {})

    def catch_up(self) -> None:
        """Take over what others wrote since.

        Raises:
            OSError: it cannot be read, or the lock not be had.
        """
        if not self.is_current() and not self._read_on():
            with self.locked():
                self._reload()

    def begin_with(self, other: Ledger) -> None:
        """Hold what another ledger holds, to be written here with the first commit."""
        self.tables = {name: dict(table) for name, table in other.tables.items()}
        self.schema, self.touched, self._renew = other.schema, None, True

    def _read(self) -> tuple[Reading, Assembled]:
        from reader.annotations import journal
        from reader.annotations.archive import Recall
        from reader.annotations.recovery import assemble

        with no_collecting():
            data, lines = bytes_of(self.path), bytes_of(self.journal)
            reading = journal.read(lines or b"")
            recall = Recall(self.tables, self.history, reading)
            return reading, assemble(data, reading, recall, new_id)

    def _take(self, reading: Reading, assembled: Assembled) -> None:
        tables = migrated(assembled.tables)
        self.schema = max(schema_of(tables), SCHEMA)
        self._renew = schema_of(assembled.tables) < SCHEMA or not reading.lines
        self._meta = tables.get(META, {})
        self.tables = {name: table for name, table in tables.items() if name != META}
        self.seq, self._log, self._digest = assembled.seq, assembled.log, assembled.digest
        self._size, self._lines = reading.size, len(reading.lines) + len(reading.bad)
        self._header = reading.head
        self._first = assembled.first
        self._next.clear()
        self.touched = None
        self._loaded = True

    def _reload(self) -> None:
        """Read everything; what is not as it was written is kept aside and written anew. Under the lock.

        Raises:
            OSError: it cannot be read, or not be set right.
        """
        if self.is_current() or self._step_over():
            return
        signatures = self._signatures()
        if self._loaded and self._is_gone(signatures):
            self._renew, self._seen = True, signatures
            return
        reading, assembled = self._read()
        if assembled.sound and not reading.bad:
            self._take(reading, assembled)
            self._seen = signatures
            return
        from reader.annotations.setting_right import keep_aside

        aside = keep_aside(self.path, self.journal, file=not assembled.sound, lines=bool(reading.bad))
        self._take(reading, assembled)
        self._say(assembled, reading, aside)
        self.write_anew()

    def _is_gone(self, signatures: tuple[Signature | None, Signature | None]) -> bool:
        """Whether the files hold less of the same series than this program has seen, because some were removed."""
        if signatures[1] is not None:
            return False
        if signatures[0] is None:
            return True
        from reader.annotations.following import is_older

        return is_older(self.path, self._log, self.seq)

    def _read_on(self) -> bool:
        """Take over what was only added to the journal; whether that was all that happened."""
        file, lines = self._signatures()
        before = self._seen[1]
        if not self._loaded or file != self._seen[0] or not lines or not before or lines[:2] != before[:2]:
            return False
        if lines[2] < self._size:
            return False
        from reader.annotations.following import added

        reading = added(self.journal, self._size, self._lines)
        commits = reading.commits
        if reading.bad or [body["seq"] for body in commits] != [*range(self.seq + 1, self.seq + 1 + len(commits))]:
            return False
        for body in commits:
            self._replay(body)
        self._size += reading.size
        self._lines += len(reading.lines)
        self._seen = (file, lines)
        return True

    def _step_over(self) -> bool:
        """Go on after another program's compaction without reading everything; whether that was possible."""
        lines = self._signatures()[1]
        if not self._loaded or not self._log or lines is None:
            return False
        from reader.annotations.following import compacted

        found = compacted(self.path, self.journal, self.history, log=self._log, seq=self.seq, digest=self._digest)
        if found is None:
            return False
        for body in found.missed:
            self._replay(body)
        self._digest, self._meta = found.digest, found.meta
        self._size = self._header = found.size
        self._lines, self._first, self._renew = 1, found.seq + 1, False
        self._seen = self._signatures()
        return self._read_on()

    def _replay(self, body: Body) -> None:
        from reader.annotations.recovery import apply

        apply(self.tables, body)
        self.seq = body["seq"]
        if body.get("drop") or body.get("make"):
            self.touched = None
        for name, number, _before, _after in body["changes"]:
            if self.touched is not None:
                self.touched.append(Touched(name, number))
            if name in self._next:
                self._next[name] = max(self._next[name], int(number) + 1)

    # -- changing

    def locked(self) -> contextlib.AbstractContextManager[None]:
        """Keep other processes from changing anything; see `Lock.held`."""
        return self._lock.held()

    @contextmanager
    def change(self, about: Mapping[str, Any]) -> Iterator[None]:
        """Everything put, made and dropped within is one commit, on the disk when this ends; or, on an error, nothing.

        One within another is part of it.

        Args:
            about: what else the journal says of the commit.

        Raises:
            Newer: the file is of a newer version.
            OSError: it cannot be written.
        """
        if self._pending is not None:
            yield
            return
        from reader.annotations.pending import Pending

        with self.locked():
            self.catch_up()
            if self.schema > SCHEMA:
                raise Newer
            self._prepare()
            self._pending = pending = Pending(self.tables)
            try:
                yield
                self._write(about)
            except BaseException:
                pending.take_back()
                raise
            finally:
                self._pending = None
            file = self._seen[0]
            if self._size - self._header > max(self.compact_at, file[2] if file else 0):
                # What was done stands; a full disk only means that the journal grows on.
                with contextlib.suppress(OSError):
                    self.write_anew()

    def put(self, name: str, number: str, document: Any) -> None:
        """Put a document into a table, or take it out (`None`). Within `change`."""
        self._in_change.put(name, number, document)
        if self.touched is not None:
            self.touched.append(Touched(name, number))
        if name in self._next:
            self._next[name] = max(self._next[name], int(number) + 1)

    def make(self, name: str) -> None:
        """Make an empty table, if there is none of that name. Within `change`."""
        if name not in self.tables:
            self._in_change.make(name)

    def drop(self, name: str) -> None:
        """Take a table away. Within `change`."""
        self._in_change.drop(name)
        self.forget_numbers(name)
        self.touched = None

    def next_number(self, name: str) -> int:
        """A number that no document of a table has; each only once. Within `change`."""
        from reader.annotations.recovery import free_number

        number = self._next.get(name) or int(free_number(self.tables.get(name, {})))
        self._next[name] = number + 1
        return number

    def forget_numbers(self, name: str) -> None:
        """Begin again after the largest number in use."""
        self._next.pop(name, None)

    @property
    def _in_change(self) -> Pending:
        assert self._pending is not None, "only within `change`"
        return self._pending

    def _prepare(self) -> None:
        """Have a file and a journal."""
        if not self._swept:
            from reader.annotations.compacting import sweep

            sweep(self.path, self.journal)
            self._swept = True
        if self._renew or None in self._seen:
            self.write_anew()

    def _write(self, about: Mapping[str, Any]) -> None:
        body = self._in_change.body()
        if body:
            self._append({"seq": self.seq + 1, **about, **body})
            self.seq += 1

    def _append(self, body: Body) -> None:
        from reader.annotations.journal import encode

        line = encode(body)
        present = signature(self.journal)
        if present and present[2] > self._size:
            cut(self.journal, self._size)
        append_whole(self.journal, line, self._size)
        self._size += len(line)
        self._lines += 1
        self._seen = self._signatures()

    # -- compacting

    @property
    def is_behind(self) -> bool:
        """Whether the file lacks what stands in the journal."""
        return self.seq >= self._first or self._renew

    def compact(self) -> bool:
        """Bring the file up to date; whether there was anything to bring.

        Raises:
            Newer: the file is of a newer version.
            OSError: it cannot be written; nothing is lost.
        """
        if not self.exists():
            return False  # and no folder is made for the lock
        with self.locked():
            self.catch_up()
            if self.schema > SCHEMA:
                raise Newer
            if not self.exists() or not self.is_behind:
                return False
            self.write_anew()
            return True

    def write_anew(self) -> None:
        """Write the file as everything stands now, put the journal away and begin another. Under the lock.

        Raises:
            OSError: it cannot be written; nothing is lost.
        """
        from reader.annotations.compacting import replace_both
        from reader.annotations.journal import encode

        self._log = self._log or new_id()
        meta = {**self._meta, "1": {**self._meta.get("1", {}), "schema": SCHEMA, "seq": self.seq, "log": self._log}}
        with no_collecting():
            data, sums = serialise({META: meta, **self.tables})
        digest = digest_of(data)
        head = {"journal": 1, "log": self._log, "seq": self.seq, "snapshot": digest, "meta": meta, "sums": sums}
        line = encode(head)
        try:
            if signature(self.journal):
                # From here on the journal fits the old file and the new one.
                self._append({"seq": self.seq, "snapshot": digest})
            replace_both(self.path, data, self.journal, line, self.history, self._first, self.seq)
        finally:
            self._seen = self._signatures()
        self._meta, self._digest = meta, digest
        self._size = self._header = len(line)
        self._lines, self._first, self._renew = 1, self.seq + 1, False

    def _say(self, assembled: Assembled, reading: Reading, aside: dict[Path, Path]) -> None:
        """Say what is wrong, each thing once."""
        from reader.annotations.setting_right import tell

        sentences = tell(self.path, self.journal, assembled, reading.bad, aside)
        self._notices.extend(sentence for sentence in sentences if sentence not in self._told)
        self._told.update(sentences)

    def _signatures(self) -> tuple[Signature | None, Signature | None]:
        return signature(self.path), signature(self.journal)
