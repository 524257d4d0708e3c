"""Set an article in rows of cells, for the pane and for `reader show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.newspaper.compose import ArticleView, BlockView
from reader.newspaper.model import HEADLINE, Role
from reader.text.wrap import cells, wrap

INDENT = 4
"""First-line indent of a paragraph in cells: two ideographs, as CLREQ has it."""

_NARROW = 24
"""Below this measure, in cells, the indent is one ideograph (CLREQ: narrow columns)."""


class Row(NamedTuple):
    """One row: the characters `[start, end)` of the text of block `block`, `indent` cells from the left.

    An empty row has block -1.
    """

    block: int
    start: int
    end: int
    indent: int


_EMPTY = Row(-1, 0, 0, 0)


def lay_out(view: ArticleView, measure: int, *, centred: bool = True) -> tuple[Row, ...]:
    """The rows of an article, an empty row between its elements.

    Paragraphs are indented by two ideographs, unless they go on from elsewhere.

    Args:
        view: the article.
        measure: width of the text in cells, at least 2.
        centred: set headlines and the names under them in the middle and a signature at the right; else flush left.
    """
    measure = max(2, measure)
    rows: list[Row] = []
    in_headline = True
    for number, block in enumerate(view.blocks):
        in_headline = in_headline and (block.role in HEADLINE or block.role is Role.BYLINE)
        set_rows = list(_rows(block, number, measure))
        if rows and set_rows:
            rows.append(_EMPTY)
        rows.extend(_placed(row, block, measure, in_headline) if centred else row for row in set_rows)
    return tuple(rows)


def plain_lines(view: ArticleView, measure: int) -> Iterator[str]:
    """The lines of an article as plain text, flush left at `measure` cells, an empty line between elements."""
    for row in lay_out(view, measure, centred=False):
        if row.block < 0:
            yield ""
        else:
            indent = "\u3000" * (row.indent // 2)
            yield indent + view.blocks[row.block].text.text[row.start : row.end]


def _rows(block: BlockView, number: int, measure: int) -> Iterator[Row]:
    indented = block.role is Role.PARAGRAPH and not block.continues
    indent = (INDENT if measure >= _NARROW else INDENT // 2) if indented else 0
    if indent + 2 > measure:
        indent = 0
    for line, (start, end) in enumerate(wrap(block.text.text, measure, indent)):
        yield Row(number, start, end, indent if line == 0 else 0)


def _placed(row: Row, block: BlockView, measure: int, in_headline: bool) -> Row:
    room = measure - cells(block.text.text[row.start : row.end])
    if in_headline:
        return Row(row.block, row.start, row.end, max(0, room // 2))
    if block.role is Role.BYLINE:
        return Row(row.block, row.start, row.end, max(0, room))
    return row
