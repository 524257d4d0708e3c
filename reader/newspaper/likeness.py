"""How alike two texts of one page are: the share of their rarer character pairs that both hold."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Set
from functools import cached_property

from reader.text.clean import LETTER
from reader.text.rules import rule

READ = 1200
"""How many characters of a paragraph are compared."""

_WORDS = rule(f"{LETTER}+|[A-Za-z0-9.]+")


def pairs_of(core: str) -> frozenset[str]:
    """The pairs of neighbouring Han characters in a folded text, and its Latin words and numbers."""
    out: set[str] = set()
    for word in _WORDS.findall(core[:READ]):
        if word[0] < "\u3000":
            if len(word) > 1:
                out.add(word)
        else:
            out.update(map("".join, itertools.pairwise(word)))
    return frozenset(out)


class _Weights(dict[str, int]):
    """What pairs count; one that is in none of the texts counts most."""

    rare = 0

    def __missing__(self, pair: str) -> int:
        return self.rare


def _whole(weight: float) -> int:
    """A weight as a whole number: its sums are the same in any order, and the order of a set is another each time."""
    return round(weight * 2**30)


class Likeness:
    """Compares texts of one page; a pair of characters that stands everywhere on it counts little."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        self._texts = tuple(texts)
        self._totals: dict[frozenset[str], int] = {}

    @cached_property
    def _weight(self) -> _Weights:
        """Worked out when two texts are compared: on many a page there is nothing to compare."""
        count = Counter(itertools.chain.from_iterable(self._texts))
        number = len(self._texts)
        weights = {times: _whole(math.log((number + 1) / times) ** 2) for times in set(count.values())}
        weight = _Weights(zip(count, map(weights.__getitem__, count.values()), strict=True))
        weight.rare = _whole(math.log(number + 1.0) ** 2)
        return weight

    def share(self, part: frozenset[str], whole: Set[str]) -> float:
        """How much of `part`, by weight, is found in `whole`: 0 to 1."""
        total = self._totals.get(part)
        if total is None:
            total = self._totals[part] = self._weigh(part)
        return self._weigh(part & whole) / total if total else 0.0

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much two texts share, of the smaller one: 0 to 1."""
        return self.share(one, other) if len(one) <= len(other) else self.share(other, one)

    def _weigh(self, pairs: Set[str]) -> int:
        return sum(map(self._weight.__getitem__, pairs))
