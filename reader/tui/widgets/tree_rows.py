"""The rows of the issue tree as plain data: which issues and articles stand in it, under a filter, and where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.filtering import Filter, Subject, fits

Key = tuple[str, str]
"""The path of a file, and the id of an article in it (empty: the issue itself)."""


class TreeRow(NamedTuple):
    """An issue (no `article`), or one of its articles."""

    entry: Entry
    article: ArticleSummary | None = None

    @property
    def key(self) -> Key:
        """What names the row, whatever stands around it."""
        return self.entry.path, self.article.id if self.article else ""


class Marks(NamedTuple):
    """What the user knows of articles, asked for row by row."""

    tags: Callable[[Entry], dict[str, tuple[str, ...]]]
    """Tags of an issue's articles, by article id."""
    read: Collection[str]
    """Ids of the articles that were read."""


def tree_rows(entries: Iterable[Entry], expanded: Collection[str], wanted: Filter, marks: Marks) -> list[TreeRow]:
    """The rows to show: with a filter, the articles that fit it under their issues; else what is expanded."""
    rows: list[TreeRow] = []
    for entry in entries:
        if wanted:
            found = list(_fitting(entry, wanted, marks))
            if found:
                rows.append(TreeRow(entry))
                rows.extend(found)
            continue
        rows.append(TreeRow(entry))
        if entry.path in expanded:
            rows.extend(TreeRow(entry, article) for article in entry.articles)
    return rows


def _fitting(entry: Entry, wanted: Filter, marks: Marks) -> Iterator[TreeRow]:
    date = entry.issue.date.isoformat() if entry.issue and entry.issue.date else ""
    # What does not stand in all titles together stands in none: most issues are passed over by one look.
    whole = entry.folded
    if not all(word in whole for word in wanted.words):
        return
    if not all(date.startswith(begin) or begin in whole for begin in wanted.dates):
        return
    tags = marks.tags(entry)
    for article, title in zip(entry.articles, entry.folded_titles, strict=True):
        subject = Subject(title, date, tags.get(article.id, ()), article.id in marks.read, article.doubtful)
        if fits(wanted, subject):
            yield TreeRow(entry, article)
