"""A page taken apart into pieces that can be cut, named and put elsewhere, and put together again."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reader.newspaper.lines import blank_between, read_lines, split_after
from reader.newspaper.model import BY_HAND, HEADLINE, Article, Block, Issue, Page, Role, article_id
from reader.newspaper.wording import dateline_length
from reader.text.source import Source
from reader.text.spans import Span, Spans, text_of

OUTSIDE = frozenset({Role.FURNITURE, Role.DUPLICATE})
"""The roles of what belongs to no article."""

_ORDER = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


@dataclass(eq=False, slots=True)
class Piece:
    """A run of characters that lies wholly within or wholly outside of whatever is said of the page."""

    start: int
    end: int
    role: Role
    block: int
    """Number of the block; neighbours of one number make one block."""
    confidence: float = 1.0
    reason: str = ""


@dataclass(eq=False, slots=True)
class Text:
    """What becomes an article: its pieces in reading order."""

    pieces: list[Piece] = field(default_factory=list)
    confidence: float = 1.0
    reason: str = ""
    title_text: str = ""
    changed: bool = False
    """Whether other pieces belong to it than before."""


class Draft:
    """The pieces of a page. They are moved and renamed, never made or dropped: nothing can be lost (I1)."""

    def __init__(self, page: Page, cuts: Iterable[int]) -> None:
        """Take a page apart.

        Args:
            page: the page.
            cuts: offsets at which its blocks are cut.
        """
        self.source: Source = page.source
        self.issue: Issue = page.issue
        self._cuts = sorted(set(cuts))
        self._numbers = itertools.count()
        self.texts: list[Text] = []
        self._datelines: list[Spans] = []
        for article in page.articles:
            pieces = [piece for block in article.blocks for piece in self._cut(block)]
            self.texts.append(Text(pieces, article.confidence, article.reason, article.title_text))
            if article.dateline:
                self._datelines.append(article.dateline)
        outside = [Block(Role.FURNITURE, (span,)) for span in page.furniture]
        outside += [Block(Role.DUPLICATE, (span,)) for span in page.duplicates]
        self.rest = Text([piece for block in outside for piece in self._cut(block)])
        every = (piece for text in self.everything() for piece in text.pieces)
        self._pieces = sorted(every, key=lambda piece: piece.start)
        """All of them by their place in the source, which never changes; no two share a character."""
        self._starts = [piece.start for piece in self._pieces]

    def number(self) -> int:
        """A number for a new block."""
        return next(self._numbers)

    def everything(self) -> Iterator[Text]:
        """The articles, and what belongs to none."""
        yield from self.texts
        yield self.rest

    def holder(self, place: int) -> tuple[Text, int] | None:
        """What holds the character at an offset, and the number of the piece there; `None` for a mark or a blank."""
        at = bisect_right(self._starts, place) - 1
        return self._where(self._pieces[at]) if at >= 0 and place < self._pieces[at].end else None

    def first_at(self, place: int) -> tuple[Text, int] | None:
        """What holds the first character from an offset on that stands in any element."""
        at = max(0, bisect_right(self._starts, place) - 1)
        return next((found for piece in self._pieces[at:] if piece.end > place and (found := self._where(piece))), None)

    def within(self, spans: Spans) -> list[tuple[Text, Piece]]:
        """The pieces in the spans, in the order of these, and where each is."""
        found: list[tuple[Text, Piece]] = []
        for start, end in spans:
            for piece in self._pieces[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
                if piece.end <= end and (where := self._where(piece)):
                    found.append((where[0], piece))
        return found

    def _where(self, piece: Piece) -> tuple[Text, int] | None:
        """Where a piece is; `None` while it has been taken out of one place and not been put into another."""
        for text in self.everything():
            if piece in text.pieces:
                return text, text.pieces.index(piece)
        return None

    def page(self) -> Page:
        """The page that the pieces make."""
        for text in self.everything():
            for piece in text.pieces:
                if text is not self.rest and piece.role in OUTSIDE:
                    piece.role = Role.PARAGRAPH
        articles = [self._article(text) for text in self.texts if text.pieces]
        self.rest.pieces.sort(key=lambda piece: piece.start)
        outside = _blocks(self.source, self.rest.pieces)
        furniture, duplicates = (
            tuple(span for block in outside if block.role is role for span in block.spans)
            for role in (Role.FURNITURE, Role.DUPLICATE)
        )
        return Page(self.source, self.issue, tuple(articles), furniture, duplicates)

    def _cut(self, block: Block) -> Iterator[Piece]:
        number, text = self.number(), self.source.text
        for start, end in block.spans:
            inside = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
            for first, last in itertools.pairwise([start, *inside, end]):
                low, high = (first, last) if not inside else _stripped(text, first, last)
                if low < high:
                    yield Piece(low, high, block.role, number, block.confidence, block.reason)

    def _article(self, text: Text) -> Article:
        heads = [piece for role in _ORDER for piece in text.pieces if piece.role is role]
        title = next((piece.block for piece in heads if piece.role is Role.TITLE), 0)
        heads = [replace(piece, block=title) if piece.role is Role.TITLE else piece for piece in heads]
        blocks = _blocks(self.source, [*heads, *(piece for piece in text.pieces if piece.role not in HEADLINE)])
        dateline = self._dateline(blocks, text.changed)
        key = article_id(self.source, blocks)
        return Article(key, blocks, dateline, text.confidence, text.reason, text.title_text)

    def _dateline(self, blocks: Sequence[Block], changed: bool) -> Spans:
        """The dateline that stands in one of the blocks; that of the first paragraph, if the article is a new one."""
        paragraphs = [block for block in blocks if block.role is Role.PARAGRAPH]
        for block in paragraphs:
            for dateline in self._datelines:
                if all(any(a <= start and end <= b for a, b in block.spans) for start, end in dateline):
                    return dateline
        if not changed or not paragraphs:
            return ()
        spans = paragraphs[0].spans
        core = "".join(line.core for line in read_lines(text_of(self.source.text, spans)))
        size = dateline_length(core)
        return split_after(self.source.text, spans, size)[0] if size else ()


def by_hand(pieces: Iterable[Piece]) -> None:
    """Say of pieces that a person named them."""
    for piece in pieces:
        piece.confidence, piece.reason = 1.0, BY_HAND


def _blocks(source: Source, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    out: list[Block] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and (before.block, before.role) == (piece.block, piece.role):
            spans, last = out[-1].spans, out[-1].spans[-1]
            if last[1] <= piece.start and blank_between(source.text, last[1], piece.start):
                spans = (*spans[:-1], (last[0], piece.end))
            else:
                spans = (*spans, (piece.start, piece.end))
            if piece.reason == BY_HAND:
                out[-1] = Block(piece.role, spans, piece.confidence, piece.reason)
            else:
                out[-1] = out[-1]._replace(spans=spans)
        else:
            out.append(Block(piece.role, ((piece.start, piece.end),), piece.confidence, piece.reason))
        before = piece
    return tuple(out)


def _stripped(text: str, start: int, end: int) -> Span:
    """A range without the blanks at its ends."""
    while start < end and blank(text[start]):
        start += 1
    while end > start and blank(text[end - 1]):
        end -= 1
    return start, end


def blank(char: str) -> bool:
    """Whether a character is white space or a zero-width mark."""
    return char.isspace() or char in "\u200b\ufeff"
