"""Looking for a passage whose characters were corrected, in a text of which the old form is not at hand."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from reader.annotations.alignment import compared, is_there, surviving
from reader.annotations.model import Target
from reader.text.fold import Folded, fold_query
from reader.text.spans import Spans

ACCEPTED: float = 0.80
"""From this likeness on a place is taken. True places of the seeds with 1, 3 and 5 % of their characters changed are
above .95, .92 and .87."""

ASKED: float = 0.60
"""From this likeness on a person is asked."""

LEAD: float = 0.05
"""A place is taken only if no other is nearly as like."""

NEAR: int = 600
"""Folded characters before and after the old place that are looked at first."""


class Likeness(NamedTuple):
    """The place that is most like a passage and what stood around it."""

    spans: Spans
    score: float
    """From 0 to 1, of prefix, quote and suffix together."""
    lead: float
    """How much less the next place is like it."""


def likeness(folded: Folded, target: Target) -> Likeness | None:
    """The place in a folded text that is most like a target of one span; `None` if none is like it enough to ask.

    Also where the words around the passage are found and the passage itself was removed.
    """
    pattern = _Pattern.of(target)
    low, high = _near(folded, target, pattern)
    found = _best(pattern.text, folded.text, low, high, ASKED)
    if found is None or found[0] < ACCEPTED:
        found = _best(pattern.text, folded.text, 0, len(folded.text), ASKED) or found
    if found is None:
        return None
    score, start, end = found
    spans = _inside(folded, pattern, start, end)
    others = (
        _best(pattern.text, folded.text, first, last, max(ASKED, score - LEAD))
        for first, last in ((0, start), (end, len(folded.text)))
    )
    lead = min((score - other[0] for other in others if other), default=1.0)
    return Likeness(spans, score, lead) if spans else None


def rival(folded: Folded, target: Target, spans: Spans) -> Likeness | None:
    """A place near the old one that is about as like a target as the one where its very words stand, or more so.

    `None` if these stand near the old place themselves. The lead is that over them, negative if it is less like.
    """
    pattern = _Pattern.of(target)
    low, high = _near(folded, target, pattern)
    at = bisect_left(folded.starts, spans[0][0]) - pattern.first
    if low <= at <= high:
        return None
    from rapidfuzz.distance import Levenshtein

    there = Levenshtein.normalized_similarity(pattern.text, folded.text[max(0, at) : at + len(pattern.text)])
    found = _best(pattern.text, folded.text, low, high, max(ASKED, there - LEAD))
    inside = _inside(folded, pattern, found[1], found[2]) if found else None
    return Likeness(inside, found[0], found[0] - there) if found and inside else None


class _Pattern(NamedTuple):
    """What is looked for: prefix, quote and suffix, folded."""

    text: str
    first: int
    """Where the quote begins in it."""
    last: int
    """Where it ends."""

    @classmethod
    def of(cls, target: Target) -> _Pattern:
        before, quote, after = (fold_query(part) for part in (target.prefix, target.quote, target.suffix))
        return cls(before + quote + after, len(before), len(before) + len(quote))


def _near(folded: Folded, target: Target, pattern: _Pattern) -> tuple[int, int]:
    expected = bisect_left(folded.starts, target.spans[0][0]) - pattern.first
    return max(0, expected - NEAR), min(len(folded.text), expected + len(pattern.text) + NEAR)


def _inside(folded: Folded, pattern: _Pattern, start: int, end: int) -> Spans | None:
    """The quote's own place where the pattern was found; `None` if the quote was removed there."""
    margin = len(pattern.text) // 8 + 2
    start, end = max(0, start - margin), min(len(folded.text), end + margin)
    to = compared(pattern.text, folded.text[start:end], start)
    ends = surviving(to, pattern.first, pattern.last)
    if ends is None or not is_there(to, [(pattern.first, pattern.last)]):
        return None
    return ((folded.starts[ends[0]], folded.ends[ends[1]]),)


def _best(pattern: str, text: str, low: int, high: int, least: float) -> tuple[float, int, int] | None:
    """The likeness, start and end of the stretch of `text[low:high]` most like the pattern, if that is `least`."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    if high - low < len(pattern) // 2:
        return None
    found = partial_ratio_alignment(pattern, text[low:high], score_cutoff=least * 100)
    if found is None:
        return None
    if high - low < len(pattern):  # rapidfuzz then looks for the text in the pattern
        start, end = low, high
    else:
        start, end = low + found.dest_start, low + found.dest_end
    score = Levenshtein.normalized_similarity(pattern, text[start:end])
    return (score, start, end) if score >= least else None
