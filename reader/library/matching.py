"""Which articles of a library fit a filter, all of them looked at together: a hundred thousand take some milliseconds.

    matcher = Matcher(entries)                # once for a state of the library
    matcher.fitting(wanted, marks).counts     # for each filter, in any order: what was asked before plays no part

One byte stands for each article, 1 where it fits, so that conditions are found and joined by loops in C.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import compress, pairwise, repeat
from operator import contains
from typing import Final, NamedTuple

from reader.library.entries import ArticleSummary, Entry
from reader.library.filtering import Filter, State
from reader.text.fold import fold_query

_KEPT: Final = 8
"""Words of which it is remembered where they stand: while the second is typed, the first is not looked for again."""

_OTHERWISE: Final = bytes([1, 0]) + bytes(254)
"""Turns 1 and 0 about."""


class Marks(NamedTuple):
    """What the user knows of articles, asked for page by page."""

    tags: Callable[[Entry], dict[str, tuple[str, ...]]]
    """Tags of a page's articles, by article id."""
    read: Collection[str]
    """Ids of the articles that were read."""
    done: Callable[[Entry], Collection[str]] = lambda entry: ()
    """Ids of a page's articles that the annotator is done with."""
    above: Callable[[str], Collection[str]] = lambda tag: ()
    """The tags that a tag stands under."""


class Fitting:
    """The articles that fit a filter, by page."""

    def __init__(self, entries: tuple[Entry, ...], starts: list[int], fit: bytes) -> None:
        self.entries = entries
        """The pages that the numbers speak of."""
        self._starts = starts
        self._fit = fit
        self.counts = [fit.count(1, start, end) for start, end in pairwise(starts)]
        """How many articles of each page fit."""

    @cached_property
    def total(self) -> int:
        """How many fit."""
        return self._fit.count(1)

    def numbers(self, page: int) -> list[int]:
        """The numbers from 0, on their page, of those that fit."""
        start, end = self._starts[page : page + 2]
        return list(compress(range(end - start), self._fit[start:end]))

    def articles(self, page: int) -> list[ArticleSummary]:
        """Those of a page that fit."""
        start, end = self._starts[page : page + 2]
        return list(compress(self.entries[page].articles, self._fit[start:end]))

    def of(self, entry: Entry) -> frozenset[int]:
        """The numbers of those of a file, as it is now: for a search that keeps to them."""
        page = self._pages.get(entry.path)
        ids = {article.id for article in self.articles(page)} if page is not None else ()
        return frozenset(number for number, article in enumerate(entry.articles) if article.id in ids)

    @cached_property
    def _pages(self) -> dict[str, int]:
        return {entry.path: number for number, entry in enumerate(self.entries)}


