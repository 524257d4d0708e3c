"""Does a line look like a line of a headline? Evidence is added up; whether it is one, its surroundings decide."""

from __future__ import annotations

from collections.abc import Sequence

from reader.newspaper.lines import Line
from reader.newspaper.setting import Setting
from reader.newspaper.wording import TEXT_KINDS, Kind, balanced, caption_lead, column_heading, list_head, narrative

_IMPOSSIBLE = -9.0
_LONGEST = 46
"""Han of the longest single headline line that carries no other evidence; the longest real ones have 71."""

_NO_END = "，、。；：（“《‘,;"
_NO_START = "，、。；：！？）”》’的"
_STOPS = "。"
_BLOCK = 3
"""How many lines a headline without a mark in it may be set on."""
_STARTERS = frozenset({Kind.BYLINE, Kind.DATELINE, Kind.JUMP_FROM})


def headline_score(
    lines: Sequence[Line], kinds: Sequence[Kind], setting: Setting, number: int, after_heading: bool
) -> float:
    """How much line `number` looks like a line of a headline or a crosshead; above 0 it is taken for one.

    `after_heading` says whether the line before it was taken for one.
    """
    line = lines[number]
    core = line.core
    if kinds[number] is not Kind.TEXT or _STOPS in core or len(core) < 2 or caption_lead(core):
        return _IMPOSSIBLE
    if line.vertical:
        return 4.0
    if core[-1] in _NO_END or core[0] in _NO_START or core[0] + core[-1] == "（）":
        return 1.0 if line.heading and core[-1] not in "，、；" else _IMPOSSIBLE
    score = 1.0 + (4.0 if line.heading else 0.0)
    score -= (
        (0.9 if line.width <= 20 else 1.4) * core.count("，")
        + 0.4 * core.count("；")
        + (0.0 if balanced(core) else 2.0)
    )
    score -= 0.06 * max(0.0, line.width - _LONGEST)
    if core.startswith("——"):
        score += 0.5 if 5 < line.width < 36 else -2.0
    if narrative(core):
        score -= 2.0
    if "，" in core[1:4]:
        score -= 1.0
    if list_head(core):
        score -= 0.6
    if line.slogan or column_heading(core):
        score += 1.0
    return score + _surroundings(lines, kinds, setting, number, after_heading)


def _surroundings(
    lines: Sequence[Line], kinds: Sequence[Kind], setting: Setting, number: int, after_heading: bool
) -> float:
    line = lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else None
    closed = number == 0 or after_heading or setting.ends[number - 1] or kinds[number - 1] not in TEXT_KINDS
    starts_apart = number == 0 or line.gap > setting.leading
    score = 0.0
    if after is not None and kinds[number + 1] in _STARTERS:
        score += 1.5
    if closed and starts_apart:
        score += 0.3
    column = line.slogan or column_heading(line.core)
    if after is not None and not column and _tail_of_sentence(after.core) and not list_head(after.core):
        score -= 3.0
    if not (setting.wrapped[number] or (after is not None and setting.wrapped[number + 1])):
        return score - (0.0 if closed else 0.3)
    return score + _in_column(lines, kinds, setting, number, closed)


def _in_column(lines: Sequence[Line], kinds: Sequence[Kind], setting: Setting, number: int, closed: bool) -> float:
    """Evidence where the text around is hard-wrapped: every line of a paragraph but its last is full and runs on."""
    line = lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else None
    starts_apart = number == 0 or line.gap > setting.leading
    ends_apart = after is None or after.gap > setting.leading
    score = -1.0 * line.core.count("，")
    if not closed:
        score -= 1.2 if starts_apart else 4.2
    if starts_apart and ends_apart:
        score += 0.7 + (0.7 if line.spaced else 0.0)
        score -= 1.0 if setting.full[number] and not line.spaced else 0.0
    elif _stands_in_headline_block(lines, kinds, setting, number):
        score += 0.7
    elif after is not None and kinds[number + 1] is Kind.TEXT and not ends_apart:
        difference = line.width + (2 if line.indented else 0) - after.width
        # A paragraph's first line may have lost the two ideographs of its indent.
        if abs(difference) <= 1.6 or abs(difference + 2) <= 1.2:
            score -= 2.5
        elif setting.full[number]:
            # As wide as the column: the first of two lines of a short paragraph.
            score -= 1.5
        elif difference > 2.4 and not line.indented:
            score += 1.2
    elif setting.full[number]:
        score -= 1.5
    if setting.indents and line.indented:
        score -= 1.5
    return score


def _stands_in_headline_block(lines: Sequence[Line], kinds: Sequence[Kind], setting: Setting, number: int) -> bool:
    """Whether the line is one of two or three between blank lines, after a finished text, none with a pause or stop."""
    first = number
    while first and lines[first].gap <= setting.leading and number - first < _BLOCK:
        first -= 1
    last = number
    while last + 1 < len(lines) and lines[last + 1].gap <= setting.leading and last - first < _BLOCK:
        last += 1
    if not 1 <= last - first < _BLOCK or (first and not setting.ends[first - 1] and kinds[first - 1] in TEXT_KINDS):
        return False
    return all(
        kinds[other] is Kind.TEXT and not any(mark in lines[other].core for mark in "，。、；：")
        for other in range(first, last + 1)
    )


def _tail_of_sentence(core: str) -> bool:
    """Whether a line begins with the last characters of a word or sentence: 度。疫情防控期间…"""
    return core[1:2] in ("，", "。", "、", "；") or core[2:3] in ("。", "、", "；")
