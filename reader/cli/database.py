"""Which annotations a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.annotations.collecting import for_good
from reader.annotations.store import Store, fallback_file, library_file, open_store
from reader.cli.arguments import annotations_file
from reader.cli.output import complain
from reader.cli.reading import last_opened
from reader.errors import ReaderError
from reader.library.decode import shown_name
from reader.library.discovery import OWN_FOLDER, library_root, settle
from reader.messages import _


def opened_store(root: Path, db: str | None, annotator: str = "") -> Store:
    """The annotations of a library, or those in a file of their own; what is odd about them is said.

    Raises:
        ReaderError: the file is not there.
    """
    database = Path(db) if db is not None else library_file(root)
    if db is not None and not database.exists():
        raise ReaderError(_("“{name}” does not exist. Check the path.").format(name=shown_name(database)))
    store = open_store(database, annotator, fallback_file(root))
    for_good()
    for notice in store.notices:
        complain(notice)
    return store


def store_of(words: Sequence[str], db: str | None) -> Store:
    """The annotations of the library that words name, else of the one opened last; or those in a file of their own.

    Raises:
        ReaderError: there is no such library or file.
    """
    if db is not None and not words:
        return opened_store(Path(db).resolve().parent, db)
    paths = [Path(word) for word in words] or last_opened(_("name its folder."))
    return opened_store(library_root(paths), db)


def library_here(words: Sequence[str], sentence: str) -> list[Path]:
    """The paths that words name; without any the library around the working folder, else the one opened last.

    Raises:
        UsageError: there is none; it says `sentence`.
    """
    here = Path.cwd()
    around = next((folder for folder in (here, *here.parents) if (folder / OWN_FOLDER).is_dir()), None)
    return [Path(word) for word in words] or ([around] if around else last_opened(sentence))


def store_at(word: str) -> Store:
    """The annotations that a word names: a library's folder, or an annotations file.

    Raises:
        ReaderError: there are none, or nothing is there.
    """
    settle(Path(word))
    path = Path(word if Path(word).is_dir() else annotations_file(word))
    root = library_root([path]) if path.is_dir() else path.resolve().parent
    file = library_file(root) if path.is_dir() else path
    if not file.exists():
        raise ReaderError(_("There are no annotations in “{name}”.").format(name=shown_name(path)))
    return opened_store(root, str(file))
