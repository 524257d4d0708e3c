"""Where words begin and end in Chinese text: jieba once it is loaded, single Han characters until then.

A library may have words of its own, a *user dictionary*; whoever opens one reads it and puts it to use for the process:

    found = read_user_words(path)      # never raises; found.problems are sentences for the user
    use_words(found.words)             # from now on, in place of those used before; costs nothing until jieba is loaded
    user_words()                       # for others that must keep such words together: conversion, recognition

A process of its own must be given the words by the one that starts it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from reader.text.breaking import shape
from reader.text.rules import rule
from reader.text.spans import Span
from reader.text.tables import simplified

if TYPE_CHECKING:
    from pathlib import Path

    from reader.text.segmenter import Segmenter
    from reader.text.userwords import UserWord, UserWords

_PIECE: Final = rule(r"S+|[AN][ANM]*(?:(?:[cpjGF]{1,3}|(?<=N)[kK](?=N))[AN][ANM]*)*|D+|E+|.M*")
"""What is never parted, as classes: white space, a Western word or number, a dash, one character with its marks."""

_REACH: Final = 100
"""Code points on either side of a hit that are looked at for its words."""

_WHOLE: Final = 1_000
"""Code points of a text up to which the word at a place is looked for in the whole of it; some 5 ms."""


def load() -> None:
    """Load jieba: 0.5 to 1.5 s and 80 MB; for a worker thread, where it holds up no other for more than some 10 ms.

    Its dictionary is kept, ready to be read, in the user's cache folder; where that cannot be written it is built
    anew each time.
    """
    global _segmenter
    with _lock:
        if _segmenter is None:
            from reader.text.segmenter import Segmenter

            made = Segmenter()
            made.use(_user_words)
            _segmenter = made


def segmenter() -> Segmenter:
    """The segmenter with the words in use; loads jieba if need be."""
    load()
    assert _segmenter is not None
    return _segmenter


def loaded() -> bool:
    """Whether words are told by jieba from now on."""
    return _segmenter is not None


def read_user_words(path: Path) -> UserWords:
    """The words in a user dictionary, a file in jieba's own format; none if there is no such file. Raises nothing."""
    from reader.text.userwords import read_user_words

    return read_user_words(path)


def use_words(words: Iterable[UserWord]) -> bool:
    """Let segmentation respect these words from now on, and no other library's; returns whether they are others.

    Safe to call from any thread, before jieba is loaded or after.
    """
    global _user_words
    with _lock:
        before, _user_words = _user_words, tuple(words)
        if _segmenter is not None and before != _user_words:
            _segmenter.use(_user_words)
    return before != _user_words


def user_words() -> tuple[UserWord, ...]:
    """The words in use that a person gave, as they were written."""
    return _user_words


def boundaries(text: str) -> list[int]:
    """Where the words of a text end, ascending, in code points; the last one is the text's length.

    White space and every mark count as words. Some 200,000 characters a second: meant for one paragraph at a time.
    Traditional text is looked up as Simplified, which is what jieba knows.
    """
    classes = shape(text)
    pieces = [match.span() for match in _PIECE.finditer(classes)]
    if _segmenter is None:
        return [end for _, end in pieces]
    inside = {at for start, end in pieces if end - start > 1 for at in range(start + 1, end)}
    ends = accumulate(map(len, _segmenter.cut(text.translate(simplified()))))
    return [end for end in ends if end not in inside]


def cut(text: str) -> Iterator[str]:
    """The words of a Simplified text as jieba has them; jieba must be loaded."""
    assert _segmenter is not None
    return _segmenter.cut(text)


def frequency(word: str) -> int:
    """How often jieba has seen a Simplified word, 0 for one that it does not know; jieba must be loaded."""
    assert _segmenter is not None
    count: int = _segmenter.tokenizer.FREQ.get(word, 0)
    return count


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The range `[start, end)` of the word that holds the character at `offset`; empty if there is none.

    Of a text of more than 1,000 characters only the neighbourhood is looked at.
    """
    if not 0 <= offset < len(text):
        place = min(max(offset, 0), len(text))
        return place, place
    low, high = (0, len(text)) if len(text) <= _WHOLE else (max(0, offset - _WHOLE // 2), offset + _WHOLE // 2)
    start = low
    for end in boundaries(text[low:high]):
        if low + end > offset:
            return start, low + end
        start = low + end
    return start, min(high, len(text))


def whole_words(folded: str, hits: Iterable[Span]) -> list[Span]:
    """Those of the ranges of a folded text that are words, or several words: 民生 is none in 人民生活.

    A range counts where it begins and ends between two words, and where it is a word inside a longer one, as in
    jieba's mode for search engines (人大 in 人大常委会). All of them count while jieba is not loaded.

    Args:
        folded: see `reader.text.fold`; about 100 µs a clause.
        hits: ranges `[start, end)` in code points of it, ascending.
    """
    if _segmenter is None:
        return list(hits)
    clause, ends = (0, 0), frozenset({0})
    out: list[Span] = []
    for start, end in hits:
        here = _clause(folded, start, end)
        if here != clause:
            clause, low = here, here[0]
            ends = frozenset(accumulate(map(len, _segmenter.cut(folded[low : here[1]])), initial=low))
        if (start in ends and end in ends) or (
            not any(start < cut < end for cut in ends) and _segmenter.knows(folded[start:end])
        ):
            out.append((start, end))
    return out


def _clause(folded: str, start: int, end: int) -> Span:
    """The range around a hit that jieba segments for itself."""
    from reader.text.userwords import in_words

    low, high = start, end
    while low > max(0, start - _REACH) and in_words(folded[low - 1]):
        low -= 1
    while high < min(len(folded), end + _REACH) and in_words(folded[high]):
        high += 1
    return low, high


_segmenter: Segmenter | None = None
_user_words: tuple[UserWord, ...] = ()
_lock = threading.Lock()
