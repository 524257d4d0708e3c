"""Passages that stand in two files of a library, or twice in one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reader.text.fold import fold_pieces, fold_query
from reader.text.repeats import repeats
from reader.text.shingles import GRAM, recurring, shingles

_PIECE: Final = 1 << 12
"""Characters that are folded at a time."""

ACROSS: Final = 64
"""Characters that a passage has at least to count as standing in two files: feet of pages and set phrases, measured on
67 pages of other newspapers and days, come to 49 (see `tests/benchmarks/repeats.py`), and a library is much larger."""

TOGETHER: Final = 40_000_000
"""Characters of files that are compared at once: some five bytes of memory each."""

Key = str
"""What a file is called by whoever asks."""


class Stand(NamedTuple):
    """One place of a passage: `[start, end)` in code points of a file's text."""

    path: Key
    start: int
    end: int


class Passage(NamedTuple):
    """A passage that stands in several places, in the order of the files and in each from its beginning."""

    characters: int
    """Its length without white space."""
    stands: tuple[Stand, ...]


def text_shingles(text: str) -> set[int]:
    """Hashes by which texts that share a passage of `ACROSS` characters are known; the same in every process."""
    # By pieces: while one is folded, every other thread waits.
    folded = "".join(fold_query(text[start:end]) for start, end in fold_pieces(text, _PIECE))
    return {key for key, _offset in shingles(folded, ACROSS - GRAM + 1)}


def inside(path: Key, text: str, pause: Callable[[], object] = lambda: None) -> list[Passage]:
    """The passages that stand twice in one text; `pause` is called now and then, and may raise."""
    return [
        Passage(one.characters, tuple(Stand(path, place.start, place.end) for place in one.occurrences))
        for one in repeats([text], pause=pause)
    ]


def between(texts: Sequence[tuple[Key, str]], pause: Callable[[], object] = lambda: None) -> list[Passage]:
    """The passages that stand in more than one of the texts, with all their places; for `pause` see `inside`."""
    found = []
    for one in repeats([text for _path, text in texts], ACROSS, pause):
        if one.occurrences[0].text != one.occurrences[-1].text:
            stands = tuple(Stand(texts[place.text][0], place.start, place.end) for place in one.occurrences)
            found.append(Passage(one.characters, stands))
    return found


def together(inner: Iterable[Passage], outer: Iterable[Passage]) -> list[Passage]:
    """Passages of single files and of several, the longest first; those that are a part of one among the others go."""
    outer = list(outer)
    known = {stand for one in outer for stand in one.stands}
    kept = [one for one in inner if not set(one.stands) <= known]
    return sorted([*outer, *kept], key=lambda one: (-one.characters, one.stands))


class Found(NamedTuple):
    """What `among` found."""

    passages: list[Passage]
    """The longest first."""
    whole: bool
    """Whether all files that have something in common could be compared at once."""


def among(
    files: Sequence[Key], read: Callable[[Key], str | None], progress: Callable[[int], None] = lambda done: None
) -> Found:
    """The passages that stand twice in the files.

    The texts are read one by one, and those that have a passage in common with another once more. Of files that hang
    together by such passages, `TOGETHER` characters are compared at a time, neighbours with neighbours.

    Args:
        files: in the order in which they are to be told.
        read: gives a file's text; `None` where it cannot be read.
        progress: told how many were read.
    """
    inner: list[Passage] = []
    hashes, owners, sizes = array("I"), array("I"), array("Q")
    for number, path in enumerate(files):
        text = read(path)
        sizes.append(len(text or ""))
        if text:
            inner += inside(path, text)
            own = text_shingles(text)
            hashes.extend(own)
            owners.extend([number] * len(own))
        progress(number + 1)
    outer: list[Passage] = []
    whole = True
    for family in _families(hashes, owners, len(files)):
        parts = list(_parts(family, sizes))
        whole = whole and len(parts) == 1
        for part in parts:
            texts = ((files[number], read(files[number])) for number in part)
            outer += between([(path, text) for path, text in texts if text])
    return Found(together(inner, outer), whole)


def _families(hashes: Sequence[int], owners: Sequence[int], count: int) -> list[list[int]]:
    """Groups of the files that hang together by hashes they share; files that share none are in no group."""
    parents = list(range(count))

    def head(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    first: dict[int, int] = {}
    for number in recurring(hashes):
        owner = owners[number]
        other = first.setdefault(hashes[number], owner)
        if other != owner:
            parents[head(owner)] = head(other)
    members: dict[int, list[int]] = {}
    for number in range(count):
        members.setdefault(head(number), []).append(number)
    return [group for group in members.values() if len(group) > 1]


def _parts(family: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """The files of a family, so many at a time that their texts do not grow beyond `TOGETHER`."""
    part: list[int] = []
    held = 0
    for number in family:
        if part and held + sizes[number] > TOGETHER:
            yield part
            part, held = [], 0
        part.append(number)
        held += sizes[number]
    yield part
