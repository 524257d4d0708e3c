"""Which lines continue which: from printed lines to units, each a headline line, a paragraph, a byline, a jump …

A line that does not end a sentence goes on in the next line of text, over a blank line as well (a column break), and
past a column heading that was set into the middle of it. A line that does end a sentence may still go on where the page
is hard-wrapped and the line is as long as its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.newspaper.headings import headline_score
from reader.newspaper.likeness import pairs_of
from reader.newspaper.lines import Line
from reader.newspaper.repeats import repeated
from reader.newspaper.setting import Setting, goes_on, setting_of
from reader.newspaper.wording import (
    TEXT_KINDS,
    Kind,
    column_heading,
    credited,
    finished,
    kind_of,
    names_alone,
    opens_with_dateline,
    paused,
    signed_off,
)

_SEVERAL_NAMES = 5
"""From how many characters on names are those of several people, and no headline wherever they stand."""


@dataclass(slots=True)
class Unit:
    """What stands between two element boundaries of a page, in the order of the page."""

    kind: Kind
    lines: list[Line]
    heading: bool = False
    """Whether it is a line of a headline (or a crosshead: its surroundings tell)."""
    score: float = 0.0
    """How much it looks like a headline."""
    inserted: bool = False
    """Whether it was set into the middle of a paragraph."""
    caption: bool = False
    """Whether it is a paragraph that ends with a photographer's name."""
    core: str = ""
    """Folded text of the whole unit."""
    certainty: float = 1.0
    """How sure it is that its pieces belong together, or that a heading is rightly taken for a headline or a crosshead:
    a probability, or 1 where nothing else was thought of."""
    known: tuple[str, frozenset[str]] = ("", frozenset())

    @property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters that it is compared by."""
        if self.known[0] is not self.core:
            self.known = (self.core, pairs_of(self.core))
        return self.known[1]

    @property
    def text(self) -> bool:
        """Whether it is a paragraph."""
        return self.kind in TEXT_KINDS and not self.heading

    @property
    def open(self) -> bool:
        """Whether it breaks off in the middle of a sentence."""
        return self.text and not finished(self.core) and not paused(self.core)

    @property
    def gap(self) -> int:
        """Blank lines before it."""
        return self.lines[0].gap

    @property
    def column(self) -> bool:
        """Whether it is the name of a column 栏题, which says nothing of its article alone."""
        return self.heading and (self.lines[0].slogan or column_heading(self.core))

    @property
    def signed_off(self) -> bool:
        """Whether it is a paragraph that ends with a name or agency in brackets, as articles do."""
        return self.text and not self.caption and signed_off(self.core)

    @property
    def dateline(self) -> bool:
        """Whether it is a paragraph that opens with a dateline."""
        return self.text and opens_with_dateline(self.core)


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """The units of a page, in its order."""
    kinds = [kind_of(line.core) for line in lines]
    for number in repeated(lines, kinds):
        kinds[number] = Kind.DUPLICATE
    setting = setting_of(lines, kinds)
    return _Assembly(lines, kinds, setting).units


class _Assembly:
    """Goes down the lines once and puts each into a unit."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[Kind], setting: Setting) -> None:
        self.lines = lines
        self.kinds = kinds
        self.setting = setting
        self.units: list[Unit] = []
        self.paragraph: Unit | None = None
        """The paragraph that a line may still go on in."""
        self.last = -1
        """Number of the last line of that paragraph."""
        for number in range(len(lines)):
            self._take(number)
        for unit in self.units:
            unit.core = "".join(line.core for line in unit.lines)
            unit.caption = unit.text and credited(unit.core)

    def _take(self, number: int) -> None:
        line, kind = self.lines[number], self.kinds[number]
        if kind is Kind.SIGNATURE and self._goes_on(number) and self.setting.full[self.last]:
            self._continue(number)
            return
        if kind is Kind.TEXT:
            self._take_text(number)
        elif kind in TEXT_KINDS:
            self._open(number)
        elif kind in (Kind.FURNITURE, Kind.DUPLICATE):
            self.units.append(Unit(kind, [line]))
        elif kind is Kind.CREDIT and self.units and self.units[-1].kind is Kind.BYLINE and line.gap == 0:
            self.units[-1].kind = Kind.CREDIT
            self.units[-1].lines.append(line)
        else:
            self.units.append(Unit(kind, [line]))
            self.paragraph = None

    def _take_text(self, number: int) -> None:
        after_heading = bool(self.units) and self.units[-1].heading
        score = headline_score(self.lines, self.kinds, self.setting, number, after_heading)
        line = self.lines[number]
        if score > 0:
            after_headline = bool(self.units) and self.units[-1].heading
            if names_alone(line.core) and (after_headline or len(line.core) >= _SEVERAL_NAMES):
                self.units.append(Unit(Kind.BYLINE, [line]))
                self.paragraph = None
                return
            self._head(number, score)
        elif self._goes_on(number):
            self._continue(number)
        else:
            self._open(number)

    def _head(self, number: int, score: float) -> None:
        unit = Unit(Kind.TEXT, [self.lines[number]], True, score)
        self.units.append(unit)
        self.paragraph = None

    def _goes_on(self, number: int) -> bool:
        return self.paragraph is not None and goes_on(self.lines, self.setting, self.last, number)

    def _continue(self, number: int) -> None:
        assert self.paragraph is not None
        self.paragraph.lines.append(self.lines[number])
        self.last = number

    def _open(self, number: int) -> None:
        self.paragraph = Unit(self.kinds[number], [self.lines[number]])
        self.units.append(self.paragraph)
        self.last = number
