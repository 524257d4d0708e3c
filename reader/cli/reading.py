"""What the commands that read texts share: from words to files to recognised pages."""

from __future__ import annotations

from pathlib import Path

from reader.cli.arguments import Arguments, limit_bytes
from reader.newspaper.model import Page


def read_page(path: Path, options: Arguments) -> Page:
    """The recognised page of a file, its issue also by its names, read with the command's `--encoding` and `--limit`.

    Raises:
        Unreadable: it is no text, or cannot be read.
    """
    from reader.library.decode import read_source
    from reader.library.naming import told
    from reader.newspaper.recognise import recognise

    page = recognise(read_source(path, limit=limit_bytes(options), encoding=options.encoding))
    return page._replace(issue=told(page.issue, path.absolute()))


def as_named(path: Path) -> str:
    """How an absolute path is told to the user: from the working folder if it is inside, else in full."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
