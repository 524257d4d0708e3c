"""Part articles whose pieces alternate on the page: two columns, or an article continued inside another.

Where `A｜B｜A｜B` stands and each piece breaks off, the joins of the sentences cross one another. The pieces between
are then moved, so that each article stands in one go; nothing else is reordered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Link(NamedTuple):
    """A piece that goes on in another; both are numbers of units."""

    tail: int
    head: int
    odds: float = 0.0
    """Natural logarithm of the odds that this is so."""


def parted(count: int, links: Sequence[Link]) -> list[int]:
    """The numbers 0 to `count` - 1 in the order in which they are read.

    Seen on pages of which two columns were read in turn, each broken in the middle of a sentence.
    """
    order = list(range(count))
    place = list(range(count))
    following = {link.tail: link.head for link in links}
    for link in sorted(links, key=lambda link: link.head):
        start = place[link.tail] + 1
        head = place[link.head]
        if head <= start:
            continue
        end = _crossed(order, place, following, start, head)
        if end is None:
            continue
        order[start:end] = order[head:end] + order[start:head]
        for at in range(start, end):
            place[order[at]] = at
    return order


def _crossed(
    order: Sequence[int], place: Sequence[int], following: Mapping[int, int], start: int, head: int
) -> int | None:
    """Where the piece nearest before the second half goes on, if behind it: the other of two alternating articles."""
    for at in range(head - 1, start - 1, -1):
        other = following.get(order[at])
        if other is not None and place[other] > head:
            return place[other]
    return None
