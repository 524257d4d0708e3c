"""The files in an archive of annotations; one that is damaged is told as that, in whatever way it is."""

from __future__ import annotations

import io

from reader.errors import ReaderError
from reader.messages import _

MOST: int = 1 << 30
"""Bytes that the files may have together: a small archive can say that it holds more than there is memory for."""


def names_in(data: bytes) -> list[str] | None:
    """The names of the files of a ZIP archive; `None` of a damaged one."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _damages():
        return None


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The files of a ZIP archive by their names in it, sorted; folders left out.

    Args:
        data: the archive.
        name: what it is called.

    Raises:
        ReaderError: it is damaged, has a password, or holds too much.
    """
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_too_large(name, sum(one.file_size for one in archive.infolist()))
            return {one: archive.read(one) for one in sorted(set(archive.namelist())) if not one.endswith("/")}
    except _damages() as error:
        raise ReaderError(_("“{file}” is a damaged archive, or has a password.").format(file=name)) from error


def refuse_too_large(name: str, size: int) -> None:
    """See to it that there is memory for what an archive or a folder holds.

    Args:
        name: what it is called.
        size: the bytes of its files together.

    Raises:
        ReaderError: there may be none.
    """
    if size > MOST:
        raise ReaderError(_("“{file}” is an archive of more than 1 GB; import its files one by one.").format(file=name))


def _damages() -> tuple[type[Exception], ...]:
    """What `zipfile` raises on changed bytes, on passwords and on ways of packing that it does not know."""
    import struct
    import zipfile
    import zlib

    return zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError
