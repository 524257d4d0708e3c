"""The journals of earlier days: every commit that was ever made, in files that are never changed again."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations import journal
from reader.annotations.tablefile import Tables, sum_of
from reader.text.rules import rule

RECALLED: int = 16 << 20
"""Bytes of journals that undo looks through after a restart: some ten thousand steps."""

_NAME = rule(r"\d{8}T\d{6}Z-(\d+)-(\d+)(?:-\d+)?\.journal")


class Archived(NamedTuple):
    """One compacted journal."""

    first: int
    """Number of its first commit."""
    last: int
    path: Path


def archive_name(first: int, last: int) -> str:
    """The name of a journal that is put away now, with its first and last commit."""
    return f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{first:08}-{last:08}.journal"


def archived(folder: Path) -> list[Archived]:
    """The journals in a history folder, oldest first."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
    found = [(match, name) for name in names if (match := _NAME.fullmatch(name))]
    return [Archived(int(match[1]), int(match[2]), folder / name) for match, name in found]


def read_archived(one: Archived) -> journal.Reading:
    """The lines of a compacted journal.

    Raises:
        OSError: it cannot be read.
    """
    return journal.read(one.path.read_bytes())


def commits_after(folder: Path, seq: int, upto: int) -> list[journal.Body] | None:
    """The commits with numbers from `seq` + 1 to `upto`; `None` if not all of them are there."""
    found: dict[int, journal.Body] = {}
    for one in archived(folder):
        if one.last > seq:
            try:
                found |= {body["seq"]: body for body in read_archived(one).commits}
            except OSError:
                return None
    wanted = range(seq + 1, upto + 1)
    return [found[number] for number in wanted] if all(number in found for number in wanted) else None


def all_commits(folder: Path, current: Path, most: int | None = None) -> Iterator[tuple[Path, journal.Reading]]:
    """The journals of a file of annotations, oldest first, the one in use last; one that cannot be read is left out.

    Args:
        folder: the history.
        current: the journal in use.
        most: bytes of the latest journals that are enough; all of them if `None`.
    """
    chosen: list[tuple[Path, bytes]] = []
    for path in (current, *(one.path for one in reversed(archived(folder)))):
        if most is not None and sum(len(data) for _path, data in chosen) > most:
            break
        with contextlib.suppress(OSError):
            chosen.append((path, path.read_bytes()))
    for path, data in reversed(chosen):
        yield path, journal.read(data)


def recent_commits(folder: Path, current: Path) -> list[journal.Body]:
    """The commits that undo goes back through: at least the last `RECALLED` bytes of them, oldest first."""
    readings = all_commits(folder, current, RECALLED)
    return [body for _path, reading in readings for body in reading.commits]


class Recall:
    """Finds a record again by its checksum: in memory, else in the journals, which are read when first needed."""

    def __init__(self, memory: Tables, folder: Path, current: journal.Reading) -> None:
        self._memory = memory
        self._folder = folder
        self._current = current
        self._known: dict[tuple[str, str], list[Any]] | None = None

    def __call__(self, name: str, number: str, sum_: int) -> Any:
        """The document of a table with this number and checksum; `None` if it is not known."""
        document = self._memory.get(name, {}).get(number)
        if document is not None and sum_of(number, document) == sum_:
            return document
        if self._known is None:
            self._known = {}
            for body in self._bodies():
                for table, at, before, after in body["changes"]:
                    self._known.setdefault((table, at), []).extend((before, after))
        known = self._known.get((name, number), ())
        return next((one for one in known if one is not None and sum_of(number, one) == sum_), None)

    def _bodies(self) -> Iterator[journal.Body]:
        for one in archived(self._folder):
            try:
                reading = read_archived(one)
            except OSError:
                continue
            yield from reading.commits
        yield from self._current.commits
