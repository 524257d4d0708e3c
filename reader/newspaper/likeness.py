"""How alike two texts of one page are: the share of their rarer character pairs that both hold."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Set

from reader.text.clean import HAN

READ = 1200
"""How many characters of a paragraph are compared."""

_WORDS = re.compile(f"[{HAN}]+|[A-Za-z0-9.]+")


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


class Likeness:
    """Compares texts of one page; a pair of characters that stands everywhere on it counts little."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        count: Counter[str] = Counter()
        number = 0
        for pairs in texts:
            number += 1
            count.update(pairs)
        weights = {times: math.log((number + 1) / times) ** 2 for times in set(count.values())}
        self._weight = {pair: weights[times] for pair, times in count.items()}
        self._rare = math.log(number + 1.0) ** 2
        self._totals: dict[frozenset[str], float] = {}

    def share(self, part: frozenset[str], whole: Set[str]) -> float:
        """How much of `part`, by weight, is found in `whole`: 0 to 1."""
        total = self._totals.get(part)
        if total is None:
            total = self._totals[part] = self._weigh(part)
        return self._weigh(part & whole) / total if total else 0.0

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much two texts share, of the smaller one: 0 to 1."""
        return self.share(one, other) if len(one) <= len(other) else self.share(other, one)

    def _weigh(self, pairs: Set[str]) -> float:
        weight, rare = self._weight, self._rare
        # Exact, for the order of a set is another in each process.
        return math.fsum(weight.get(pair, rare) for pair in pairs)
