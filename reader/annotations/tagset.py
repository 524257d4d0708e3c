"""The tag set of a library: what its tags are called, their colours, keys and meaning, and which belongs under which.

A tag is known by its name; annotations hold the name alone, so that one whose tag is in no set is as good as any. The
set stands in a table of the annotations file: it is journalled, undone and merged with them, and a tag renamed is one
step for the set and for every annotation that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from reader.annotations.model import Record, tidy_tag
from reader.annotations.palette import COLOUR_NAMES

KEYS = range(1, 10)
"""The keys that a tag can have."""


@dataclass(frozen=True)
class Tag:
    """One tag of a set."""

    name: str
    colour: str | None = None
    """One of `palette.COLOUR_NAMES`; `None` leaves the colour to the palette."""
    key: int | None = None
    """1 to 9: the digit that puts it on after `t` or `h`."""
    description: str = ""
    """When it is to be used, in a person's words."""
    parent: str | None = None
    """The tag that it is a kind of."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)
    """What else the record held."""


class TagChange(NamedTuple):
    """One tag of the set before and after; `None` where it is not there. A renamed tag is one gone and one come."""

    before: Tag | None
    after: Tag | None


class TagSet:
    """The tags of a set by name, in the order in which they came. Never changed."""

    def __init__(self, tags: Iterable[Tag] = ()) -> None:
        """Of several tags of one name the first counts."""
        self._tags: dict[str, Tag] = {}
        for tag in tags:
            self._tags.setdefault(tag.name, tag)
        self._children: dict[str, list[str]] = {}
        for tag in self._tags.values():
            if tag.parent is not None:
                self._children.setdefault(tag.parent, []).append(tag.name)

    def __iter__(self) -> Iterator[Tag]:
        return iter(self._tags.values())

    def __len__(self) -> int:
        return len(self._tags)

    def __contains__(self, name: object) -> bool:
        return name in self._tags

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TagSet) and self._tags == other._tags

    def __hash__(self) -> int:
        return hash(tuple(self._tags.values()))

    def get(self, name: str) -> Tag | None:
        """The tag of a name."""
        return self._tags.get(name)

    def keys(self) -> dict[int, str]:
        """The names of the tags that have a key, by the key."""
        return {tag.key: tag.name for tag in reversed(self._tags.values()) if tag.key is not None}

    def free_key(self) -> int | None:
        """The first key that no tag has."""
        taken = self.keys()
        return next((key for key in KEYS if key not in taken), None)

    def below(self, name: str) -> frozenset[str]:
        """A tag and all that stand under it, at any depth: what is meant where somebody asks for the tag."""
        found = {name}
        waiting = [name]
        while waiting:
            new = [child for child in self._children.get(waiting.pop(), ()) if child not in found]
            found.update(new)
            waiting += new
        return frozenset(found)

    def above(self, name: str) -> tuple[str, ...]:
        """The tags that a tag stands under, the nearest first; one that comes round again ends them."""
        out: list[str] = []
        tag = self._tags.get(name)
        while tag is not None and tag.parent is not None and tag.parent not in (name, *out):
            out.append(tag.parent)
            tag = self._tags.get(tag.parent)
        return tuple(out)

    def tree(self) -> list[tuple[int, Tag]]:
        """Every tag with its depth, each under its parent; one whose parent is not in the set stands at the top."""
        out: list[tuple[int, Tag]] = []
        seen: set[str] = set()

        def add(tag: Tag, depth: int) -> None:
            if tag.name not in seen:
                seen.add(tag.name)
                out.append((depth, tag))
                for child in self._children.get(tag.name, ()):
                    add(self._tags[child], depth + 1)

        for tag in self:
            if tag.parent not in self._tags:
                add(tag, 0)
        for tag in self:  # a ring of parents, which only a file made elsewhere can hold
            add(tag, 0)
        return out

    def fixed_colours(self) -> dict[str, int]:
        """The palette numbers of the tags whose colour somebody chose."""
        return {tag.name: COLOUR_NAMES.index(tag.colour) for tag in self if tag.colour is not None}


def to_record(tag: Tag) -> Record:
    """The tag as a JSON object."""
    return {
        "name": tag.name,
        "colour": tag.colour,
        "key": tag.key,
        "description": tag.description,
        "parent": tag.parent,
        **tag.extra,
    }


def from_record(record: object) -> Tag | None:
    """The tag that a JSON object stands for; what it says in a way that is not understood is left out.

    Returns:
        It, or `None` where the object has no name.
    """
    if not isinstance(record, dict):
        return None
    rest = dict(record)
    name, colour, key = rest.pop("name", None), rest.pop("colour", None), rest.pop("key", None)
    description, parent = rest.pop("description", None), rest.pop("parent", None)
    if not isinstance(name, str) or not tidy_tag(name):
        return None
    return Tag(
        name=name,
        colour=colour if colour in COLOUR_NAMES else None,
        key=key if type(key) is int and key in KEYS else None,
        description=description if isinstance(description, str) else "",
        parent=parent if isinstance(parent, str) and parent else None,
        extra=rest,
    )


def tagset_of(table: Mapping[str, Any]) -> TagSet:
    """The set that a table of the annotations file holds."""
    return TagSet(tag for record in table.values() if (tag := from_record(record)) is not None)


def taken_over(present: TagSet, others: Iterable[Tag]) -> list[TagChange]:
    """The changes that bring other definitions into a set: each replaces that of its name, the rest stays.

    A key that one of them has goes from the tag that had it.
    """
    out: list[TagChange] = []
    coming = TagSet(others)
    keys = coming.keys()
    for tag in present:
        if tag.name not in coming and tag.key in keys:
            out.append(TagChange(tag, replace(tag, key=None)))
    for tag in coming:
        before = present.get(tag.name)
        after = tag if tag.key is None or keys[tag.key] == tag.name else replace(tag, key=None)
        if before != after:
            out.append(TagChange(before, after))
    return out
