"""What an article is about: its keywords, as jieba weighs them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from reader.text import words
from reader.text.near import is_han
from reader.text.tables import simplified

_KEPT = frozenset({"ns", "n", "vn", "v", "nr", "nt", "nz", "x"})
"""Parts of speech that TextRank takes: those of jieba's own choice, names, and words that a user gave without one."""


class Keywords(NamedTuple):
    """The words that weigh most, the heaviest first, as they stand in the text."""

    tfidf: tuple[str, ...] = ()
    """Frequent here and rare elsewhere (TF-IDF)."""
    textrank: tuple[str, ...] = ()
    """Standing beside many others that matter (TextRank)."""


def keywords(text: str, count: int = 10) -> Keywords:
    """The keywords of a text in either script; for a worker thread.

    The first call loads jieba and its tables of weights and parts of speech (2 s, 130 MB); then some 20 ms for 1,000
    characters.
    """
    plain = text.translate(simplified())

    def shown(found: Iterable[str]) -> tuple[str, ...]:
        kept = [word for word in found if any(map(is_han, word)) and word in plain][:count]
        # A text keeps its length when it is simplified.
        return tuple(text[plain.index(word) : plain.index(word) + len(word)] for word in kept)

    with _lock:
        tfidf, textrank = _extractors()
        return Keywords(
            shown(tfidf.extract_tags(plain, topK=3 * count)),
            shown(textrank.textrank(plain, topK=3 * count, allowPOS=tuple(_KEPT))),
        )


_lock = threading.Lock()


@cache
def _extractors() -> tuple[Any, Any]:
    """Jieba's two extractors, with the words that are in use here."""
    segmenter = words.segmenter()
    from reader.text.segmenter import quiet

    with quiet():
        import jieba.analyse
        import jieba.posseg

        tfidf, textrank = jieba.analyse.TFIDF(), jieba.analyse.TextRank()
    tfidf.tokenizer = segmenter.tokenizer
    tagger = jieba.posseg.dt
    tagger.tokenizer = segmenter.tokenizer
    textrank.tokenizer = tagger
    return tfidf, textrank
