"""Which colour a tag has: the same in every session, and its own as long as there are colours left."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from reader.messages import N_

COLOUR_NAMES: tuple[str, ...] = (
    N_("yellow"), N_("blue"), N_("green"), N_("pink"), N_("orange"), N_("violet"),
    N_("turquoise"), N_("red"), N_("lime"), N_("cobalt"), N_("magenta"), N_("olive"),
)  # fmt: skip
"""What the colours are called, in a file of tags and on the screen; each stands at its number."""

COLOURS: int = len(COLOUR_NAMES)
"""How many colours there are to tell tags apart."""


def colour(tag: str) -> int:
    """The colour that a tag would like, 0 to 11, from its text alone."""
    return int.from_bytes(hashlib.sha256(tag.encode("utf-8", "surrogatepass")).digest()[:4]) % COLOURS


def colours(tags: Iterable[str], fixed: Mapping[str, int] | None = None) -> dict[str, int]:
    """A colour for each of the tags in use: the same for the same tags in any order.

    Each tag whose wish nobody shares gets it, and of those that share one the first by its text does; the others are
    given what is left. So a new tag seldom changes the colour of an old one. Beyond twelve tags colours repeat.

    Args:
        tags: the tags in use.
        fixed: the colours that somebody chose; they are kept, and given to others only when none is left.
    """
    out = dict(fixed or {})
    taken: dict[int, str] = {number: tag for tag, number in out.items()}
    waiting: list[str] = []
    for tag in sorted(set(tags) - set(out)):
        if taken.setdefault(colour(tag), tag) == tag:
            out[tag] = colour(tag)
        else:
            waiting.append(tag)
    for tag in waiting:
        wish = colour(tag)
        free = [(wish + step) % COLOURS for step in range(COLOURS)]
        number = next((number for number in free if number not in taken), wish)
        taken.setdefault(number, tag)
        out[tag] = number
    return out
