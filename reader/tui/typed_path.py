"""Paths as people type and read them, with `~` for the home folder."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester

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


class PathSuggester(Suggester):
    """Completes a path as it is typed, by the first name in its folder that begins so."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path completed; a folder with `/` behind it. Looks in a thread, as a disk may be slow."""
        return await asyncio.to_thread(completed, value)


def completed(typed: str) -> str | None:
    """A typed path with the name that it is the beginning of; `None` if no name begins so, or none is begun."""
    folder, slash, begun = typed.rpartition("/")
    if not begun:
        return None
    try:
        with os.scandir(typed_path(folder + slash) if slash else Path()) as listing:
            names = sorted((entry.name, entry.is_dir()) for entry in listing if entry.name.startswith(begun))
    except (OSError, ValueError, ReaderError):
        return None
    if not names or not names[0][0].isprintable():
        return None
    return folder + slash + names[0][0] + ("/" if names[0][1] else "")
