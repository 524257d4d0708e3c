"""Which corrections are in force, where several speak of the same characters.

Each correction is taken apart into claims. A later claim takes the characters that it shares with an earlier one away
from that, if both are of one person or the later was made knowing the earlier; else the earlier keeps them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from reader.newspaper.corrections import Correction, Form, problem_of
from reader.newspaper.draft import OUTSIDE
from reader.newspaper.model import Role
from reader.text.spans import Span, Spans, difference, intersection, length, normalised

What = Literal["role", "home", "begins", "together", "paragraph", "break", "title", "issue"]


class Claim(NamedTuple):
    """One thing that a correction says."""

    what: What
    spans: Spans
    value: str
    """The role; of a home, where: `after` the place, `with` it, `apart` or `outside`; the typed text."""
    place: Spans
    correction: Correction

    @property
    def start(self) -> int:
        """Its first character."""
        return self.spans[0][0]


class Settled(NamedTuple):
    """What is in force."""

    claims: tuple[Claim, ...]
    """By the age of their corrections, the oldest first; of each what is left of it."""
    superseded: dict[str, str]
    """By the id of each correction of which nothing is left, the id of the one that took the last of it."""
    contradicts: dict[str, str]
    """By the id of each correction that gave way to an older one of somebody else, the id of that."""
    prevailing: frozenset[str]
    """Ids of the corrections that took anything from another, or kept it: that would be in force without them."""


_MEMBERSHIP: Final = frozenset({"home", "begins", "together", "paragraph"})
_LINES: Final = frozenset({"paragraph", "break", "begins"})
_RIVALS: Final[dict[str, frozenset[str]]] = {
    "role": frozenset({"role"}),
    "home": _MEMBERSHIP,
    "begins": _MEMBERSHIP,
    "together": _MEMBERSHIP - {"paragraph"},
    "paragraph": _MEMBERSHIP | _LINES,
    "break": _LINES,
    "title": frozenset({"title"}),
    "issue": frozenset({"issue"}),
}
"""What can contradict what."""


def settled(corrections: Iterable[Correction]) -> Settled:
    """Which claims are in force."""
    ordered = sorted(corrections, key=lambda one: one.order)
    claims = [claim for one in ordered for claim in _claims(one)]
    left: list[tuple[Spans, ...]] = [(claim.spans,) for claim in claims]
    superseded: dict[str, str] = {}
    contradicts: dict[str, str] = {}
    prevailing: set[str] = set()
    reach = [_reach(claim) for claim in claims]
    for late, later in enumerate(claims):
        low, high = reach[late]
        for early in range(late):
            if low >= reach[early][1] or reach[early][0] >= high:
                continue
            earlier = claims[early]
            if later.what not in _RIVALS[earlier.what] or earlier.correction is later.correction:
                continue
            if later.correction.by == earlier.correction.by or earlier.correction.id in later.correction.over:
                kept = tuple(part for spans in left[early] for part in _less(earlier, later, spans))
                if kept != left[early]:
                    left[early] = kept
                    superseded[earlier.correction.id] = later.correction.id
                    prevailing.add(later.correction.id)
            else:
                kept = tuple(part for spans in left[late] for part in _less(later, earlier, spans))
                if kept != left[late] and left[early]:
                    left[late] = kept
                    contradicts[later.correction.id] = earlier.correction.id
                    prevailing.add(earlier.correction.id)
    alive = tuple(claim._replace(spans=one) for claim, parts in zip(claims, left, strict=True) for one in parts)
    living = {claim.correction.id for claim in alive}
    return Settled(
        alive, {id_: by for id_, by in superseded.items() if id_ not in living}, contradicts, frozenset(prevailing)
    )


def _reach(claim: Claim) -> tuple[float, float]:
    """The least range outside of which it meets no other claim."""
    if claim.what in ("together", "issue"):
        return -math.inf, math.inf
    return min(claim.spans)[0], max(end for _start, end in claim.spans)


def _claims(one: Correction) -> list[Claim]:
    if problem_of(one.form, one.value, one.field) or not one.spans:
        return []
    spans = _apart(one.spans)
    first = ((spans[0][0], spans[0][0] + 1),)
    match one.form:
        case Form.BEGINS:
            return [Claim("begins", first, "", (), one)]
        case Form.TOGETHER:
            return [Claim("together", first, "", one.place, one)] if one.place else []
        case Form.ROLE:
            claims = [Claim("role", spans, one.value, (), one)]
            if Role(one.value) in OUTSIDE:
                claims.append(Claim("home", spans, "outside", (), one))
            elif one.place:
                claims.append(Claim("home", spans, "with", one.place, one))
            return claims
        case Form.MOVE:
            held = intersection(one.place, spans)
            where = "apart" if held or not one.place else "after"
            return [Claim("home", spans, where, () if held else one.place, one)]
        case Form.PARAGRAPH:
            return [Claim("paragraph", spans, "", (), one)]
        case Form.BREAK:
            return [Claim("break", first, "", (), one)]
        case Form.TITLE:
            return [Claim("title", spans, one.value, (), one)]
        case Form.ISSUE:
            return [Claim("issue", first, one.value, (), one)]


def _less(loser: Claim, winner: Claim, spans: Spans) -> tuple[Spans, ...]:
    """What is left of the spans of the one where the other is in force too: one part, none, or several."""
    if _alike(loser, winner, spans):
        return (spans,)
    if loser.what == "issue":
        return () if loser.correction.field == winner.correction.field else (spans,)
    if "together" in (loser.what, winner.what):
        return () if _parted(loser, winner, spans) else (spans,)
    shared = intersection(spans, winner.spans)
    if not shared:
        return (spans,)
    if loser.what in ("begins", "break"):
        # Where a paragraph begins there may be a boundary.
        return (spans,) if winner.what == "paragraph" and winner.start == spans[0][0] else ()
    if loser.what == "title":
        return ()
    if winner.what == "break":
        return (spans,)  # a paragraph is made first, and broken then
    if winner.what == "begins":
        before, after = _cut(spans, winner.start)
        return tuple(part for part in ((before, after) if loser.what == "paragraph" else (before,)) if part)
    covered = length(shared)
    if loser.what == "paragraph" and winner.what == "home" and covered == length(spans):
        return (spans,)  # all of it has another home
    if loser.what == "home" and winner.what == "paragraph" and covered == length(normalised(winner.spans)):
        return (spans,)  # what has this home is one paragraph, or part of it is
    kept = _minus(spans, winner.spans)
    return (kept,) if kept else ()


def _alike(loser: Claim, winner: Claim, spans: Spans) -> bool:
    """Whether two claims say the same, as far as they speak of the same characters."""
    if (loser.what, loser.value, loser.place) != (winner.what, winner.value, winner.place):
        return False
    if loser.what == "paragraph":
        return _one(winner.spans, spans)
    # Parts of what comes to one place need not come there in this order, nor be one article.
    return loser.value not in ("after", "apart") or loser.what != "home" or spans == winner.spans


def _parted(loser: Claim, winner: Claim, spans: Spans) -> bool:
    """Whether of two claims, one of which says that two places are in one article, only one can be in force."""
    if loser.what == winner.what:
        return loser.start == winner.start
    if loser.what == "begins":
        return loser.start == winner.start
    if loser.what == "together":
        return bool(intersection((*spans, *loser.place) if winner.what == "home" else spans, winner.spans))
    return False  # where a passage is at home its article may go on elsewhere


def _one(whole: Spans, part: Spans) -> bool:
    """Whether the part lies in the whole, in its order."""
    places = {place: number for number, place in enumerate(at for start, end in whole for at in range(start, end))}
    numbers = [places.get(at, -1) for start, end in part for at in range(start, end)]
    return all(number >= 0 for number in numbers) and numbers == sorted(numbers)


def _cut(spans: Spans, place: int) -> tuple[Spans, Spans]:
    """The spans before a place, in their order, and those from it on."""
    before: list[Span] = []
    after: list[Span] = []
    for start, end in spans:
        if after:
            after.append((start, end))
        elif start <= place < end:
            if start < place:
                before.append((start, place))
            after.append((place, end))
        else:
            before.append((start, end))
    return tuple(before), tuple(after)


def _minus(spans: Spans, others: Sequence[Span]) -> Spans:
    """The spans in their order without the characters of others."""
    return tuple(piece for span in spans for piece in difference([span], others))


def _apart(spans: Spans) -> Spans:
    """The spans in their order, each character only where it stands first."""
    out: list[Span] = []
    for span in spans:
        out.extend(difference([span], out))
    return tuple(out)


def met(new: Correction, corrections: Iterable[Correction]) -> frozenset[str]:
    """Ids of the corrections from which a new one takes anything, if whoever makes it knows them."""
    return frozenset(
        one.id
        for one in corrections
        for earlier in _claims(one)
        for later in _claims(new)
        if later.what in _RIVALS[earlier.what] and _less(earlier, later, earlier.spans) != (earlier.spans,)
    )
