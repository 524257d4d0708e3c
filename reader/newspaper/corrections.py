"""Corrections: what a person asserts about source spans, against what was recognised (I8).

A correction says something about characters, not about recognised articles or blocks: so it means the same when
recognition gets better, when two people's are merged, and whatever else was corrected. `reader.newspaper.claims` finds
out which of them are in force where they speak of the same characters, `reader.newspaper.amending` carries them out.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.newspaper.model import Page, Role
from reader.text.spans import Spans


class Form(StrEnum):
    """What a correction asserts."""

    BEGINS = "begins"
    """An article begins at the first character of the passage; what stands before it ends there."""
    TOGETHER = "together"
    """No article begins at the passage: its article goes on from the one that holds the place."""
    ROLE = "role"
    """The passage has this role. With a place, it belongs to the article that holds that."""
    MOVE = "move"
    """The passage belongs to the article that holds the place, and comes after it; without a place it is an article of
    its own."""
    PARAGRAPH = "paragraph"
    """The passage is one paragraph, in this order."""
    BREAK = "break"
    """A paragraph begins at the first character of the passage."""
    TITLE = "title"
    """The title of the article that holds the passage reads as typed."""
    ISSUE = "issue"
    """A field of the issue is as typed: `newspaper`, `date` or `page`; empty is unknown."""


FIELDS = ("newspaper", "date", "page")
"""What can be said of an issue."""


class Correction(NamedTuple):
    """One assertion, with its places in the text as it is now."""

    id: str
    form: Form
    spans: Spans
    """The passage that it is about, in reading order."""
    place: Spans = ()
    """The other place that it speaks of."""
    value: str = ""
    """The role, the typed title, or the typed value of the field."""
    field: str = ""
    """The field of the issue."""
    made: str = ""
    """When; sorts."""
    by: str = ""
    """The annotator. Of two that contradict each other the later one is in force if both are of one person, or if it
    was made knowing the other; else the older one is, until somebody decides."""
    over: frozenset[str] = frozenset()
    """Ids of the corrections that it was made knowing."""

    @property
    def order(self) -> tuple[str, str]:
        """By what corrections are put in order."""
        return self.made, self.id


class State(StrEnum):
    """What became of a correction."""

    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    """A later one says something else of the same characters."""
    CONTRADICTS = "contradicts"
    """An older one of somebody else says something else, and is in force until it is decided."""
    NOT_NEEDED = "no longer needed"
    """Recognition says the same by itself."""


class Standing(NamedTuple):
    """A correction and what became of it."""

    correction: Correction
    state: State
    other: str = ""
    """Id of the one that superseded it, or that it contradicts."""


def problem_of(form: Form, value: str, field: str) -> str:
    """What is wrong with the value of a correction, for the log; empty if nothing is."""
    if form is Form.ROLE and value not in list(Role):
        return f"no role {value!r}"
    if form is Form.ISSUE and field not in FIELDS:
        return f"no field {field!r}"
    if form is Form.ISSUE and field == "date" and value:
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return f"no date {value!r}"
    return ""


def apply(page: Page, corrections: Sequence[Correction]) -> Page:
    """The page as people corrected it. Raises nothing, loses no character, and does not care for the order given.

    Corrections of other texts are none of its business: all spans count in the text of the page.

    Args:
        page: as it was recognised.
        corrections: all of those that there are on it.
    """
    if not corrections:
        return page
    from reader.newspaper.amending import amended
    from reader.newspaper.claims import settled

    return amended(page, settled(corrections).claims)


def standings(page: Page, corrections: Sequence[Correction]) -> list[Standing]:
    """What became of each correction, oldest first. Takes as long as an application of each, or two.

    Args:
        page: as it was recognised.
        corrections: all of those that there are on it.
    """
    from reader.newspaper.amending import amended, idle, once, same
    from reader.newspaper.claims import Claim, settled

    ordered = sorted(corrections, key=lambda one: one.order)
    found = settled(ordered)
    plain = amended(page, ())
    alone = [one.id for one in ordered if one.id not in found.prevailing and idle(plain, settled([one]).claims)]

    def needless(
        ids: Sequence[str], make: Callable[[Page, list[Claim]], Page], whole: Page, gone: set[str]
    ) -> set[str]:
        """Those that are gone, and of the ids all without which, and without those, the page is still the same.

        Each of two corrections may say what is needed: one of them can go, and not both.
        """
        both = gone.union(ids)
        left = [claim for claim in found.claims if claim.correction.id not in both]
        if not ids or same(whole, make(page, left)):
            return both
        half = len(ids) // 2
        if not half:
            return gone
        return needless(ids[half:], make, whole, needless(ids[:half], make, whole, gone))

    everything = list(found.claims)
    # One application shows it nearly always; what it shows is then looked at with all of them.
    idle_ids = needless(alone, once, once(page, everything), set())
    idle_ids = needless([id_ for id_ in alone if id_ in idle_ids], amended, amended(page, everything), set())
    out = []
    for one in ordered:
        if one.id in found.contradicts:
            out.append(Standing(one, State.CONTRADICTS, found.contradicts[one.id]))
        elif one.id in found.superseded:
            out.append(Standing(one, State.SUPERSEDED, found.superseded[one.id]))
        else:
            out.append(Standing(one, State.NOT_NEEDED if one.id in idle_ids else State.IN_FORCE))
    return out
