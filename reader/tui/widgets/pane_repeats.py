"""Passages of a view that also stand elsewhere: which rows show one, and which of them are folded to a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.newspaper.compose import ArticleView
from reader.text.spans import Span, Spans, intersection, normalised
from reader.tui.widgets.virtual_list import fitted

if TYPE_CHECKING:
    from reader.newspaper.folding import Label

BAR: Final = "║"
"""Stands before each row of such a passage."""


class Fold(NamedTuple):
    """A passage that is to be skipped."""

    span: Span
    """Where it stands in the source."""
    label: Label
    """What is said instead, given how many characters are hidden."""


class Repeats:
    """The passages of one view, and what of them a person opened."""

    def __init__(self, whole: ArticleView | None = None) -> None:
        """Nothing is marked yet."""
        self.whole = whole
        """The view without anything folded."""
        self._spans: Spans = ()
        self._folds: tuple[Fold, ...] = ()
        self._hidden: list[Fold] = []
        self._cells = 0
        self._lines: dict[int, int] = {}
        self.opened: list[Span] = []
        """Source spans that are shown whatever is to be skipped."""

    def mark(self, spans: Spans, folds: Sequence[Fold]) -> bool:
        """Take over what is repeated, and what is to be folded; whether the view must be arranged anew."""
        self._spans = normalised(spans)
        before = [fold.span for fold in self._hidden]
        self._folds = tuple(folds)
        return self.whole is not None and before != [fold.span for fold in self._wanted()]

    def refit(self, cells: int) -> bool:
        """Take over the width that a line may have; whether the view must be arranged anew."""
        before, self._cells = self._cells, cells
        return before != cells and bool(self._hidden)

    def arranged(self) -> ArticleView | None:
        """The view as it is to be shown."""
        self._hidden, self._lines = [], {}
        wanted = self._wanted()
        if self.whole is None or not wanted:
            return self.whole
        from reader.newspaper.folding import folded

        self._hidden = wanted
        view, self._lines = folded(self.whole, [(fold.span, self._fitted(fold.label)) for fold in wanted])
        return view

    def _fitted(self, label: Label) -> Label:
        return lambda count: fitted(label(count), self._cells or 80)

    def first_in(self, view: ArticleView, block: int, start: int, end: int) -> int | None:
        """The first source offset of a range of a block's text that is repeated, if one is."""
        if not self._spans or block >= len(view.blocks):
            return None
        for low, high in view.to_source(block, start, end):
            at = max(0, bisect_right(self._spans, (low, low)) - 1)
            for first, last in self._spans[at : at + 2]:
                if first < high and low < last:
                    return max(first, low)
        return None

    def open(self, spans: Spans) -> bool:
        """Show these spans from now on; whether any was folded."""
        self.opened += spans
        return any(intersection([fold.span], spans) for fold in self._hidden)

    def open_line(self, blocks: Iterable[int]) -> bool:
        """Open what the first of these blocks that is a line stands for; whether there is one."""
        number = next((self._lines[block] for block in blocks if block in self._lines), None)
        if number is None:
            return False
        self.opened.append(self._hidden[number].span)
        return True

    def close(self, place: int) -> bool:
        """Fold what was opened at a source offset again; whether there was something."""
        span = next((fold.span for fold in self._folds if fold.span[0] <= place < fold.span[1]), None)
        if span is None:
            return False
        before = len(self.opened)
        self.opened = [one for one in self.opened if not intersection([one], [span])]
        return len(self.opened) < before

    def _wanted(self) -> list[Fold]:
        return [fold for fold in self._folds if not intersection([fold.span], self.opened)]
