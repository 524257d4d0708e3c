"""Half-open spans `[start, end)` in code points of a source text, and arithmetic on lists of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

Span = tuple[int, int]
"""`(start, end)` in code points of the source text, end exclusive."""

Spans = tuple[Span, ...]
"""A place in a text: spans in reading order, which need not be the order of the source."""


def merged(spans: Iterable[Span]) -> Spans:
    """The non-empty spans in their order, each run of neighbours (`end == next start`) made one."""
    out: list[Span] = []
    for start, end in spans:
        if start >= end:
            continue
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def normalised(spans: Iterable[Span]) -> Spans:
    """The same characters as sorted spans that neither touch nor overlap."""
    out: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def length(spans: Iterable[Span]) -> int:
    """Number of code points that the spans hold, each span counted for itself."""
    return sum(end - start for start, end in spans)


def intersection(first: Iterable[Span], second: Iterable[Span]) -> Spans:
    """The characters that stand in both, as normalised spans."""
    left, right = normalised(first), normalised(second)
    out: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            out.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(out)


def difference(first: Iterable[Span], second: Iterable[Span]) -> Spans:
    """The characters of `first` that do not stand in `second`, as normalised spans."""
    out: list[Span] = []
    holes = normalised(second)
    j = 0
    for start, end in normalised(first):
        while j < len(holes) and holes[j][1] <= start:
            j += 1
        k = j
        while k < len(holes) and holes[k][0] < end:
            if start < holes[k][0]:
                out.append((start, holes[k][0]))
            start = max(start, holes[k][1])
            k += 1
        if start < end:
            out.append((start, end))
    return tuple(out)


def overlapping(spans: Iterable[Span]) -> bool:
    """Whether any character stands in two of the spans."""
    ordered = sorted(span for span in spans if span[0] < span[1])
    return any(second[0] < first[1] for first, second in itertools.pairwise(ordered))


def text_of(text: str, spans: Iterable[Span]) -> str:
    """The characters of `text` at the spans, one after the other."""
    return "".join(text[start:end] for start, end in spans)
