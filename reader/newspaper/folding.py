"""A view in which passages are folded away, each to one line that says what is not shown there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.newspaper.compose import ArticleView, BlockView
from reader.newspaper.model import HEADLINE, Role
from reader.text.fold import fold_query
from reader.text.mapped import Edit, MappedText
from reader.text.spans import Span, merged

_KEPT = HEADLINE | {Role.BYLINE}
"""Are never folded: they say what article it is."""

Label = Callable[[int], str]
"""The line for so many characters."""


class FoldedView(NamedTuple):
    """A view in which something may be folded."""

    view: ArticleView
    lines: dict[int, int]
    """By the number of each block that is such a line, the number of the passage that it stands for."""


def folded(view: ArticleView, passages: Sequence[tuple[Span, Label]]) -> FoldedView:
    """The view with passages folded; headlines and bylines stay.

    A line stands for the characters that it hides: whatever is asked of their source spans is answered by its place.

    Args:
        view: the article in any script.
        passages: source spans, ascending and apart, with what makes the line that stands for each.
    """
    spans = [span for span, _label in passages]
    cuts = [cut for block in view.blocks for cut in _cut(block, spans)]
    blocks: list[BlockView] = []
    lines: dict[int, int] = {}
    for number, group in groupby(cuts, key=lambda cut: cut[0]):
        pieces = [piece for _number, piece in group]
        if number is None:
            blocks += pieces
        else:
            lines[len(blocks)] = number
            blocks.append(_line(pieces, passages[number][1]))
    return FoldedView(view._replace(blocks=tuple(blocks)), lines)


def _cut(block: BlockView, passages: Sequence[Span]) -> Iterator[tuple[int | None, BlockView]]:
    """The pieces of a block, each with the number of the passage that it is a piece of, if it is."""
    text, size, at = block.text.text, len(block.text), 0
    for start, end, number in sorted(_hidden(block, passages)):
        # White space at an end of what is hidden is hidden too.
        start = start if text[at:start].strip() else at
        end = end if text[end:].strip() else size
        if at < start:
            yield None, _piece(block, at, start)
        if start < end:
            yield number, _piece(block, start, end)
            at = end
    if at < size or not size:
        yield None, _piece(block, at, size) if at else block


def _hidden(block: BlockView, passages: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """What a block shows of the passages: ranges of its text, and the number of the passage."""
    if block.role in _KEPT:
        return
    for low, high in block.spans:
        number = max(0, bisect_right(passages, (low, low)) - 1)
        while number < len(passages) and passages[number][0] < high:
            start, end = max(low, passages[number][0]), min(high, passages[number][1])
            if start < end:
                yield from ((*shown, number) for shown in block.text.to_display([(start, end)]) if shown[0] < shown[1])
            number += 1


def _piece(block: BlockView, start: int, end: int) -> BlockView:
    if end - start == len(block.text):
        return block
    text = block.text.slice(start, end)
    return BlockView(block.role, text, merged(text.spans), block.continues or start > 0, block.crosshead)


def _line(pieces: Sequence[BlockView], label: Label) -> BlockView:
    """One line in the place of pieces that follow one another."""
    whole = MappedText.join(piece.text for piece in pieces)
    line = label(len(fold_query(whole.text)))
    return BlockView(Role.DUPLICATE, whole.replace([Edit(0, len(whole), line)]), merged(whole.spans), continues=True)
