"""Which paragraph goes on where: halves of a sentence that a blank line, a heading or another article keeps apart.

A paragraph that breaks off is tried against every paragraph that could be its second half. Being next to it counts
most; then a word of the page that the two halves make together (`矛` + `盾`), likeness, and how the second half begins.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from reader.newspaper.joins import Unit
from reader.newspaper.likeness import Likeness
from reader.newspaper.wording import Kind, list_head, narrative

_OPEN_AT_ONCE = 6
"""How many broken-off paragraphs are kept in mind; more articles do not run side by side."""

_NEXT = 1.8
"""What it counts to be the next paragraph."""

_WORD = 2.2
"""What it counts that three characters over the break stand together elsewhere on the page."""

_WEAK = 1.0
"""A line with a lower score as a headline may be a piece of a paragraph after all."""

_ENOUGH = 1.0
_ENOUGH_BEFORE = 2.4
"""For a second half that stands before the first."""


class Words(Protocol):
    """A word list: whether two halves make a word of the language."""

    def __contains__(self, word: str, /) -> bool: ...


def rejoined(units: Sequence[Unit], words: Words | None = None) -> list[Unit]:
    """The units with halves of paragraphs made one; a heading between two halves is marked as inserted.

    Words over a break are looked for on the page itself, and in a word list if there is one.
    """
    return _Rejoiner(units, words).result() if any(unit.open or unit.heading for unit in units) else list(units)


class _Rejoiner:
    def __init__(self, units: Sequence[Unit], words: Words | None) -> None:
        self.units = units
        self.words = words
        self.pairs = [unit.pairs if unit.text else frozenset() for unit in units]
        self.like = Likeness(pairs for pairs in self.pairs if pairs)
        self.grams: Counter[str] = Counter()
        for unit in units:
            self.grams.update(map("".join, itertools.pairwise(unit.core)))
            self.grams.update(map("".join, zip(unit.core, unit.core[1:], unit.core[2:], strict=False)))
        self.gone: set[int] = set()
        self.last: dict[int, int] = {}
        """The unit that a joined paragraph now ends with, by the unit that it begins with."""

    def result(self) -> list[Unit]:
        """The units that are left."""
        tails: list[int] = []
        for number, unit in enumerate(self.units):
            if self._is_piece(number, tails):
                unit.heading = False
            if unit.kind is Kind.JUMP_ON and tails and self._adjacent(tails[-1], number) is not None:
                tails.pop()
            if not unit.text:
                continue
            tail = self._tail_of(number, tails) if _may_continue(unit) else None
            if tail is None:
                tail = number
                if unit.open:
                    tails.append(number)
            else:
                still_open = unit.open
                self._join(tail, number)
                if not still_open:
                    tails.remove(tail)
            tails = tails[-_OPEN_AT_ONCE:]
        for tail in tails:
            self._look_before(tail)
        return [unit for number, unit in enumerate(self.units) if number not in self.gone]

    def _is_piece(self, number: int, tails: Sequence[int]) -> bool:
        """Whether what looked like a weak headline makes words with the text before or after it."""
        unit = self.units[number]
        if not unit.heading or unit.score >= _WEAK or unit.lines[0].vertical or unit.column:
            return False
        for tail in tails:
            if self._makes_word(self.units[self.last.get(tail, tail)].core, unit.core) >= _WORD:
                return True
        after = self.units[number + 1] if number + 1 < len(self.units) else None
        return (
            after is not None
            and after.text
            and _may_continue(after)
            and self._makes_word(unit.core, after.core) >= _WORD
        )

    def _tail_of(self, number: int, tails: Sequence[int]) -> int | None:
        """The broken-off paragraph that unit `number` continues."""
        scored = [(self._score(tail, number), tail) for tail in tails]
        best = max(scored, default=(0.0, -1))
        return best[1] if best[0] >= _ENOUGH else None

    def _score(self, tail: int, number: int) -> float:
        unit = self.units[number]
        end = self.last.get(tail, tail)
        near = self._adjacent(tail, number)
        score = near if near is not None else -0.1 * min(10, number - end)
        score += self._makes_word(self.units[end].core, unit.core)
        if narrative(unit.core) or list_head(unit.core):
            score -= 1.5
        if near is not None and unit.gap > 2:
            score -= 1.0
        return score + 1.5 * min(0.5, self.like.alike(self.pairs[tail], self.pairs[number]))

    def _adjacent(self, tail: int, number: int) -> float | None:
        """How near the unit is, if nothing but headings stands between; a strong heading parts more."""
        between = [
            self.units[other] for other in range(self.last.get(tail, tail) + 1, number) if other not in self.gone
        ]
        if not all(unit.heading for unit in between):
            return None
        if not between:
            return _NEXT
        columns = all(unit.column for unit in between)
        return (_NEXT if columns else 0.9) - 0.3 * len(between)

    def _makes_word(self, tail: str, head: str) -> float:
        """Whether characters on both sides of the break stand together elsewhere on the page, or are a word."""
        if tail[-1] in "，、" or not head:
            return 0.2
        if self.words is not None and self._word_over(tail, head, self.words):
            return _WORD
        if self.grams[tail[-2:] + head[0]] or (len(head) > 1 and self.grams[tail[-1] + head[:2]]):
            return _WORD
        return 0.5 if self.grams[tail[-1] + head[0]] else -0.4

    def _word_over(self, tail: str, head: str, words: Words) -> bool:
        """Whether a word stands over the break, and what is on either side of it is none."""
        halves = ((tail[-before:], head[:after]) for before in (1, 2, 3) for after in (1, 2, 3) if before + after > 2)
        if any(before + after in words for before, after in halves):
            return True
        return tail[-1] + head[0] in words and tail[-2:] not in words and head[:2] not in words

    def _join(self, tail: int, number: int) -> None:
        start, unit = self.units[tail], self.units[number]
        near = self._adjacent(tail, number)
        if near is not None:
            for other in range(self.last.get(tail, tail) + 1, number):
                self.units[other].inserted = True
        start.lines.extend(unit.lines)
        start.core += unit.core
        self.last[tail] = number
        self.gone.add(number)

    def _look_before(self, tail: int) -> None:
        """Find the second half of a paragraph that still breaks off among the paragraphs that stand before it."""
        found = []
        for number in range(max(0, tail - 40), tail):
            unit = self.units[number]
            if unit.text and number not in self.gone and number not in self.last and _may_continue(unit):
                score = self._makes_word(self.units[tail].core, unit.core)
                score += 1.5 * min(0.5, self.like.alike(self.pairs[tail], self.pairs[number]))
                score += 1.0 if unit.core[1:2] in ("，", "。", "、", "；") else 0.0
                score -= 1.5 if narrative(unit.core) or list_head(unit.core) else 0.0
                found.append((score, number))
        best = max(found, default=(0.0, -1))
        if best[0] >= _ENOUGH_BEFORE:
            self._join(tail, best[1])


def _may_continue(unit: Unit) -> bool:
    return unit.kind is Kind.TEXT and not unit.lines[0].page_head
