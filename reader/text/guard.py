"""What keeps a conversion from taking the end of one word and the beginning of the next for a third."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from reader.text.converter import Guard
from reader.text.names import certain
from reader.text.recut import Recutting
from reader.text.telling import told

_LONG: Final = 4
"""Words from this length on are made of words themselves: 分配制度 has no 配制 in it."""


class Guarding:
    """Makes guards; the words of the last texts are kept, for the next script of the same text."""

    def __init__(
        self,
        cut: Callable[[str], Iterable[str]],
        frequency: Callable[[str], int],
        singles: Mapping[int, str],
        phrases: Collection[str] = (),
    ) -> None:
        """Take over a segmenter that is ready.

        Args:
            cut: gives the words of a Simplified text.
            frequency: how often a word is seen, 0 for one that is not known.
            singles: what single Simplified characters become, for `str.translate`.
            phrases: the words that become something else than their characters do.
        """
        recutting = Recutting(frequency, phrases)
        self._frequency = frequency
        self._singles = singles
        self._words = lru_cache(maxsize=512)(lambda text: recutting.recut(tuple(cut(text))))
        self._parting = lru_cache(maxsize=4096)(self._parted)

    def guard(self, text: str, names: Collection[str] = ()) -> Guard:
        """The guard of a Simplified text.

        Args:
            text: any text.
            names: personal names that occur in it, Simplified.
        """
        words = self._words(text)
        edges = bytearray(self._edges(words, len(text)))
        called, likely = told(words, self._frequency, self._singles)
        given = certain(text, names, self._singles, called, edges)
        for edit in given:
            edges[edit.start] = edges[edit.end] = 1
        return Guard(bytes(edges), tuple(given), tuple(likely))

    def edges(self, text: str) -> Guard:
        """The guard of a text that is to become Simplified, from its Simplified form of the same length."""
        return Guard(self._edges(self._words(text), len(text)))

    def _edges(self, words: Iterable[str], size: int) -> bytes:
        edges = bytearray(size + 1)
        edges[0] = 1
        at = 0
        for word in words:
            if len(word) >= _LONG and (inside := self._parting(word)):
                edges[at + inside] = 1
            at += len(word)
            edges[at] = 1
        return bytes(edges)

    def _parted(self, word: str) -> int:
        """Where a long word of the dictionary is two shorter ones, the likeliest two; 0 where it is not."""
        seen = self._frequency
        return max(range(len(word)), key=lambda at: seen(word[:at]) * seen(word[at:]) if at else 1)
