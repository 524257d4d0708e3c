"""What lies over the text of an article: marks, search hits, a flash; each found by the row it touches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reader.newspaper.compose import ArticleView, Hit
from reader.newspaper.layout import Row
from reader.text.rules import rule
from reader.text.spans import Spans
from reader.tui.widgets.pane_rows import Ink

NOTE_SIGN = "✎"
"""Stands in the margin of the row where a passage with a note begins."""


_BULLETS: Final = rule("[■□▲△▶►▼▽●○◆◇★☆◎]+")


def bullets(text: str, row: Row) -> Iterator[Ink]:
    """The ink of the marks of a row that stand before jumps, names and items: ■ □ ▲ ●."""
    for found in _BULLETS.finditer(text, row.start, row.end):
        yield Ink(*found.span(), "bullet")


class Mark(NamedTuple):
    """A passage that a person marked."""

    annotation_id: str
    ranges: Spans
    """Source spans."""
    colour: int | None = None
    """Index of its tag's colour in the palette; `None` for a passage without a tag."""
    note: bool = False
    """Whether there is a note on it: it is underlined, and only that if it has no colour."""
    letter: str = ""
    """Of a bookmark: stands in the margin where the passage begins, which is not marked itself."""

    @property
    def styles(self) -> tuple[str, ...]:
        """Names of the styles that show it, in the order they are laid on."""
        if self.colour is not None:
            ground: tuple[str, ...] = (f"tag-{self.colour}",)
        else:
            ground = () if self.note else ("mark",)
        return (*ground, "note") if self.note else ground


class Inks:
    """Marks, hits and flash of one view, by the block they lie in."""

    def __init__(self, view: ArticleView) -> None:
        """Nothing lies over the text yet."""
        self._view = view
        self._marks: dict[int, list[tuple[int, int, Mark]]] = {}
        self._signs: dict[int, list[tuple[int, str]]] = {}
        self._shown: Sequence[Hit] = ()
        self._hits: dict[int, tuple[list[int], list[int]]] = {}
        self.current: Hit | None = None
        """The hit that is shown stronger."""
        self.flash: Sequence[Hit] = ()
        """Ranges to be shown as just arrived at."""

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show marks, later ones over earlier ones; what this view does not hold of them is not shown."""
        placed = defaultdict(list)
        signs = defaultdict(list)
        for mark in marks:
            ranges = self._view.to_display(mark.ranges)
            for block, start, end in ranges if not mark.letter else ():
                placed[block].append((start, end, mark))
            if ranges and (mark.letter or mark.note):
                signs[ranges[0].block].append((ranges[0].start, mark.letter or NOTE_SIGN))
        self._marks = dict(placed)
        self._signs = dict(signs)

    def set_hits(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Show hits, `current` stronger; hits do not overlap."""
        self.current = current
        if hits is self._shown:  # thousands may be: only another of them is the current one
            return
        self._shown = hits
        grouped = defaultdict(list)
        for block, start, end in hits:
            grouped[block].append((start, end))
        self._hits = {}
        for block, ranges in grouped.items():
            ranges.sort()
            self._hits[block] = [start for start, _ in ranges], [end for _, end in ranges]

    def of(self, row: Row) -> list[Ink]:
        """What lies over a row, cut to it, in the order of laying on."""
        inks = [
            Ink(max(start, row.start), min(end, row.end), style)
            for start, end, mark in self._marks.get(row.block, ())
            if start < row.end and end > row.start
            for style in mark.styles
        ]
        if row.block in self._hits:
            starts, ends = self._hits[row.block]
            for number in range(bisect_right(ends, row.start), bisect_left(starts, row.end)):
                now = self.current == Hit(row.block, starts[number], ends[number])
                start, end = max(starts[number], row.start), min(ends[number], row.end)
                inks.append(Ink(start, end, "hit-current" if now else "hit"))
        inks += [
            Ink(max(start, row.start), min(end, row.end), "flash")
            for block, start, end in self.flash
            if block == row.block and start < row.end and end > row.start
        ]
        return inks

    def sign_in(self, row: Row) -> str:
        """The letter of a bookmark in a row, else the sign of a passage with a note that begins there."""
        found = [sign for start, sign in self._signs.get(row.block, ()) if row.start <= start < row.end]
        return min(found, key=lambda sign: sign == NOTE_SIGN, default="")

    def marks_in(self, block: int, start: int, end: int) -> list[Mark]:
        """The marks that touch a range of a block, the one drawn last first; an empty range is a place between two."""
        return [
            mark
            for low, high, mark in reversed(self._marks.get(block, ()))
            if low < max(end, start + 1) and high > start
        ]
