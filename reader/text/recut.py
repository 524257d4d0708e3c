"""Words that OpenCC knows, where the end of the word before, or the beginning of the next, makes a likelier other one:
沿途|向往|来 is 沿途|向|往来, and 老|胡子|女 is 老|胡|子女.

jieba takes the likeliest words, but by how often each is seen alone; where two cuts are nearly as likely, the one in
which nothing but single characters and common words stands does the less harm: no phrase is found in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Final

_NEARLY: Final = 0.8
"""How much likelier jieba's cut is at most, as a natural logarithm, that is not believed."""
_NEARLY_ALONE: Final = 4.2
"""The same where the rest of the phrase is a character that often stands alone."""
_OFTENER: Final = 2
"""How many times as often as the phrase the word over its end is seen at least, where the rest is another one."""
_ALONE: Final = frozenset("了别向才就都也不在和与被把从对将使让给千百")
"""Such characters: 看|了|解说, 中秋|千|人, 设计|别|致谢."""
_TOTAL: Final = log(60_101_967)
"""All words that jieba's frequencies were counted in."""
_LONGEST: Final = 4
"""How long a word is at most that is looked for over the end of another, and words that are cut anew."""


class Recutting:
    """Cuts doubtful places anew; what was found is kept."""

    def __init__(self, frequency: Callable[[str], int], phrases: Collection[str]) -> None:
        """Take over what is known.

        Args:
            frequency: how often a word is seen, 0 for one that is not known.
            phrases: the words of two and three characters that become something else than their characters.
        """
        self._frequency = frequency
        self._phrases = phrases
        self._better = lru_cache(maxsize=8192)(self._likelier)

    def recut(self, words: Sequence[str]) -> Sequence[str]:
        """The words, those beside a doubtful phrase put otherwise.

        Args:
            words: a Simplified text, cut into words.
        """
        phrases = self._phrases
        doubtful = [at for at, word in enumerate(words) if word in phrases]
        out: list[str] | None = None
        for at in reversed(doubtful):
            before = words[at - 1] if at and at - 1 not in doubtful[-1:] else ""
            after = words[at + 1] if at + 1 < len(words) else ""
            found = self._better(_beside(before), words[at], _beside(after))
            if found:
                out = list(words) if out is None else out
                low = at - 1 if _beside(before) else at
                high = at + 2 if _beside(after) else at + 1
                out[low:high] = found
        return words if out is None else out

    def _likelier(self, before: str, word: str, after: str) -> tuple[str, ...]:
        """The words as they are cut more likely; nothing if they are not."""
        seen = self._weight((before, word, after))
        best: tuple[str, ...] = ()
        for rest, over, cut in self._others(before, word, after):
            alone = rest in _ALONE
            if not alone and self._frequency(over) < _OFTENER * self._frequency(word):
                continue
            weight = self._weight(cut)
            if weight >= seen - (_NEARLY_ALONE if alone else _NEARLY) and (not best or weight > self._weight(best)):
                best = cut
        return best

    def _others(self, before: str, word: str, after: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The ways to cut with a word over one end of this word: what is left of this, that word, and the cut."""
        for reach in range(1, len(before) + 1):
            over = before[-reach:] + word[0]
            if self._frequency(over):
                yield word[1:], over, tuple(filter(None, (before[:-reach], over, word[1:], after)))
        for reach in range(1, len(after) + 1):
            over = word[-1] + after[:reach]
            if self._frequency(over):
                yield word[:-1], over, tuple(filter(None, (before, word[:-1], over, after[reach:])))

    def _weight(self, cut: Sequence[str]) -> float:
        """How likely words are side by side; a logarithm. Words that jieba does not know have been seen once."""
        return sum(log(self._frequency(word) or 1) - _TOTAL for word in cut if word)


def _beside(word: str) -> str:
    return word if word.isalpha() and len(word) <= _LONGEST else ""
