"""Lines of a given width in terminal cells, as full as the line-breaking rules let them be."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from rich.cells import cell_len

from reader.text.breaking import last_break, shape, skip_spaces


def cells(text: str) -> int:
    """The number of terminal cells that a text takes, as Textual draws it."""
    return cell_len(text)


def wrap(text: str, width: int, first: int = 0) -> list[tuple[int, int]]:
    """Part a paragraph into lines.

    Each line is as long as it can be. White space at its ends, and marks that stand on white space, belong to no
    line; every other character belongs to exactly one. A line feed always ends a line. What may not be parted and is
    wider than a line is cut; a single character that is wider than a line stands alone.

    Args:
        text: One paragraph; a text of white space has no line.
        width: How many cells a line has, at least 1.
        first: Cells of the first line that are taken already, as by an indent.

    Returns:
        The ranges `[start, end)` of the lines in code points, ascending; none is empty.
    """
    lines: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        taken = first if not lines else 0
        lines.extend((offset + start, offset + end) for start, end in _lines(line, max(1, width), taken))
        offset += len(line) + 1
    return lines


_WIDTHS: dict[str, int] = {}
"""The width of each character met so far. Several threads may fill it: they write the same values."""


def _lines(text: str, width: int, first: int) -> Iterator[tuple[int, int]]:
    for char in set(text):
        if char not in _WIDTHS:
            _WIDTHS[char] = cell_len(char)
    classes = shape(text)
    if "M" not in classes:
        widths = array("I", accumulate(map(_WIDTHS.__getitem__, text), initial=0))
        yield from _fill(classes, widths, width, first)
        return
    # What belongs together is measured and moved together: one place for a character with its marks.
    starts = [at for at, name in enumerate(classes) if name != "M"]
    starts.append(len(text))
    clusters = (text[start:end] for start, end in pairwise(starts))
    widths = array("I", accumulate(map(cell_len, clusters), initial=0))
    for start, end in _fill(classes.replace("M", ""), widths, width, first):
        yield starts[start], starts[end]


def _fill(classes: str, widths: array[int], width: int, first: int) -> Iterator[tuple[int, int]]:
    """The lines of a text without marks; `widths` are sums, the width of all before each place."""
    size = len(classes.rstrip("S"))
    start = skip_spaces(classes, 0)
    room = max(1, width - first)
    while start < size:
        # One character at least, however wide; marks without width go with it.
        least = bisect_right(widths, widths[start], start)
        limit = max(least, bisect_right(widths, widths[start] + room, start) - 1)
        if limit >= size:
            yield start, size
            return
        end, following = last_break(classes, start, limit)
        yield start, end
        start, room = following, width
