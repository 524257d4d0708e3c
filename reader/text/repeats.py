"""Passages that stand twice and more in a text, or in several: found by their shingles, whatever breaks their lines.

Both texts are folded, so white space, line ends, width, case and script do not matter. Shingles that occur twice say
where to look; the texts themselves say whether a passage is repeated there, and how far to both sides. From left to
right each place is compared with a few earlier ones, and the longest agreement is taken; then all other places of the
same passage are gathered. So the time grows with the text, and not with the number of pairs.

The least length was measured on 62 newspaper pages, spoiled by program, and the five seeds: what a page says twice by
chance (names of congresses with their bodies, titles of decrees, the reporter's phrase for one speaker) is at most 40
characters long, the shortest second copy of a paragraph 45; `python -m tests.benchmarks.repeats` measures it again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.text.fold import Folded, fold, fold_pieces, fold_query
from reader.text.shingles import GRAM, recurring, shingles

MINIMUM = 42
"""Characters of the folded text that a passage has at least; shorter ones are said twice on purpose."""

_TRIED = 4
"""With how many of the first and of the last earlier places a place is compared."""

_BETWEEN = "\n"
"""Stands between two texts: folding leaves none in a text."""

_BREATH = 512
"""Shingles from one pause to the next: some thousand characters."""

_PIECE = 1 << 12
"""Characters that are folded at a time: the offsets of a whole long text would take more room than the text."""

_PIECES_KEPT = 256
"""Pieces whose offsets are kept while places are walked back."""


class Occurrence(NamedTuple):
    """A place of a repeated passage: `[start, end)` in code points of a text before folding."""

    text: int
    """Number of the text."""
    start: int
    end: int


class Repeat(NamedTuple):
    """A passage and all its places, ascending; no two of them overlap."""

    characters: int
    """Length of the passage in characters of the folded text."""
    occurrences: tuple[Occurrence, ...]


def repeats(texts: Sequence[str], minimum: int = MINIMUM, pause: Callable[[], object] = lambda: None) -> list[Repeat]:
    """The passages that stand more than once in the texts taken together, in the order of their first places.

    No passage can be made longer for any two of its places without losing one or running into the other. A part of a
    passage is a passage of its own only where it also stands elsewhere.

    Args:
        texts: as they stand in their files.
        minimum: characters of the folded text that a passage has at least; no less than `GRAM`.
        pause: called every few milliseconds; what it raises ends the search.
    """
    joined = _Joined(texts, pause)
    found = []
    for length, starts in _passages(joined.text, minimum, pause):
        pause()
        repeat = joined.unfolded(length, starts)
        if repeat.characters >= minimum and len(repeat.occurrences) > 1:
            found.append(repeat)
    return sorted(found, key=lambda repeat: (repeat.occurrences[0], -repeat.characters))


def _passages(text: str, minimum: int, pause: Callable[[], object]) -> Iterator[tuple[int, list[int]]]:
    """Each repeated passage of a folded text once: its length, and where it starts."""
    window = max(1, minimum - GRAM + 1)
    places = _repeated_shingles(text, window, pause)
    seeds = sorted((place, key) for key, own in places.items() for place in own)
    seen: set[tuple[int, int]] = set()
    matched_from = matched_to = 0
    for place, key in seeds:
        if place + GRAM <= matched_to:
            continue
        own = places[key]
        earlier = bisect_left(own, place)
        tried = {*own[: min(_TRIED, earlier)], *own[max(0, earlier - _TRIED) : earlier]}
        start, end = max(
            (_match(text, other, place, matched_from) for other in sorted(tried)),
            key=lambda match: match[1] - match[0],
            default=(place, place),
        )
        if end - start < minimum:
            continue
        matched_from, matched_to = start, end
        passage = text[start:end]
        name = (end - start, hash(passage))
        if name not in seen:
            seen.add(name)
            # The shingle that its beginning has by itself stands at all its places; others depend on what is beside it.
            by_itself = next(shingles(passage[:minimum], window), (key, place - start))
            yield end - start, _all_places(text, passage, by_itself[1], places.get(by_itself[0], own))


def _repeated_shingles(text: str, window: int, pause: Callable[[], object]) -> dict[int, array[int]]:
    """The places of each shingle that may occur twice; the memory is that of these, and little for the others."""
    hashes, offsets = array("I"), array("I")
    for key, offset in shingles(text, window):
        hashes.append(key)
        offsets.append(offset)
        if len(hashes) % _BREATH == 0:
            pause()
    places: dict[int, array[int]] = {}
    for number in recurring(hashes):
        places.setdefault(hashes[number], array("I")).append(offsets[number])
    return {key: own for key, own in places.items() if len(own) > 1}


def _match(text: str, earlier: int, later: int, floor: int) -> tuple[int, int]:
    """The longest passage around `later` that also stands around `earlier`, apart from it; it starts at `floor` or on.

    Gives the range at `later`; an empty one if the places only share a hash.
    """
    gram = text[later : later + GRAM]
    if _BETWEEN in gram or not text.startswith(gram, earlier):
        return later, later
    distance = later - earlier
    ahead = _agreement(text, earlier + GRAM, later + GRAM, 1)
    back = _agreement(text, earlier - 1, later - 1, -1, min(earlier, later - floor))
    start, end = later - back, later + GRAM + ahead
    # The earlier copy ends where the later one starts, at the latest.
    return start, min(end, start + distance)


def _agreement(text: str, first: int, second: int, step: int, limit: int | None = None) -> int:
    """How many characters from two places on are equal, forwards or backwards, within one text.

    Compared in growing slices: the cost is that of comparing memory.
    """
    room = len(text) - second if limit is None else limit
    equal, size = 0, 32
    while equal < room and size:
        size = min(size, room - equal)
        if step > 0:
            one = text[first + equal : first + equal + size]
            other = text[second + equal : second + equal + size]
        else:
            one = text[first - equal - size + 1 : first - equal + 1]
            other = text[second - equal - size + 1 : second - equal + 1]
        if one == other and _BETWEEN not in one:
            equal, size = equal + size, size * 2
        else:
            size //= 2
    return equal


def _all_places(text: str, passage: str, inside: int, places: Sequence[int]) -> list[int]:
    """Where the passage starts, apart from one another, given the places of a shingle that stands `inside` it."""
    starts: list[int] = []
    for place in places:
        start = place - inside
        if start >= 0 and (not starts or start >= starts[-1] + len(passage)) and text.startswith(passage, start):
            starts.append(start)
    return starts


class _Joined:
    """Texts folded and put behind one another, whose places can be walked back without an offset for each of them."""

    def __init__(self, texts: Sequence[str], pause: Callable[[], object]) -> None:
        self._texts = texts
        self._keys = array("Q")
        """Where each piece begins in the folded text."""
        self._pieces: list[Occurrence] = []
        folded: list[str] = []
        at = 0
        for number, text in enumerate(texts):
            for start, end in fold_pieces(text, _PIECE):
                pause()
                piece = fold_query(text[start:end])
                self._keys.append(at)
                self._pieces.append(Occurrence(number, start, end))
                folded.append(piece)
                at += len(piece)
            folded.append(_BETWEEN)
            at += 1
        self.text = "".join(folded)
        self._folded: OrderedDict[int, Folded] = OrderedDict()

    def unfolded(self, length: int, starts: Sequence[int]) -> Repeat:
        """The passage at its places in the texts; cut to whole characters of all of them (`℃` folds to two)."""
        first, last = 0, length
        while first < last and any(self._inside(start + first) for start in starts):
            first += 1
        while first < last and any(self._inside(start + last) for start in starts):
            last -= 1
        if first == last:
            return Repeat(0, ())
        found = []
        for start in starts:
            text, begins, _end = self._origin(start + first)
            found.append(Occurrence(text, begins, self._origin(start + last - 1).end))
        return Repeat(last - first, tuple(found))

    def _origin(self, at: int) -> Occurrence:
        """The text and the range that a folded character came from."""
        number = bisect_right(self._keys, at) - 1
        piece = self._pieces[number]
        folded = self._folded.get(number)
        if folded is None:
            folded = self._folded[number] = fold(self._texts[piece.text][piece.start : piece.end])
            if len(self._folded) > _PIECES_KEPT:
                self._folded.popitem(last=False)
        else:
            self._folded.move_to_end(number)
        inside = at - self._keys[number]
        return Occurrence(piece.text, piece.start + folded.starts[inside], piece.start + folded.ends[inside])

    def _inside(self, at: int) -> bool:
        """Whether a place of the folded text lies between two characters that came from one."""
        if _BETWEEN in self.text[at - 1 : at + 1] or not 0 < at < len(self.text):
            return False
        return self._origin(at) == self._origin(at - 1)
