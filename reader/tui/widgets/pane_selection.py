"""What is selected in an article view, and where the caret is: places of the view, remembered as source spans."""

from __future__ import annotations

from reader.newspaper.compose import ArticleView, Place
from reader.text.spans import Span, Spans, difference, merged, normalised


class Selection:
    """An anchor that stands and a head that moves; the text between them is selected.

    The source spans of what a person selected are kept as they were made, so that going through all scripts and back
    changes nothing of them, whatever a phrase is longer by in one of them.
    """

    def __init__(self) -> None:
        """Nothing is selected, and there is no caret."""
        self.anchor: Place | None = None
        """Where the selection began; `None` if nothing is being selected."""
        self.head: Place | None = None
        """Where the selection ends, and the caret is if there is one."""
        self.caret = False
        """Whether the caret is shown."""
        self.spans: Spans = ()
        """Source spans of what is selected, in reading order."""
        self.kept: tuple[Spans, ...] = ()
        """Source spans of earlier selections that are kept beside it, each in reading order."""
        self._source = 0

    @property
    def range(self) -> tuple[Place, Place] | None:
        """The selected range in reading order; `None` if it is empty."""
        if self.anchor is None or self.head is None or self.anchor == self.head:
            return None
        return min(self.anchor, self.head), max(self.anchor, self.head)

    def set(self, view: ArticleView, anchor: Place | None, head: Place | None) -> None:
        """Select from `anchor` to `head`, nothing if there is no anchor."""
        self.anchor, self.head = anchor, head
        self.spans = spans_between(view, *self.range) if self.range else ()
        if head is not None:
            self._source = view.blocks[head.block].text.source_place(head.offset)

    def pieces(self, view: ArticleView) -> list[Spans]:
        """Source spans of what was kept and of what is selected, in reading order, no character twice."""
        shown = [(places[0], one) for one in (*self.kept, self.spans) if (places := view.to_display(one))]
        found: list[Spans] = []
        taken: Spans = ()
        for _place, one in sorted(shown):
            rest = difference(one, taken)
            # As it was selected, in its own order, unless a part of it was taken already.
            found.append(one if rest == normalised(one) else rest)
            taken = (*taken, *one)
        return [one for one in found if one]

    def keep(self, view: ArticleView) -> bool:
        """Keep what is selected and select nothing; returns whether there was anything to keep."""
        if not self.spans:
            return False
        self.kept = (*self.kept, self.spans)
        self.set(view, None, self.head)
        return True

    def show_in(self, view: ArticleView) -> None:
        """Find the places of what is selected, and of the caret, in another view of the same text."""
        shown = view.to_display(self.spans)
        if shown:
            low, high = Place(shown[0].block, shown[0].start), Place(shown[-1].block, shown[-1].end)
            backward = self.anchor is not None and self.head is not None and self.head < self.anchor
            self.anchor, self.head = (high, low) if backward else (low, high)
        else:
            self.anchor, self.spans = None, ()
            self.head = Place(*view.place_of(self._source)) if self.caret and view.blocks else None
            self.caret = self.head is not None


def spans_between(view: ArticleView, first: Place, last: Place) -> Spans:
    """The source spans of the text from one place to a later one, in reading order."""
    spans: list[Span] = []
    for number in range(first.block, last.block + 1):
        start = first.offset if number == first.block else 0
        end = last.offset if number == last.block else len(view.blocks[number].text.text)
        spans.extend(view.to_source(number, start, end))
    return merged(spans)
