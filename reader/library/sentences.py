"""A hit in its sentence, as a reader of the article sees it."""

from __future__ import annotations

from typing import NamedTuple

from reader.library.pagetext import PageText, TextHit
from reader.text.clean import respace
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


def sentence_of(source: Source, text: PageText, hit: TextHit) -> Sentence | None:
    """The sentence of a hit; `None` where it holds only a part of an original character, and so is none."""
    spans = text.spans(source.text, hit)
    if not spans:
        return None
    parts: list[MappedText] = []
    for span in text.passage(hit):
        if parts:
            parts.append(MappedText.inserted("\n", span[0]))
        parts.append(MappedText.of(source.text, [span]))
    shown = respace(unwrap(MappedText.join(parts)))
    ranges = shown.to_display(spans) or ((0, 0),)
    start, end = ranges[0][0], ranges[-1][1]
    low, high = sentence_at(shown.text, start)
    high = max(high, end)
    before = "…" if start - low > AROUND else ""
    after = "…" if high - end > 2 * AROUND else ""
    low, high = (start - AROUND if before else low), (end + 2 * AROUND if after else high)
    words = shown.text[low:high]
    low += len(words) - len(words.lstrip())
    line = source.text.count("\n", 0, spans[0][0]) + 1
    shift = len(before) - low
    return Sentence(spans, line, before + words.strip() + after, start + shift, end + shift)
