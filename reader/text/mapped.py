"""A string that knows, for every piece of itself, which characters of the source it came from.

`MappedText` is the heart of the design: repairing, joining, converting and laying out are functions from one to
another, and every result can be walked back to the source (`to_source`) and forth again (`to_display`). A source
character stands in a `MappedText` at most once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reader.text.spans import Span, Spans, merged, overlapping


class Run(NamedTuple):
    """A piece `[start, end)` of the display text and where it came from.

    Four kinds: *aligned* (one span of the same length, character by character), *replaced* (its spans became the
    piece as a whole), *deleted* (spans that show as nothing, `start == end`), *inserted* (an empty span at its place).
    """

    start: int
    end: int
    spans: Spans
    aligned: bool

    @property
    def inserted(self) -> bool:
        """Whether the piece came from no source character."""
        return all(start == end for start, end in self.spans)

    @property
    def deleted(self) -> bool:
        """Whether source characters show as nothing here."""
        return self.start == self.end


class Edit(NamedTuple):
    """Put `text` in place of the display range `[start, end)`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class MappedText:
    """Display text with its runs; build one with `of`, `join` or `inserted`, change it with the other methods."""

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, source: str, spans: Iterable[Span]) -> MappedText:
        """The characters of `source` (a whole source text) at `spans`, in the order given.

        Raises:
            ValueError: a span lies outside the text, or two overlap.
        """
        pieces, runs, at = [], [], 0
        for start, end in merged(spans):
            if start < 0 or end > len(source):
                raise ValueError(f"span {start, end} lies outside a text of {len(source)} code points")
            pieces.append(source[start:end])
            runs.append(Run(at, at + end - start, ((start, end),), True))
            at += end - start
        return cls("".join(pieces), _checked(runs))

    @classmethod
    def inserted(cls, text: str, place: int) -> MappedText:
        """Text that is not in the source, shown at source offset `place`."""
        return cls(text, (Run(0, len(text), ((place, place),), False),) if text else ())

    @classmethod
    def join(cls, parts: Iterable[MappedText]) -> MappedText:
        """The parts one after the other.

        Raises:
            ValueError: a source character stands in two of them.
        """
        pieces: list[str] = []
        runs: list[Run] = []
        at = 0
        for part in parts:
            pieces.append(part.text)
            for run in part.runs:
                _append(runs, run._replace(start=run.start + at, end=run.end + at))
            at += len(part.text)
        return cls("".join(pieces), _checked(runs))

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> MappedText:
        """The display range `[start, end)`.

        A replaced run that is cut keeps all its spans on either side of the cut, so the two halves refuse to be
        joined again. A deleted run goes with the character after it, at the text's end with the one before; where a
        text has no character left, its one slice is all of it.
        """
        size = len(self.text)
        start, end = max(0, start), min(size, end)
        out: list[Run] = []
        for run in self.runs_from(start):
            if run.start > end:
                break
            if run.deleted:
                at_end = run.start == end == size and (start < end or size == 0)
                if start <= run.start < end or at_end:
                    out.append(run._replace(start=run.start - start, end=run.end - start))
                continue
            low, high = max(run.start, start), min(run.end, end)
            if low < high:
                out.append(_cut(run, low, high, -start))
        return MappedText(self.text[start:end] if start < end else "", tuple(out))

    def replace(self, edits: Iterable[Edit]) -> MappedText:
        """Apply edits, all given in offsets of this text, in ascending order and apart from one another.

        An edit makes one replaced run of what it covers (deleted, if its text is empty; inserted, if it covers no
        source character). Where it cuts a replaced run, it takes in the whole of it.

        Raises:
            ValueError: the edits are out of order, overlap, or lie outside the text.
        """
        return _Rewriter(self).apply(list(edits))

    def with_text(self, text: str) -> MappedText:
        """The same map under another text of the same length, changed character by character.

        Raises:
            ValueError: the lengths differ.
        """
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} code points cannot stand for {len(self.text)} one by one")
        return MappedText(text, self.runs)

    def runs_from(self, offset: int) -> Iterator[Run]:
        """The runs from the first that holds or touches display `offset`; costs nothing for those not asked for."""
        # By number: a slice would copy the rest of the runs at each call.
        for number in range(bisect_left(self._ends, offset), len(self.runs)):
            yield self.runs[number]

    @cached_property
    def spans(self) -> Spans:
        """Every source character that the text accounts for, shown or deleted, in display order."""
        return merged(span for run in self.runs for span in run.spans)

    def to_source(self, start: int, end: int) -> Spans:
        """The source spans of the display range `[start, end)`, in display order, neighbours merged.

        Inserted characters give nothing; deleted ones are given where they lie strictly inside the range.
        """
        out: list[Span] = []
        for run in self.runs_from(start):
            if run.start >= end:
                break
            if run.deleted:
                if start < run.start < end:
                    out.extend(run.spans)
                continue
            low, high = max(run.start, start), min(run.end, end)
            if low < high:
                out.extend(_cut(run, low, high, 0).spans)
        return merged(out)

    def to_display(self, spans: Iterable[Span]) -> Spans:
        """The display ranges where source spans are shown, ascending and merged; the inverse of `to_source`.

        Inserted characters between two shown ones are taken in. A span that shows as nothing gives the empty range
        at its place; a span that this text does not hold gives none.
        """
        shown: list[Span] = []
        for start, end in spans:
            found = [piece for piece in self._pieces(start, end)]
            visible = [piece for piece in found if piece[0] < piece[1]]
            shown.extend(visible or found[:1])
        return self._bridged(sorted(set(shown)))

    def source_place(self, offset: int) -> int:
        """The source offset of the character at display `offset`; past the end, the end of the last one. 0 if empty."""
        after = None
        for run in self.runs_from(offset):
            if run.start <= offset < run.end and not run.inserted:
                return run.spans[0][0] + (offset - run.start if run.aligned else 0)
            if not run.inserted and run.start >= offset:
                after = run
                break
        if after is not None:
            return after.spans[0][0]
        return next((run.spans[-1][1] for run in reversed(self.runs)), 0)

    def display_place(self, place: int) -> int:
        """The display offset at which the source character at `place` stands, or where it would."""
        index = self._by_source
        i = bisect_right(index, (place, len(self.text) + 1, 0, 0)) - 1
        if i < 0:
            return 0
        start, _, end, number = index[i]
        run = self.runs[number]
        if place >= end:
            return run.end
        return run.start + (place - start if run.aligned else 0)

    @cached_property
    def _ends(self) -> list[int]:
        return [run.end for run in self.runs]

    @cached_property
    def _by_source(self) -> list[tuple[int, int, int, int]]:
        """`(source start, display start, source end, run number)` of every non-empty source span, sorted."""
        return sorted(
            (start, run.start, end, number)
            for number, run in enumerate(self.runs)
            for start, end in run.spans
            if start < end
        )

    def _pieces(self, start: int, end: int) -> Iterable[Span]:
        """Display ranges of the source characters of `[start, end)`, run by run in source order."""
        index = self._by_source
        i = max(0, bisect_right(index, (start, len(self.text) + 1, 0, 0)) - 1)
        while i < len(index) and index[i][0] < end:
            low, _, high, number = index[i]
            run = self.runs[number]
            if high > start and low < end:
                if run.aligned:
                    yield run.start + max(start, low) - low, run.start + min(end, high) - low
                else:
                    yield run.start, run.end
            i += 1

    def _bridged(self, ranges: Sequence[Span]) -> Spans:
        """Ranges merged where they touch or only inserted characters stand between them."""
        out: list[Span] = []
        for start, end in ranges:
            if out and (start <= out[-1][1] or self._only_inserted(out[-1][1], start)):
                out[-1] = (out[-1][0], max(out[-1][1], end))
            else:
                out.append((start, end))
        return tuple(out)

    def _only_inserted(self, start: int, end: int) -> bool:
        for run in self.runs_from(start):
            if run.start >= end:
                break
            if run.end > start and not run.inserted:
                return False
        return True


