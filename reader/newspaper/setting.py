"""How a page is set, region by region: hard-wrapped or not, indented or not, what a blank line is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.newspaper.lines import Line
from reader.newspaper.wording import TEXT_KINDS, Kind, finished, paused

WIDEST_COLUMN = 46
"""A line wider than this, in ideographs, is a paragraph on one line, not a line of a newspaper column."""

_NEAR = 5
"""How many lines on either side make up a line's region."""

_RAGGED = 1.6
"""How far a full line may fall short of its neighbours, in ideographs: a mark that hangs, half a digit."""

_NEARLY_FULL = 0.7
"""A line of a wrapped column that breaks off and is shorter than this beside the next was cut off from its text."""


class Setting(NamedTuple):
    """What the neighbourhood of each line says; lists run parallel to the lines."""

    ends: list[bool]
    """Whether the line ends a sentence."""
    wrapped: list[bool]
    """Whether the line stands in a hard-wrapped column."""
    full: list[bool]
    """Whether the line is as long as its neighbours in the column."""
    indents: bool
    """Whether paragraphs are told by their indents."""
    leading: int
    """Blank lines between two lines of one paragraph: 1 on a double-spaced page, else 0."""


def setting_of(lines: Sequence[Line], kinds: Sequence[Kind]) -> Setting:
    """Measure how a page is set."""
    ends = [finished(line.core) for line in lines]
    wrapped = _wrapped(lines, kinds, ends)
    leading = _leading(lines, wrapped)
    full = _full(lines, kinds, wrapped, leading)
    return Setting(ends, wrapped, full, _indents(lines, ends, wrapped), leading)


def _wrapped(lines: Sequence[Line], kinds: Sequence[Kind], ends: Sequence[bool]) -> list[bool]:
    """A line is in a wrapped column where many sentences around it run on into a line of the same width."""
    runs_on = [0]
    for number in range(len(lines) - 1):
        line, after = lines[number], lines[number + 1]
        run = (
            not ends[number]
            and kinds[number] in (Kind.TEXT, Kind.DATELINE, Kind.JUMP_FROM)
            and kinds[number + 1] is Kind.TEXT
            and max(line.width, after.width) <= WIDEST_COLUMN
            and (abs(line.width - after.width) <= 2 or (after.width < line.width and ends[number + 1]))
        )
        runs_on.append(runs_on[-1] + run)
    out = []
    for number, line in enumerate(lines):
        low, high = max(0, number - _NEAR), min(len(lines) - 1, number + _NEAR)
        count = runs_on[high] - runs_on[low]
        out.append(line.width <= WIDEST_COLUMN and count >= 2 and count >= 0.3 * (high - low))
    return out


def _full(lines: Sequence[Line], kinds: Sequence[Kind], wrapped: Sequence[bool], leading: int) -> list[bool]:
    out = []
    for number, line in enumerate(lines):
        near = [number - 2, number - 1]
        for other in (number + 1, number + 2):
            if other >= len(lines) or lines[other].gap > leading:
                break
            near.append(other)
        widths = [lines[other].width for other in near if other >= 0 and wrapped[other] and kinds[other] in TEXT_KINDS]
        room = line.width + (2 if line.indented else 0)
        out.append(wrapped[number] and line.width > 5 and any(abs(width - room) <= _RAGGED for width in widths))
    return out


def _indents(lines: Sequence[Line], ends: Sequence[bool], wrapped: Sequence[bool]) -> bool:
    """Indents tell paragraphs where most of them follow the end of a sentence, and many such ends are so followed."""
    after_end = indented = indented_after_end = 0
    for number in range(1, len(lines)):
        if not wrapped[number]:
            continue
        ended = ends[number - 1] or not wrapped[number - 1]
        after_end += ended
        indented += lines[number].indented
        indented_after_end += lines[number].indented and ended
    return indented >= 3 and indented_after_end >= 0.7 * indented and indented_after_end >= 0.4 * after_end


def _leading(lines: Sequence[Line], wrapped: Sequence[bool]) -> int:
    gaps = [line.gap for line, inside in zip(lines[1:], wrapped[1:], strict=True) if inside]
    return int(len(gaps) >= 6 and sum(gap > 0 for gap in gaps) >= 0.8 * len(gaps))


def goes_on(lines: Sequence[Line], setting: Setting, last: int, number: int) -> bool:
    """Whether line `number` continues the paragraph whose last line is `last`, both of them text.

    Only where a hard-wrapped column just goes on; everything else is left to `fragments`.
    """
    before, line = lines[last], lines[number]
    if line.page_head:
        return False
    adjacent = number == last + 1 and line.gap <= setting.leading
    if number == last + 1 and setting.wrapped[last] and setting.wrapped[number] and line.gap <= setting.leading + 1:
        adjacent = adjacent or not setting.ends[last]
    column = setting.wrapped[last] and setting.wrapped[number] and adjacent
    unfinished = not setting.ends[last] and not paused(before.core)
    if setting.indents and line.indented and setting.wrapped[number]:
        return unfinished and setting.full[last] and not adjacent
    return column and (setting.full[last] or (unfinished and before.width >= _NEARLY_FULL * line.width))
