"""A selection that grows and shrinks by what is meant: character, word, clause, sentence, paragraph, article."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.newspaper.compose import ArticleView, Place
from reader.text.words import word_at
from reader.tui.widgets.pane_rows import cluster_end

Range = tuple[Place, Place]


def grown(view: ArticleView, first: Place, last: Place, units: Units | None = None) -> Range:
    """The smallest unit, or run of units, that holds the range and more; the range itself where it is the article."""
    around = (one for one in _around(view, first, last, units or UNITS) if one[0] <= first and last <= one[1])
    return next((one for one in around if one != (first, last)), (first, last))


def shrunk(view: ArticleView, first: Place, last: Place, units: Units | None = None) -> Range | None:
    """The largest unit at the beginning of the range that is smaller than it; `None` where it is one character."""
    inside = [one for one in _around(view, first, first, units or UNITS) if one[0] == first and one[1] < last]
    return inside[-1] if inside else None


def _around(view: ArticleView, first: Place, last: Place, units: Units) -> Iterator[Range]:
    """The units that hold both ends of a range, from characters to the article."""
    for unit in units:
        start, end = unit(_text(view, first), first.offset)
        if last > first:
            # The last character of the range, where that is not the end of an earlier block.
            end = unit(_text(view, last), max(last.offset - 1, 0))[1]
        yield Place(first.block, start), Place(last.block, end)
    end_block = len(view.blocks) - 1
    yield Place(0, 0), Place(end_block, len(view.blocks[end_block].text.text))


def _character(text: str, offset: int) -> tuple[int, int]:
    return offset, cluster_end(text, offset)


def _clause(text: str, offset: int) -> tuple[int, int]:
    from reader.text.sentences import clause_at

    return clause_at(text, offset)


def _sentence(text: str, offset: int) -> tuple[int, int]:
    from reader.text.sentences import sentence_at

    return sentence_at(text, offset)


def _paragraph(text: str, offset: int) -> tuple[int, int]:
    return 0, len(text)


Units = tuple[Callable[[str, int], tuple[int, int]], ...]

UNITS: Units = (_character, word_at, _clause, _sentence, _paragraph)
"""What holds the character at an offset of a block's text, smaller ones first."""


def _text(view: ArticleView, place: Place) -> str:
    return view.blocks[place.block].text.text
