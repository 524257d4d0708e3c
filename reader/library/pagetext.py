"""What of a page is searched: its folded text in the order of the file, and every passage that reads on elsewhere.

Most blocks read as they stand in the file, but for white space and line ends, which folding takes out. One that goes
on after a column break or a foreign line is kept a second time, put together. So nothing else need be kept to find
what a reader of the articles sees as well as what stands in the file, and it takes little more room than the text.
"""

from __future__ import annotations

import math
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from reader.newspaper.model import Page
from reader.text.fold import Folded, fold
from reader.text.query import Mode, Query, never
from reader.text.spans import Span, Spans

VERSION: Final = "1"
"""Of what is kept."""


class TextHit(NamedTuple):
    """Where something was found on a page; sorts by article and place."""

    article: int
    """Number of its article on the page, from 0; what belongs to none comes after the last."""
    place: int
    """Where it begins in the folded text of the file."""
    start: int
    end: int
    """Its range in `PageText.text`."""


class Columns(NamedTuple):
    """A table of numbers, column by column."""

    begins: array[int]
    """Where a *piece*, the folded text of a span of a block, begins in the text; the pieces follow one another."""
    sources: array[int]
    """Where it begins in the source."""
    stops: array[int]
    """Where it ends there."""
    units: array[int]
    """The number of its *unit*, that is its block."""
    articles: array[int]
    """For each unit the number of its article."""
    starts: array[int]
    """Where a unit begins in the text: with its only piece, or where it is put together."""
    ends: array[int]
    firsts: array[int]
    """Where its pieces begin in `order`."""
    order: array[int]
    """The numbers of the pieces, unit by unit in reading order."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The folded text of a page with what is needed to know whose it is and where it stands in the file."""

    text: str
    """The page in the order of the file; after it, each with a NUL before it, the blocks that are put together."""
    size: int
    """Length of the first part."""
    joined: int
    """Number of the first unit that is put together; they come last."""
    columns: Columns

    def search(
        self,
        query: Query,
        until: float = math.inf,
        articles: Container[int] | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> tuple[list[TextHit], int]:
        """The hits by article and place, and how many are hidden besides because they are no words.

        Args:
            query: What to look for.
            until: A time of `time.monotonic`.
            articles: The numbers of those that are searched; `None` for all.
            cancelled: Asked some twenty times a second; where it says yes, the rest is left out.

        Raises:
            TooSlowError: it is a pattern and was not done by `until`.
        """
        found: Iterable[Span]
        hidden = 0
        if query.mode is Mode.REGEX:
            # A pattern stays in one block: `.*` would else take in the page.
            units = zip(self.columns.starts, self.columns.ends, strict=True)
            found = query.ranges_within(self.text, units, until, cancelled)
        else:
            found = [hit for hit in query.ranges(self.text) if self._is_first(*hit)]
        if articles is not None:
            found = [hit for hit in found if self._told(*hit).article in articles]
        if query.mode is Mode.WORD:
            every = list(found)
            found = [hit for group in self._by_unit(every) for hit in self._words(query, *group)]
            hidden = len(every) - len(found)
        return sorted(self._told(*hit) for hit in found), hidden

    def spans(self, source: str, hit: TextHit, kept: dict[int, Folded] | None = None) -> Spans:
        """The source spans of a hit in reading order; none if it holds only a part of an original character (℃).

        Args:
            source: The text of the file.
            hit: What was found in it.
            kept: What the pieces of this text fold to, by their numbers; it is filled, for the next hit in them.
        """
        out: list[Span] = []
        for piece, low, high in self._parts(hit.start, hit.end):
            first = self.columns.sources[piece]
            folded = kept.get(piece) if kept is not None else None
            if folded is None:
                folded = fold(source[first : self.columns.stops[piece]])
                if kept is not None:
                    kept[piece] = folded
            if not (folded.divides(low) and folded.divides(high)):
                return ()
            out.append((first + folded.starts[low], first + folded.ends[high - 1]))
        if hit.start < self.size:
            out[1:], out[0] = [], (out[0][0], out[-1][1])  # with what lies between in the file
        return tuple(out)

    def passage(self, hit: TextHit) -> Spans:
        """The source spans of the block that a hit stands in, in reading order; of all that it touches if several."""
        touched: Sequence[int] = [piece for piece, _low, _high in self._parts(hit.start, hit.end)]
        units = {self.columns.units[piece] for piece in touched}
        if len(units) == 1:
            touched = self._pieces(units.pop())
        return tuple((self.columns.sources[piece], self.columns.stops[piece]) for piece in touched)

    def packed(self) -> bytes:
        """All of it, for `unpacked`."""
        numbers = array("I", [self.size, self.joined, *map(len, self.columns)])
        for column in self.columns:
            numbers.extend(column)
        data = self.text.encode("utf-8", "surrogatepass")
        return zlib.compress(len(numbers).to_bytes(4, "little") + numbers.tobytes() + data, 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> PageText | None:
        """What was packed; `None` if it is damaged."""
        try:
            data = memoryview(zlib.decompress(packed))
            size = 4 + 4 * int.from_bytes(data[:4], "little")
            numbers = array("I", bytes(data[4:size]))
            columns, at = [], 2 + len(Columns._fields)
            for length in numbers[2:at]:
                columns.append(numbers[at : at + length])
                at += length
            return cls(str(data[size:], "utf-8", "surrogatepass"), numbers[0], numbers[1], Columns(*columns))
        except (zlib.error, ValueError, TypeError, LookupError):
            return None

    def _by_unit(self, hits: Iterable[Span]) -> Iterator[tuple[Span, Iterable[Span]]]:
        """Hits in groups, each with the range of the block they stand in; of the text if they reach into another."""

        def around(hit: Span) -> Span:
            unit = self._unit_at(hit[0])
            low, high = self.columns.starts[unit], self.columns.ends[unit]
            return (low, high) if low <= hit[0] and hit[1] <= high else (0, len(self.text))

        return groupby(hits, around)

    def _words(self, query: Query, around: Span, hits: Iterable[Span]) -> Iterator[Span]:
        """Those of the hits that are words: these do not reach from one block into another."""
        low, high = around
        for start, end in query.judged(self.text[low:high], [(start - low, end - low) for start, end in hits]).hits:
            yield low + start, low + end

    def _is_first(self, start: int, end: int) -> bool:
        """Whether a hit is not one of the first part once more."""
        if end <= self.size:
            return True
        pieces = [piece for piece, _low, _high in self._parts(start, end)]
        return any(second != first + 1 for first, second in pairwise(pieces))

    def _told(self, start: int, end: int) -> TextHit:
        if start < self.size:  # nearly every hit: told without its parts
            return TextHit(self.columns.articles[self.columns.units[self._piece_at(start)]], start, start, end)
        piece, low, _high = self._parts(start, end)[0]
        return TextHit(self.columns.articles[self.columns.units[piece]], self.columns.begins[piece] + low, start, end)

    def _parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The pieces that a range of the text lies in, each with the part of it that is meant, in reading order."""
        if start < self.size:
            pieces: Iterable[int] = range(self._piece_at(start), self._piece_at(end - 1) + 1)
            at = self.columns.begins[self._piece_at(start)]
        else:
            unit = self._unit_at(start)
            pieces, at = self._pieces(unit), self.columns.starts[unit]
        out = []
        for piece in pieces:
            length = self._length(piece)
            low, high = max(start - at, 0), min(end - at, length)
            if low < high:
                out.append((piece, low, high))
            at += length
        return out

    def _unit_at(self, place: int) -> int:
        if place < self.size:
            return self.columns.units[self._piece_at(place)]
        return bisect_right(self.columns.starts, place, self.joined) - 1

    def _piece_at(self, place: int) -> int:
        return bisect_right(self.columns.begins, place) - 1

    def _length(self, piece: int) -> int:
        begins = self.columns.begins
        return (begins[piece + 1] if piece + 1 < len(begins) else self.size) - begins[piece]

    def _pieces(self, unit: int) -> array[int]:
        firsts = self.columns.firsts
        return self.columns.order[firsts[unit] : firsts[unit + 1] if unit + 1 < len(firsts) else None]


def page_text(page: Page) -> PageText:
    """The folded text of a recognised page; about 1 ms for 2,000 characters."""
    folded = fold(page.source.text)
    rows, blocks = _rows(page, folded)
    numbers = {begin: number for number, (begin, *_rest) in enumerate(rows)}
    units = [0] * len(rows)
    columns = Columns(*(array("I") for _field in Columns._fields))
    texts, at = [folded.text], len(folded.text)
    apart = [not all(first[1] == second[0] for first, second in pairwise(block)) for _article, block in blocks]
    for late in (False, True):
        joined = len(columns.articles)
        for (article, block), is_apart in zip(blocks, apart, strict=True):
            if is_apart is not late:
                continue
            columns.articles.append(article)
            columns.firsts.append(len(columns.order))
            for begin, *_rest in block:
                units[numbers[begin]] = len(columns.articles) - 1
                columns.order.append(numbers[begin])
            if is_apart:
                text = "".join(folded.text[begin:end] for begin, end, *_source in block)
                texts.append(text)
                columns.starts.append(at + 1)
                at += 1 + len(text)
                columns.ends.append(at)
            else:
                columns.starts.append(block[0][0])
                columns.ends.append(block[-1][1])
    columns.units.extend(units)
    for begin, _end, source, stop in rows:
        columns.begins.append(begin)
        columns.sources.append(source)
        columns.stops.append(stop)
    return PageText("\0".join(texts), len(folded.text), joined, columns)


_Row = tuple[int, int, int, int]
"""Start and end of a piece in the folded text, start and end in the source."""


def _rows(page: Page, folded: Folded) -> tuple[list[_Row], list[tuple[int, list[_Row]]]]:
    """The pieces that make up the folded text, and the blocks of the page made of them, with their articles' numbers.

    Marks that stand in no block (`#` before a heading) are a block of what belongs to no article.
    """
    blocks: list[tuple[int, list[_Row]]] = []
    for number, article in enumerate(page.all_articles()):
        for block in article.blocks:
            starts = folded.starts
            rows = [(bisect_left(starts, first), bisect_left(starts, last), first, last) for first, last in block.spans]
            rows = [row for row in rows if row[0] < row[1]]
            if rows:
                blocks.append((number, rows))
    every = sorted(row for _number, rows in blocks for row in rows)
    at = 0
    for begin, end, *_source in [*every, (len(folded.text), len(folded.text), 0, 0)]:
        if at < begin:
            gap = (at, begin, folded.starts[at], folded.ends[begin - 1])
            blocks.append((len(page.articles), [gap]))
            every.append(gap)
        at = end
    return sorted(every), blocks
