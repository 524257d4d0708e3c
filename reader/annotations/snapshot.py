"""What the store holds in memory: the tables of the file, the annotations in them, and the ways to find one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reader.annotations.history import Change
from reader.annotations.model import Annotation, from_record
from reader.annotations.tablefile import ANNOTATIONS, META, SCHEMA, Tables


class Stored(NamedTuple):
    """An annotation and the number of its TinyDB document."""

    number: int
    annotation: Annotation


class Differs(Exception):  # noqa: N818 - caught by the store, which says it in words
    """An annotation is no longer what a change starts from."""


@dataclass(frozen=True)
class Snapshot:
    """The annotations at one moment. Never changed, so any thread may read it without a lock."""

    tables: Tables = field(default_factory=dict)
    stored: Mapping[str, Stored] = field(default_factory=dict)
    """By annotation id, in the order of the file."""
    strange: int = 0
    """How many records stand for no annotation that this version understands, or repeat another's id."""

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """All of them, in the order of the file."""
        return tuple(one.annotation for one in self.stored.values())

    @property
    def newer(self) -> bool:
        """Whether a newer version of this program wrote the file, in a way that this one might spoil."""
        about = self.tables.get(META, {}).get("1")
        schema = about.get("schema", SCHEMA) if isinstance(about, dict) else SCHEMA
        return not isinstance(schema, int) or schema > SCHEMA

    def applied(self, changes: Sequence[Change]) -> Mapping[str, Stored]:
        """The annotations after the changes; one that is made already is made.

        Raises:
            Differs: an annotation is neither what a change starts from nor what it leads to.
        """
        out = dict(self.stored)
        free = max((int(number) for number in self.tables.get(ANNOTATIONS, ())), default=0) + 1
        for change in changes:
            present = out.get(change.id)
            known = present.annotation if present else None
            if known == change.after:
                continue
            if known != change.before:
                raise Differs
            if change.after is None:
                del out[change.id]
            elif present:
                out[change.id] = Stored(present.number, change.after)
            else:
                out[change.id] = Stored(free, change.after)
                free += 1
        return out


def snapshot_of(tables: Tables) -> Snapshot:
    """What the tables of a file hold. A record that cannot be understood is counted and otherwise left alone."""
    stored: dict[str, Stored] = {}
    strange = 0
    for number, record in tables.get(ANNOTATIONS, {}).items():
        try:
            annotation = from_record(record)
        except ValueError:
            strange += 1
            continue
        if annotation.id in stored:
            strange += 1
            continue
        stored[annotation.id] = Stored(int(number), annotation)
    return Snapshot(tables, stored, strange)
