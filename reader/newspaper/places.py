"""Places in an article that a reader names: how far in it, or which paragraph."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from reader.newspaper.compose import ArticleView, Place
from reader.newspaper.model import Role


def at_percent(view: ArticleView, percent: int) -> Place:
    """The place before which so much of the characters stands; over 100 is 100."""
    counts = [0, *accumulate(len(block.text.text) for block in view.blocks)]
    at = counts[-1] * min(100, max(0, percent)) // 100
    number = max(0, min(bisect_right(counts, at) - 1, len(view.blocks) - 1))
    return Place(number, at - counts[number])


def at_paragraph(view: ArticleView, number: int) -> Place | None:
    """The beginning of a paragraph of the body, counted from 1; after the last the last, `None` if there is none."""
    paragraphs = [at for at, block in enumerate(view.blocks) if block.role is Role.PARAGRAPH and block.text.text]
    return Place(paragraphs[max(0, min(number, len(paragraphs)) - 1)], 0) if paragraphs else None
