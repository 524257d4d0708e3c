"""Part articles whose pieces alternate on the page: two columns, or an article continued inside another.

Where `A｜B｜A｜B` stands and each piece breaks off, the joins of the sentences cross one another. The pieces between
are then moved, so that each article stands in one go; nothing else is reordered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Link(NamedTuple):
    """A piece that goes on in another; both are numbers of units."""

    tail: int
    head: int
    odds: float
    """Logarithm of the odds that this is so."""


def parted(count: int, links: Sequence[Link]) -> list[int]:
    """The numbers 0 to `count` - 1 in the order in which they are read.

    Seen on pages of which two columns were read in turn, each broken in the middle of a sentence.
    """
    order = list(range(count))
    place = list(range(count))
    for link in sorted(links, key=lambda link: link.head):
        start = place[link.tail] + 1
        head = place[link.head]
        if head <= start:
            continue
        other = _crossing(order, place, links, link)
        if other is None:
            continue
        end = place[other.head]
        order[start:end] = order[head:end] + order[start:head]
        for at in range(start, end):
            place[order[at]] = at
    return order


def _crossing(order: Sequence[int], place: Sequence[int], links: Sequence[Link], link: Link) -> Link | None:
    """The join of the piece just before the second half, if it leads over it: the other of two alternating articles."""
    tail, head = place[link.tail], place[link.head]
    crossing = [other for other in links if tail < place[other.tail] < head < place[other.head]]
    return max(crossing, key=lambda other: place[other.tail], default=None)
