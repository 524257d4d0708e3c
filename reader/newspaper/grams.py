"""What stands on a page around the places where it could have been cut: `实` after `事`, `盾` after `矛`."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def grams_over(tails: Iterable[str], heads: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """The pairs and triples of characters in the texts that could stand over a break.

    Only those are collected: every pair and triple of a page costs a third of all its recognition, and those of a
    book of a million lines would not fit in memory.

    Args:
        tails: texts that may break off; none empty.
        heads: texts that may go on elsewhere; none empty.
        texts: where to look.

    Returns:
        Every pair, `xy`, that begins with the last character of a tail and ends with the first of a head, and the
        triples that hold one.
    """
    lasts, firsts = {tail[-1] for tail in tails}, {head[0] for head in heads}
    out: set[str] = set()
    for text in texts:
        for at in _cuts(text, lasts, firsts):
            out.add(text[at : at + 2])
            out.add(text[at : at + 3])
            out.add(text[max(0, at - 1) : at + 2])
    return frozenset(out)


def _cuts(text: str, lasts: Collection[str], firsts: Collection[str]) -> list[int]:
    return [at for at, char in enumerate(text[:-1]) if char in lasts and text[at + 1] in firsts]
