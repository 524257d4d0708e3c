"""Which colour a tag has: the same in every session, and its own as long as there are colours left."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

COLOURS: int = 12
"""How many colours there are to tell tags apart."""


def colour(tag: str) -> int:
    """The colour that a tag would like, 0 to 11, from its text alone."""
    return int.from_bytes(hashlib.sha256(tag.encode("utf-8", "surrogatepass")).digest()[:4]) % COLOURS


def colours(tags: Iterable[str]) -> dict[str, int]:
    """A colour for each of the tags in use: the same for the same tags in any order.

    Each tag whose wish nobody shares gets it, and of those that share one the first by its text does; the others are
    given what is left. So a new tag seldom changes the colour of an old one. Beyond twelve tags colours repeat.
    """
    waiting: list[str] = []
    taken: dict[int, str] = {}
    for tag in sorted(set(tags)):
        if taken.setdefault(colour(tag), tag) != tag:
            waiting.append(tag)
    out = {tag: number for number, tag in taken.items()}
    for tag in waiting:
        wish = colour(tag)
        free = [(wish + step) % COLOURS for step in range(COLOURS)]
        number = next((number for number in free if number not in taken), wish)
        taken.setdefault(number, tag)
        out[tag] = number
    return out
