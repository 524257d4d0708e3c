"""Changes to annotations, the steps that a user takes, and the way back and forth through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from reader.annotations.model import Annotation, Target, now


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

    @property
    def inverse(self) -> Step:
        """The step that takes this one back."""
        return Step(self.label, tuple(Change(change.after, change.before) for change in reversed(self.changes)))


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
            return Step(one.label, tuple(Change(side(before), side(after)) for before, after in one.changes))

        return History(tuple(map(step, self.done)), tuple(map(step, self.undone)))

    def took_back(self) -> History:
        """After the latest step was undone."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def did_again(self) -> History:
        """After the latest undone step was done again."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])


def edited(annotation: Annotation, *, tag: str | None, note: str | None, target: Target | None = None) -> Change:
    """The change that gives an annotation this tag and this note (`None`: none), and another place if one is given."""
    after = replace(annotation, tag=tag, note=note, target=target or annotation.target, modified=now())
    return Change(annotation, after)
