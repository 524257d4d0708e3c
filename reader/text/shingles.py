"""Shingles: a few numbers that stand for a text, so chosen that texts with a passage in common have some in common.

Of the hashes of all runs of `GRAM` characters, the least of every `window` neighbours is kept (winnowing: Schleimer,
Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003). Which are kept depends on
nothing but the characters near by; so two passages of `window + GRAM - 1` equal characters always share one, wherever
they stand, and of long texts only two in `window + 1` hashes need to be remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

GRAM = 16
"""Characters that a hash is made of: more than the names of parties and congresses have."""

PLAIN = 8
"""A run of fewer different characters is no text (leaders, rules, empty cells of tables) and has no shingle."""

_CHUNK = 1 << 15
"""Characters that are hashed at a time: the lists in between stay small, however long the text is."""


def shingles(folded: str, window: int) -> Iterator[tuple[int, int]]:
    """The shingles of a folded text as `(hash, offset)`, ascending; a hash is the same in every process.

    Args:
        folded: see `reader.text.fold`.
        window: of how many neighbouring hashes one is kept.
    """
    last = -1
    for start in range(0, max(0, len(folded) - GRAM + 1), _CHUNK):
        # The windows that end in this chunk: what stands before it decides with.
        first = max(0, start - window + 1)
        hashes = _hashes(folded[first : start + _CHUNK + GRAM - 1])
        for at in _least(hashes, window):
            if first + at > last:
                last = first + at
                if len(set(folded[last : last + GRAM])) >= PLAIN:
                    yield hashes[at], last


def recurring(hashes: Sequence[int]) -> Iterator[int]:
    """The numbers of those hashes that may stand in the sequence twice; few others are among them.

    In memory that does not grow with the sequence: at most 16 MB.
    """
    mask = (1 << max(16, min(24, len(hashes).bit_length() + 4))) - 1
    seen = bytearray(mask + 1)
    for key in hashes:
        if seen[key & mask] < 2:
            seen[key & mask] += 1
    return (number for number, key in enumerate(hashes) if seen[key & mask] > 1)


def _hashes(text: str) -> list[int]:
    """The hash of every run of `GRAM` characters."""
    data = text.encode("utf-32-le", "surrogatepass")
    size = 4 * GRAM
    return [crc32(data[at : at + size]) for at in range(0, len(data) - size + 1, 4)]


def _least(hashes: list[int], window: int) -> Iterator[int]:
    """The places of the least hash of every window, of equal ones the last; all places of a text of one window."""
    size = min(window, len(hashes))
    if not size:
        return
    place = _last_least(hashes, 0, size)
    least = hashes[place]
    yield place
    for end in range(size, len(hashes)):
        if hashes[end] <= least:
            place, least = end, hashes[end]
            yield place
        elif place <= end - window:
            place = _last_least(hashes, end - window + 1, end + 1)
            least = hashes[place]
            yield place


def _last_least(hashes: list[int], start: int, end: int) -> int:
    part = hashes[start:end]
    part.reverse()
    return end - 1 - part.index(min(part))
