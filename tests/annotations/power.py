"""A disk that forgets what was not synced: every state that a power cut can leave, at every point of what is done.

The real files are written by the real program. Beside them it is kept in mind what would still be there: of a file the
bytes at its last sync, of a folder the names at its own last sync. A power cut leaves that, or anything between that
and what stands there: so every file is taken as it was synced, as it is, and torn; every folder as synced and as it is.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

Names = dict[str, int]
"""What stands in a folder: name → inode."""


class Moment(NamedTuple):
    """What a power cut would find."""

    names: dict[str, tuple[Names, Names]]
    """Of each folder, by its path: the names at its last sync and now."""
    contents: dict[int, tuple[bytes, bytes]]
    """Of each file, by its inode: the bytes at its last sync and now."""
    acknowledged: int
    """How many things had been acknowledged."""


class ForgetfulDisk:
    """Watches a folder while something is done in it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moments: list[Moment] = []
        self.acknowledged = 0
        self._root = root
        self._synced_names: dict[str, Names] = {}
        self._synced: dict[int, bytes] = {}
        self._held: dict[int, int] = {}
        """Every file ever seen, held open: what a name stood for is still there when the name is taken back."""
        for name in ("write", "fsync", "fdatasync", "replace", "rename", "unlink", "ftruncate", "mkdir", "link"):
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))

    def states(self) -> Iterator[tuple[int, dict[str, bytes]]]:
        """Every different state that can be left: how much was acknowledged by then, and the files."""
        seen = set()
        for moment in self.moments:
            for state in _states(moment):
                key = (moment.acknowledged, tuple(sorted(state.items())))
                if key not in seen:
                    seen.add(key)
                    yield moment.acknowledged, state

    def _watched(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self._look()
            done = do(*arguments, **options)
            if name in ("fsync", "fdatasync"):
                self._sync(arguments[0])
            self._look()
            return done

        return watched

    def _sync(self, descriptor: int) -> None:
        about = os.fstat(descriptor)
        names, contents = self._now()
        if stat.S_ISDIR(about.st_mode):
            for folder, there in names.items():
                if (self._root / folder).stat().st_ino == about.st_ino:
                    self._synced_names[folder] = there
        elif about.st_ino in contents:
            self._synced[about.st_ino] = contents[about.st_ino]

    def _look(self) -> None:
        names, contents = self._now()
        self.moments.append(
            Moment(
                {folder: (self._synced_names.get(folder, {}), there) for folder, there in names.items()},
                {inode: (self._synced.get(inode, b""), data) for inode, data in contents.items()},
                self.acknowledged,
            )
        )

    def _now(self) -> tuple[dict[str, Names], dict[int, bytes]]:
        names: dict[str, Names] = {}
        for folder in (self._root, *(path for path in self._root.rglob("*") if path.is_dir())):
            there = names.setdefault(str(folder.relative_to(self._root)), {})
            for entry in os.scandir(folder):
                if entry.is_file() and not entry.name.endswith(".lock"):
                    there[entry.name] = entry.inode()
                    if entry.inode() not in self._held:
                        self._held[entry.inode()] = os.open(entry.path, os.O_RDONLY)
        return names, {inode: os.pread(held, 1 << 24, 0) for inode, held in self._held.items()}

    def close(self) -> None:
        """Let the files go."""
        for held in self._held.values():
            os.close(held)


def _states(moment: Moment) -> Iterator[dict[str, bytes]]:
    folders = list(moment.names)
    for choice in itertools.product((0, 1), repeat=len(folders)):
        for how in ("synced", "now", "torn"):
            yield {
                os.path.normpath(f"{folder}/{name}"): _content(*moment.contents.get(inode, (b"", b"")), how)
                for folder, which in zip(folders, choice, strict=True)
                for name, inode in moment.names[folder][which].items()
            }


def _content(synced: bytes, now: bytes, how: str) -> bytes:
    if how == "torn" and now.startswith(synced):
        return now[: (len(synced) + len(now)) // 2]
    return now if how == "now" else synced
