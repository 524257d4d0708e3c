"""The rows of the issue tree as plain data: which issues and articles stand in it, under a filter, and where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.filtering import Filter, Subject, fits
from reader.library.issues import IssuePages, issue_key

if TYPE_CHECKING:
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


def articles_of(rows: Iterable[TreeRow]) -> Callable[[Entry], frozenset[int] | None]:
    """Which articles of a page stand in some rows, by their numbers from 0: for a search that keeps to them."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        if row.article is not None:
            ids.setdefault(row.entry.path, set()).add(row.article.id)

    def wanted(entry: Entry) -> frozenset[int]:
        own = ids.get(entry.path)
        return frozenset(number for number, one in enumerate(entry.articles) if one.id in own) if own else frozenset()

    return wanted


class Marks(NamedTuple):
    """What the user knows of articles, asked for row by row."""

    tags: Callable[[Entry], dict[str, tuple[str, ...]]]
    """Tags of an issue's articles, by article id."""
    read: Collection[str]
    """Ids of the articles that were read."""
    done: Callable[[Entry], Collection[str]] = lambda entry: ()
    """Ids of an issue's articles that the annotator is done with."""
    above: Callable[[str], Collection[str]] = lambda tag: ()
    """The tags that a tag stands under."""


def tree_rows(
    issues: Iterable[IssuePages],
    expanded: Collection[str],
    wanted: Filter,
    marks: Marks,
    outlines: Outlines = MappingProxyType({}),
) -> list[TreeRow]:
    """The rows to show: with a filter, the articles that fit it under their issues; else what is expanded.

    Args:
        issues: In the order in which they are to stand.
        expanded: Paths of the pages, and keys of the issues, that are open.
        wanted: The filter.
        marks: What the filter may ask for.
        outlines: The outlines that are open; a filter shows none.
    """
    rows: list[TreeRow] = []
    for pages in issues:
        several = len(pages) > 1
        if wanted:
            below = [row for entry in pages for row in _found(entry, wanted, marks, several)]
            if several and below:
                rows.append(TreeRow(pages[0], None, pages))
            rows += below
            continue
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


def _found(entry: Entry, wanted: Filter, marks: Marks, several: bool) -> list[TreeRow]:
    """A page's row and those of its articles that fit; none if none does."""
    found = [TreeRow(entry, article, (), several) for article in _fitting(entry, wanted, marks)]
    return [TreeRow(entry, None, (), several), *found] if found else []


def _fitting(entry: Entry, wanted: Filter, marks: Marks) -> Iterator[ArticleSummary]:
    date = entry.day or ""
    # What does not stand in all titles together stands in none: most issues are passed over by one look.
    whole = entry.folded
    if not all(word in whole for word in wanted.words):
        return
    if not all(date.startswith(begin) or begin in whole for begin in wanted.dates):
        return
    *titles, path = whole.split("\0")
    # What the path has need not be looked for in the titles; most filters are one word, and most articles fail by it.
    words = [word for word in wanted.words if word not in path]
    numbers: Iterable[int] = range(len(titles))
    for word in words:
        numbers = [number for number in numbers if word in titles[number]]
    if not (wanted.dates or wanted.tags or wanted.states):
        yield from [entry.articles[number] for number in numbers]
        return
    tags, done = marks.tags(entry), marks.done(entry)
    for number in numbers:
        article = entry.articles[number]
        own = tags.get(article.id, ())
        above = [name for tag in own for name in marks.above(tag)] if wanted.tags else ()
        title, id_ = f"{titles[number]}\n{path}", article.id
        subject = Subject(title, date, own, id_ in marks.read, article.doubtful, id_ in done, above)
        if fits(wanted, subject):
            yield article
