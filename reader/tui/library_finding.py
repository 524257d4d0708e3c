"""What a search of the library found, as rows of a list; and one hit as a place to go to. Knows nothing of widgets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby
from typing import Final, NamedTuple, overload

from reader.library.catalogue import Catalogue, Entry
from reader.library.corpus import PageHits
from reader.library.pagetext import PageText, TextHit
from reader.library.sentences import Sentence, Sentences
from reader.newspaper.model import REST
from reader.text.query import Mode
from reader.text.spans import Spans

AROUND: Final = 40
"""Characters of the folded text that stand for a sentence until it was read."""

MADE: Final = 100
"""Pages whose rows are kept once they were made: more than a screen shows."""


class Row(NamedTuple):
    """One line of the list: an issue, an article of it, or a hit in that."""

    entry: Entry
    number: int = 0
    """Of hits in the issue or the article."""
    article: int | None = None
    """Number of the article, from 0; `None` for the issue."""
    text: PageText | None = None
    hit: TextHit | None = None

    @property
    def key(self) -> tuple[str, TextHit]:
        """What names a hit."""
        assert self.hit is not None
        return self.entry.path, self.hit

    @property
    def place(self) -> Place:
        """What names the row."""
        # Articles may have other numbers when their page is recognised better.
        return self.entry.path, None if self.hit else self.article, self.hit.start if self.hit else None

    @property
    def article_id(self) -> str:
        """The id of the article; that of what belongs to none where it is none."""
        articles = self.entry.articles
        return articles[self.article].id if self.article is not None and self.article < len(articles) else REST

    @property
    def context(self) -> tuple[str, str, str]:
        """The hit with what stands before and after it in the folded text."""
        assert self.text is not None and self.hit is not None
        text, (_article, _place, start, end) = self.text.text, self.hit
        # A passage that is put together has a NUL on either side.
        before = text[max(0, start - AROUND) : start].rpartition("\0")[2]
        return before, text[start:end], text[end : end + 2 * AROUND].partition("\0")[0]


Place = tuple[str, int | None, int | None]
"""What names a row, whatever stands around it: the path, and the number of the article or the start of the hit."""


class Asked(NamedTuple):
    """What was asked of the library, and where the user was in the list."""

    query: str = ""
    mode: Mode = Mode.PLAIN
    by_count: bool = False
    place: Place | None = None
    """The row that the cursor was on."""
    limits: str = ""
    """Which articles were searched, as a filter of the tree is typed."""


class Goal(NamedTuple):
    """A hit that the user goes to."""

    query: str
    mode: Mode
    path: str
    article_id: str
    spans: Spans


def most_hits(pages: Iterable[PageHits], number: int) -> list[PageHits]:
    """The pages with the most hits, in their order, of which the last brings the hits to a number."""
    kept, held = set(), 0
    every = list(pages)
    for at in sorted(range(len(every)), key=lambda at: -len(every[at].hits)):
        if held >= number:
            break
        kept.add(at)
        held += len(every[at].hits)
    return [every[at] for at in sorted(kept)]


class Rows(Sequence[Row]):
    """The rows of what was found; each is made when it is looked at, page by page.

    Rows of 20,000 hits that all exist take Python's search for garbage a tenth of a second, and all threads wait.
    """

    def __init__(self, pages: Iterable[PageHits] = (), by_count: bool = False) -> None:
        """The rows by date as the pages come, or the issues and articles with the most hits first; for a thread."""
        self._pages = [page for page in pages if page.hits]
        if by_count:
            self._pages.sort(key=lambda page: -len(page.hits))
        self._by_count = by_count
        sizes = (1 + len(page.hits) + len({hit.article for hit in page.hits}) for page in self._pages)
        self._ends = list(accumulate(sizes))
        self._numbers = {page.entry.path: number for number, page in enumerate(self._pages)}
        self._made: dict[int, list[Row]] = {}

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """A row, or some."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        page = bisect_right(self._ends, at)
        return self._rows(page)[at - self._begin(page)]

    def number_of(self, place: Place | None) -> int | None:
        """Which row has a place; `None` if none has."""
        page = self._numbers.get(place[0]) if place else None
        if page is None:
            return None
        own = (number for number, row in enumerate(self._rows(page), self._begin(page)) if row.place == place)
        return next(own, None)

    def _begin(self, page: int) -> int:
        return self._ends[page - 1] if page else 0

    def _rows(self, number: int) -> list[Row]:
        if number not in self._made:
            if len(self._made) >= MADE:
                self._made.clear()
            self._made[number] = self._make(self._pages[number])
        return self._made[number]

    def _make(self, page: PageHits) -> list[Row]:
        groups = (list(group) for _article, group in groupby(page.hits, lambda hit: hit.article))
        articles = sorted(groups, key=len, reverse=True) if self._by_count else groups
        rows = [Row(page.entry, len(page.hits))]
        for hits in articles:
            rows.append(Row(page.entry, len(hits), hits[0].article))
            rows += [Row(page.entry, 0, hit.article, page.text, hit) for hit in hits]
        return rows


def sentences(catalogue: Catalogue, rows: Iterable[Row]) -> dict[tuple[str, TextHit], Sentence | None]:
    """The sentences of hits, read from their files; for a worker thread.

    Raises:
        ReaderError: a file cannot be read.
    """
    out: dict[tuple[str, TextHit], Sentence | None] = {}
    told: dict[str, Sentences | None] = {}
    for row in rows:
        if row.hit is not None and row.text is not None:
            if row.entry.path not in told:
                source = catalogue.source(row.entry.path)
                # Of a file that changed since, nothing is told until it was read again.
                same = source.sha256 == row.entry.sha256
                told[row.entry.path] = Sentences(source, row.text) if same else None
            sentences_of = told[row.entry.path]
            out[row.key] = sentences_of.of(row.hit) if sentences_of is not None else None
    return out
