"""The file of annotations written anew, and its journal put away: each step on the disk before the next."""

from __future__ import annotations

import contextlib
from itertools import chain
from pathlib import Path

from reader.annotations.archive import archive_name
from reader.annotations.signatures import signature
from reader.files import free_name, sync_folder, write_whole


def next_journal(journal: Path) -> Path:
    """The journal that is being begun, until it is whole."""
    return journal.with_name(f".{journal.name}.next")


def replace_both(path: Path, data: bytes, journal: Path, line: bytes, history: Path, first: int, last: int) -> None:
    """Write the file and begin another journal; the old one goes into the history.

    Args:
        path: the file.
        data: what it is to hold.
        journal: its journal; if there is one, its last line fits the old file and the new one.
        line: the first line of the new journal.
        history: the folder of the journals of earlier days.
        first: the first commit in the old journal.
        last: the last.

    Raises:
        OSError: something cannot be written; nothing is lost.
    """
    write_whole(path, data)
    sync_folder(path.parent)
    begun = next_journal(journal)
    write_whole(begun, line)
    if signature(journal):
        history.mkdir(exist_ok=True)
        sync_folder(path.parent)
        journal.rename(free_name(history / archive_name(first, last)))
        sync_folder(history)
    begun.replace(journal)
    sync_folder(path.parent)


def sweep(path: Path, journal: Path) -> None:
    """Remove what processes left that were killed while they saved."""
    begun = next_journal(journal).name
    left = (f".{path.name}.*.part", f".{begun}.*.part", begun)
    for part in chain.from_iterable(map(path.parent.glob, left)):
        with contextlib.suppress(OSError):
            part.unlink()
