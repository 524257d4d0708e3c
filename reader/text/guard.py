"""What keeps a conversion from taking the end of one word and the beginning of the next for a third."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reader.text.converter import Guard
from reader.text.names import certain, likely

if TYPE_CHECKING:
    from jieba import Tokenizer

_LONG: Final = 4
"""Words from this length on are made of words themselves: 分配制度 has no 配制 in it."""


class Guarding:
    """Makes guards with one tokenizer; the words of the last texts are kept, for the next script of the same text."""

    def __init__(self, tokenizer: Tokenizer, singles: Mapping[int, str]) -> None:
        """Take over a tokenizer that is ready.

        Args:
            tokenizer: jieba's.
            singles: what single Simplified characters become, for `str.translate`.
        """
        self._tokenizer = tokenizer
        self._singles = singles
        self._words = lru_cache(maxsize=512)(self._cut)
        self._parting = lru_cache(maxsize=4096)(self._parted)

    def guard(self, text: str, names: Collection[str] = ()) -> Guard:
        """The guard of a text.

        Args:
            text: a Simplified text, or one of the same length that stands for it.
            names: personal names that occur in it, Simplified.
        """
        words = self._words(text)
        edges = bytearray(len(text) + 1)
        edges[0] = 1
        at = 0
        for word in words:
            if len(word) >= _LONG and (cut := self._parting(word)):
                edges[at + cut] = 1
            at += len(word)
            edges[at] = 1
        given = certain(text, names, self._singles)
        for edit in given:
            edges[edit.start] = edges[edit.end] = 1
        return Guard(bytes(edges), tuple(given), tuple(likely(words, self._tokenizer.FREQ, self._singles)))

    def _cut(self, text: str) -> tuple[str, ...]:
        return tuple(self._tokenizer.cut(text))

    def _parted(self, word: str) -> int:
        """Where a long word of the dictionary is two shorter ones, the likeliest two; 0 where it is not."""
        known = self._tokenizer.FREQ
        cuts = [at for at in range(1, len(word)) if known.get(word[:at]) and known.get(word[at:])]
        return max(cuts, key=lambda at: known[word[:at]] * known[word[at:]], default=0)