def _cut(run: Run, start: int, end: int, shift: int) -> Run:
    """The part `[start, end)` of a run that shows something, moved by `shift`."""
    spans = run.spans
    if run.aligned:
        source = spans[0][0] + start - run.start
        spans = ((source, source + end - start),)
    return Run(start + shift, end + shift, spans, run.aligned)


def _append(runs: list[Run], run: Run) -> None:
    """Append a run, made one with the last where both are aligned and neighbours in the source."""
    last = runs[-1] if runs else None
    if last and last.aligned and run.aligned and last.end == run.start and last.spans[0][1] == run.spans[0][0]:
        runs[-1] = Run(last.start, run.end, ((last.spans[0][0], run.spans[0][1]),), True)
    else:
        runs.append(run)


def _checked(runs: list[Run]) -> tuple[Run, ...]:
    if overlapping(span for run in runs for span in run.spans):
        raise ValueError("a source character cannot stand twice in one view")
    return tuple(runs)


class _Rewriter:
    """One pass over the runs of a text that leaves some and swallows others."""

    def __init__(self, mapped: MappedText) -> None:
        self.mapped = mapped
        self.number = 0
        self.at = 0
        self.runs: list[Run] = []
        self.pieces: list[str] = []
        self.size = 0

    def apply(self, edits: list[Edit]) -> MappedText:
        for start, end, text in self._grouped(edits):
            self._keep(start)
            self._put(text, *self._swallow(end))
        self._keep(len(self.mapped.text))
        return MappedText("".join(self.pieces), tuple(self.runs))

    def _grouped(self, edits: list[Edit]) -> Iterable[Edit]:
        """The edits widened to whole replaced runs; those that then share one are made one."""
        text = self.mapped.text
        regions: list[tuple[int, int, list[Edit]]] = []
        last = 0
        for edit in edits:
            if not last <= edit.start <= edit.end <= len(text):
                raise ValueError(f"edit {edit.start, edit.end} is out of order or outside the text")
            last = edit.end
            low, high = self._widened(edit)
            if regions and low < regions[-1][1]:
                before = regions[-1]
                before[2].append(edit)
                regions[-1] = (before[0], max(before[1], high), before[2])
            else:
                regions.append((low, high, [edit]))
        for low, high, members in regions:
            pieces, at = [], low
            for edit in members:
                pieces += [text[at : edit.start], edit.text]
                at = edit.end
            yield Edit(low, high, "".join([*pieces, text[at:high]]))

    def _widened(self, edit: Edit) -> Span:
        low, high = edit.start, edit.end
        for run in self.mapped.runs_from(edit.start):
            if run.start > edit.end:
                break
            if not run.aligned and not run.inserted:
                if run.start < edit.start < run.end:
                    low = run.start
                if run.start < edit.end < run.end:
                    high = run.end
        return low, high

    def _keep(self, until: int) -> None:
        """Pass on everything up to display offset `until`, deleted runs at it included."""
        runs = self.mapped.runs
        while self.number < len(runs):
            run = runs[self.number]
            if run.start > until or (run.start == until and not run.deleted):
                break
            low, high = max(run.start, self.at), min(run.end, until)
            if run.deleted:
                _append(self.runs, run._replace(start=self.size, end=self.size))
            elif low < high:
                _append(self.runs, _cut(run, low, high, self.size - low))
                self._write(self.mapped.text[low:high])
            if run.end > until:
                break
            self.number += 1
        self.at = until

    def _swallow(self, until: int) -> tuple[list[Span], int]:
        """Take out everything up to `until`; its source spans, and the source offset of its place."""
        runs = self.mapped.runs
        spans: list[Span] = []
        place = self.runs[-1].spans[-1][1] if self.runs else None
        while self.number < len(runs) and runs[self.number].start < until:
            run = runs[self.number]
            low, high = max(run.start, self.at), min(run.end, until)
            part = run if run.deleted else _cut(run, low, high, 0)
            if place is None:
                place = part.spans[0][0]
            if not part.inserted:
                spans.extend(part.spans)
            if run.end > until:
                break
            self.number += 1
        self.at = until
        if place is None:
            place = runs[self.number].spans[0][0] if self.number < len(runs) else 0
        return spans, place

    def _put(self, text: str, spans: list[Span], place: int) -> None:
        source = merged(spans)
        if not source and not text:
            return
        run = Run(self.size, self.size + len(text), source or ((place, place),), False)
        self.runs.append(run)
        self._write(text)

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.size += len(text)
