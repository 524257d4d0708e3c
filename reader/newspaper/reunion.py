"""Bring together what belongs to one article but stands apart on the page: by what the pieces speak of.

Columns of one article may stand inside another, a headline may be printed away from its text. The division of a page
into runs of units is therefore looked over once more: a headline without text goes to text without a headline, text
without a headline to the article that it is most like, and paragraphs at the end of an article to another one that
they are much more like.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator, Sequence

from reader.newspaper.joins import Unit
from reader.newspaper.likeness import READ, Likeness
from reader.newspaper.wording import Kind

Run = list[Unit]
"""The units of one article, in reading order."""

_HEADLINE_LIKE = 0.2
"""From what share of its character pairs on a headline belongs to a text away from it."""

_TEXT_LIKE = 0.05
"""From what share of its rarer character pairs on a text without a headline belongs to another article."""

_PAGE = 12
"""How far off, in articles, a piece is looked for: a page seldom holds more, and a book of pages stays linear."""

_TAIL = 40
"""How many units at the end of an article may be moved: more are an article."""

_PASSAGE = 24
"""How many characters that two articles share are no accident."""

_CLEARLY = 1.4
"""How many times as much."""

_MORE_LIKE = 0.03
"""By what share paragraphs must be more like the next article than like their own, to be moved."""


def reunited(runs: Sequence[Run]) -> list[Run]:
    """The runs with pieces brought to their articles."""
    out = [list(run) for run in runs]
    if len(out) > 1:
        out = _headlines_placed(out)
        out = _texts_placed(out)
        _edges_moved(out)
        out = _texts_placed(out)
    return out


def _headlines_placed(runs: list[Run]) -> list[Run]:
    """Headlines that have no text, each with the text that has no title and speaks of the same."""
    bodies = [frozenset[str]().union(*(unit.pairs for unit in run if unit.text)) for run in runs]
    like = Likeness(bodies)
    gone: set[int] = set()
    for number, run in enumerate(runs):
        if not all(unit.heading for unit in run):
            continue
        head = frozenset[str]().union(*(unit.pairs for unit in run))
        shares = [
            (like.share(head, bodies[other]), other)
            for other in _near(number, len(runs))
            if not _titled(runs[other]) and bodies[other]
        ]
        share, best = max(shares, default=(0.0, -1))
        if share >= _HEADLINE_LIKE:
            first = next(at for at, unit in enumerate(runs[best]) if not unit.heading)
            runs[best][first:first] = run
            gone.add(number)
    return [run for number, run in enumerate(runs) if number not in gone]


def _texts_placed(runs: list[Run]) -> list[Run]:
    """Texts that have no headline, each in the article that it is clearly most like.

    A column heading may stand between two of them; what finds no place is put together again.
    """
    pieces = [piece for run in runs for piece in (_parted(run) if _nameless(run) else [run])]
    first_of = {id(run[0]) for run in runs}
    bodies = [_pairs(piece) for piece in pieces]
    like = Likeness(bodies)
    gone: set[int] = set()
    for number, piece in enumerate(pieces):
        if not _nameless(piece):
            continue
        signed = _signed(piece)
        shares = sorted(
            (like.share(bodies[number], bodies[other]), other)
            for other in _near(number, len(pieces))
            if other not in gone and not _photo(pieces[other]) and not (signed and _signed(pieces[other]))
        )
        share, best = shares[-1] if shares else (0.0, number)
        second = shares[-2][0] if len(shares) > 1 else 0.0
        if share >= _TEXT_LIKE and share >= _CLEARLY * second:
            _merge(pieces[best], piece)
            bodies[best] = bodies[best] | bodies[number]
            gone.add(number)
    out: list[Run] = []
    for number, piece in enumerate(pieces):
        if number in gone:
            continue
        if id(piece[0]) in first_of or not out or number - 1 in gone or not _nameless(out[-1]):
            out.append(piece)
        else:
            out[-1].extend(piece)
    return out


def _nameless(run: Run) -> bool:
    """Whether an article has text and no headline but the name of a column."""
    return not any(unit.heading and not unit.column for unit in run) and not _photo(run)


def _parted(run: Run) -> list[Run]:
    """The run cut after each column heading that has text on both sides."""
    out: list[Run] = [[]]
    for number, unit in enumerate(run):
        out[-1].append(unit)
        rest = run[number + 1 :]
        if unit.heading and any(other.text for other in out[-1]) and any(other.text for other in rest):
            out.append([])
    return out


def _merge(run: Run, piece: Run) -> None:
    """Put a piece into an article: before its text if it opens with a dateline, else after it."""
    if any(unit.dateline for unit in piece):
        first = next((at for at, unit in enumerate(run) if not unit.heading and unit.kind is not Kind.BYLINE), len(run))
        run[first:first] = piece
    else:
        run.extend(piece)


def _edges_moved(runs: list[Run]) -> None:
    """Move the last paragraphs of an article to the next one, if taken together they are much more like that.

    Seen on seed 004, where the end of an article is printed before its headline. To articles farther off nothing is
    moved: that went wrong more often than right on pages spoiled by program.
    """
    bodies = [_pairs(run) for run in runs]
    like = Likeness(bodies)
    for number, run in enumerate(runs[:-1]):
        moves = []
        for cut, tail, here in _cuts(run):
            own = like.share(tail, here)
            share = like.share(tail, bodies[number + 1])
            enough = max(_TEXT_LIKE, own * _CLEARLY, own + _MORE_LIKE)
            if share >= enough and not _share_a_passage(run[cut:], runs[number + 1]):
                moves.append((share - own, cut))
        if moves:
            _, cut = max(moves)
            runs[number + 1].extend(run[cut:])
            del run[cut:]
            bodies[number], bodies[number + 1] = _pairs(run), _pairs(runs[number + 1])


def _share_a_passage(tail: Run, other: Run) -> bool:
    """Whether a passage stands in both, word for word: likeness then says nothing."""
    whole = "".join(unit.core for unit in other)
    return any(
        unit.core[at : at + _PASSAGE] in whole
        for unit in tail
        for at in range(0, min(len(unit.core), READ) - _PASSAGE, _PASSAGE // 2)
    )


def _cuts(run: Run) -> list[tuple[int, frozenset[str], frozenset[str]]]:
    """Where an article of text may be cut so that paragraphs without a dateline or headline come off its end.

    With each cut, the pairs of what is below and above it.
    """
    first_text = next((number for number, unit in enumerate(run) if unit.text), len(run))
    cuts: list[int] = []
    for cut in range(len(run) - 1, max(first_text, len(run) - 1 - _TAIL), -1):
        unit = run[cut]
        if unit.kind is Kind.JUMP_ON:
            continue
        if unit.kind is not Kind.TEXT or unit.heading or unit.caption:
            break
        cuts.append(cut)
    if not cuts:
        return []
    above = [_pairs(run[: cuts[-1]])]
    for low, high in itertools.pairwise(reversed(cuts)):
        above.append(above[-1] | _pairs(run[low:high]))
    below: Iterator[frozenset[str]] = itertools.accumulate(
        (_pairs(run[low:high]) for low, high in zip(cuts, [len(run), *cuts], strict=False)), operator.or_
    )
    return list(zip(cuts, below, reversed(above), strict=True))


def _near(number: int, count: int) -> list[int]:
    """The numbers of the articles that stand near enough to be on the same page."""
    return [other for other in range(max(0, number - _PAGE), min(count, number + _PAGE + 1)) if other != number]


def _pairs(run: Sequence[Unit]) -> frozenset[str]:
    return frozenset[str]().union(*(unit.pairs for unit in run if unit.text or unit.heading))


def _titled(run: Run) -> bool:
    return any(unit.heading and not unit.column and not unit.inserted for unit in run)


def _signed(run: Run) -> bool:
    return any(unit.dateline or unit.kind in (Kind.BYLINE, Kind.JUMP_FROM) for unit in run)


def _photo(run: Run) -> bool:
    return any(unit.kind is Kind.CREDIT or unit.caption for unit in run)
