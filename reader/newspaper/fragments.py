"""Which piece of text goes on in which: halves of a sentence that a blank line, a heading or another article parts.

Every piece that breaks off is weighed against every piece near it that may be its second half, and the likeliest pairs
are joined first. The evidence is added up as logarithms of odds; the figures were fitted (logistic regression) to
94,000 pairs of pieces of pages whose articles are known, spoiled by program: 1,895 of them belonged together. A line
that looks like a headline may be such a piece too, the less so the more it looks like one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from reader.newspaper.breaks import Words, gain
from reader.newspaper.columns import Link, parted
from reader.newspaper.grams import grams_over
from reader.newspaper.joins import Unit
from reader.newspaper.likeness import Likeness
from reader.newspaper.wording import Kind, list_head, narrative
from reader.text.rules import rule

_REACH = 30
"""How many units off a second half is looked for: a page of newspaper seldom has more, and a book stays linear."""

_REACH_OF_HEADINGS = 6
"""The same for a line that looks like a headline."""

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

_FORWARD = ((1, 1.95), (2, 1.0), (5, -0.2), (12, -1.2), (_REACH, -1.7))
_BACKWARD = ((0, -1.9), (2, -1.2), (5, -1.6), (12, -1.3), (_REACH, -1.5))
"""What it counts that so many paragraphs at most stand between them, the second half behind or before the first."""

_BREAKING_HEADINGS = (-1.3, -3.0, -2.8, -1.8)
_BROKEN_HEADINGS = (-1.1, -1.4, -2.9, -1.7)
"""What it counts that the first, or the second, looks like a line of a headline, by how much it does, 0 to 3."""

_EVIDENCE: Mapping[str, float] = MappingProxyType(
    {
        "always": 0.4,
        "twice on the page": 4.4,
        "on the page": 1.3,
        "pair on the page": 0.7,
        "number": 2.3,
        "unit of measure": 4.1,
        "next": 3.7,
        "next after a blank line": 4.4,
        "past a column heading": 2.7,
        "past a heading": 3.8,
        "past headings": 0.7,
        "past names": 0.5,
        "pause before": 0.3,
        "particle before": 0.5,
        "mark after": 1.3,
        "mark upon mark": -2.0,
        "soon a pause": 0.3,
        "opens like a paragraph": -0.8,
        "opens like a sentence": -1.5,
        "opens a quotation": -0.6,
        "opens with a particle": 1.1,
        "closes": 2.5,
        "leaves open": -2.0,
        "closes nothing": -1.8,
        "ends with a credit": -3.8,
        "ends with a reference": -2.8,
        "short before": -1.3,
        "short after": -0.7,
        "after an end": -1.5,
        "after a heading": -1.0,
        "after names": -0.4,
        "after a broken end": -0.5,
        "at the start": 0.7,
        "before a heading": -0.35,
        "before names": -0.4,
        "before text": -0.6,
        "at the end": 1.4,
    }
)
_ALIKE = 1.5
"""What likeness counts, up to a half."""

_SHORT = 12
"""Characters of a piece that may be no more than an item of a list."""

_SENTENCE = rule(
    "今年|去年|当天|昨天|今天|同一天|明年|据|另|为|在[^，。]{1,14}，|[^，。]{2,14}(?:说|表示|强调|指出|认为|介绍|称|要求|主持)[，：]"
    "|\\d{4}年|\\d{1,2}[月日]|[一二三四五六七八九十]是|第[一二三四五]|但|然而|而|因此|记者|本报|本台|会议|文章|编者|图[为①-⑳]"
    "|[①-⑳]|\\d{1,2}[、．.：:]|目前|截至|随着|近|当前|如今|《"
)
"""How sentences of news open, and second halves of sentences seldom do (82 of 25,022 did, of 1,895 joins)."""

_CREDIT = rule("(?:摄|供图)）?$")
_CLOSING = {"”": "“", "’": "‘", "）": "（", "》": "《", "】": "【"}
_BRACKETS = rule("[“‘（《【”’）》】]")
_MARKS = "，、。；：！？）”》’"
_PARTICLES = "的了和与及等之"
_GOVERNING = "的地得了和与及在是为对把被将向从以等之于其这那该各每个"


def rejoined(units: Sequence[Unit], words: Words) -> list[Unit]:
    """The units with pieces of paragraphs made one; a heading between two of them is marked as inserted.

    Articles whose pieces alternate are parted, so that each can be read in one go. Words over a break are looked for on
    the page itself and in the word list.
    """
    if not any(unit.open or unit.heading for unit in units):
        return list(units)
    return _Rejoiner(units, words).result()


class _Tail(NamedTuple):
    """What is asked of a piece that breaks off, worked out once."""

    end: str
    """Its last two characters."""
    unclosed: str
    """The innermost bracket that it opens and does not close."""
    reference: bool
    """Whether it ends as references do."""
    odds: float
    """What its wording counts, whatever goes on."""
    before_other: float
    """What it counts, unless the piece right behind it goes on, what stands there."""


class _Head(NamedTuple):
    """What is asked of a second half, worked out once."""

    start: str
    """Its first two characters."""
    closing: str
    """The first bracket that it closes and did not open, as an opening one."""
    dash: bool
    """Whether it opens with a long dash."""
    odds: float
    """What its wording counts, whatever it goes on from."""
    kept: int
    """The unit before it, column headings not counted; -1 if there is none."""
    after_other: float
    """What it counts, unless it goes on from that unit, what stands there."""


class _Rejoiner:
    def __init__(self, units: Sequence[Unit], words: Words) -> None:
        self.units = units
        self.words = words
        self.texts = [0]
        """How many paragraphs stand before each unit."""
        for unit in units:
            self.texts.append(self.texts[-1] + unit.text)
        self.like = Likeness(unit.pairs for unit in units if unit.text)
        self.grams = grams_over(
            (unit.core for unit in units if unit.open or unit.heading),
            (unit.core for unit in units if unit.text or unit.heading),
            (unit.core for unit in units),
        )
        self.tails: dict[int, _Tail] = {}
        self.heads: dict[int, _Head] = {}

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
        apart = {(tail, head): self._odds(tail, head) for tail, head in self._near(tails, heads)}
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
            if self.units[head].core[0] in _MARKS:
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
            while low < len(heads) and heads[low] < tail - _REACH:
                low += 1
            for at in range(low, len(heads)):
                head = heads[at]
                if head > tail + _REACH:
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

    def _odds(self, tail: int, head: int) -> float:
        """The logarithm of the odds that `head` goes on where `tail` breaks off, but for words and likeness."""
        before = self.tails.get(tail) or self._tail(tail)
        after = self.heads.get(head) or self._head(head)
        odds = before.odds + after.odds + _between(before, after, self.grams) + self._distance(tail, head)
        if after.kept != tail:
            odds += after.after_other
        if tail + 1 != head:
            odds += before.before_other
        return odds

    def _tail(self, number: int) -> _Tail:
        core = self.units[number].core
        evidence = ["always"]
        if core[-1] in "，、":
            evidence.append("pause before")
        elif core[-1] in _GOVERNING:
            evidence.append("particle before")
        if _CREDIT.search(core, max(0, len(core) - 4)):
            evidence.append("ends with a credit")
        if len(core) <= _SHORT:
            evidence.append("short before")
        if number + 1 == len(self.units):
            other = "at the end"
        else:
            unit = self.units[number + 1]
            other = "before a heading" if unit.heading else "before text" if unit.text else "before names"
        odds = _counted(evidence) + self._as_heading(number, _BREAKING_HEADINGS)
        self.tails[number] = _Tail(core[-2:], _brackets(core)[0], core[-1] in "版张）", odds, _EVIDENCE[other])
        return self.tails[number]

    def _head(self, number: int) -> _Head:
        core = self.units[number].core
        kept = number - 1
        while kept >= 0 and self.units[kept].column:
            kept -= 1
        if kept < 0:
            other = "at the start"
        else:
            unit = self.units[kept]
            other = (
                "after a heading"
                if unit.heading
                else "after names"
                if not unit.text
                else "after a broken end"
                if unit.open
                else "after an end"
            )
        odds = _counted(_opening(core)) + self._as_heading(number, _BROKEN_HEADINGS)
        self.heads[number] = _Head(core[:2], _brackets(core)[1], core.startswith("——"), odds, kept, _EVIDENCE[other])
        return self.heads[number]

    def _as_heading(self, number: int, by_score: Sequence[float]) -> float:
        unit = self.units[number]
        return by_score[min(3, int(unit.score))] if unit.heading else 0.0

    def _distance(self, tail: int, head: int) -> float:
        low, high = min(tail, head), max(tail, head)
        between = self.texts[high] - self.texts[low + 1]
        if head < tail:
            return next(counts for most, counts in _BACKWARD if between <= most)
        if head == tail + 1:
            return _EVIDENCE["next after a blank line" if self.units[head].gap == 1 else "next"]
        if between:
            return next(counts for most, counts in _FORWARD if between <= most)
        gap = self.units[tail + 1 : head]
        if not all(unit.heading for unit in gap):
            return _EVIDENCE["past names"]
        if all(unit.column for unit in gap):
            return _EVIDENCE["past a column heading"]
        return _EVIDENCE["past a heading" if len(gap) == 1 else "past headings"]

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


def _counted(evidence: Iterable[str]) -> float:
    return sum(map(_EVIDENCE.__getitem__, evidence))


def _opening(core: str) -> Iterator[str]:
    """What the wording of a second half says."""
    if len(core) <= _SHORT:
        yield "short after"
    if _SENTENCE.match(core):
        yield "opens like a sentence"
    if core[0] in _MARKS:
        yield "mark after"
    if any(mark in core[1:4] for mark in "，。、；"):
        yield "soon a pause"
    if narrative(core) or list_head(core):
        yield "opens like a paragraph"
    if core[0] in "“《（【":
        yield "opens a quotation"
    if core[0] in _PARTICLES:
        yield "opens with a particle"


def _between(before: _Tail, after: _Head, grams: Set[str]) -> float:
    """What the characters, brackets and numbers on both sides of the break count together."""
    odds = 0.0
    tail, head = before.end, after.start
    pair = tail[-1] + head[0]
    if pair in grams:
        found = (tail + head[0] in grams) + (len(head) > 1 and tail[-1] + head in grams)
        odds += _EVIDENCE["twice on the page" if found == 2 else "on the page" if found else "pair on the page"]
    if before.reference or after.dash:
        odds += _EVIDENCE["ends with a reference"]
    if tail[-1].isdigit():
        if head[0].isdigit():
            odds += _EVIDENCE["number"]
        elif head[0] in "年月日%万亿.个多元":
            odds += _EVIDENCE["unit of measure"]
    if before.unclosed and before.unclosed == after.closing:
        odds += _EVIDENCE["closes"]
    elif before.unclosed and not after.closing:
        odds += _EVIDENCE["leaves open"]
    elif after.closing and not before.unclosed:
        odds += _EVIDENCE["closes nothing"]
    return odds


def _brackets(core: str) -> tuple[str, str]:
    """The innermost bracket left open, and the first closed that was not opened, as opening brackets; empty if none."""
    stack: list[str] = []
    closing = ""
    for mark in _BRACKETS.findall(core):
        if mark in "“‘（《【":
            stack.append(mark)
        elif stack and stack[-1] == _CLOSING[mark]:
            stack.pop()
        elif not stack and not closing:
            closing = _CLOSING[mark]
    return (stack[-1] if stack else ""), closing
