"""The rows of the issue tree as plain data: which issues and articles stand in it, under a filter, and where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, overload

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.issues import IssuePages, issue_key

if TYPE_CHECKING:
    from reader.library.matching import Fitting
    from reader.newspaper.outline import Section

Outlines = Mapping[str, Mapping[str, Sequence["Section"]]]
"""The sections of the articles whose outline is open, by file and article id."""

Key = tuple[str, str]
"""The path of a file, and the id of an article in it (empty: the page itself); for an issue of several pages its
`issue_key`, and nothing."""


class TreeRow(NamedTuple):
    """An issue of several `pages`, a page (neither `pages` nor `article`), or an article of one."""

    entry: Entry
    """The page; of an issue the first."""
    article: ArticleSummary | None = None
    pages: IssuePages = ()
    inside: bool = False
    """Whether it stands under an issue of several pages."""
    section: Section | None = None
    """The part of the article that the row stands for, where its outline is open."""

    @property
    def key(self) -> Key:
        """What names the row, whatever stands around it."""
        if self.pages:
            return issue_key(self.pages), ""
        return self.entry.path, self.article.id if self.article else ""


def tree_rows(
    issues: Iterable[IssuePages], expanded: Collection[str], outlines: Outlines = MappingProxyType({})
) -> list[TreeRow]:
    """The rows to show while there is no filter: all issues, and what is expanded of them.

    Args:
        issues: In the order in which they are to stand.
        expanded: Paths of the pages, and keys of the issues, that are open.
        outlines: The outlines that are open.
    """
    rows: list[TreeRow] = []
    for pages in issues:
        several = len(pages) > 1
        if several:
            rows.append(TreeRow(pages[0], None, pages))
            if issue_key(pages) not in expanded:
                continue
        for entry in pages:
            rows.append(TreeRow(entry, None, (), several))
            if entry.path in outlines and entry.path in expanded:
                rows += _outlined(entry, several, outlines[entry.path])
            elif entry.path in expanded:
                rows += [TreeRow(entry, article, (), several) for article in entry.articles]
    return rows


def _outlined(entry: Entry, several: bool, outlines: Mapping[str, Sequence[Section]]) -> Iterator[TreeRow]:
    """The rows of a page's articles, each with its sections under it."""
    for article in entry.articles:
        yield TreeRow(entry, article, (), several)
        for section in outlines.get(article.id, ()):
            yield TreeRow(entry, article, (), several, section)


class FoundRows(Sequence[TreeRow]):
    """The rows that a filter leaves: the articles that fit, under their pages and issues. Each is made when asked for.

    A filter of one letter may leave all of a hundred thousand articles, of which one screen is looked at.
    """

    def __init__(self, issues: Iterable[IssuePages], fitting: Fitting) -> None:
        """Count the rows.

        Args:
            issues: All of them; their pages one after the other are those of `fitting`.
            fitting: What fits.
        """
        self._fitting = fitting
        self._starts: list[int] = []
        """The first row of each page that has any, or of its issue where it is the first to have any."""
        self._pages: list[tuple[int, IssuePages, bool]] = []
        """Beside that the number of the page, its issue, and whether the issue's row stands before it."""
        rows = number = 0
        for pages in issues:
            above = len(pages) > 1
            for count in fitting.counts[number : number + len(pages)]:
                if count:
                    self._starts.append(rows)
                    self._pages.append((number, pages, above))
                    rows += count + 1 + above
                    above = False
                number += 1
        self._count = rows
        self._last: tuple[int, list[ArticleSummary]] = (-1, [])

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> TreeRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[TreeRow]: ...
    def __getitem__(self, at: int | slice) -> TreeRow | list[TreeRow]:
        """The row at a number, or the rows of a range; counted from the end where that is negative."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._count))]
        at = range(self._count)[at]
        block = bisect_right(self._starts, at) - 1
        number, pages, above = self._pages[block]
        place = at - self._starts[block] - above
        if place < 0:
            return TreeRow(pages[0], None, pages)
        entry, inside = self._fitting.entries[number], len(pages) > 1
        if place == 0:
            return TreeRow(entry, None, (), inside)
        if self._last[0] != number:
            self._last = number, self._fitting.articles(number)
        return TreeRow(entry, self._last[1][place - 1], (), inside)
