"""Where words begin and end in Chinese text: jieba once it is loaded, single Han characters until then."""

from __future__ import annotations

import re
import threading
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from reader.text.breaking import shape
from reader.text.tables import simplified

if TYPE_CHECKING:
    from jieba import Tokenizer

_PIECE: Final = re.compile(r"S+|[AN][ANM]*(?:(?:[cpjGF]{1,3}|(?<=N)[kK](?=N))[AN][ANM]*)*|D+|E+|.M*")
"""What is never parted, as classes: white space, a Western word or number, a dash, one character with its marks."""

_WHOLE: Final = 1_000
"""Code points of a text up to which the word at a place is looked for in the whole of it; some 5 ms."""


def load() -> None:
    """Load jieba: 0.5 to 1.5 s and 80 MB; for a worker thread, where it holds up no other for more than some 10 ms.

    Its dictionary is kept, ready to be read, in the user's cache folder; where that cannot be written it is built
    anew each time.
    """
    global _tokenizer
    with _lock:
        if _tokenizer is None:
            from reader.text.segmenter import tokenizer

            _tokenizer = tokenizer()


def loaded() -> bool:
    """Whether words are told by jieba from now on."""
    return _tokenizer is not None


def boundaries(text: str) -> list[int]:
    """Where the words of a text end, ascending, in code points; the last one is the text's length.

    White space and every mark count as words. Some 200,000 characters a second: meant for one paragraph at a time.
    Traditional text is looked up as Simplified, which is what jieba knows.
    """
    classes = shape(text)
    pieces = [match.span() for match in _PIECE.finditer(classes)]
    if _tokenizer is None:
        return [end for _, end in pieces]
    inside = {at for start, end in pieces if end - start > 1 for at in range(start + 1, end)}
    ends = accumulate(map(len, _tokenizer.cut(text.translate(simplified()))))
    return [end for end in ends if end not in inside]


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


_tokenizer: Tokenizer | None = None
_lock = threading.Lock()
