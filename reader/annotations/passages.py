"""A place in a text as the words that stand there: found again when the text has changed, as annotations are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.annotations.anchors import Kept, anchor_target, nothing_kept
from reader.annotations.model import Target, make_target, opening
from reader.library.state import Place, Words
from reader.text.source import Source
from reader.text.spans import Span, Spans

WORDS: Final = 32
"""Code points by which a place is known; anchors take half as many for certain."""


def passage_at(source: Source, path: str, offset: int, within: Spans = ()) -> Target:
    """The passage that begins at an offset.

    Args:
        source: the text; it holds a character.
        path: its file, relative to the library, with `/`.
        offset: in code points of the text; one at its end means its last character.
        within: the spans of the article in which the passage is to go on, in reading order.
    """
    offset = max(0, min(offset, len(source.text) - 1))
    spans = opening(_from(within, offset), WORDS) or ((offset, min(offset + WORDS, len(source.text))),)
    return make_target(source, path, spans, article=False)


def _from(spans: Spans, offset: int) -> Iterator[Span]:
    """The part of the spans from an offset on; nothing if they do not hold it."""
    inside = False
    for start, end in spans:
        if inside:
            yield start, end
        elif start <= offset < end:
            inside = True
            yield offset, end


def offset_now(target: Target, source: Source, kept: Kept = nothing_kept) -> int:
    """Where a passage begins in a text, which may have changed since; where its words are gone, where it began."""
    found = anchor_target(target, source, kept)
    start = found.spans[0][0] if found else target.spans[0][0]
    return max(0, min(start, len(source.text) - 1))


def words_at(source: Source, place: Place) -> Words | None:
    """The words that the user's place in a library is found again by; `None` in an empty text."""
    if not source.text:
        return None
    target = passage_at(source, place.path, place.source_offset)
    return Words(target.sha256, target.quote, target.prefix, target.suffix)


def place_now(place: Place, words: Words | None, source: Source, kept: Kept = nothing_kept) -> int:
    """Where the user's place stands in its file's text, which may have changed since it was written down."""
    if words is None or words.sha256 == source.sha256 or not words.quote:
        return place.source_offset
    spans = ((place.source_offset, place.source_offset + len(words.quote)),)
    target = Target(place.path, words.sha256, "", spans, words.quote, words.prefix, words.suffix, article=False)
    return offset_now(target, source, kept)
