"""Paths as people type and read them, with `~` for the home folder."""

from __future__ import annotations

from pathlib import Path

from reader.errors import ReaderError
from reader.messages import _


def typed_path(typed: str) -> Path:
    """The path that was typed.

    Raises:
        ReaderError: it begins with the home folder of somebody who is not known here.
    """
    try:
        return Path(typed.strip()).expanduser()
    except RuntimeError as error:
        raise ReaderError(_("{path}: there is no such home folder.").format(path=typed.strip())) from error


def shown_path(path: Path) -> str:
    """A path as a person writes it: the home folder is `~`."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
