"""What stands around the units of a page, and how the page sets its headlines and blank lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.newspaper.briefs import brief
from reader.newspaper.crossheads import Around, headline_odds
from reader.newspaper.joins import Unit
from reader.newspaper.likeness import Likeness
from reader.newspaper.lines import Line
from reader.newspaper.wording import Kind, item_number

_READ_BACK = 12
"""How many units back what stands in the article before a paragraph is looked for."""

_ITEMS_APART = 7
"""Within how many units the item before stands: each may have paragraphs and a credit of its own."""

_NEAR = 20
"""Within how many units headline lines without names are counted."""

_ENDS = frozenset({Kind.SIGNATURE, Kind.JUMP_ON, Kind.CREDIT})
"""What articles end with."""

_READ_BELOW = 4
"""How many units below a headline it is compared with."""


class Seen(NamedTuple):
    """What is asked of a unit again and again, worked out once; see `Unit`."""

    kind: Kind
    lines: list[Line]
    heading: bool
    inserted: bool
    caption: bool
    core: str
    score: float
    text: bool
    dateline: bool
    column: bool
    signed_off: bool
    open: bool
    gap: int


def _seen(unit: Unit) -> Seen:
    return Seen(*(getattr(unit, name) for name in Seen._fields))


class Surroundings:
    """The units of one page among one another."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.whole = units
        self.units = [_seen(unit) for unit in units]
        self.pairs = [unit.pairs for unit in units]
        self.like = Likeness(pairs for unit, pairs in zip(units, self.pairs, strict=True) if not unit.heading)
        self.items = [item_number(unit.core) if unit.text else None for unit in units]
        self.signed = self._followed_by_names()
        """For each unit, whether names stand under it, or under the headline it is in."""
        self.names_usual = self._names_are_usual()
        self.marks_usual = sum(unit.heading and _marked(unit) for unit in units) >= 3
        self.apart_usual = self._headlines_stand_apart()
        self.sparse = self._blank_lines_part_articles()
        """Whether blank lines part articles, and nothing smaller."""

    def next_item(self, number: int) -> bool:
        """Whether the unit goes on with a numbered list: captions ① ② ③ under one headline, the points of a treaty."""
        own = self.items[number]
        if own is None or own == 1:
            return False
        before = (self.items[other] for other in range(number - 1, max(-1, number - _ITEMS_APART), -1))
        return 0 < (next((item for item in before if item), 0)) < own

    def brief(self, number: int) -> float:
        """How much likelier than usual a paragraph after a finished one is an item of its own; see `briefs`."""
        after = self.whole[number + 1] if number + 1 < len(self.whole) else None
        shared = self.like.share(self.pairs[number], self._story(number))
        return brief(self.whole[number - 1], self.whole[number], after, self._likeness(number - 1, number), shared)

    def headline(self, number: int) -> float | None:
        """The logarithm of the odds that the run of headline lines that begins with a unit is no crosshead.

        `None` where it has no text above and below it.
        """
        end = number
        while end < len(self.units) and self.units[end].heading:
            end += 1
        below = next((n for n in range(end, min(end + 3, len(self.units))) if self.units[n].text), None)
        above = next((n for n in range(number - 1, max(-1, number - 5), -1) if self.units[n].text), None)
        if below is None or above is None:
            return None
        story = self._story(number)
        own = frozenset[str]().union(*self.pairs[number:end])
        near = range(max(1, number - _NEAR), min(len(self.units), number + _NEAR))
        many = sum(self.units[n].heading and not self.units[n - 1].heading and not self.signed[n] for n in near)
        around = Around(
            self.whole[above],
            self.whole[below],
            self._likeness(above, below),
            self.like.share(self.pairs[below], story),
            self.like.share(own, story),
            self.like.share(own, frozenset[str]().union(*self.pairs[end : end + _READ_BELOW])),
            many,
            self.names_usual,
            self.marks_usual,
            self.apart_usual,
        )
        before = self.whole[number - 1]
        ended = before.kind in _ENDS or self.whole[above].signed_off or self.whole[above].caption
        return headline_odds(self.whole[number:end], around, ended)

    def _story(self, number: int) -> set[str]:
        """What the paragraphs right before a unit, up to a heading, speak of."""
        first = number
        while first and number - first < _READ_BACK and not self.units[first - 1].heading:
            first -= 1
        return set[str]().union(*self.pairs[first:number])

    def _likeness(self, one: int, other: int) -> float:
        return self.like.alike(self.pairs[one], self.pairs[other])

    def _followed_by_names(self) -> list[bool]:
        """For each unit, whether a dateline, a byline or a jump stands under it, or under the headline it is in."""
        out = [False] * len(self.units)
        below = credit = False
        for number in range(len(self.units) - 1, -1, -1):
            unit = self.units[number]
            if not unit.heading:
                below = unit.dateline or unit.caption or credit
                below = below or unit.kind in (Kind.BYLINE, Kind.JUMP_FROM, Kind.CREDIT)
            out[number] = below
            credit = unit.kind is Kind.CREDIT
        return out

    def _names_are_usual(self) -> bool:
        """Whether three headlines at least have names under them."""
        last_lines = (
            number
            for number, unit in enumerate(self.units)
            if unit.heading and not (number + 1 < len(self.units) and self.units[number + 1].heading)
        )
        return sum(self.signed[number] for number in last_lines) >= 3

    def _headlines_stand_apart(self) -> bool:
        """Whether nearly every headline that follows a text has a blank line before it."""
        gaps = [
            unit.gap > 0
            for before, unit in zip(self.units, self.units[1:], strict=False)
            if unit.heading and before.text
        ]
        return len(gaps) >= 3 and sum(gaps) >= 0.7 * len(gaps)

    def _blank_lines_part_articles(self) -> bool:
        """Whether blank lines are so few between the elements that they must part articles."""
        gaps = [
            unit.gap > 0 for before, unit in zip(self.units, self.units[1:], strict=False) if before.text and unit.text
        ]
        return len(gaps) >= 4 and sum(gaps) <= 0.45 * len(gaps)


def _marked(unit: Unit) -> bool:
    """Whether the source marks a line as a headline: by `#`, or by running it down the page."""
    return unit.lines[0].heading or unit.lines[0].vertical
