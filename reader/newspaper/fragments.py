"""Which piece of text goes on in which: halves of a sentence that a blank line, a heading or another article parts.

Every piece that breaks off is weighed against every piece near it that may be its second half, and the likeliest pairs
are joined first. How the one breaks off and the other begins is weighed by `reader.newspaper.halves`; to that come here
the words that they make over the break and their likeness, as logarithms of odds fitted to the same pairs. A line that
looks like a headline may be such a piece too, the less so the more it looks like one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.newspaper.breaks import Words, gain
from reader.newspaper.columns import Link, parted
from reader.newspaper.halves import MARKS, REACH, Halves
from reader.newspaper.joins import Unit
from reader.newspaper.likeness import Likeness
from reader.newspaper.wording import Kind

_REACH_OF_HEADINGS = 6
"""How many units off a second half is looked for where one of the two looks like a headline."""

_ENOUGH = -0.5
_ENOUGH_OF_HEADING = 0.5
"""From what logarithm of odds on two pieces are joined; more where one looked like a headline, which would be lost."""

_NO_START = -5.0
"""How much less will do for a piece that begins with a mark that nothing begins with."""

_TAKEN_UP_AGAIN = -4.0
"""How much less will do where another piece stands between that goes on, and is gone on with, elsewhere."""

_GAINS = ((6.0, 3.2), (4.0, 1.9), (2.0, -0.1), (0.001, -1.0), (0.0, -3.6))
"""What it counts that the pieces make a word over the break: from this gain on, so much."""

_HOPELESS = -4.5
"""With less than this no word over the break makes it likely that two pieces belong together."""

_SURE_WORD = 4.0
"""A piece that makes a word of this gain on with another one, and none as good with this one, belongs there rather."""
_OTHER_HEAD, _OTHER_TAIL = -2.1, -2.3

_BESIDE = 0.6
"""How much of that counts against the next piece."""

_ALIKE = 1.5
"""What likeness counts, up to a half."""


def rejoined(units: Sequence[Unit], words: Words) -> list[Unit]:
    """The units with pieces of paragraphs made one; a heading between two of them is marked as inserted.

    Articles whose pieces alternate are parted, so that each can be read in one go. Words over a break are looked for on
    the page itself and in the word list.
    """
    if not any(unit.open or unit.heading for unit in units):
        return list(units)
    return _Rejoiner(units, words).result()


class _Rejoiner:
    def __init__(self, units: Sequence[Unit], words: Words) -> None:
        self.units = units
        self.words = words
        self.like = Likeness(unit.pairs for unit in units if unit.text)
        self.halves = Halves(units)

    def result(self) -> list[Unit]:
        """The units that are left, in the order in which they are read."""
        links = self._links()
        for link in links:
            for number in (link.tail, link.head):
                self.units[number].heading = False
            self._mark_inserted(link)
        sure = {link.tail: 1 / (1 + math.exp(-link.odds)) for link in links}
        order = parted(len(self.units), links)
        following = {link.tail: link.head for link in links}
        heads = set(following.values())
        out = []
        for number in order:
            if number in heads:
                continue
            unit, last, cores = self.units[number], number, [self.units[number].core]
            while last in following:
                unit.certainty = min(unit.certainty, sure[last])
                last = following[last]
                unit.lines.extend(self.units[last].lines)
                cores.append(self.units[last].core)
            if len(cores) > 1:
                unit.core = "".join(cores)
            out.append(unit)
        return out

    def _links(self) -> list[Link]:
        """Which piece goes on in which, the likeliest first; every piece in one other at most, and none in itself."""
        pieces = [number for number, unit in enumerate(self.units) if unit.text or _may_be_a_piece(unit)]
        tails = [number for number in pieces if self.units[number].heading or self.units[number].open]
        heads = [number for number in pieces if _may_continue(self.units[number])]
        apart = {(tail, head): self.halves.odds(tail, head) for tail, head in self._near(tails, heads)}
        gains = self._gains(pair for pair, odds in apart.items() if odds >= _HOPELESS)
        best_of_tails: dict[int, float] = {}
        best_of_heads: dict[int, float] = {}
        for (tail, head), size in gains.items():
            if size >= _SURE_WORD:
                best_of_tails[tail] = max(size, best_of_tails.get(tail, 0.0))
                best_of_heads[head] = max(size, best_of_heads.get(head, 0.0))
        found = []
        least_odds = _ENOUGH + min(_TAKEN_UP_AGAIN, _NO_START)
        for (tail, head), odds_apart in apart.items():
            size = gains.get((tail, head), 0.0)
            odds = next(counts for least, counts in _GAINS if size >= least)
            less = _BESIDE if head == tail + 1 else 1.0
            odds += _OTHER_HEAD * less * (best_of_tails.get(tail, 0.0) > size + 1)
            odds += _OTHER_TAIL * less * (best_of_heads.get(head, 0.0) > size + 1)
            if odds + odds_apart + _ALIKE * 0.5 < least_odds:
                continue  # most pairs: they need not be compared
            odds += odds_apart + _ALIKE * min(0.5, self.like.alike(self.units[tail].pairs, self.units[head].pairs))
            if odds >= least_odds:
                found.append((odds, tail, head))
        found.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
        following: dict[int, int] = {}
        before: dict[int, int] = {}
        links = []
        for odds, tail, head in found:
            if tail in following or head in before or _end(following, head) == tail:
                continue
            enough = _ENOUGH_OF_HEADING if self.units[tail].heading or self.units[head].heading else _ENOUGH
            if self.units[head].core[0] in MARKS:
                enough += _NO_START
            if odds >= enough or (
                odds >= enough + _TAKEN_UP_AGAIN and self._taken_up_again(tail, head, following, before)
            ):
                following[tail], before[head] = head, tail
                links.append(Link(tail, head, odds))
        return links

    def _taken_up_again(self, tail: int, head: int, following: Mapping[int, int], before: Mapping[int, int]) -> bool:
        """Whether a piece that goes on elsewhere interrupts `tail`, and `head` stands where that one breaks off."""
        if head < tail:
            return False
        after = next((number for number in range(tail + 1, head) if self.units[number].text), None)
        last = next((number for number in range(head - 1, tail, -1) if self.units[number].text), None)
        return last is not None and after in before and last in following and following[last] != head

    def _near(self, tails: Sequence[int], heads: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Every pair that is looked at."""
        low = 0
        for tail in tails:
            while low < len(heads) and heads[low] < tail - REACH:
                low += 1
            for at in range(low, len(heads)):
                head = heads[at]
                if head > tail + REACH:
                    break
                far = abs(head - tail) > _REACH_OF_HEADINGS
                if head != tail and not (far and (self.units[tail].heading or self.units[head].heading)):
                    yield tail, head

    def _gains(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """How much likelier each pair is for a word over the break; pairs that make none are left out."""
        out = {}
        for tail, head in pairs:
            size = gain(self.units[tail].core, self.units[head].core, self.words)
            if size > 0:
                out[tail, head] = size
        return out

    def _mark_inserted(self, link: Link) -> None:
        between = self.units[link.tail + 1 : link.head]
        if all(unit.heading for unit in between):
            for unit in between:
                unit.inserted = True


def _end(following: Mapping[int, int], number: int) -> int:
    """The last piece of the chain that a piece stands in."""
    while number in following:
        number = following[number]
    return number


def _may_be_a_piece(unit: Unit) -> bool:
    """Whether what looked like a line of a headline may be a piece of a paragraph."""
    line = unit.lines[0]
    return unit.heading and unit.kind is Kind.TEXT and not (line.vertical or line.heading or unit.column)


def _may_continue(unit: Unit) -> bool:
    return unit.kind is Kind.TEXT and not unit.lines[0].page_head
