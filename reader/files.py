"""Writing a file so that it is the old one or the new one, never half of either, and why it could not be written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from reader.messages import _


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` at once: written beside it, on the disk, then renamed over it.

    A stop at any moment (Ctrl-C, a kill, a full disk, a power cut) leaves what was there before; all but the last two
    leave nothing else. A link is followed, so that what it points to is replaced and the link stays.

    Raises:
        OSError: it could not be written; what was there before still is.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def problem_of(error: OSError) -> str:
    """Why a file could not be written: in the user's words for what they can mend, else in the system's."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("the disk is full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("no permission")
    if error.errno == errno.ENOENT:
        return _("its folder does not exist")
    if error.errno == errno.EISDIR:
        return _("it is a folder")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return _("a file stands where a folder should be")
    return error.strerror or str(error)
