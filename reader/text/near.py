"""Finding a query that was recognised with one mistake: a Han character that is another, one too many, or missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from reader.text.spans import Span

SHORTEST = 3
"""Code points below which a query with one mistake in it says nothing."""


def near(text: str, query: str, exact: Iterable[Span]) -> list[Span]:
    """Where a query stands in a text with at most one mistake, ascending and without overlaps.

    A mistake is a Han character of the query that is another one in the text, one that the text lacks, or one that the
    text has between two characters of the query. Of places that overlap, one without a mistake counts before the
    others, then a character that is another, one too many, one missing; among like ones the first.

    Args:
        text: folded, as the query is.
        query: of `SHORTEST` characters or more; a shorter one is found only as it is.
        exact: where it stands without a mistake, ascending and without overlaps; these are among those returned.
    """
    taken = list(exact)
    if len(query) < SHORTEST:
        return taken
    half = len(query) // 2
    # One mistake leaves one of the two halves as it is.
    found = set(_after(text, query[:half], query[half:])) | set(_before(text, query[:half], query[half:]))
    for _kind, start, end in sorted(found):
        at = bisect_left(taken, (start, end))
        if (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0]):
            taken.insert(at, (start, end))
    return taken


_OTHER, _EXTRA, _MISSING = range(3)


def _after(text: str, first: str, second: str) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of the places with a mistake in the second half of the query, or between its halves."""
    size = len(second)
    for start in _places(text, first):
        at = start + len(first)
        same = 0
        while same < size and text.startswith(second[same], at + same):
            same += 1
        if same == size:
            continue
        wrong, rest = at + same, second[same + 1 :]
        han = is_han(text[wrong : wrong + 1])
        if is_han(second[same]):
            if han and text.startswith(rest, wrong + 1):
                yield _OTHER, start, at + size
            if text.startswith(rest, wrong):
                yield _MISSING, start, at + size - 1
        if han and text.startswith(second[same:], wrong + 1):
            yield _EXTRA, start, at + size + 1


def _before(text: str, first: str, second: str) -> Iterator[tuple[int, int, int]]:
    """The same with a mistake in the first half."""
    size = len(first)
    for at in _places(text, second):
        end = at + len(second)
        same = 0
        while same < size and same < at and text[at - same - 1] == first[size - same - 1]:
            same += 1
        if same == size:
            continue
        wrong, rest = at - same, first[: size - same - 1]  # the mistake ends at `wrong`
        han = is_han(text[wrong - 1 : wrong]) if wrong else False
        if is_han(first[size - same - 1]):
            if han and text.endswith(rest, 0, wrong - 1) and at >= size:
                yield _OTHER, at - size, end
            if text.endswith(rest, 0, wrong):
                yield _MISSING, at - size + 1, end
        if han and text.endswith(first[: size - same], 0, wrong - 1):
            yield _EXTRA, at - size - 1, end


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def is_han(char: str) -> bool:
    """Whether a character is an ideograph; the empty string is none."""
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000" or (char != "" and char in "〇々")
