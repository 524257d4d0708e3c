"""Folding: what is left of a text when script, width, case, white space and line ends no longer matter.

A folded text keeps, for every character, the range of the original it came from, so that what is found in it can be
shown in the original.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from reader.text.spans import Span
from reader.text.tables import RADICALS, SAME_WORD, simplified


class Folded(NamedTuple):
    """A folded text and, for each of its characters, the range `[start, end)` of the original in code points.

    Characters that came from one original character (℃ gives `°c`), or from one and its combining marks, share a
    range; ranges ascend.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def divides(self, at: int) -> bool:
        """Whether what stands before and after a place of the folded text are different characters of the original."""
        return at in (0, len(self.starts)) or (at < len(self.starts) and self.starts[at - 1] != self.starts[at])


def fold(text: str) -> Folded:
    """Fold a text: white space and invisible marks out, NFKC, case, Traditional to Simplified.

    Every character is folded for itself, or together with the combining marks that follow it; so a piece of a text
    folds to a piece of its folded text.
    """
    single = _learn(text)
    if single is None:
        return _fold_clusters(text)
    starts = array("I", [at for at, char in enumerate(text) if char not in single])
    return Folded(text.translate(_TABLE), starts, array("I", [at + 1 for at in starts]))


def fold_pieces(text: str, size: int) -> Iterator[Span]:
    """Ranges `[start, end)` of about `size` code points that fold apart as they do together, for long texts."""
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        while end < len(text) and _is_mark(text[end]):
            end += 1
        yield start, end
        start = end


def fold_query(text: str) -> str:
    """The folded form of what a user looks for; empty if it holds nothing but white space and invisible marks."""
    _learn(text)
    return text.translate(_TABLE) if _MARKING.isdisjoint(text) else _fold_clusters(text).text


_MARKS = frozenset({"Mn", "Mc", "Me"})

# What each character met so far folds to by itself. Several threads may fill it: they write the same values.
_TABLE: dict[int, str] = {}
_DROPPED: set[str] = set()
_IRREGULAR: set[str] = set()
"""Characters that fold to more than one, and combining marks, which fold together with what they follow."""
_MARKING: set[str] = set()
"""Those of them that are combining marks."""


def _learn(text: str) -> set[str] | None:
    """Make the tables ready for a text.

    Returns:
        The characters that it loses; None if it does not fold character by character.
    """
    chars = set(text)
    for char in chars:
        if ord(char) not in _TABLE:
            folded = _fold_cluster(char)
            if not folded:
                _DROPPED.add(char)
            elif len(folded) > 1 or _is_mark(char):
                _IRREGULAR.add(char)
                if _is_mark(char):
                    _MARKING.add(char)
            # Last: another thread takes a character that stands here as known.
            _TABLE[ord(char)] = folded
    return None if not chars.isdisjoint(_IRREGULAR) else _DROPPED


def _fold_clusters(text: str) -> Folded:
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    at, size = 0, len(text)
    while at < size:
        end = at + 1
        folded = _TABLE[ord(text[at])]
        if folded and end < size and text[end] in _IRREGULAR and _is_mark(text[end]):
            while end < size and text[end] in _IRREGULAR and _is_mark(text[end]):
                end += 1
            folded = _fold_cluster(text[at:end])
        pieces.append(folded)
        for _ in folded:
            starts.append(at)
            ends.append(end)
        at = end
    return Folded("".join(pieces), starts, ends)


def _fold_cluster(cluster: str) -> str:
    """One character with its combining marks, folded."""
    if _is_selector(cluster):
        return ""
    # Case and compatibility each undo the other in places (U+0345, U+1E9E): twice is Unicode's own recipe
    # (NFKC_Casefold, The Unicode Standard 3.13, R5).
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", cluster).casefold())
    whole = unicodedata.normalize("NFKC", once.casefold())
    kept = "".join(char for char in whole if not (char.isspace() or unicodedata.category(char) == "Cf"))
    return kept.translate(RADICALS).translate(simplified()).translate(SAME_WORD)


def _is_mark(char: str) -> bool:
    """Whether a character folds together with the one before it: a combining mark, also a half-width one (ﾞ)."""
    return unicodedata.category(unicodedata.normalize("NFKC", char)[0]) in _MARKS and not _is_selector(char)


def _is_selector(char: str) -> bool:
    """Whether a character only chooses between glyphs (The Unicode Standard 23.4; U+180B to U+180F are Mongolian)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or "\u180b" <= char <= "\u180f"
