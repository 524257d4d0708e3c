"""What the commands that read texts share: from words to files to recognised pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.arguments import Arguments, limit_bytes
from reader.errors import UsageError
from reader.messages import _, ngettext
from reader.newspaper.model import Article, Page

if TYPE_CHECKING:
    from reader.annotations.corrector import Corrector
    from reader.library.catalogue import Catalogue


def read_page(path: Path, options: Arguments, *, corrected: bool = True) -> Page:
    """The page of a file, recognised with jieba's words, its issue also by its names; with `--encoding` and `--limit`.

    Args:
        path: the file.
        options: what was asked for.
        corrected: whether the corrections of the file's library are applied, which is said.

    Raises:
        Unreadable: it is no text, or cannot be read.
    """
    from reader.library.decode import read_source
    from reader.library.naming import told
    from reader.newspaper.recognise import recognise
    from reader.text.lexicon import Lexicon

    page = recognise(read_source(path, limit=limit_bytes(options), encoding=options.encoding), Lexicon())
    page = page._replace(issue=told(page.issue, path.absolute()))
    return _corrected(page, path) if corrected else page


def corrector_of(root: Path, db: str | None = None) -> Corrector | None:
    """The corrections that people made in a library; `None` if there are no annotations at all."""
    from reader.annotations.store import fallback_file, library_file

    database = Path(db) if db is not None else library_file(root)
    if not database.exists() and not fallback_file(root).exists():
        return None
    from reader.annotations.collecting import for_good
    from reader.annotations.corrector import Corrector
    from reader.annotations.store import open_store

    corrector = Corrector(open_store(database, "", fallback_file(root)))
    for_good()
    return corrector


def catalogue_of(root: Path, paths: Sequence[Path], corrector: Corrector | None, options: Arguments) -> Catalogue:
    """The library of a command, with its own words in use and its corrections; to be scanned, and closed.

    Args:
        root: The library.
        paths: The files and folders in it that are meant.
        corrector: Where the corrections come from.
        options: What was asked for, `--encoding` and `--limit` among it.

    Raises:
        UsageError: there is no such encoding.
    """
    from reader.library.catalogue import Catalogue

    use_own_words(root)
    catalogue = Catalogue(root, paths, encoding=options.encoding, limit=limit_bytes(options), words=True)
    catalogue.corrector = corrector
    return catalogue


_corrector_of = lru_cache(maxsize=4)(corrector_of)
"""For many files of one library."""


def _corrected(page: Page, path: Path) -> Page:
    from reader.cli.output import complain
    from reader.library.decode import printable
    from reader.library.discovery import library_root, settle
    from reader.newspaper.corrections import apply

    root = library_root([path])
    corrector = _corrector_of(root)
    corrections = corrector(settle(path).relative_to(root).as_posix(), page.source) if corrector else ()
    if corrections:
        count = ngettext(
            "{file}: with {count} correction by hand", "{file}: with {count} corrections by hand", len(corrections)
        )
        complain(count.format(file=printable(as_named(path)), count=len(corrections)))
    return apply(page, corrections)


def article_of(page: Page, key: str, file: Path) -> Article:
    """The article of a page with this number or id.

    Raises:
        UsageError: there is none.
    """
    article = page.article(key)
    if article is None:
        sentence = _("{file} has no article {key}; it has {number}, as `reader parse {file}` lists them.")
        raise UsageError(sentence.format(file=file, key=key, number=len(page.articles)))
    return article


def last_opened(sentence: str) -> list[Path]:
    """The library that was opened last.

    Raises:
        UsageError: there is none; it says `sentence`.
    """
    from reader.library.state import State

    last = State.last_library()
    if last is None:
        raise UsageError(_("No library has been opened yet: {what}").format(what=sentence))
    return [last]


def use_own_words(root: Path) -> None:
    """Put the words of a library's own to use, and say what is wrong with their file."""
    from reader.cli.output import complain
    from reader.library.discovery import user_dictionary
    from reader.text.words import read_user_words, use_words

    found = read_user_words(user_dictionary(root))
    for problem in found.problems:
        complain(problem)
    use_words(found.words)


def as_named(path: Path) -> str:
    """How an absolute path is told to the user: from the working folder if it is inside, else in full."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
