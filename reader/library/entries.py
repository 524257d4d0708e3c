"""What is known of each file of a library without opening it again: its state, its issue and its articles in short."""

from __future__ import annotations

import datetime
import json
import zlib
from array import array
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, NamedTuple

from reader.newspaper.model import Issue, Page
from reader.text.fold import fold_query
from reader.text.spans import Spans, length

Status = Literal["pending", "ready", "failed"]
"""Whether a file was recognised: not yet, yes, or it could not be read."""


UNDATED: Final = 1 << 30
"""Stands for the day of a file without a date, after all days."""


class ArticleSummary(NamedTuple):
    """One article in a list."""

    id: str
    title: str
    """Its title, cleaned and on one line, else the first words of its text."""
    dim: bool
    """Whether the title is only words of the text."""
    doubt: str
    """Why it is doubtful, for `reader.newspaper.reasons.doubt_sentence`; empty if it is not."""
    characters: int
    """Code points of the source that it holds."""
    ends: bytes
    """Starts and ends of its spans, packed: a library of 10,000 files has some million of them."""

    @property
    def doubtful(self) -> bool:
        """Whether the reader should be told not to trust the recognition here."""
        return bool(self.doubt)

    @property
    def spans(self) -> Spans:
        """Its source spans in reading order."""
        numbers = array("I", self.ends)
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))


class _Known(NamedTuple):
    path: str
    """Relative to the library, with `/`. Names that are no text hold surrogates: show it with `printable`."""
    root: Path
    status: Status = "pending"
    error: str | None = None
    """The sentence for the user where the file failed."""
    sha256: str | None = None
    """Hash of its text, if it was ever read. Of a file that changed and was not read again, that of the old text."""
    issue: Issue | None = None
    doubtful: bool = False
    """Whether any of its articles is."""
    recogniser: str = ""
    """What recognised it; see `reader.newspaper.model.version`."""
    packed: bytes | Callable[[], bytes] = b""
    """What `articles` is unpacked from when first asked for, or what gives it then."""
    corrections: str = ""
    """Tells the corrections apart that its articles and its issue have by hand; empty if there are none."""


class Entry(_Known):
    """One file of a library. Never changed: a catalogue replaces it."""

    @property
    def absolute(self) -> Path:
        """The file."""
        return self.root / self.path

    @cached_property
    def folder(self) -> str:
        """The folder that it lies in, relative to the library; empty for the library itself."""
        return self.path.rpartition("/")[0]

    @cached_property
    def day(self) -> str | None:
        """The date of its issue, ISO 8601; `None` if it is not known."""
        return self.issue.date.isoformat() if self.issue and self.issue.date else None

    @cached_property
    def order(self) -> tuple[int, str, str, int, str]:
        """By what it is put in order: day (`UNDATED` last), folder, letter and number of the page, and name."""
        issue = self.issue
        if issue is None or issue.date is None:
            return UNDATED, "", "", 0, self.path.casefold()
        letter, number = "\uffff", 0  # without a number: after those that have one
        if issue.page and issue.page[-1:].isdecimal():
            letter = "" if issue.page.isdecimal() else issue.page[0]
            number = int(issue.page[len(letter) :])
        return issue.date.toordinal(), self.folder, letter, number, self.path.casefold()

    @cached_property
    def articles(self) -> tuple[ArticleSummary, ...]:
        """Its articles in the order of the page; none while it was never read."""
        return unpacked_articles(self.packed if isinstance(self.packed, bytes) else self.packed())

    @cached_property
    def folded(self) -> str:
        """The titles of its articles, folded, each with a NUL after it, and the folded path: for filters.

        Also unpacks `articles`: both are made behind the screen before anybody filters.
        """
        # NUL stands in no title or path, and folding keeps it: one folding for all is several times as fast.
        return fold_query("\0".join([*(article.title for article in self.articles), self.path]))


def packed_articles(page: Page) -> bytes:
    """The summaries of a page's articles, for `unpacked_articles`."""
    from reader.newspaper.compose import label_text
    from reader.newspaper.reasons import doubt

    rows = []
    for article in page.articles:
        title, dim = label_text(page.source, article)
        ends = [end for span in article.spans for end in span]
        rows.append([article.id, title, dim, doubt(article), length(article.spans), ends])
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpacked_articles(packed: bytes) -> tuple[ArticleSummary, ...]:
    """The summaries that were packed; none if they are damaged."""
    if not packed:
        return ()
    try:
        return tuple(
            ArticleSummary(key, title, dim, why, characters, array("I", ends).tobytes())
            for key, title, dim, why, characters, ends in json.loads(zlib.decompress(packed))
        )
    except (zlib.error, ValueError, TypeError):
        return ()


def packed_issue(issue: Issue) -> str:
    """An issue as a line of JSON, for `unpacked_issues`."""
    date = issue.date.isoformat() if issue.date else None
    return json.dumps([issue.newspaper, date, issue.date_basis, issue.page, issue.script])


def unpacked_issues(packed: Sequence[str]) -> list[Issue]:
    """The issues that were packed; of one that is damaged nothing is known."""
    try:
        facts = json.loads(f"[{','.join(packed)}]")  # reading them one by one would take three times as long
        if len(facts) == len(packed):
            return [_issue(*of_one) for of_one in facts]
    except (ValueError, TypeError):
        pass
    return [Issue()] if len(packed) == 1 else [unpacked_issues([one])[0] for one in packed]


def _issue(newspaper: str | None, date: str | None, basis: str | None, page: str | None, script: str) -> Issue:
    return Issue(newspaper, datetime.date.fromisoformat(date) if date else None, basis, page, script)
