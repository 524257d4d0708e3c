"""The beginning of a long file, recognised by itself: something to read while the whole of it is on its way."""

from __future__ import annotations

from typing import Final

from reader.library.decode import read_source
from reader.library.reading import Job, stamp
from reader.newspaper.model import Page
from reader.text.source import Source

LONG: Final = 100_000
"""Bytes from which a file is long: its recognition takes longer than a person notices."""

BEGINNING: Final = 6_000
"""Code points that are recognised first, as many as a page of a newspaper has; up to the last line end in them."""


def beginning(job: Job) -> Page | None:
    """The page that the beginning of a long file makes; `None` if the file is not long.

    Its source is the file's, cut: the offsets are the same, the hash and the articles' ids are not.

    Raises:
        Unreadable: the file cannot be read, or is no text.
    """
    if stamp(job.absolute).size < LONG:
        return None
    source = read_source(job.absolute, job.limit, job.encoding)
    cut = source.text.rfind("\n", 0, BEGINNING) + 1 or BEGINNING
    if cut >= len(source.text):
        return None
    from reader.newspaper.recognise import recognise

    return recognise(Source(source.text[:cut], source.encoding))
