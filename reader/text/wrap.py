"""Lines of a given width in terminal cells, as full as the line-breaking rules let them be."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Set
from itertools import accumulate, pairwise
from typing import Final

from reader.text.breaking import break_at, last_break, shape, skip_spaces
from reader.text.widths import ambiguous_wide, cells

__all__ = ["HANGING", "cells", "wrap"]

HANGING: Final = "、，。．,."
"""What may hang beyond a line's end: CLREQ, "Hanging punctuation marks at line end". Each takes two cells at most.

The half-width ones are there because recognised pages have `,` where the paper had `，`.
"""


def wrap(
    text: str, width: int, first: int = 0, *, hanging: bool = False, vertical: bool = False
) -> list[tuple[int, int]]:
    """Part a paragraph into lines.

    Each line is as long as it can be. White space at its ends, and marks that stand on white space, belong to no
    line; every other character belongs to exactly one. A line feed always ends a line. What may not be parted and is
    wider than a line is cut; a single character that is wider than a line stands alone.

    Args:
        text: One paragraph; a text of white space has no line.
        width: How many cells a line has, at least 1.
        first: Cells of the first line that are taken already, as by an indent.
        hanging: Whether a mark of `HANGING` may stand beyond a line's end; the line takes two cells more at most.
        vertical: Whether it is a column of squares (see `reader.text.squares`), each of which counts as two cells.

    Returns:
        The ranges `[start, end)` of the lines in code points, ascending; none is empty.
    """
    lines: list[tuple[int, int]] = []
    offset = 0
    marks = HANGING if hanging else ""
    for line in text.split("\n"):
        taken = first if not lines else 0
        parts = _columns(line, width, taken) if vertical else _lines(line, max(1, width), taken, marks)
        lines.extend((offset + start, offset + end) for start, end in parts)
        offset += len(line) + 1
    return lines


_WIDTHS: dict[bool, dict[str, int]] = {False: {}, True: {}}
"""The width of each character met so far, without and with ambiguous ones as two cells.

Several threads may fill it: they write the same values.
"""


def _lines(text: str, width: int, first: int, marks: str) -> Iterator[tuple[int, int]]:
    known = _WIDTHS[ambiguous_wide()]
    for char in set(text):
        if char not in known:
            known[char] = cells(char)
    classes = shape(text)
    if "M" not in classes:
        widths = array("I", accumulate(map(known.__getitem__, text), initial=0))
        yield from _fill(classes, widths, width, first, _places(text, marks))
        return
    # What belongs together is measured and moved together: one place for a character with its marks.
    starts = [at for at, name in enumerate(classes) if name != "M"]
    starts.append(len(text))
    clusters = [text[start:end] for start, end in pairwise(starts)]
    widths = array("I", accumulate(map(cells, clusters), initial=0))
    hanging = {at for at, cluster in enumerate(clusters) if cluster in marks} if marks else frozenset()
    for start, end in _fill(classes.replace("M", ""), widths, width, first, hanging):
        yield starts[start], starts[end]


def _columns(text: str, width: int, first: int) -> Iterator[tuple[int, int]]:
    """The same for squares of two cells each."""
    from reader.text.squares import squares

    starts = squares(text)
    classes = "".join(map(shape(text).__getitem__, starts))
    widths = array("I", range(0, 2 * len(starts) + 2, 2))
    starts.append(len(text))
    for start, end in _fill(classes, widths, width, first, frozenset()):
        yield starts[start], starts[end]


def _places(text: str, marks: str) -> Set[int]:
    return {at for at, char in enumerate(text) if char in marks} if marks else frozenset()


def _fill(classes: str, widths: array[int], width: int, first: int, hanging: Set[int]) -> Iterator[tuple[int, int]]:
    """The lines of a text without marks; `widths` are sums, the width of all before each place."""
    size = len(classes.rstrip("S"))
    start = skip_spaces(classes, 0)
    room = max(1, width - first)
    while start < size:
        # One character at least, however wide; marks without width go with it.
        least = bisect_right(widths, widths[start], start)
        limit = max(least, bisect_right(widths, widths[start] + room, start) - 1)
        hung = None
        if limit in hanging:
            # A mark that is the last of the text ends a line as any other does.
            hung = (size, size) if limit + 1 >= size else break_at(classes, limit + 1)
        if limit >= size:
            yield start, size
            return
        end, following = hung or last_break(classes, start, limit)
        yield start, end
        start, room = following, width
