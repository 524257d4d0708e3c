"""Passages that stand a second time on a page, as whole lines: scanned pages overlap, and boxes are read twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.newspaper.lines import Line
from reader.newspaper.wording import TEXT_KINDS, Kind

_LEAST = 36
"""A shorter passage, in characters, may be said twice on purpose."""

_KEY = 10
_CANDIDATES = 4


def repeated(lines: Sequence[Line], kinds: Sequence[Kind]) -> set[int]:
    """Numbers of the lines of text that repeat lines before them, however both are broken."""
    text = [number for number, kind in enumerate(kinds) if kind in TEXT_KINDS]
    seen: dict[str, list[int]] = defaultdict(list)
    out: set[int] = set()
    place = 0
    while place < len(text):
        core = lines[text[place]].core
        key = core[:_KEY]
        count = max((_repeats(lines, text, earlier, place) for earlier in seen[key]), default=0)
        if count:
            out.update(text[place : place + count])
            place += count
            continue
        if len(seen[key]) < _CANDIDATES:
            seen[key].append(place)
        place += 1
    return out


def _repeats(lines: Sequence[Line], text: Sequence[int], earlier: int, later: int) -> int:
    """How many lines from `later` on are made of the same characters as the lines from `earlier` on; 0 if too few."""
    original = rest = ""
    at, count, characters = earlier, 0, 0
    while later + count < len(text):
        rest = lines[text[later + count]].core
        while len(original) < len(rest) and at < later:
            original += lines[text[at]].core
            at += 1
        if not original.startswith(rest):
            break
        original = original[len(rest) :]
        characters += len(rest)
        count += 1
        if at >= later and not original:
            break
    return count if characters >= _LEAST else 0
