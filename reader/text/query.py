"""What a user looks for in folded text, in one of four ways: as it is, as whole words, by a pattern, or nearly.

Hits are ranges `[start, end)` in code points, ascending and without overlaps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from reader.text.fold import Folded, fold_query
from reader.text.spans import Span


class Mode(StrEnum):
    """How a query is meant."""

    PLAIN = "plain"
    """As it stands, also inside of longer words."""
    WORD = "word"
    """Only where it is a word, or several; see `reader.text.words.whole_words`."""
    REGEX = "regex"
    """A regular expression; see `reader.text.pattern`."""
    FUZZY = "fuzzy"
    """Also with one mistake; see `reader.text.near`."""


def never() -> bool:
    """What a search asks that goes on to its end: whether it is out of date."""
    return False


class Found(NamedTuple):
    """The hits in a text."""

    hits: list[Span]
    hidden: int = 0
    """How many there are besides that are no words, where only words are looked for."""


class Query:
    """A query, ready to be looked for in any number of texts, from any thread."""

    def __init__(self, text: str, mode: Mode = Mode.PLAIN) -> None:
        """Prepare it.

        Raises:
            BadPatternError: it is meant as a regular expression and is none.
        """
        self.text = text
        self.mode = mode
        self.needle = "" if mode is Mode.REGEX else fold_query(text).replace("\0", "")
        """What is looked for, folded; nothing where it is a pattern."""
        self._pattern = None
        if mode is Mode.REGEX and text.strip():
            from reader.text.pattern import Pattern

            self._pattern = Pattern(text)

    def __bool__(self) -> bool:
        """Whether it can have a hit: one of nothing but white space has none."""
        return bool(self.needle or self._pattern)

    def may_be_in(self, folded: str) -> bool:
        """Whether a look at a folded text as a whole, which is quick, leaves it open that there is a hit."""
        if self.mode is Mode.FUZZY and len(self.needle) > 2:
            half = len(self.needle) // 2  # one mistake leaves one of the halves as it is
            return self.needle[:half] in folded or self.needle[half:] in folded
        if self._pattern is not None:
            return all(one in folded for one in self._pattern.required)
        return self.needle in folded

    def ranges(self, folded: str, until: float = math.inf) -> list[Span]:
        """The hits in a folded text, in its own code points; whether they are words is for `judged` to say.

        Args:
            folded: A text.
            until: a time of `time.monotonic` at which a pattern is given up.

        Raises:
            TooSlowError: it was given up.
        """
        return list(self._ranges(folded, until))

    def ranges_within(
        self, folded: str, parts: Iterable[Span], until: float = math.inf, cancelled: Callable[[], bool] = never
    ) -> list[Span]:
        """The places of a pattern in parts of a folded text, out of none of which it reaches; see `ranges`.

        Where `cancelled`, which is asked some twenty times a second, says yes, the rest is left out.
        """
        return self._pattern.ranges_within(folded, parts, until, cancelled) if self._pattern is not None else []

    def judged(self, folded: str, hits: Iterable[Span]) -> Found:
        """Hits in a folded text without those that are hidden because only words are looked for."""
        every = list(hits)
        if self.mode is not Mode.WORD or not every:
            return Found(every)
        from reader.text.words import whole_words

        kept = whole_words(folded, every)
        return Found(kept, len(every) - len(kept))

    def find(self, text: Folded, until: float = math.inf, cancelled: Callable[[], bool] = never) -> Found:
        """The hits in a text that was folded, in code points of the text as it was before.

        A place that would begin or end inside one original character (the `c` of ℃) is none. See `ranges_within`.
        """
        found = self.judged(
            text.text,
            (hit for hit in self._ranges(text.text, until, text, cancelled) if all(map(text.divides, hit))),
        )
        return Found([(text.starts[start], text.ends[end - 1]) for start, end in found.hits], found.hidden)

    def _ranges(
        self, folded: str, until: float, text: Folded | None = None, cancelled: Callable[[], bool] = never
    ) -> Iterable[Span]:
        if self._pattern is not None:
            return self._pattern.ranges(folded, until, cancelled)
        exact = _occurrences(folded, self.needle, text) if self.needle else []
        if self.mode is Mode.FUZZY:
            from reader.text.near import near

            return near(folded, self.needle, exact)
        return exact


def _occurrences(folded: str, needle: str, text: Folded | None) -> list[Span]:
    """Where a string stands, without overlaps; in a text whose offsets are known, only whole characters of it."""
    hits: list[Span] = []
    size = len(needle)
    at = folded.find(needle)
    while at >= 0:
        if text is None or (text.divides(at) and text.divides(at + size)):
            hits.append((at, at + size))
            at = folded.find(needle, at + size)
        else:
            at = folded.find(needle, at + 1)
    return hits
