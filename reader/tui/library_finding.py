"""What a search of the library found, as rows of a list; and one hit as a place to go to. Knows nothing of widgets."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from reader.library.catalogue import Catalogue, Entry
from reader.library.corpus import PageHits
from reader.library.pagetext import PageText, TextHit
from reader.library.sentences import Sentence, sentence_of
from reader.newspaper.model import REST
from reader.text.query import Mode
from reader.text.source import Source
from reader.text.spans import Spans

AROUND: Final = 40
"""Characters of the folded text that stand for a sentence until it was read."""


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


def rows_of(pages: Iterable[PageHits], by_count: bool) -> list[Row]:
    """The rows of what was found: by date as the pages come, or the issues and articles with the most hits first."""
    issues: list[tuple[int, list[Row]]] = []
    for page in pages:
        if not page.hits:
            continue
        articles: list[tuple[int, list[Row]]] = []
        for number, group in groupby(page.hits, lambda hit: hit.article):
            hits = [Row(page.entry, 0, number, page.text, hit) for hit in group]
            articles.append((len(hits), [Row(page.entry, len(hits), number), *hits]))
        if by_count:
            articles.sort(key=lambda one: -one[0])
        rows = [Row(page.entry, len(page.hits))]
        for _count, inside in articles:
            rows += inside
        issues.append((len(page.hits), rows))
    if by_count:
        issues.sort(key=lambda one: -one[0])
    return [row for _count, rows in issues for row in rows]


def sentences(catalogue: Catalogue, rows: Iterable[Row]) -> dict[tuple[str, TextHit], Sentence | None]:
    """The sentences of hits, read from their files; for a worker thread.

    Raises:
        ReaderError: a file cannot be read.
    """
    out: dict[tuple[str, TextHit], Sentence | None] = {}
    sources: dict[str, Source] = {}
    for row in rows:
        if row.hit is not None and row.text is not None:
            source = sources.get(row.entry.path) or catalogue.source(row.entry.path)
            sources[row.entry.path] = source
            # Of a file that changed since, nothing is told until it was read again.
            same = source.sha256 == row.entry.sha256
            out[row.key] = sentence_of(source, row.text, row.hit) if same else None
    return out
