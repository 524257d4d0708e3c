"""Where an annotation stands now: in which file, at which spans of its text, on which article.

In the text that it was made on it stands at its spans. In a text that has changed it is looked for by its quote, with
what stood before and after it, blind to white space, width, case and script. What is not found for certain is an
orphan: it is never put at a guess.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from reader.annotations.model import Annotation, Target, opening, place_of
from reader.text.fold import Folded, fold, fold_query
from reader.text.source import Source
from reader.text.spans import Span, Spans, intersection, length, merged, normalised, overlapping

CERTAIN: int = 16
"""So many folded characters name their place: a shorter quote needs that much with its surroundings. Eight do not: in
the seeds 自治区人民政府 and its like stand in a dozen places, with the same words around them."""

TELLING: int = 8
"""So many folded characters may be looked for by themselves when the rest of the quote is found too."""

CHUNK: int = 24
"""Folded characters of the pieces that the opening of an edited article is looked for in."""

CANDIDATES: int = 2000
"""Places of one piece that are looked at: the nearest to where it stood."""


class HasSpans(Protocol):
    """An `Article`, or a summary of one."""

    @property
    def id(self) -> str:
        """Names the article on its page."""

    @property
    def spans(self) -> Spans:
        """All its characters."""


class HasText(Protocol):
    """A target, or what it names."""

    @property
    def path(self) -> str:
        """The file, relative to the library."""

    @property
    def sha256(self) -> str:
        """The hash of its text."""


def file_of(target: HasText, by_text: Mapping[str, Sequence[str]], paths: Container[str]) -> str | None:
    """The file that a target is in now: the one with its text, so that it follows a renamed file; else its path.

    Args:
        target: the target of an annotation.
        by_text: the paths of the library by the sha256 of their texts, as far as these are known.
        paths: every path of the library.
    """
    same = by_text.get(target.sha256, ())
    if target.path in same:
        return target.path
    if same:
        return same[0]
    return target.path if target.path in paths else None


def home(spans: Iterable[Span], articles: Iterable[HasSpans]) -> tuple[str | None, bool]:
    """The article that an annotation shows on: the one that holds the larger part of its characters.

    Returns:
        The id of the article, `None` if no article holds any; and whether a person should check: there is no article,
        or more than a fifth of the characters lie in other articles.
    """
    spans = normalised(spans)
    best: str | None = None
    most = inside = 0
    for article in articles:
        held = length(intersection(article.spans, spans))
        inside += held
        if held > most:
            best, most = article.id, held
    return best, best is None or (inside - most) * 5 > length(spans)


Kept = Callable[[str], Source | None]
"""Gives the text with a hash, if it was kept."""


def nothing_kept(sha256: str) -> None:
    """For who has no texts that were kept."""


class Anchored(NamedTuple):
    """Where an annotation stands in a changed text."""

    spans: Spans
    certain: bool
    """Whether no person need look."""
    place: Spans = ()
    """Where the further place stands that a correction speaks of."""


def place(annotation: Annotation, source: Source, kept: Kept = nothing_kept) -> Spans | None:
    """Where an annotation stands in a text for certain, as far as a machine can tell; else `None`.

    In a changed text that it was not laid beside, an annotation on an article stands at the article's opening: `home`
    tells the article.
    """
    found = anchor(annotation, source, kept)
    return found.spans if found and found.certain else None


def anchor(annotation: Annotation, source: Source, kept: Kept = nothing_kept) -> Anchored | None:
    """Where an annotation stands in a text; `None` if it is an orphan there.

    Where the text that it was made on was kept, the two are laid beside one another. Else its quote is looked for:
    first as it is, then as something like it, with what stood before and after. A correction that speaks of a further
    place is an orphan too where that has gone.
    """
    found = anchor_target(annotation.target, source, kept)
    other = place_of(annotation)
    if found is None or other is None:
        return found
    there = anchor_target(other, source, kept)
    return Anchored(found.spans, found.certain and there.certain, there.spans) if there else None


def anchor_target(target: Target, source: Source, kept: Kept = nothing_kept) -> Anchored | None:
    """The same for a target of whatever."""
    if target.sha256 == source.sha256:
        return Anchored(target.spans, True)
    old = kept(target.sha256)
    if old is not None:
        from reader.annotations.alignment import aligned

        spans = aligned(old, source).map(target.spans)
        if spans is not None:
            return Anchored(spans, True)
        # It may have been moved. What stood there twice may be the other one.
        if _folded_old(old).text.count(fold_query(target.quote)) > 1:
            return None
    spans = _quoted(target, source)
    if old is not None or target.article or len(target.spans) > 1:
        return Anchored(spans, True) if spans is not None else None
    from reader.annotations.approximate import ACCEPTED, LEAD, likeness, rival

    if spans is None:
        found = likeness(_folded(source), target)
        return Anchored(found.spans, found.score >= ACCEPTED and found.lead >= LEAD) if found else None
    # The same words further off may be another passage, and this one be corrected.
    nearer = rival(_folded(source), target, spans)
    return Anchored(nearer.spans, nearer.lead >= LEAD) if nearer else Anchored(spans, True)


@lru_cache(maxsize=1)
def _folded_old(source: Source) -> Folded:
    return fold(source.text)


def _quoted(target: Target, source: Source) -> Spans | None:
    """Where the quote of a target stands, unchanged but for what folding takes away."""
    folded = _folded(source)
    whole = fold_query(target.quote)
    if not whole:
        return None
    start = target.spans[0][0]
    found = _locate(folded, target, [_Piece(whole, start + fold(target.quote).starts[0])])
    if found is None:
        found = _locate(folded, target, _pieces(target))
    if found is None and target.article:
        # One wrong character put right in the opening must not lose the article.
        found = _locate(folded, target, _pieces(target, CHUNK), part=0.5)
    return found


class _Piece(NamedTuple):
    """A folded part of a quote, and where in the old text its first character stood."""

    text: str
    start: int


class _Found(NamedTuple):
    """One way to lay the pieces into the new text; the greater, the better."""

    matched: int
    """Folded characters found."""
    context: int
    """Folded characters before and after that are as they were."""
    nearness: int
    """Minus how far the pieces have moved against one another, in code points."""
    moved: int
    """Minus how far the first piece that was found has moved."""
    spans: Spans


@lru_cache(maxsize=1)
def _folded(source: Source) -> Folded:
    """The folded text; kept, because the annotations of one file are placed one after the other."""
    return fold(source.text)


def _pieces(target: Target, limit: int = 0) -> list[_Piece]:
    """The quote cut where it was not one piece of the text, and after every `limit` folded characters if given."""
    spans = opening(target.spans) if target.article else target.spans
    if length(spans) != len(target.quote):
        return []
    out, at = [], 0
    for start, end in spans:
        folded = fold(target.quote[at : at + end - start])
        size = limit or max(1, len(folded.text))
        for first in range(0, len(folded.text), size):
            out.append(_Piece(folded.text[first : first + size], start + folded.starts[first]))
        at += end - start
    return out


def _locate(folded: Folded, target: Target, pieces: Sequence[_Piece], part: float = 1.0) -> Spans | None:
    """The place of the pieces, of which at least `part` (by characters) must be found, or `None`.

    Every telling piece (if there is none, the longest) is tried at each of its places; the others are looked for as
    near to it as they were.
    """
    wanted = sum(len(piece.text) for piece in pieces)
    if not wanted:
        return None
    places = {piece: _places(folded, piece) for piece in pieces}
    longest = max(pieces, key=lambda piece: len(piece.text))
    anchors = [piece for piece in pieces if len(piece.text) >= TELLING] or [longest]
    before, after = fold_query(target.prefix), fold_query(target.suffix)
    ways = [
        _lay(folded, pieces, places, folded.starts[at] - anchor.start, before, after)
        for anchor in anchors
        for at in places[anchor]
    ]
    best = max(ways, default=None)
    if best is None or best.matched < wanted * part or overlapping(best.spans):
        return None
    if best.matched + best.context < min(CERTAIN, wanted + len(before) + len(after)):
        return None
    return best.spans


def _lay(
    folded: Folded,
    pieces: Sequence[_Piece],
    places: Mapping[_Piece, Sequence[int]],
    shift: int,
    before: str,
    after: str,
) -> _Found:
    """Find each piece nearest to where it stood plus `shift` code points; a piece that tells nothing, just there."""
    spans: list[Span] = []
    matched = nearness = context = 0
    for piece in pieces:
        expected = piece.start + shift
        near = _nearest(folded, places[piece], expected, 1)
        if not near:
            continue
        at = near[0]
        off = abs(folded.starts[at] - expected)
        if off and len(piece.text) < TELLING:
            continue
        end = at + len(piece.text)
        spans.append((folded.starts[at], folded.ends[end - 1]))
        matched += len(piece.text)
        nearness -= off
        if piece is pieces[0]:
            context += _same_end(folded.text[max(0, at - len(before)) : at], before)
        if piece is pieces[-1]:
            context += _same_start(folded.text[end : end + len(after)], after)
    return _Found(matched, context, nearness, -abs(shift), merged(spans))


def _places(folded: Folded, piece: _Piece) -> Sequence[int]:
    """Offsets in the folded text where a piece stands on whole characters of the text, ascending."""
    out: list[int] = []
    at = folded.text.find(piece.text)
    while at >= 0:
        end = at + len(piece.text)
        opens = at == 0 or folded.starts[at - 1] != folded.starts[at]
        closes = end == len(folded.text) or folded.starts[end - 1] != folded.starts[end]
        if opens and closes:
            out.append(at)
        at = folded.text.find(piece.text, at + 1)
    return _nearest(folded, out, piece.start, CANDIDATES)


def _nearest(folded: Folded, places: Sequence[int], expected: int, count: int) -> Sequence[int]:
    """Those `count` of the places (ascending offsets in the folded text) that are nearest to an offset in the text."""
    middle = bisect_left(places, expected, key=folded.starts.__getitem__)
    around = places[max(0, middle - count) : middle + count]
    return sorted(sorted(around, key=lambda place: abs(folded.starts[place] - expected))[:count])


def _same_start(first: str, second: str) -> int:
    """How many characters two texts begin with in common."""
    size = min(len(first), len(second))
    return next((at for at in range(size) if first[at] != second[at]), size)


def _same_end(first: str, second: str) -> int:
    """How many characters two texts end with in common."""
    return _same_start(first[::-1], second[::-1])
