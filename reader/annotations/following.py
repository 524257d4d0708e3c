"""What another program did to the file of annotations and its journal, found out without reading everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations import journal
from reader.annotations.archive import commits_after
from reader.annotations.signatures import bytes_of, digest_of
from reader.annotations.tablefile import META


class Compacted(NamedTuple):
    """A compaction by another program."""

    seq: int
    """The last commit that the file holds now."""
    digest: str
    """Of the file."""
    meta: dict[str, Any]
    size: int
    """Bytes of the first line of the journal that was begun with it."""
    missed: list[journal.Body]
    """The commits that it holds and this program has not seen."""


def compacted(path: Path, lines: Path, history: Path, *, log: str, seq: int, digest: str) -> Compacted | None:
    """How to go on after another program's compaction; `None` if that was not all, or cannot be known.

    Args:
        path: the file.
        lines: its journal.
        history: the folder of the journals of earlier days.
        log: the series that this program follows.
        seq: the last commit that it has seen.
        digest: the file's, as it was then.

    Raises:
        OSError: they cannot be read.
    """
    with lines.open("rb") as file:
        first = file.readline()
    head = journal.read(first).lines
    if not head or head[0].body.get("log") != log or head[0].body["seq"] < seq:
        return None
    body = head[0].body
    if body["snapshot"] == digest or digest_of(bytes_of(path)) != body["snapshot"]:
        return None
    missed = commits_after(history, seq, body["seq"])
    return None if missed is None else Compacted(body["seq"], body["snapshot"], body["meta"], len(first), missed)


def added(lines: Path, size: int, known: int) -> journal.Reading:
    """What was added to a journal.

    Args:
        lines: the journal.
        size: how many bytes of it are known.
        known: how many lines that was.

    Raises:
        OSError: it cannot be read.
    """
    with lines.open("rb") as file:
        file.seek(size)
        return journal.read(file.read(), known + 1)


def is_older(path: Path, log: str, seq: int) -> bool:
    """Whether a file without a journal holds less of the same series than was seen.

    Raises:
        OSError: it cannot be read.
    """
    from reader.annotations.tablefile import Damaged, parse

    try:
        about = parse(bytes_of(path) or b"").get(META, {}).get("1")
    except Damaged:
        return log != ""
    return isinstance(about, dict) and about.get("log") == log and about.get("seq") != seq