class Matcher:
    """The folded titles and names of a library, laid out for filters. Making one takes what unfolded titles take."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._titles: list[str] = []
        self._paths: list[str] = []
        self._starts = [0]
        """Where the articles of each page begin among all; after the last page, where they end."""
        for entry in self._entries:
            *titles, path = entry.folded.split("\0")
            self._titles += titles
            self._paths.append(path)
            self._starts.append(len(self._titles))
        self._having: dict[str, bytes] = {}

    def fitting(self, wanted: Filter, marks: Marks) -> Fitting:
        """The articles that fit a filter, by the marks as they are now.

        Args:
            wanted: All of its words must fit: a part of the title or of the file's name; the beginning of the date or
                again a part of these; the beginning of a tag, or of one above it; a state.
            marks: What the filter may ask for; asked only of pages that fit otherwise.
        """
        fit = b"\1" * len(self._titles)
        for word in wanted.words:
            fit = _both(fit, self._with(word))
        for date in wanted.dates:
            fit = _both(fit, self._of_date(date))
        for days in wanted.days:
            fit = _both(fit, self._between(*days))
        if wanted.tags or wanted.states:
            fit = self._marked(fit, wanted, marks)
        return Fitting(self._entries, self._starts, fit)

    def _with(self, word: str) -> bytes:
        """Where a word stands in the title or the name of the file."""
        found = self._having.pop(word, None)
        if found is None:
            having = bytearray(map(contains, self._titles, repeat(word)))
            self._fill(having, (word in path for path in self._paths))
            found = bytes(having)
            if len(self._having) >= _KEPT:
                del self._having[next(iter(self._having))]
        self._having[word] = found
        return found

    def _of_date(self, begin: str) -> bytes:
        """Which articles have a date that begins so, or such a number in the title or the name of the file."""
        found = bytearray(self._with(begin))
        self._fill(found, ((entry.day or "").startswith(begin) for entry in self._entries))
        return bytes(found)

    def _between(self, first: str, last: str) -> bytes:
        """Which articles have a date from one beginning of a date to another, which takes in all that begin so."""
        found = bytearray(len(self._titles))
        days = (entry.day or "" for entry in self._entries)
        self._fill(found, (day != "" and first <= day and (not last or day[: len(last)] <= last) for day in days))
        return bytes(found)

    def _fill(self, fit: bytearray, pages: Iterable[bool]) -> None:
        """Let all articles of some pages fit."""
        for start, end in compress(pairwise(self._starts), pages):
            fit[start:end] = b"\1" * (end - start)

    def _marked(self, fit: bytes, wanted: Filter, marks: Marks) -> bytes:
        """Those among the fitting ones that have the tags and the states that are asked for."""

        @cache
        def named(own: tuple[str, ...]) -> bool:
            names = [fold_query(name) for tag in own for name in (tag, *marks.above(tag))]
            return all(any(name.startswith(begin) for name in names) for begin in wanted.tags)

        def conditions(entry: Entry) -> Iterator[tuple[Collection[str], bool]]:
            if wanted.tags:
                yield {id_ for id_, own in marks.tags(entry).items() if named(own)}, True
            for state in wanted.states - {State.UNREAD}:
                yield _ASKED[state](entry, marks)

        out = bytearray(fit)
        if State.UNREAD in wanted.states:
            # Only those that fit are looked up: reading goes on over years, and ten thousands of ids lie far apart.
            read = map(marks.read.__contains__, compress(self._ids, fit))
            for number in compress(compress(range(len(fit)), fit), read):
                out[number] = 0
        if not wanted.tags and not wanted.states - {State.UNREAD}:
            return bytes(out)
        for entry, (start, end) in zip(self._entries, pairwise(self._starts), strict=True):
            if out.find(1, start, end) < 0:
                continue
            for ids, among in conditions(entry):
                if ids:
                    having = bytes(map(ids.__contains__, self._ids[start:end]))
                    out[start:end] = _both(out[start:end], having if among else having.translate(_OTHERWISE))
                elif among:
                    out[start:end] = bytes(end - start)
        return bytes(out)

    @cached_property
    def _ids(self) -> list[str]:
        return [article.id for entry in self._entries for article in entry.articles]


def _both(one: bytes | bytearray, other: bytes) -> bytes:
    """Where both are 1."""
    both = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")


def _tagged(entry: Entry, marks: Marks) -> Collection[str]:
    return {id_ for id_, own in marks.tags(entry).items() if own}


_ASKED: Final[dict[State, Callable[[Entry, Marks], tuple[Collection[str], bool]]]] = {
    State.UNTAGGED: lambda entry, marks: (_tagged(entry, marks), False),
    State.TAGGED: lambda entry, marks: (_tagged(entry, marks), True),
    State.DOUBTFUL: lambda entry, marks: ({article.id for article in entry.articles if article.doubtful}, True),
    State.DONE: lambda entry, marks: (marks.done(entry), True),
    State.TODO: lambda entry, marks: (marks.done(entry), False),
}
"""The ids on a page that a state is known by, and whether an article's must be among them, or must not."""
