"""Which units belong together: the best division of a page into articles, found by adding up evidence.

A page is read once from top to bottom. Every way to divide it that is still promising is kept with its score, and at
each unit it either takes the unit into its last article or begins a new one. Whether a headline stands before its body
or after it is not assumed: both are tried, on the whole page and from article to article, and a change costs something.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence, Set
from enum import IntEnum
from typing import NamedTuple

from reader.newspaper.joins import Unit
from reader.newspaper.surroundings import Surroundings
from reader.newspaper.wording import Kind

_BEAM = 5
"""How many ways to divide are kept at each unit. With 4, one of the seed documents comes out worse."""


class Phase(IntEnum):
    """How far an article has come."""

    HEADLINE = 0
    """Its headline stands first, and nothing else has come yet."""
    BODY = 1
    """Headline, then text."""
    UNTITLED = 2
    """Text, and no headline yet."""
    CLOSED = 3
    """Text, then its headline."""


class _Division(NamedTuple):
    """One way to divide what has been read so far."""

    score: float
    phase: Phase
    start: int
    """Number of the unit that the last article begins with."""
    heads: tuple[int, ...] = ()
    """The first lines of its headline: as many as tell what it speaks of, lest a page of a thousand be slow."""
    lines: int = 0
    """How many lines its headline has."""
    titled: bool = False
    """Whether one of them is not the name of a column."""
    body: int = 0
    """How many paragraphs and captions the last article holds."""
    last_body: int = -1
    named: bool = False
    """Whether a byline stands in its headline."""
    photo: bool = False
    """Whether its last text is a caption."""
    ended: bool = False
    """Whether something stood that articles end with: a signature, a jump, a credit."""
    earlier: _Division | None = None
    """How what stands before the last article is divided."""


class Weights(NamedTuple):
    """What each piece of evidence counts. Positive keeps a unit in the article, negative breaks it off."""

    dateline_inside: float = -4.0
    dateline_first: float = 1.2
    dateline_and_byline: float = -3.0
    jump_from_inside: float = -5.0
    jump_from_first: float = 0.6
    after_end: float = -2.6
    untitled: float = -2.6
    untitled_photo: float = -0.9
    headline_alone: float = -3.0
    other_orientation: float = -0.65
    byline_first: float = -1.5
    text_first: float = -0.8
    next_item: float = -3.0
    """For an item of a numbered list that began before."""
    headline: float = 0.8
    """How much of what `crossheads` says of a line without names counts, beside what is counted here."""
    headline_base: float = -1.0
    crosshead: float = 0.1
    crosshead_like_headline: float = -0.5
    crosshead_after_end: float = -1.0
    crosshead_of_nothing: float = -2.0
    signed_off: float = -1.2
    caption_inside: float = -0.8
    likeness: float = 2.2
    content: float = 0.3
    body_after_title: float = -2.2


_W = Weights()

_SPEAKING = 4
"""How many lines of a headline are compared with the text."""

_LOOKED_BACK = 100
"""How many paragraphs above a headline line it is compared with."""

_REMEMBERED = 10_000
"""After how many units what was worked out is forgotten: that of a million lines would not fit in memory."""

_TELLING = 40
"""From how many characters on what a paragraph shares with its article says whether it belongs there."""

_BELONGING = ((0.0, -2.6), (0.02, -1.6), (0.04, -0.3), (0.07, 0.6), (0.12, 1.2), (0.2, 1.6))
"""Share of a paragraph's pairs found in the article before it, and the logarithm of how much likelier that is if it
belongs to it than if it begins the next. Counted on 1,239 paragraphs whose articles are known."""


def _belonging(share: float) -> float:
    """What it counts for a paragraph to share so much with the article before it."""
    for (low, from_value), (high, to_value) in itertools.pairwise(_BELONGING):
        if share < high:
            return from_value + (to_value - from_value) * (share - low) / (high - low)
    return _BELONGING[-1][1]


class Segmenter:
    """Divides the units of one page."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.around = Surroundings(units)
        self.units, self.pairs, self.like = self.around.units, self.around.pairs, self.around.like
        self.shared: dict[tuple[int, int], float] = {}
        self.boundaries = [0.0]
        """What parts two units, as far as it was worked out."""
        self.like_heads: dict[tuple[tuple[int, ...], int], float] = {}
        self.contents: dict[int, tuple[int, set[str]]] = {}
        """What an article that begins with a unit holds, and up to which unit."""

    def best(self) -> list[list[int]]:
        """The unit numbers of each article, articles in the order of the page."""
        if not self.units:
            return []
        outcomes = [self._read(title_first) for title_first in (True, False)]
        division: _Division | None = max(outcomes, key=lambda outcome: outcome.score)
        bounds = []
        while division is not None:
            bounds.append(division.start)
            division = division.earlier
        bounds.reverse()
        self._say_how_sure(set(bounds))
        ends = [*bounds[1:], len(self.units)]
        return [list(range(start, end)) for start, end in zip(bounds, ends, strict=True)]

    def _say_how_sure(self, starts: Set[int]) -> None:
        """Tell of each line without names between two texts how sure it is that it is a headline, or a crosshead."""
        for number in range(1, len(self.units)):
            if self.units[number].heading and not self.units[number - 1].heading and not self.around.signed[number]:
                odds = self.around.headline(number)
                if odds is not None:
                    self.around.whole[number].certainty = 1 / (1 + math.exp(-odds if number in starts else odds))

    def _read(self, title_first: bool) -> _Division:
        divisions = [self._begun(None, 0)]
        for number in range(1, len(self.units)):
            if number % _REMEMBERED == 0:
                self.shared.clear()
                self.like_heads.clear()
            if number == len(self.boundaries):
                self.boundaries.append(self._boundary(number))
            grown = [self._grown(division, number, title_first) for division in divisions]
            parent = max(divisions, key=lambda division: division.score + self._closing(division, title_first))
            fresh = self._begun(parent, number)
            fresh = fresh._replace(score=fresh.score + self._closing(parent, title_first) + self.boundaries[number])
            grown.append(fresh)
            grown.sort(key=lambda division: -division.score)
            divisions = grown[:_BEAM]
        finished = [d._replace(score=d.score + self._closing(d, title_first)) for d in divisions]
        return max(finished, key=lambda division: division.score)

    def _begun(self, parent: _Division | None, number: int) -> _Division:
        """A new article that begins with unit `number`."""
        unit = self.units[number]
        score = parent.score if parent else 0.0
        if unit.heading:
            if number and not self.units[number - 1].heading and not self.around.signed[number]:
                odds = self.around.headline(number)
                score += 0.0 if odds is None else _W.headline * odds + _W.headline_base
            return _Division(score, Phase.HEADLINE, number, (number,), 1, not unit.column, earlier=parent)
        if unit.kind is Kind.BYLINE:
            score += _W.byline_first
        elif unit.kind in (Kind.JUMP_ON, Kind.SIGNATURE, Kind.CREDIT):
            score -= 6.0
        elif unit.kind is Kind.CROSSHEAD:
            score -= 2.0
        elif not (unit.dateline or unit.kind is Kind.JUMP_FROM):
            score += _W.text_first
        score += _W.dateline_first if unit.dateline else 0.0
        score += _W.jump_from_first if unit.kind is Kind.JUMP_FROM else 0.0
        text = unit.text or unit.kind is Kind.CREDIT
        return _Division(
            score, Phase.UNTITLED, number, body=int(text), last_body=number if text else -1, earlier=parent
        )

    def _closing(self, division: _Division, title_first: bool) -> float:
        """What an article is worth as it stands when it is closed."""
        if division.phase is Phase.HEADLINE:
            return _W.headline_alone
        if division.phase is Phase.UNTITLED:
            first = self.units[division.start]
            if division.photo:
                return _W.untitled_photo
            return _W.untitled + (0.8 if first.dateline else 0.0)
        if self._only_columns(division):
            return 0.5 * _W.untitled
        if (division.phase is Phase.BODY) is title_first:
            return 0.0
        return _W.other_orientation

    def _boundary(self, number: int) -> float:
        """Evidence of the page's setting for a new article at unit `number`."""
        unit = self.units[number]
        score = 3.0 if unit.lines[0].page_head else 0.0
        before = self.units[number - 1]
        if before.text and unit.text and not before.open and not unit.dateline and unit.kind is Kind.TEXT:
            score += max(0.0, self.around.brief(number) + 0.5)
        if self.around.next_item(number):
            score += _W.next_item
        if unit.inserted:
            score -= 3.0
        if before.open and unit.gap <= 2:
            score -= 0.8
        if self.around.sparse:
            score += 1.8 if unit.gap else -2.5
        elif unit.gap > 1:
            score += 0.5 if unit.gap == 2 else 1.2
        return score

    def _grown(self, division: _Division, number: int, title_first: bool) -> _Division:
        """The last article with unit `number` in it."""
        unit = self.units[number]
        score = division.score - (3.0 if unit.lines[0].page_head else 0.0)
        if self.around.sparse and unit.gap and not unit.heading:
            score -= 1.0
        if unit.heading:
            return self._with_heading(division, score, number)
        if unit.kind is Kind.BYLINE or unit.kind is Kind.SIGNATURE:
            return self._with_names(division, score, number)
        if unit.kind is Kind.JUMP_ON:
            return division._replace(score=score - (1.0 if not division.body else 0.0), ended=True)
        return self._with_text(division, score, number)

    def _with_heading(self, division: _Division, score: float, number: int) -> _Division:
        unit = self.units[number]
        if division.phase is Phase.HEADLINE:
            return self._with_line(division, score, number)
        if unit.inserted:
            return division._replace(score=score)
        if division.phase is Phase.CLOSED:
            # A second line of the headline; a column heading may stand below it.
            column = unit.column
            score += (0.3 if unit.gap == 0 else -0.4) + (0.4 if column else 0.0) - 0.2 * division.lines
            score += self._attached((number,), division) if not column else 0.2 * self._attached((number,), division)
            return self._with_line(division, score, number)
        if unit.column and (division.phase is Phase.UNTITLED or self._only_columns(division)):
            return division._replace(score=score - 0.5)
        if division.phase is Phase.UNTITLED or self._only_columns(division):
            score += self._attached((number,), division)
            return self._with_line(division, score, number, Phase.CLOSED)
        # A crosshead: the more it looks like a headline, the less it is one.
        score += _W.crosshead + _W.crosshead_like_headline * min(3.0, unit.score)
        score += _W.crosshead_after_end if division.ended else 0.0
        if number + 1 == len(self.units) or not self.units[number + 1].text:
            score += _W.crosshead_of_nothing
        return division._replace(score=score)

    def _with_line(self, division: _Division, score: float, number: int, phase: Phase | None = None) -> _Division:
        """The last article with unit `number` as a line of its headline."""
        return division._replace(
            score=score,
            phase=division.phase if phase is None else phase,
            heads=division.heads if division.lines >= _SPEAKING else (*division.heads, number),
            lines=division.lines + 1,
            titled=division.titled or not self.units[number].column,
        )

    def _only_columns(self, division: _Division) -> bool:
        """Whether the article has text, and no headline but the name of a column."""
        return division.phase is Phase.BODY and not division.titled

    def _with_names(self, division: _Division, score: float, number: int) -> _Division:
        signature = self.units[number].kind is Kind.SIGNATURE
        if division.phase is Phase.HEADLINE:
            return division._replace(score=score + (0.5 if not signature else -0.5), named=True)
        if division.phase is Phase.CLOSED:
            return division._replace(score=score + (0.5 if not signature else -0.5), ended=True)
        return division._replace(score=score - (0.0 if signature else 0.8), ended=True)

    def _with_text(self, division: _Division, score: float, number: int) -> _Division:
        unit = self.units[number]
        first = division.body == 0
        if unit.dateline and division.named:
            score += _W.dateline_and_byline
        if unit.dateline:
            score += _W.dateline_first if first else _W.dateline_inside
        if unit.kind is Kind.JUMP_FROM:
            score += _W.jump_from_first if first else _W.jump_from_inside
        if division.ended and unit.kind is not Kind.CREDIT and not unit.caption:
            score += _W.after_end
        if division.last_body >= 0 and self.units[division.last_body].signed_off:
            score += _W.signed_off
        if unit.caption and not first and not division.ended:
            score += _W.caption_inside
        if division.phase is Phase.CLOSED:
            score += _W.body_after_title
        if division.heads:
            score += _W.likeness * self._like_heads(division.heads, number)
        if division.last_body >= 0 and len(unit.core) >= _TELLING:
            score += _W.content * self._belongs(division.start, number)
        phase = Phase.BODY if division.phase is Phase.HEADLINE else division.phase
        photo = unit.kind is Kind.CREDIT or unit.caption
        ended = photo or (division.ended and phase is Phase.CLOSED)
        last = number if unit.text else division.last_body
        # Written out: `_replace` takes as long as all the rest.
        _, _, start, heads, lines, titled, body, _, named, _, _, earlier = division
        return _Division(score, phase, start, heads, lines, titled, body + 1, last, named, photo, ended, earlier)

    def _belongs(self, start: int, number: int) -> float:
        """What it counts how much of unit `number` is found in the article from unit `start` up to it."""
        key = (-1 - start, number)
        if key not in self.shared:
            upto, content = self.contents.pop(start, (start, set()))
            if upto > number:
                upto, content = start, set()
            for before in range(upto, number):
                content |= self.pairs[before]
            self.contents[start] = (number, content)
            if len(self.contents) > 2 * _BEAM:
                del self.contents[next(iter(self.contents))]
            self.shared[key] = _belonging(self.like.share(self.pairs[number], content))
        return self.shared[key]

    def _attached(self, heads: tuple[int, ...], division: _Division) -> float:
        """How well headline lines fit the paragraphs that stand before them in the article."""
        score = 0.0
        for number in range(max(division.start, heads[-1] - _LOOKED_BACK), heads[-1]):
            if self.units[number].text:
                score += _W.likeness * self._like_heads(heads, number)
        return score

    def _like_heads(self, heads: tuple[int, ...], number: int) -> float:
        key = (heads, number)
        if key not in self.like_heads:
            telling = [head for head in heads if not self.units[head].column]
            if not telling:
                self.like_heads[key] = max(self._head_share(head, number) for head in heads)
            else:
                self.like_heads[key] = max(self._head_share(head, number) for head in telling) - 0.1
        return self.like_heads[key]

    def _head_share(self, head: int, number: int) -> float:
        key = (head, number)
        if key not in self.shared:
            self.shared[key] = min(1.0, 1.5 * self.like.share(self.pairs[head], self.pairs[number]))
        return self.shared[key]
