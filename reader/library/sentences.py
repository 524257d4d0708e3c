"""A hit in its sentence, as a reader of the article sees it."""

from __future__ import annotations

from typing import NamedTuple

from reader.library.pagetext import PageText, TextHit
from reader.text.clean import respace
from reader.text.fold import Folded
from reader.text.mapped import MappedText
from reader.text.sentences import sentence_at
from reader.text.source import Source
from reader.text.spans import Spans
from reader.text.unwrap import unwrap

AROUND = 60
"""Code points that a sentence keeps before a hit, and twice as many after it; what is longer is cut."""


class Sentence(NamedTuple):
    """A hit with what stands around it."""

    spans: Spans
    """Source spans of the hit."""
    line: int
    """The line of the file that it begins on, from 1."""
    text: str
    """The sentence, rejoined and on one line; an ellipsis stands where it was cut."""
    start: int
    end: int
    """Where the hit stands in it."""


class Sentences:
    """Tells the sentences of hits in one page; a block is put together once for all the hits that follow each other."""

    def __init__(self, source: Source, text: PageText) -> None:
        self._source = source
        self._text = text
        self._passage: Spans = ()
        self._shown = MappedText.join([])
        self._folded: dict[int, Folded] = {}
        self._counted = (0, 1)
        """A place in the file, and the line that it is on."""

    def of(self, hit: TextHit) -> Sentence | None:
        """The sentence of a hit; `None` where it holds only a part of an original character, and so is none."""
        passage = self._text.passage(hit)
        if passage != self._passage:
            self._folded.clear()
        spans = self._text.spans(self._source.text, hit, self._folded)
        if not spans:
            return None
        if passage != self._passage:
            self._passage, self._shown = passage, self._joined(passage)
        shown = self._shown
        ranges = shown.to_display(spans) or ((0, 0),)
        start, end = ranges[0][0], ranges[-1][1]
        low, high = sentence_at(shown.text, start)
        high = max(high, end)
        before = "…" if start - low > AROUND else ""
        after = "…" if high - end > 2 * AROUND else ""
        low, high = (start - AROUND if before else low), (end + 2 * AROUND if after else high)
        words = shown.text[low:high]
        low += len(words) - len(words.lstrip())
        shift = len(before) - low
        return Sentence(spans, self._line(spans[0][0]), before + words.strip() + after, start + shift, end + shift)

    def _joined(self, passage: Spans) -> MappedText:
        """A block as a reader of the article sees it."""
        parts: list[MappedText] = []
        for span in passage:
            if parts:
                parts.append(MappedText.inserted("\n", span[0]))
            parts.append(MappedText.of(self._source.text, [span]))
        return respace(unwrap(MappedText.join(parts)))

    def _line(self, place: int) -> int:
        """The line of the file that a place is on, counted on from the last that was asked for."""
        start, line = self._counted
        if place < start:
            start, line = 0, 1
        self._counted = place, line + self._source.text.count("\n", start, place)
        return self._counted[1]
