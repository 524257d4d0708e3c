"""The rows of an article view, laid out where they are looked at.

A view is cut into pieces of whole blocks (a block of exceptional length into several pieces); a piece that was not
laid out yet counts with an estimated number of rows. Nothing here knows Textual.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from reader.newspaper.compose import ArticleView, BlockView, Place
from reader.newspaper.layout import CENTRED, EMPTY, Row, Typesetting, lay_out

PIECE = 1_500
"""A piece takes blocks until it holds this many characters: about 3 ms of layout."""
LONGEST = 3 * PIECE
"""A block of more characters is laid out as several pieces, each on a new line, after a sentence if there is one."""


class Piece(NamedTuple):
    """The blocks `[first, last)` of a view, or the characters `[start, end)` of the one block `first`."""

    first: int
    last: int
    start: int = 0
    end: int | None = None


class Flow:
    """Rows by line number, for one view and one measure, around a line that is the top of the window.

    Line numbers of what was not laid out yet are estimates. Whatever is laid out above the top line moves `top`, its
    number, and never what stands there.
    """

    def __init__(self, view: ArticleView, measure: int, setting: Typesetting = CENTRED) -> None:
        """Nothing is laid out yet.

        Args:
            view: What is shown.
            measure: Width of the column in cells.
            setting: How it is set.
        """
        self.view = view
        self.measure = measure
        self.setting = setting
        self.pieces = _pieces(view.blocks)
        self._keys = [(piece.first, piece.start) for piece in self.pieces]
        self._rows: list[tuple[Row, ...] | None] = [None] * len(self.pieces)
        self._heights = [self._estimate(piece) for piece in self.pieces]
        self._starts: list[int] = []
        self._top = (0, 0)
        self._count()

    @property
    def height(self) -> int:
        """Number of lines, as far as known."""
        return self._starts[-1]

    @property
    def top(self) -> int:
        """Number of the line that `go` was sent to."""
        number, inside = self._top
        return self._starts[number] + inside

    def row(self, line: int) -> Row | None:
        """The row at a line, `None` if there is none or it was not laid out yet."""
        if not 0 <= line < self.height:
            return None
        number = self._piece_at(line)
        rows = self._rows[number]
        return None if rows is None else rows[line - self._starts[number]]

    def go(self, line: int, height: int) -> None:
        """Make a line the top, and lay out the window of `height` lines from there, and as much above and below it."""
        if not self.pieces:
            return
        line = max(0, min(line, self.height - 1))
        number = self._piece_at(line)
        inside = line - self._starts[number]
        inside = min(inside, max(0, self._lay(number) - 1))
        below, last = self._heights[number] - inside, number
        while below < 2 * height and last + 1 < len(self.pieces):
            last += 1
            below += self._lay(last)
        above, first = inside, number
        while above < height and first > 0:
            first -= 1
            above += self._lay(first)
        self._top = number, inside
        self._count()

    def lay_next(self) -> bool:
        """Lay out one more piece, the nearest below the top, else the nearest above; False if all are laid out."""
        here = self._top[0]
        for number in (*range(here, len(self.pieces)), *range(here - 1, -1, -1)):
            if self._rows[number] is None:
                self._lay(number)
                self._count()
                return True
        return False

    def line_of(self, place: Place) -> int:
        """The line on which the character after a place stands; the last line of its block at the block's end."""
        if not self.pieces:
            return 0
        number = self._piece_of(place)
        if self._rows[number] is None:
            self._lay(number)
            self._count()
        return self._starts[number] + _index_of(place, self._rows[number] or ())

    def share_of(self, place: Place) -> float:
        """How far down a place stands, from 0 to 1, as far as known; lays out nothing and counts no rows."""
        if not self.pieces:
            return 0.0
        number = self._piece_of(place)
        piece = self.pieces[number]
        sizes = self._sizes
        begin, end = sizes[piece.first] + piece.start, sizes[piece.last]
        if piece.end is not None:
            end = sizes[piece.first] + piece.end
        share = (sizes[place.block] + place.offset - begin) / max(1, end - begin)
        return (self._starts[number] + share * self._heights[number]) / max(1, self.height)

    @cached_property
    def _sizes(self) -> list[int]:
        """Code points before each block, and in all."""
        return [0, *accumulate(len(block.text.text) for block in self.view.blocks)]

    def row_of(self, place: Place) -> Row | None:
        """The row of `line_of`, without laying out anything: `None` where that was not done yet."""
        rows = self._rows[self._piece_of(place)] if self.pieces else None
        return rows[_index_of(place, rows)] if rows else None

    def place_at(self, line: int) -> Place | None:
        """Where the first row with text at or below a line begins; else where the last one above it ends."""
        for at in range(max(0, line), self.height):
            row = self.row(at)
            if row is not None and row.block >= 0:
                return Place(row.block, row.start)
        for at in range(min(line, self.height) - 1, -1, -1):
            row = self.row(at)
            if row is not None and row.block >= 0:
                return Place(row.block, row.end)
        return None

    def _piece_of(self, place: Place) -> int:
        return max(0, bisect_right(self._keys, tuple(place)) - 1)

    def _piece_at(self, line: int) -> int:
        return bisect_right(self._starts, line, 0, len(self.pieces)) - 1

    def _lay(self, number: int) -> int:
        """Lay out a piece if it was not, and return its number of lines; `_count` must follow."""
        rows = self._rows[number]
        if rows is None:
            rows = self._rows[number] = self._lay_out(self.pieces[number])
            self._heights[number] = len(rows)
        return len(rows)

    def _lay_out(self, piece: Piece) -> tuple[Row, ...]:
        blocks = self.view.blocks
        inside = list(blocks[piece.first : piece.last])
        if piece.end is not None:
            block = inside[0]
            cut = block.text.slice(piece.start, piece.end)
            inside = [block._replace(text=cut, continues=block.continues or piece.start > 0)]
        before = self._before(piece)
        rows = list(lay_out(self.view._replace(blocks=(*before, *inside)), self.measure, self.setting))
        if piece.start > 0 and rows:
            rows[:0] = [EMPTY] * self.setting.between_lines
        while before and rows and rows[0].block == 0:
            del rows[0]
        first, shift = piece.first - len(before), piece.start
        return tuple(
            row if row.block < 0 else Row(row.block + first, row.start + shift, row.end + shift, row.indent)
            for row in rows
        )

    def _before(self, piece: Piece) -> list[BlockView]:
        """One character of the block before a piece: what stands between two blocks is for `lay_out` to say."""
        if piece.start > 0:
            return []
        for block in reversed(self.view.blocks[: piece.first]):
            text = block.text.text
            at = len(text) - len(text.lstrip())
            if at < len(text):
                return [block._replace(text=block.text.slice(at, at + 1))]
        return []

    def _estimate(self, piece: Piece) -> int:
        """Rows that a piece will take: Han text fills its lines, and an empty row stands before each block."""
        apart, line = self.setting.between_paragraphs, 1 + self.setting.between_lines
        if piece.end is not None:
            return 1 + line * ((piece.end - piece.start) * 2 // self.measure)
        blocks = self.view.blocks[piece.first : piece.last]
        return sum(1 + apart + line * (len(block.text.text) * 2 // self.measure) for block in blocks)

    def _count(self) -> None:
        self._starts = [0, *accumulate(self._heights)]


def _index_of(place: Place, rows: Sequence[Row]) -> int:
    """Number of the row of a place's block that begins last before it, else of the block's first."""
    own = [index for index, row in enumerate(rows) if row.block == place.block]
    before = [index for index in own if rows[index].start <= place.offset]
    return before[-1] if before else own[0] if own else 0


def _pieces(blocks: Sequence[BlockView]) -> list[Piece]:
    pieces: list[Piece] = []
    first, held = 0, 0
    for number, block in enumerate(blocks):
        size = len(block.text.text)
        if size > LONGEST or held + size > PIECE:
            if first < number:
                pieces.append(Piece(first, number))
            first, held = number, 0
        if size > LONGEST:
            cuts = _cuts(block.text.text)
            pieces += [Piece(number, number + 1, start, end) for start, end in pairwise(cuts)]
            first, held = number + 1, 0
        else:
            held += size
    if first < len(blocks):
        pieces.append(Piece(first, len(blocks)))
    return pieces


def _cuts(text: str) -> list[int]:
    """Where a very long text is cut, its ends among them: after a stop if one stands near."""
    cuts = [0]
    while len(text) - cuts[-1] > LONGEST:
        near = cuts[-1] + PIECE
        stop = text.rfind("。", near - PIECE // 2, near)
        cuts.append(stop + 1 if stop > 0 else near)
    return [*cuts, len(text)]
