"""How far two people's labels agree beyond chance: Cohen's κ and Krippendorff's α for labels without an order.

Both take how often each pair of labels was given to a unit. J. Cohen, A coefficient of agreement for nominal scales,
Educational and Psychological Measurement 20 (1960); K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

Pairs = Mapping[Any, int]
"""How many units have this label of the one and that of the other, by the pair of the two."""


def kappa(pairs: Pairs) -> float | None:
    """Cohen's κ; `None` where chance alone gives full agreement, as when only one label was ever used."""
    units = sum(pairs.values())
    if not units:
        return None
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    agreed = 0
    for (one, other), count in pairs.items():
        first[one] += count
        second[other] += count
        agreed += count * (one == other)
    by_chance = sum(count * second[label] for label, count in first.items())
    if by_chance == units * units:
        return None
    return (agreed * units - by_chance) / (units * units - by_chance)


def alpha(pairs: Pairs) -> float | None:
    """Krippendorff's α of two people who both gave every unit a label; `None` where only one label was ever used."""
    values: Counter[Hashable] = Counter()
    differ = 0
    for (one, other), count in pairs.items():
        values[one] += count
        values[other] += count
        differ += 2 * count * (one != other)
    total = sum(values.values())
    by_chance = total * total - sum(count * count for count in values.values())
    return 1 - differ * (total - 1) / by_chance if by_chance else None
