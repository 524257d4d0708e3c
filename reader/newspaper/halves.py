"""How likely it is that a piece of text goes on in another, by how the one breaks off and the other begins.

The evidence is added up as logarithms of odds; the figures were fitted (logistic regression) to 94,000 pairs of pieces
of pages whose articles are known, spoiled by program: 1,895 of them belonged together. What the words over the break
say, and the likeness of the two, is counted by `reader.newspaper.fragments`, which also looks for the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Final, NamedTuple

from reader.newspaper.grams import grams_over
from reader.newspaper.joins import Unit
from reader.newspaper.wording import list_head, narrative
from reader.text.rules import rule

REACH: Final = 30
"""How many units off a second half is looked for: a page of newspaper seldom has more, and a book stays linear."""

MARKS: Final = "，、。；：！？）”》’"
"""What no paragraph begins with."""

_FORWARD = ((1, 1.95), (2, 1.0), (5, -0.2), (12, -1.2), (REACH, -1.7))
_BACKWARD = ((0, -1.9), (2, -1.2), (5, -1.6), (12, -1.3), (REACH, -1.5))
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
_PARTICLES = "的了和与及等之"
_GOVERNING = "的地得了和与及在是为对把被将向从以等之于其这那该各每个"


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


class Halves:
    """The pieces of a page as halves of others; what is asked of a piece is worked out once."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._texts = [0]
        """How many paragraphs stand before each unit."""
        for unit in units:
            self._texts.append(self._texts[-1] + unit.text)
        self._grams = grams_over(
            (unit.core for unit in units if unit.open or unit.heading),
            (unit.core for unit in units if unit.text or unit.heading),
            (unit.core for unit in units),
        )
        self._tails: dict[int, _Tail] = {}
        self._heads: dict[int, _Head] = {}

    def odds(self, tail: int, head: int) -> float:
        """The logarithm of the odds that `head` goes on where `tail` breaks off, but for words and likeness."""
        before = self._tails.get(tail) or self._tail(tail)
        after = self._heads.get(head) or self._head(head)
        odds = before.odds + after.odds + _between(before, after, self._grams) + self._distance(tail, head)
        if after.kept != tail:
            odds += after.after_other
        if tail + 1 != head:
            odds += before.before_other
        return odds

    def _tail(self, number: int) -> _Tail:
        core = self._units[number].core
        evidence = ["always"]
        if core[-1] in "，、":
            evidence.append("pause before")
        elif core[-1] in _GOVERNING:
            evidence.append("particle before")
        if _CREDIT.search(core, max(0, len(core) - 4)):
            evidence.append("ends with a credit")
        if len(core) <= _SHORT:
            evidence.append("short before")
        if number + 1 == len(self._units):
            other = "at the end"
        else:
            unit = self._units[number + 1]
            other = "before a heading" if unit.heading else "before text" if unit.text else "before names"
        odds = _counted(evidence) + self._as_heading(number, _BREAKING_HEADINGS)
        self._tails[number] = _Tail(core[-2:], _brackets(core)[0], core[-1] in "版张）", odds, _EVIDENCE[other])
        return self._tails[number]

    def _head(self, number: int) -> _Head:
        core = self._units[number].core
        kept = number - 1
        while kept >= 0 and self._units[kept].column:
            kept -= 1
        if kept < 0:
            other = "at the start"
        else:
            unit = self._units[kept]
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
        self._heads[number] = _Head(core[:2], _brackets(core)[1], core.startswith("——"), odds, kept, _EVIDENCE[other])
        return self._heads[number]

    def _as_heading(self, number: int, by_score: Sequence[float]) -> float:
        unit = self._units[number]
        return by_score[min(3, int(unit.score))] if unit.heading else 0.0

    def _distance(self, tail: int, head: int) -> float:
        low, high = min(tail, head), max(tail, head)
        between = self._texts[high] - self._texts[low + 1]
        if head < tail:
            return next(counts for most, counts in _BACKWARD if between <= most)
        if head == tail + 1:
            return _EVIDENCE["next after a blank line" if self._units[head].gap == 1 else "next"]
        if between:
            return next(counts for most, counts in _FORWARD if between <= most)
        gap = self._units[tail + 1 : head]
        if not all(unit.heading for unit in gap):
            return _EVIDENCE["past names"]
        if all(unit.column for unit in gap):
            return _EVIDENCE["past a column heading"]
        return _EVIDENCE["past a heading" if len(gap) == 1 else "past headings"]


def _counted(evidence: Iterable[str]) -> float:
    return sum(map(_EVIDENCE.__getitem__, evidence))


def _opening(core: str) -> Iterator[str]:
    """What the wording of a second half says."""
    if len(core) <= _SHORT:
        yield "short after"
    if _SENTENCE.match(core):
        yield "opens like a sentence"
    if core[0] in MARKS:
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
