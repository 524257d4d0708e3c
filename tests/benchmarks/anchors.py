"""How well marks find their words again in a corrected text: python -m tests.benchmarks.anchors

The seeds with 1, 3 and 5 % of their characters changed (60 % replaced, 20 % gone, 20 % put in), quotes of 6 to 60
characters; and passages that were taken out. An end whose own character is gone counts at either neighbour.
"""

from __future__ import annotations

import random
import sys
import time
from typing import NamedTuple

from reader.annotations.anchors import Anchored, anchor
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.text.source import Source
from tests.annotations.examples import seed

NUMBERS = ("000", "001", "002", "003", "004")
QUOTES = 500
"""Of each seed."""


class Changed(NamedTuple):
    """A text with changes, and where each character of the old one went; `None` if it is gone."""

    source: Source
    places: list[int | None]


class Score(NamedTuple):
    """How many of so many were found how."""

    total: int
    exact: int
    """Both ends right."""
    asked: int
    """Shown to a person to decide."""
    orphans: int
    wrong: int
    """Taken for certain at a place that shares no character with the right one."""
    milliseconds: float
    """For each."""


def changed(old: Source, part: float, chance: random.Random) -> Changed:
    """A text with a part of its characters changed."""
    others = sorted(set(old.text) - set(" \n"))
    out: list[str] = []
    places: list[int | None] = []
    for char in old.text:
        places.append(len(out))
        if chance.random() >= part or char == "\n":
            out.append(char)
            continue
        kind = chance.random()
        if kind < 0.6:
            out.append(chance.choice(others))
        elif kind < 0.8:
            places[-1] = None
        else:
            out += [char, chance.choice(others)]
    return Changed(Source("".join(out)), places)


def quotes(source: Source, count: int, chance: random.Random) -> list[Annotation]:
    """Annotations on passages that neither begin nor end in white space."""
    made: list[Annotation] = []
    while len(made) < count:
        size = chance.randint(6, 60)
        start = chance.randrange(len(source.text) - size)
        if source.text[start : start + size].strip() == source.text[start : start + size]:
            target = make_target(source, "a.txt", [(start, start + size)], article=False)
            made.append(new_annotation(Kind.HIGHLIGHT, target, "甲"))
    return made


def score(old: Source, new: Changed, annotations: list[Annotation], *, kept: bool) -> Score:
    """How the annotations are found again, with the old text at hand or without it."""
    texts = {old.sha256: old}
    start = time.process_time()
    found = [anchor(one, new.source, texts.get if kept else lambda sha256: None) for one in annotations]
    taken = (time.process_time() - start) * 1000
    exact = asked = orphans = wrong = 0
    for annotation, anchored in zip(annotations, found, strict=True):
        if anchored is None:
            orphans += 1
        elif not anchored.certain:
            asked += 1
        else:
            ((first, last),) = annotation.target.spans
            exact += _right(anchored, new, first, last)
            alive = {place for place in new.places[first:last] if place is not None}
            wrong += not any(alive & set(range(*span)) for span in anchored.spans)
    return Score(len(annotations), exact, asked, orphans, wrong, taken)


def _right(anchored: Anchored, new: Changed, first: int, last: int) -> bool:
    start, end = anchored.spans[0][0], anchored.spans[-1][1] - 1
    return start in _ends(new, first) and end in _ends(new, last - 1)


def _ends(new: Changed, at: int) -> set[int]:
    """Where a character may count as being: its place, or where it is gone, either neighbour's."""
    place = new.places[at]
    if place is not None:
        # Where a character was put in before or after one that is like it, either is it.
        return {other for other in (place - 1, place, place + 1) if _char(new, other) == _char(new, place)} | {place}
    before = next((one for one in reversed(new.places[:at]) if one is not None), 0)
    after = next((one for one in new.places[at + 1 :] if one is not None), before)
    return {before, after, *range(before, after + 1)}


def _char(new: Changed, at: int) -> str:
    return new.source.text[at : at + 1]


def removed(old: Source, chance: random.Random, count: int, *, kept: bool) -> tuple[int, int]:
    """How many passages that were taken out, alone or with what stood around them, were placed all the same."""
    tried = placed = 0
    for annotation in quotes(old, count, chance):
        ((start, end),) = annotation.target.spans
        if old.text.count(annotation.target.quote) > 1:
            continue
        around = chance.choice((0, 0, 8, 40))
        rest = Source(old.text[: max(0, start - around)] + old.text[end + around :])
        tried += 1
        texts = {old.sha256: old}
        found = anchor(annotation, rest, texts.get if kept else lambda sha256: None)
        placed += found is not None and found.certain
    return tried, placed


def main() -> int:
    """Print the figures."""
    chance = random.Random(7)
    for kept in (True, False):
        print("with the old text at hand" if kept else "without the old text")
        for part in (0.01, 0.03, 0.05):
            scores = []
            for number in NUMBERS:
                _name, old = seed(number)
                scores.append(score(old, changed(old, part, chance), quotes(old, QUOTES, chance), kept=kept))
            total, exact, asked, orphans, wrong, taken = map(sum, zip(*scores, strict=True))
            print(
                f"  {part:.0%}: both ends exact {exact / total:.2%}, asked {asked}, orphans {orphans},"
                f" wrong place {wrong} of {total}; {taken / total:.3f} ms each"
            )
        gone = [removed(seed(number)[1], chance, 60, kept=kept) for number in NUMBERS]
        print(f"  taken out: {sum(placed for _tried, placed in gone)} of {sum(tried for tried, _ in gone)} placed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
