"""Which folder is the library, and which files are in it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

from reader.errors import ReaderError, UsageError
from reader.library.decode import shown_name, why_unread
from reader.messages import _

SUFFIXES: Final = (".txt", ".md")
"""How the names of texts end, in any case."""

OWN_FOLDER: Final = ".reader"
"""The folder beside the texts that holds their annotations; it marks a library."""

Identity = tuple[int, int]
"""Device and number of a file or folder, the same by whatever path it is reached."""


def library_root(paths: Sequence[Path]) -> Path:
    """The library of the paths opened, as an absolute folder.

    It is the folder opened; for a file the nearest folder above it that has a `.reader`, else its own; for several
    paths their nearest common folder.

    Raises:
        UsageError: no path is given.
        ReaderError: a path does not exist, or they have no folder in common.
    """
    if not paths:
        raise UsageError(_("Name a file or a folder to open."))
    settled = [settle(path) for path in paths]
    folders = [path if path.is_dir() else path.parent for path in settled]
    if len(settled) == 1 and not settled[0].is_dir():
        own = folders[0]
        return next((folder for folder in (own, *own.parents) if (folder / OWN_FOLDER).is_dir()), own)
    try:
        return Path(os.path.commonpath(folders))
    except ValueError as error:
        first, last = shown_name(paths[0]), shown_name(paths[-1])
        sentence = _("“{first}” and “{last}” have no folder in common. Open them one by one.")
        raise ReaderError(sentence.format(first=first, last=last)) from error


def user_dictionary(root: Path) -> Path:
    """Where the words of a library's own are, if it has any; see `reader.text.words`."""
    return root / OWN_FOLDER / "userdict.txt"


def settle(path: Path) -> Path:
    """The one absolute path of a file or folder; a link to a file keeps its own name and place.

    Raises:
        ReaderError: it does not exist, or whether it does may not be known.
    """
    try:
        exists = path.exists()
        settled = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    except PermissionError as error:
        raise ReaderError(why_unread(shown_name(path), error, path)) from error
    except (OSError, ValueError, RuntimeError):
        exists = False
    if not exists:
        raise ReaderError(_("“{name}” does not exist. Check the path.").format(name=shown_name(path)))
    return settled


def discover(
    paths: Sequence[Path], root: Path, unlisted: Callable[[Path], None] = lambda folder: None
) -> Iterator[str]:
    """The texts at the paths, as absolute paths below `root`, each once.

    A file named is taken whatever its name; of a folder, all `*.txt` and `*.md` in it and below it, hidden ones and
    `.reader` left out. What is reached by a link is taken where it is not reached without one, and once.
    To make a `Path` of each would take as long as to find them.

    Args:
        paths: Files and folders.
        root: Their library; see `library_root`.
        unlisted: Told of each folder below those named that may not be listed; its texts are left out.

    Raises:
        ReaderError: a path does not exist, or a folder named may not be listed.
    """
    walk = _Walk(root, unlisted)
    for path in map(settle, paths):
        if path.is_dir():
            try:
                os.scandir(path).close()
            except OSError as error:
                sentence = _("The folder “{name}” cannot be listed. Change its permissions.")
                raise ReaderError(sentence.format(name=shown_name(path))) from error
            yield from walk.folder(str(path))
        else:
            yield from walk.file(str(path))
    yield from walk.through_links()


def nothing_found(root: Path) -> str:
    """The sentence for a folder without texts."""
    sentence = _("“{name}” holds no texts. Put .txt or .md files into it, or open another folder.")
    return sentence.format(name=shown_name(root))


class _Walk:
    """What has been reached so far, so that nothing is reached twice and no loop is entered."""

    def __init__(self, root: Path, unlisted: Callable[[Path], None]) -> None:
        self.root = root
        self.unlisted = unlisted
        self.seen: set[Identity] = set()
        self.paths: set[str] = set()
        self.links: deque[str] = deque()

    def file(self, path: str) -> Iterator[str]:
        """A file named by its path."""
        if path not in self.paths:
            self.paths.add(path)
            self.seen.add(_identity(path))
            yield path

    def folder(self, path: str) -> Iterator[str]:
        """The texts below a folder, those behind links left for later."""
        pending = [path]
        while pending:
            folder = pending.pop()
            try:
                here = _identity(folder)
                if here in self.seen:
                    continue
                self.seen.add(here)
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=attrgetter("name"))
            except OSError:
                self.unlisted(Path(folder))
                continue
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if entry.is_symlink():
                    self.links.append(entry.path)
                elif entry.is_dir():
                    pending.append(entry.path)
                elif name.lower().endswith(SUFFIXES) and entry.is_file() and (path := entry.path) not in self.paths:
                    self.paths.add(path)
                    self.seen.add((here[0], entry.inode()))
                    yield path

    def through_links(self) -> Iterator[str]:
        """The texts that only links lead to. A link to a folder around the library would bring in its neighbours."""
        around = {_identity(str(folder)) for folder in self.root.parents}
        while self.links:
            path = self.links.popleft()
            try:
                target = _identity(path)
            except OSError:
                continue  # a link to nothing
            if target in self.seen or target in around:
                continue
            if Path(path).is_dir():
                yield from self.folder(path)
            elif path.lower().endswith(SUFFIXES) and Path(path).is_file():
                yield from self.file(path)


def _identity(path: str) -> Identity:
    facts = os.stat(path)  # noqa: PTH116 - a path made for each of many files costs more than the call
    return facts.st_dev, facts.st_ino
