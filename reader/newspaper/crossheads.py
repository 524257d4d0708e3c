"""Headline or crosshead 小标题? What is said of a line between two texts that has no names under it.

A headline with a dateline, a byline or a credit under it is one. Of the others more than half are crossheads; they
stand between paragraphs that speak of the same, take up the words of what stands above them, and are many on the page.
What each sign counts was fitted (logistic regression, 87 in 100 right on lines it was not fitted to) to 817 such lines
of pages whose articles are known; 365 of them are headlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.newspaper.joins import Unit
from reader.newspaper.wording import narrative

_BETWEEN = ((0.03, 2.2), (0.07, 0.05), (0.12, -0.2), (1.1, -1.9))
"""What it counts that the texts above and below share less than this."""

_BELOW_IN_STORY = ((0.03, 0.4), (0.07, 0.75), (0.12, 0.3), (1.1, -1.3))
"""What it counts that less than this share of the text below stands in the story above."""

_WIDTHS = ((8, 1.6), (12, 0.7), (18.5, 0.0), (1000, -0.9))
"""What the width counts: less than so many ideographs."""

_LIKE_BELOW, _LIKE_ABOVE = 0.8, -3.2
"""What likeness of the line to the text below and above counts, up to three fifths."""

_ALONE = -3.0
_MARKED, _UNMARKED = 2.3, -1.1
_NO_NAMES_ON_PAGE = 1.7
_AFTER_SIGNATURE, _AFTER_BREAK = 2.1, 1.0
_CLOSE = -0.9
_COLON = -1.3
_COLUMN = -1.6
_NARRATIVE_BELOW = -1.5
_MANY, _MOST = -0.35, 5
_LIKE_HEADLINE = 0.4
_ALWAYS = 0.2


class Around(NamedTuple):
    """What stands around a run of headline lines."""

    above: Unit
    """The text above."""
    below: Unit
    """The text below."""
    between: float
    """Likeness of the texts above and below, 0 to 1."""
    in_story: float
    """What share of the text below stands in the story above, 0 to 1."""
    like_above: float
    """What share of the line stands in the story above, 0 to 1."""
    like_below: float
    many: int
    """How many headline lines without names stand near, this one among them."""
    names_usual: bool
    """Whether headlines of this page have names under them at all."""
    marks_usual: bool
    apart_usual: bool
    """Whether headlines of this page stand apart from the text above them."""


def headline_odds(run: Sequence[Unit], around: Around, ended: bool) -> float:
    """The logarithm of the odds that a run of lines is a headline and not a crosshead.

    Args:
        run: the lines.
        around: what stands around them.
        ended: whether the text above ends as articles end: signed, with a jump, with a credit.
    """
    last = run[-1]
    marked = any(unit.lines[0].heading or unit.lines[0].vertical for unit in run)
    width = max(unit.lines[0].width for unit in run)
    score = _ALWAYS + _ALONE * (len(run) == 1) + _MARKED * marked + _UNMARKED * (around.marks_usual and not marked)
    score += _NO_NAMES_ON_PAGE * (not around.names_usual) + _AFTER_SIGNATURE * ended
    score += _AFTER_BREAK * around.above.open + _CLOSE * (around.apart_usual and not run[0].gap)
    score += _under(_BETWEEN, around.between) + _under(_BELOW_IN_STORY, around.in_story) + _under(_WIDTHS, width)
    score += _LIKE_BELOW * min(0.6, around.like_below) + _LIKE_ABOVE * min(0.6, around.like_above)
    score += _COLON * (last.core[-1] in "：？！…") + _COLUMN * all(unit.column for unit in run)
    score += _NARRATIVE_BELOW * narrative(around.below.core) + _MANY * min(_MOST, around.many)
    return score + _LIKE_HEADLINE * min(3.0, last.score)


def _under(table: Sequence[tuple[float, float]], value: float) -> float:
    return next(counts for limit, counts in table if value < limit)
