"""Set an article in rows of cells, for the pane and for `reader show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.newspaper.compose import ArticleView, BlockView
from reader.newspaper.model import HEADLINE, Role
from reader.text.wrap import cells, wrap

INDENT = 4
"""First-line indent of a paragraph in cells: two ideographs, as CLREQ has it."""

HANG = 2
"""Cells beyond the measure that a hanging mark takes."""

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


EMPTY = Row(-1, 0, 0, 0)
"""A row without text."""


class Typesetting(NamedTuple):
    """How an article is set, but for its measure."""

    centred: bool = True
    """Headlines and the names under them stand in the middle and a signature at the right; else flush left."""
    between_lines: int = 0
    """Empty rows between the lines of a paragraph."""
    between_paragraphs: int = 1
    """Empty rows between paragraphs; a headline and a crosshead are set apart by one at least."""
    hanging: bool = False
    """Whether 、，。 may hang beyond the measure, by `HANG` cells."""
    vertical: bool = False
    """Whether a row is a column of squares (see `reader.text.squares`), each of two cells."""


CENTRED = Typesetting()
"""As a newspaper is set."""
PLAIN = Typesetting(centred=False)
"""Flush left."""


def lay_out(view: ArticleView, measure: int, setting: Typesetting = CENTRED) -> tuple[Row, ...]:
    """The rows of an article, with empty rows between its elements.

    Paragraphs are indented by two ideographs, unless they go on from elsewhere.

    Args:
        view: the article.
        measure: width of the text in cells, at least 2.
        setting: how it is set.
    """
    measure = max(2, measure)
    rows: list[Row] = []
    in_headline = True
    above: BlockView | None = None
    for number, block in enumerate(view.blocks):
        in_headline = in_headline and (block.role in HEADLINE or block.role is Role.BYLINE)
        set_rows = list(_rows(block, number, measure, setting))
        if not set_rows:
            continue
        if above is not None:
            rows.extend([EMPTY] * _between(above, block, setting.between_paragraphs))
        for line, row in enumerate(set_rows):
            if line:
                rows.extend([EMPTY] * setting.between_lines)
            rows.append(_placed(row, block, measure, in_headline, setting.vertical) if setting.centred else row)
        above = block
    return tuple(rows)


def plain_lines(view: ArticleView, measure: int, setting: Typesetting = PLAIN) -> Iterator[str]:
    """The lines of an article as plain text at `measure` cells, an empty line between elements."""
    for row in lay_out(view, measure, setting):
        if row.block < 0:
            yield ""
        else:
            indent = "\u3000" * (row.indent // 2)
            yield indent + view.blocks[row.block].text.text[row.start : row.end]


def _between(above: BlockView, block: BlockView, paragraphs: int) -> int:
    """How many empty rows stand between two blocks."""
    if above.role in HEADLINE and block.role in HEADLINE:
        return min(1, paragraphs)
    apart = above.role in HEADLINE or block.role in HEADLINE or block.crosshead
    return max(1, paragraphs) if apart else paragraphs


def _rows(block: BlockView, number: int, measure: int, setting: Typesetting) -> Iterator[Row]:
    indented = block.role is Role.PARAGRAPH and not block.continues
    indent = (INDENT if measure >= _NARROW else INDENT // 2) if indented else 0
    if indent + 2 > measure:
        indent = 0
    hanging, vertical = setting.hanging, setting.vertical
    for line, (start, end) in enumerate(wrap(block.text.text, measure, indent, hanging=hanging, vertical=vertical)):
        yield Row(number, start, end, indent if line == 0 else 0)


def _placed(row: Row, block: BlockView, measure: int, in_headline: bool, vertical: bool) -> Row:
    room = measure - _extent(block.text.text[row.start : row.end], vertical)
    if in_headline:
        return Row(row.block, row.start, row.end, max(0, room // 4 * 2 if vertical else room // 2))
    if block.role is Role.BYLINE:
        return Row(row.block, row.start, row.end, max(0, room))
    return row


def _extent(text: str, vertical: bool) -> int:
    if not vertical:
        return cells(text)
    from reader.text.squares import squares

    return 2 * len(squares(text))
