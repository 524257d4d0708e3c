"""Changing a tag everywhere at once: in the tag set and in every annotation that has it.

Each function gives what `Store.commit` takes, so that all of it is one step to undo.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from reader.annotations.history import Change, edited
from reader.annotations.model import Annotation, Kind, now
from reader.annotations.tagset import Tag, TagChange, TagSet


class Retagged(NamedTuple):
    """Changes that belong together."""

    changes: list[Change]
    tags: list[TagChange]


def renamed(tags: TagSet, annotations: Iterable[Annotation], old: str, new: str) -> Retagged:
    """Call a tag otherwise; where the new name is in use already, the two become one.

    Of two annotations of one person that say the same of the same article or passage then, the older stays and takes
    up the words of the other's note. The new name's own definition stands; else it gets the old one's.
    """
    having = [one for one in annotations if one.tag in (old, new)]
    kept: dict[tuple[object, ...], Annotation] = {}
    gone: list[Annotation] = []
    for one in sorted(having, key=lambda one: one.id):
        first = kept.setdefault(_said(one), one)
        if first is not one:
            gone.append(one)
    notes: dict[str, list[str]] = {}
    for one in gone:
        if one.note:
            notes.setdefault(kept[_said(one)].id, []).append(one.note)
    changes = [Change(one, None) for one in gone]
    for one in kept.values():
        words = list(dict.fromkeys([*([one.note] if one.note else []), *notes.get(one.id, ())]))
        note = "\n".join(words) or None
        if one.tag == old or note != one.note:
            changes.append(edited(one, tag=new, note=note))
    return Retagged(changes, _tags_renamed(tags, old, new))


def removed(tags: TagSet, annotations: Iterable[Annotation], name: str) -> Retagged:
    """Take a tag out of the set and off everything that has it: highlights and notes stay, without it."""
    time = now()
    changes = []
    for one in annotations:
        if one.tag == name:
            bare = one.kind is Kind.TAG and not one.note
            left = None if bare else replace(one, tag=None, modified=time, kind=_without_tag(one.kind))
            changes.append(Change(one, left))
    return Retagged(changes, undefined(tags, name))


def undefined(tags: TagSet, name: str) -> list[TagChange]:
    """Take a tag out of the set alone; what stood under it comes to stand where it stood."""
    tag = tags.get(name)
    if tag is None:
        return []
    children = [TagChange(one, replace(one, parent=tag.parent)) for one in tags if one.parent == name]
    return [*children, TagChange(tag, None)]


def defined(tags: TagSet, tag: Tag) -> list[TagChange]:
    """Put a tag into the set, or another definition in the place of its own; a key goes from the tag that had it.

    Raises:
        ValueError: its parent stands under it.
    """
    if tag.parent is not None and tag.parent in tags.below(tag.name):
        raise ValueError("a tag under itself")
    had = [one for one in tags if tag.key is not None and one.key == tag.key and one.name != tag.name]
    return [*(TagChange(one, replace(one, key=None)) for one in had), TagChange(tags.get(tag.name), tag)]


def _without_tag(kind: Kind) -> Kind:
    """A tag with a note and no tag is a note."""
    return Kind.NOTE if kind is Kind.TAG else kind


def _said(one: Annotation) -> tuple[object, ...]:
    target = one.target
    return one.kind, one.annotator, target.sha256, target.article, target.spans


def _tags_renamed(tags: TagSet, old: str, new: str) -> list[TagChange]:
    before, there = tags.get(old), tags.get(new)
    out: list[TagChange] = []
    if before is not None:
        out.append(TagChange(before, None))
        if there is None:
            parent = before.parent if before.parent != new else None
            out.append(TagChange(None, replace(before, name=new, parent=parent)))
    under = tags.above(new)
    for one in tags:
        if one.parent == old and one.name != old:
            # The one that becomes its own parent, or its parent's, moves up to where the old one stood.
            ring = one.name == new or one.name in under
            parent = (before.parent if before is not None else None) if ring else new
            out.append(TagChange(one, replace(one, parent=parent)))
    return out
