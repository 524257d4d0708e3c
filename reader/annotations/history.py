"""Changes to annotations, the steps that a user takes, and the way back and forth through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from reader.annotations import tagset
from reader.annotations.model import Annotation, Target, from_record, now
from reader.annotations.tablefile import ANNOTATIONS, TAGS
from reader.annotations.tagset import TagChange
from reader.errors import SaveError


class Conflict(SaveError):  # noqa: N818 - the user reads the sentence, not the name
    """Somebody else changed an annotation since it was last seen here; nothing was written over."""


class Change(NamedTuple):
    """One annotation before and after; `None` where it is not there: added, removed, or changed with the same id."""

    before: Annotation | None
    after: Annotation | None

    @property
    def id(self) -> str:
        """The id of the annotation."""
        one = self.after or self.before
        return one.id if one else ""


class Step(NamedTuple):
    """What one action of the user changed."""

    label: str
    """What was done, in the user's language: the app says `undone: …`."""
    changes: tuple[Change, ...]
    seq: int = 0
    """The number of the commit that made it; 0 as long as it is not made."""
    tags: tuple[TagChange, ...] = ()
    """What it changed in the tag set."""
    made: str = ""
    """When it was made (UTC, ISO 8601), if that was in an earlier session; else empty."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files whose annotations it changed, relative to the library, each once."""
        ones = (change.after or change.before for change in self.changes)
        return tuple(dict.fromkeys(one.target.path for one in ones if one))

    @property
    def inverse(self) -> Step:
        """The step that takes this one back."""
        changes = tuple(Change(change.after, change.before) for change in reversed(self.changes))
        return self._replace(changes=changes, tags=tuple(TagChange(after, before) for before, after in self.tags[::-1]))


class History(NamedTuple):
    """The steps of a session that can be taken back, and those that were, the latest last in both."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def did(self, step: Step) -> History:
        """After a new step: what was undone before it cannot come back."""
        return History((*self.done, step))

    def amended(self, changes: Iterable[Change]) -> History:
        """With annotations that stand in the steps as they are now, so that the steps still fit what is stored."""
        amended = {change.before: change.after for change in changes}

        def side(one: Annotation | None) -> Annotation | None:
            return amended.get(one, one) if one else None

        def step(one: Step) -> Step:
            return one._replace(changes=tuple(Change(side(before), side(after)) for before, after in one.changes))

        return History(tuple(map(step, self.done)), tuple(map(step, self.undone)))

    def took_back(self) -> History:
        """After the latest step was undone."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def did_again(self) -> History:
        """After the latest undone step was done again."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])


def recalled(bodies: Iterable[Mapping[str, Any]], annotator: str, upto: int) -> History:
    """The steps that an annotator can take back after a restart.

    Args:
        bodies: commits, oldest first, as the journals hold them.
        annotator: whose steps.
        upto: the last commit that counts; of those after it only what is no step, such as a file's new name.
    """
    done: dict[int, Step] = {}
    undone: dict[int, Step] = {}
    for body in bodies:
        did, seq = body.get("did"), body["seq"]
        if did == "amend":
            amended = changes_of(body) or ()
            done, undone = _amended(done, amended), _amended(undone, amended)
        elif seq > upto or body.get("by") != annotator:
            continue
        elif did == "step":
            undone.clear()
            if (changes := changes_of(body)) is not None:
                done[seq] = Step(body.get("label", ""), changes, seq, tag_changes_of(body), body.get("at", ""))
        elif did == "undo" and body.get("of") in done:
            undone[body["of"]] = done.pop(body["of"])
        elif did == "redo" and body.get("of") in undone:
            done[body["of"]] = undone.pop(body["of"])
    return History(tuple(done.values()), tuple(undone.values()))


def _amended(steps: dict[int, Step], changes: Iterable[Change]) -> dict[int, Step]:
    return {step.seq: step for step in History(tuple(steps.values())).amended(changes).done}


def changes_of(body: Mapping[str, Any]) -> tuple[Change, ...] | None:
    """The changes of a commit; `None` if they are none of annotations that this version understands."""
    try:
        return tuple(
            Change(*(from_record(one) if one is not None else None for one in (before, after)))
            for table, _number, before, after in body["changes"]
            if table == ANNOTATIONS
        )
    except ValueError:
        return None


def tag_changes_of(body: Mapping[str, Any]) -> tuple[TagChange, ...]:
    """What a commit changed in the tag set."""
    return tuple(
        TagChange(tagset.from_record(before), tagset.from_record(after))
        for table, _number, before, after in body["changes"]
        if table == TAGS
    )


def edited(annotation: Annotation, *, tag: str | None, note: str | None, target: Target | None = None) -> Change:
    """The change that gives an annotation this tag and this note (`None`: none), and another place if one is given."""
    after = replace(annotation, tag=tag, note=note, target=target or annotation.target, modified=now())
    return Change(annotation, after)
