"""Joining two libraries' annotations into a third: by id, knowing from the histories who changed what last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.annotations import journal, tagset
from reader.annotations.archive import all_commits
from reader.annotations.history import changes_of, tag_changes_of
from reader.annotations.ledger import Ledger
from reader.annotations.model import Annotation, Kind, new_id, now, place_of, to_record
from reader.annotations.store import Store
from reader.annotations.tablefile import ANNOTATIONS, TAGS
from reader.annotations.tagset import Tag, TagSet
from reader.annotations.texts import texts_beside


class Side(NamedTuple):
    """One of the two that are joined."""

    annotations: Mapping[str, Annotation]
    """By id, oldest first."""
    earlier: Mapping[str, set[Annotation]]
    """What each was before, as far as the history goes; the file's name left out."""
    removed: Mapping[str, Annotation]
    """What was removed, as it was last."""
    tags: TagSet = TagSet()
    """The tag set."""
    removed_tags: Mapping[str, Tag] = MappingProxyType({})
    """What was taken out of the tag set, by name, as it was last."""


@dataclass
class Merged:
    """Two sides joined."""

    annotations: list[Annotation] = field(default_factory=list)
    twice: list[tuple[Annotation, Annotation]] = field(default_factory=list)
    """What was changed on both sides, and the copy beside it under an id of its own."""
    removed: list[Annotation] = field(default_factory=list)
    """What one side removed and the other left as it was: it is left out."""
    tags: list[Tag] = field(default_factory=list)
    """The tag set."""
    differing: list[tuple[Tag, Tag]] = field(default_factory=list)
    """Tags that the two sides define differently: the one that was taken, that of the first, and the other."""


def side_of(store: Store) -> Side:
    """A library's annotations with what its journals know of them."""
    _file, current, folder = store.own_files
    bodies = (body for _path, reading in all_commits(folder, current) for body in reading.commits)
    return side({one.id: one for one in store.all()}, bodies, store.tagset)


def side(annotations: Mapping[str, Annotation], bodies: Iterable[journal.Body], tags: TagSet = TagSet()) -> Side:  # noqa: B008 - never changed
    """Annotations and a tag set with what commits, oldest first, know of them."""
    earlier: dict[str, set[Annotation]] = {}
    removed: dict[str, Annotation] = {}
    removed_tags: dict[str, Tag] = {}
    for body in bodies:
        for was, became in tag_changes_of(body):
            if was is not None and became is None:
                removed_tags[was.name] = was
            elif became is not None:
                removed_tags.pop(became.name, None)
        for before, after in changes_of(body) or ():
            one = after or before
            if one is None:
                continue
            if before is not None:
                earlier.setdefault(one.id, set()).add(_nameless(before))
            if after is None and before is not None:
                removed[one.id] = before
            else:
                removed.pop(one.id, None)
    gone = {id_: one for id_, one in removed.items() if id_ not in annotations}
    return Side(annotations, earlier, gone, tags, {name: tag for name, tag in removed_tags.items() if name not in tags})


def merge(one: Side, other: Side) -> Merged:
    """Join two sides.

    What stands on both is taken once; where one side changed it, as changed. What both changed differently is kept in
    both forms. What one side removed goes, if the other has it as it was then.
    """
    out = Merged()
    paths: dict[str, str] = {}
    for found in one.annotations.values():
        paths.setdefault(found.target.sha256, found.target.path)
    for id_ in sorted({*one.annotations, *other.annotations}):
        mine, theirs = one.annotations.get(id_), other.annotations.get(id_)
        if mine is not None and theirs is not None:
            kept, copy = _newer(mine, theirs, one, other)
            if copy is not None:
                copy = replace(copy, id=new_id(), extra={**copy.extra, "copy_of": id_})
                out.twice.append((kept, copy))
            out.annotations += [kept] if copy is None else [kept, copy]
            continue
        there = mine or theirs
        gone = (other if mine else one).removed.get(id_)
        if there is None:
            continue
        if gone is not None and _nameless(gone) == _nameless(there):
            out.removed.append(there)
        else:
            out.annotations.append(there)
    out.annotations = [_renamed(found, paths.get(found.target.sha256)) for found in out.annotations]
    _merge_tags(one, other, out)
    return out


def contradictions(annotations: Iterable[Annotation]) -> list[tuple[Annotation, Annotation]]:
    """The corrections that contradict an older one of somebody else, each after that; of one text at a time."""
    from reader.annotations.correcting import correction_of
    from reader.newspaper.claims import settled

    by_text: dict[str, dict[str, Annotation]] = {}
    for one in annotations:
        if one.kind is Kind.CORRECTION:
            by_text.setdefault(one.target.sha256, {})[one.id] = one
    out = []
    for ones in by_text.values():
        places = {id_: place_of(one) for id_, one in ones.items()}
        said = [
            correction_of(one, one.target.spans, at.spans if (at := places[id_]) else ()) for id_, one in ones.items()
        ]
        found = settled(one for one in said if one is not None)
        out += [(ones[early], ones[late]) for late, early in found.contradicts.items()]
    return out


def _merge_tags(one: Side, other: Side, out: Merged) -> None:
    """Join the tag sets: what both define is taken from the first; a key stays with the tag that had it there."""
    for tag in one.tags:
        theirs = other.tags.get(tag.name)
        if theirs is None and other.removed_tags.get(tag.name) == tag:
            continue
        out.tags.append(tag)
        if theirs is not None and theirs != tag:
            out.differing.append((tag, theirs))
    keys = TagSet(out.tags).keys()
    for tag in other.tags:
        if tag.name not in one.tags and one.removed_tags.get(tag.name) != tag:
            out.tags.append(replace(tag, key=None) if tag.key in keys else tag)


def write(out: Path, merged: Merged, stores: Iterable[Store], annotator: str, label: str) -> None:
    """Write what was joined to a new file, with the kept texts, and the records that this version does not know.

    Raises:
        OSError: it could not be written.
    """
    stores = list(stores)
    ledger = Ledger(out, [])
    ledger.load(may_write=True)
    kept = texts_beside(out)
    records: list[Any] = [to_record(one) for one in merged.annotations]
    for store in stores:
        records += [record for record in store.strange() if record not in records]
    with ledger.change({"at": now(), "by": annotator, "did": "merge", "label": label}):
        for store in stores:
            kept.take_over(store.kept_texts)
        for record in records:
            ledger.put(ANNOTATIONS, str(ledger.next_number(ANNOTATIONS)), record)
        for tag in merged.tags:
            ledger.put(TAGS, str(ledger.next_number(TAGS)), tagset.to_record(tag))
    ledger.compact()


def _newer(mine: Annotation, theirs: Annotation, one: Side, other: Side) -> tuple[Annotation, Annotation | None]:
    """The one of two versions that the other became; if neither did, both."""
    here, there = _nameless(mine), _nameless(theirs)
    if here == there or there in one.earlier.get(mine.id, ()):
        return mine, None
    if here in other.earlier.get(mine.id, ()):
        return theirs, None
    # Without a history: who never changed it since it was made has the older one.
    if theirs.modified == theirs.created != mine.modified:
        return mine, None
    if mine.modified == mine.created != theirs.modified:
        return theirs, None
    return mine, theirs


def _nameless(annotation: Annotation) -> Annotation:
    return _renamed(annotation, "")


def _renamed(annotation: Annotation, path: str | None) -> Annotation:
    """The annotation on the same text under another name of its file."""
    if path is None or path == annotation.target.path:
        return annotation
    return replace(annotation, target=replace(annotation.target, path=path))
