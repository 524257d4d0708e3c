"""An old text laid beside a new one, character by character, so that every place in the one is known in the other."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reader.text.fold import Folded, fold
from reader.text.source import Source
from reader.text.spans import Span, Spans, merged, normalised, overlapping

DIRECT: int = 40_000
"""Folded characters up to which two texts are compared as they are; longer ones are cut where they are the same."""

SEED: int = 24
"""Folded characters that stand once in either text show where to cut."""

NEAR: int = 4
"""Folded characters by which the ends of a passage that is there unchanged may have been mapped amiss."""

SURVIVING: float = 0.6
"""So much of a passage must still be there, changed or not; what lost more was removed, not corrected."""


class Alignment:
    """Two folded texts and what became of each character of the first."""

    def __init__(self, old: Folded, new: Folded) -> None:
        self._old = old
        self._new = new
        self._to: list[int] = []
        """By folded character of the old text: its place in the new one, as `compared` gives it."""
        for start, end, other_start, other_end in _parts(old.text, new.text):
            self._to += compared(old.text[start:end], new.text[other_start:other_end], other_start)

    def map(self, spans: Iterable[Span]) -> Spans | None:
        """Where a passage of the old text stands in the new one; `None` if it was removed."""
        found: list[Span] = []
        ranges = []
        for start, end in spans:
            first, last = bisect_right(self._old.ends, start), bisect_left(self._old.starts, end)
            ranges.append((first, last))
            alive = surviving(self._to, first, last)
            if alive:
                alive = self._whole(first, last, alive) or alive
                found.append((self._new.starts[alive[0]], self._new.ends[alive[1]]))
        if not is_there(self._to, ranges):
            return None
        return merged(normalised(found) if overlapping(found) else found)

    def _whole(self, first: int, last: int, alive: tuple[int, int]) -> tuple[int, int] | None:
        """The same characters as one piece about where they were mapped: of two 。 the other may have been taken."""
        words = self._old.text[first:last]
        at = self._new.text.find(words, max(0, alive[0] - NEAR), alive[1] + NEAR)
        return (at, at + len(words) - 1) if at >= 0 else None


@lru_cache(maxsize=2)
def aligned(old: Source, new: Source) -> Alignment:
    """The alignment of two texts; kept, because the annotations of one file are placed one after the other."""
    return Alignment(fold(old.text), fold(new.text))


def surviving(to: Sequence[int], first: int, last: int) -> tuple[int, int] | None:
    """Where the first and the last character that is still there of a range stand; see `compared`."""
    alive = [place if place >= 0 else -2 - place for place in to[first:last] if place != -1]
    return (alive[0], alive[-1]) if alive else None


def is_there(to: Sequence[int], ranges: Iterable[Span]) -> bool:
    """Whether a passage of several ranges was at most corrected, not removed; see `compared`."""
    total = there = same = 0
    torn = False
    for first, last in ranges:
        places = to[first:last]
        total += len(places)
        there += sum(place != -1 for place in places)
        same += sum(place >= 0 for place in places)
        around = to[max(0, first - 1) : last + 1]
        torn = torn or any(one == other == -1 for one, other in itertools.pairwise(around))
    return same > 0 and (there >= total * SURVIVING or not torn)


def compared(old: str, new: str, offset: int) -> list[int]:
    """For each character of `old`, where it is in `new`, counted from `offset`: -1 if it is gone.

    One that became another is given as -2 minus the place of that other.
    """
    from rapidfuzz.distance import Levenshtein

    out: list[int] = []
    for one in Levenshtein.opcodes(old, new):
        size, to = one.src_end - one.src_start, offset + one.dest_start
        if one.tag == "equal":
            out += range(to, to + size)
        elif one.tag == "replace":
            out += range(-2 - to, -2 - to - size, -1)
        elif one.tag == "delete":
            out += [-1] * size
    return out


def _parts(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """Two texts cut into parts that belong together: start and end in the one, start and end in the other."""
    if len(old) <= DIRECT and len(new) <= DIRECT:
        return [(0, len(old), 0, len(new))]
    once = _once(new)
    pairs = sorted((at, once[piece]) for piece, at in _once(old).items() if piece in once)
    cuts = [(0, 0)]
    for at, other in _ascending(pairs):
        if at - cuts[-1][0] >= DIRECT // 8 and other > cuts[-1][1]:
            cuts.append((at, other))
    ends = [*cuts[1:], (len(old), len(new))]
    return [(at, end, other, other_end) for (at, other), (end, other_end) in zip(cuts, ends, strict=True)]


def _once(text: str) -> dict[str, int]:
    """The pieces of `SEED` characters that stand once in a text, and where."""
    seen: dict[str, int] = {}
    for at in range(len(text) - SEED + 1):
        piece = text[at : at + SEED]
        seen[piece] = -1 if piece in seen else at
    return {piece: at for piece, at in seen.items() if at >= 0}


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, ordered by the first, whose seconds ascend too: what was moved is left out."""
    tails: list[int] = []
    at_tail: list[int] = []
    before: list[int] = []
    for number, (_at, other) in enumerate(pairs):
        place = bisect_left(tails, other)
        before.append(at_tail[place - 1] if place else -1)
        tails[place : place + 1] = [other]
        at_tail[place : place + 1] = [number]
    out: list[tuple[int, int]] = []
    number = at_tail[-1] if at_tail else -1
    while number >= 0:
        out.append(pairs[number])
        number = before[number]
    return out[::-1]
