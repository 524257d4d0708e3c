"""What the words say of a break: does the text before it go on in the text after it?

A word over the break is the surest sign: `事｜实` is one word. Of pieces that do not belong together 98 in 100 make
none, while 40 in 100 broken sentences do (counted on 1,039 paragraphs cut at random places).
"""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol

LONGEST = 4
"""Characters of the longest word that is looked for over a break."""


class Words(Protocol):
    """A word list of Simplified Chinese that knows how common each word is."""

    @property
    def total(self) -> int:
        """The sum of all frequencies."""

    def frequency(self, word: str, /) -> int:
        """How often a word stands in the texts the list was made from; 0 if it is not in the list."""


class Edge(NamedTuple):
    """One side of a break."""

    parts: tuple[tuple[str, float], ...]
    """The one, two and three characters at the break, and how likely the others of this side are as words."""
    apart: float
    """How likely all characters of this side are as words. Likelihoods are natural logarithms of probabilities."""


def tail_edge(core: str, words: Words) -> Edge:
    """The last characters before a break."""
    text = core[-LONGEST:]
    best = _best(text, words)
    size = len(text)
    return Edge(tuple((text[size - n :], best[size - n]) for n in range(1, min(LONGEST - 1, size) + 1)), best[size])


def head_edge(core: str, words: Words) -> Edge:
    """The first characters after a break."""
    text = core[:LONGEST]
    best = _best(text[::-1], words, backwards=True)
    size = len(text)
    return Edge(tuple((text[:n], best[size - n]) for n in range(1, min(LONGEST - 1, size) + 1)), best[size])


def gain(tail: Edge, head: Edge, words: Words) -> float:
    """How much likelier the two are with a word over the break than without, as a natural logarithm; 0 if none is."""
    best = 0.0
    for before, (left, left_rest) in enumerate(tail.parts, 1):
        for right, right_rest in head.parts[: LONGEST - before]:
            times = words.frequency(left + right)
            if times:
                rest = left_rest + right_rest - tail.apart - head.apart
                best = max(best, math.log(times / words.total) + rest)
    return best


def _best(text: str, words: Words, *, backwards: bool = False) -> list[float]:
    """`best[n]`: the logarithm of the probability of the first `n` characters, in the likeliest words."""
    total = math.log(words.total)
    best = [0.0]
    for end in range(1, len(text) + 1):
        found = []
        for start in range(max(0, end - LONGEST), end):
            word = text[start:end][::-1] if backwards else text[start:end]
            times = words.frequency(word)
            if times or end - start == 1:
                found.append(best[start] + math.log(times or 1) - total)
        best.append(max(found))
    return best
