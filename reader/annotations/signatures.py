"""What tells, cheaply or for certain, whether a file is still what it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

Signature = tuple[int, int, int, int]
"""Device, inode, size and modification time in ns: differs when a file was replaced or written."""


def signature(path: Path) -> Signature | None:
    """What tells, without reading, whether a file is still the one it was; `None` if there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns


def bytes_of(path: Path) -> bytes | None:
    """What a file holds; `None` if there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def digest_of(data: bytes | None) -> str:
    """The hash of what a file holds."""
    return hashlib.sha256(data or b"").hexdigest()
