"""One lock file around every change, for all programs on all systems; and a word where a lock does not hold."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.messages import _

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE: float = 10.0
"""Seconds to wait for another process that is saving; a save takes milliseconds."""

REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "lustre", "davfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.glusterfs"}
)
"""Linux's names of the file systems on which other machines write too, and on which a lock may bind only this one."""


class Lock:
    """The lock beside one file of annotations."""

    def __init__(self, path: Path, notices: list[str], *, make_folders: bool) -> None:
        self._path = path
        self._notices = notices
        self._make_folders = make_folders
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from changing the file. May be entered again by the thread that is in it.

        Raises:
            OSError: the folder or the lock cannot be made, or another process does not let go (a `TimeoutError`).
        """
        lock = self._lock
        if lock is None:
            import filelock

            folder = self._path.parent
            # A library that is gone (a disk that was pulled out) is not made anew; our own data folder is.
            folder.mkdir(parents=self._make_folders, exist_ok=True)
            # Whoever may write in the folder may lock: a shared library has one lock for all its users.
            # A folder closed to its owner too makes the lock fail in a way that is told: filelock refuses such a mode.
            mode = folder.stat().st_mode & 0o666 | 0o600
            lock = filelock.FileLock(f"{self._path}.lock", PATIENCE, mode=mode, poll_interval=0.005)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # said below, in the user's language
                lock.acquire()
            if self._lock is None:
                self._warn(isinstance(lock, filelock.SoftFileLock))
            self._lock = lock
        else:
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _warn(self, weak: bool) -> None:
        kind = "" if weak else remote_kind(self._path)
        if weak:
            sentence = _("{folder} is on a disk without locks. Use only one reader at a time on this library.")
            self._notices.append(sentence.format(folder=self._path.parent))
        elif kind:
            sentence = _(
                "{folder} is on a network disk ({kind}), where locks may not reach other computers. "
                "Use this library from one computer at a time."
            )
            self._notices.append(sentence.format(folder=self._path.parent, kind=kind))


def remote_kind(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The kind of network file system that a path is on; empty if it is on none, or if that cannot be told.

    Args:
        path: an absolute path.
        mounts: Linux's table of mounts, proc(5).
    """
    if str(path).startswith("\\\\"):
        return "SMB"
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        before, _dash, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        # Spaces and the like in a mount point are written as octal escapes.
        point = fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if (path == Path(point) or Path(point) in path.parents) and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind if kind in REMOTE else ""
