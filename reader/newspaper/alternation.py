"""Part two columns that were read line by line in turn, seen on recognised pages of a tabloid of the 1960s.

In a column every second break or so runs through a word (`事｜实`). Where the words run from each line to the one after
the next, and not to the next, two columns alternate. Each line is then given to the column that it fits better; the
best way to do so for a whole run of lines is found from top to bottom (dynamic programming over the last line of the
column that the line before does not belong to).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.newspaper.breaks import Words, gain
from reader.newspaper.lines import Line
from reader.newspaper.setting import WIDEST_COLUMN
from reader.newspaper.wording import finished

_FEWEST = 8
"""How many lines a run has at least that is looked at."""

_SURE = 4.0
"""From what gain on a word over a break counts, as a natural logarithm; 2 in 100 false ones reach it."""

_WORD, _BROKEN = 3.5, -0.4
"""What counts in a column: a word over a break, and a sentence that breaks off with no word over it."""

_SPLIT, _STRAIGHT = -4.0, -1.5
"""What it counts that a second column begins beside the first, and that it then does not have its turn."""

_TELLING = 3
"""How many more words must run over the next line than to it, for a second column to be looked for."""

_APART = 4
"""After how many lines of the other column at most a column has its turn again."""

_BETWEEN = 3
"""Blank lines that are taken to stand before each of the columns."""

_BETTER = 8.0
"""By how much two columns must be better than one."""


def untangled(lines: Sequence[Line], words: Words) -> list[Line]:
    """The lines with columns that alternate set one after the other; all others stay where they are."""
    out = list(lines)
    for start, end in _runs(lines):
        column = _columns(lines[start:end], words)
        if column:
            parts = [[line for line, own in zip(lines[start:end], column, strict=True) if own == n] for n in (0, 1)]
            gap = min(line.gap for line in lines[start + 1 : end])
            out[start:end] = [
                line._replace(gap=max(0, line.gap - gap)) if number else line._replace(gap=max(_BETWEEN, line.gap))
                for part in parts
                for number, line in enumerate(part)
            ]
    return out


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines of columns, `[start, end)`."""
    start = 0
    for number in range(len(lines) + 1):
        inside = number < len(lines) and lines[number].width <= WIDEST_COLUMN and not lines[number].heading
        if inside and (number == start or (lines[number].gap <= 1 and not lines[number].page_head)):
            continue
        if number - start >= _FEWEST:
            yield start, number
        start = number if inside else number + 1


def _columns(lines: Sequence[Line], words: Words) -> list[int] | None:
    """The column of each line, 0 or 1; `None` if they are all of one."""
    ends = [finished(line.core) for line in lines]

    def fits(one: int, other: int) -> float:
        if ends[one]:
            return 0.0
        return _WORD if gain(lines[one].core, lines[other].core, words) >= _SURE else _BROKEN

    next_ones = [fits(number, number + 1) for number in range(len(lines) - 1)]
    if not _somewhere(next_ones, [fits(number, number + 2) for number in range(len(lines) - 2)]):
        return None
    return _parted(len(lines), fits, sum(next_ones))


def _somewhere(next_ones: Sequence[float], second_ones: Sequence[float]) -> bool:
    """Whether there is a stretch where words run to the line after the next more often than to the next."""
    more = 0
    for one, second in zip(next_ones, second_ones, strict=False):
        more = max(0, more + (second == _WORD) - (one == _WORD))
        if more >= _TELLING:
            return True
    return False


class _Way(NamedTuple):
    """One way to give the lines so far to two columns."""

    score: float
    columns: tuple[int, int] | None
    """The column of the last line, and the last line of the other column; `None` while there is one column only."""
    earlier: _Way | None


def _parted(count: int, fits: Callable[[int, int], float], as_one: float) -> list[int] | None:
    ways: dict[tuple[int, int] | None, _Way] = {None: _Way(0.0, None, None)}
    for number in range(1, count):
        grown: dict[tuple[int, int] | None, _Way] = {}
        for way in ways.values():
            for score, columns in _steps(way, number, fits):
                if columns not in grown or score > grown[columns].score:
                    grown[columns] = _Way(score, columns, way)
        ways = grown
    best = max(ways.values(), key=lambda way: way.score)
    if best.score < as_one + _BETTER:
        return None
    out = []
    last: _Way | None = best
    while last is not None:
        out.append(last.columns[0] if last.columns else 0)
        last = last.earlier
    return out[::-1]


def _steps(way: _Way, number: int, fits: Callable[[int, int], float]) -> Iterator[tuple[float, tuple[int, int] | None]]:
    """What may come of a way with line `number`: score and columns."""
    before = number - 1
    straight = way.score + fits(before, number)
    if way.columns is None:
        yield straight, None
        yield way.score + _SPLIT, (1, before)
        return
    own, other = way.columns
    if number - other < _APART:
        yield straight + _STRAIGHT, (own, other)
    elif own == 0:
        yield straight, None
    yield way.score + fits(other, number), (1 - own, before)
