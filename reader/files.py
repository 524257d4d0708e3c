"""Writing a file so that it is the old one or the new one, never half of either, and why it could not be written."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from reader.messages import _


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put `data`, whole or in pieces, at `path` at once: written beside it, on the disk, then renamed over it.

    A stop at any moment (Ctrl-C, a kill, a full disk, a power cut) leaves what was there before; all but the last two
    leave nothing else. A link is followed, so that what it points to is replaced and the link stays.

    Raises:
        OSError: it could not be written; what was there before still is.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def append_whole(path: Path, data: bytes, at: int) -> None:
    """Put `data` at the end of a file of `at` bytes, which is made if need be; on the disk when this returns.

    Only for who has locked the file against others.

    Raises:
        OSError: it could not be written; the file has `at` bytes, as far as the disk lets it be cut.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        sync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, at)
        raise
    finally:
        os.close(descriptor)
    if at == 0:
        sync_folder(path.parent)


def cut(path: Path, at: int) -> None:
    """Take away what stands after the first `at` bytes of a file; on the disk when this returns.

    Raises:
        OSError: it could not be cut.
    """
    with path.open("r+b") as file:
        file.truncate(at)
        sync(file.fileno())


def sync(descriptor: int) -> None:
    """Bring what was written to an open file to the disk, past the disk's own memory where the system can.

    Raises:
        OSError: it could not be written.
    """
    if sys.platform == "darwin":  # where fsync(2) stops at the disk's memory
        import fcntl

        with contextlib.suppress(OSError):  # A network disk does not know it.
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folder and some network disks sync none.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def free_name(path: Path) -> Path:
    """This path, or one like it that no file has: with a number before its suffix."""
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return free


def writable(path: Path) -> bool:
    """Whether a file can be replaced or made, as far as that can be told without doing it."""
    if os.path.exists(path):  # noqa: PTH110 - no, and no error, for what lies in a folder that may not be entered
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)
    folder = _folder(path)
    return folder is not None and os.access(folder, os.W_OK | os.X_OK)


def why_closed(path: Path) -> str:
    """Why a file that is not `writable` is not, in the user's words."""
    folder = _folder(path)
    read_only = getattr(os, "ST_RDONLY", 0)  # Windows knows no such flag
    if folder is not None and read_only and os.statvfs(folder).f_flag & read_only:
        return _("the disk is read-only")
    return _("no permission")


def _folder(path: Path) -> Path | None:
    """The nearest folder around a file that there is."""
    return next((folder for folder in path.parents if folder.exists()), None)


def problem_of(error: OSError) -> str:
    """Why a file could not be written: in the user's words for what they can mend, else in the system's."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("the disk is full")
    if error.errno == errno.EROFS:
        return _("the disk is read-only")
    if error.errno in (errno.EACCES, errno.EPERM):
        return _("no permission")
    if error.errno == errno.ENOENT:
        return _("its folder does not exist")
    if error.errno == errno.EISDIR:
        return _("it is a folder")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return _("a file stands where a folder should be")
    return error.strerror or str(error)
