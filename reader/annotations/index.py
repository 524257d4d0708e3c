"""The annotations of a store in memory: by id, by text, by path and by tag; each change costs the same with many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from threading import Lock
from typing import Any, NamedTuple

from reader.annotations.model import Annotation, Kind, from_record


class Named(NamedTuple):
    """A file and a text of it that annotations name."""

    path: str
    """As in `Target`."""
    sha256: str


class Mark(NamedTuple):
    """A moment of the store, to ask what changed since; see `Store.changed_since`."""

    filled: int
    """How often everything was read anew."""
    taken: int
    """How many changes were taken over since then."""


class Index:
    """May be asked from any thread; changed by one at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_id: dict[str, Annotation] = {}
        self._number: dict[str, str] = {}
        self._id_at: dict[str, str] = {}
        self._at: dict[Named, dict[str, None]] = {}
        self._tags: Counter[str] = Counter()
        self._corrections: dict[str, dict[str, Annotation]] = {}
        """By path, and by the hash of the text."""
        self._strange: dict[str, None] = {}
        self._all: tuple[Annotation, ...] | None = ()
        self._filled = 0
        self._touched: list[Named] = []
        """What was changed since everything was read, in order."""

    @property
    def strange(self) -> list[str]:
        """The numbers of the records that stand for no annotation that this version understands, or repeat an id."""
        with self._lock:
            return list(self._strange)

    def get(self, id_: str) -> Annotation | None:
        """The annotation with an id."""
        return self._by_id.get(id_)

    def number(self, id_: str) -> str | None:
        """The number of an annotation's document."""
        return self._number.get(id_)

    def all(self) -> tuple[Annotation, ...]:
        """All annotations, in the order of the file."""
        with self._lock:
            if self._all is None:
                self._all = tuple(self._by_id.values())
            return self._all

    def named(self) -> list[Named]:
        """Every file and text that annotations name."""
        with self._lock:
            return list(self._at)

    def at(self, named: Named) -> list[Annotation]:
        """The annotations that name a file and a text of it."""
        with self._lock:
            return [self._by_id[id_] for id_ in self._at.get(named, ())]

    def tags(self) -> Counter[str]:
        """How often each tag is used."""
        with self._lock:
            return self._tags.copy()

    def corrected(self) -> set[str]:
        """The paths, and the hashes of the texts, that corrections name."""
        with self._lock:
            return set(self._corrections)

    def corrections(self, path: str, sha256: str) -> list[Annotation]:
        """The corrections that name a file or a text; as quick among many annotations as among few."""
        with self._lock:
            found = {**self._corrections.get(path, {}), **self._corrections.get(sha256, {})}
        return list(found.values())

    def changed_since(self, mark: Mark | None) -> tuple[Mark, frozenset[Named] | None]:
        """What was changed since a moment (`None`: perhaps everything), and the moment that is now."""
        with self._lock:
            now = Mark(self._filled, len(self._touched))
            if mark is None or mark.filled != now.filled:
                return now, None
            return now, frozenset(self._touched[mark.taken :])

    def fill(self, table: Mapping[str, Any]) -> None:
        """Take over a whole table."""
        with self._lock:
            for kept in (self._by_id, self._number, self._id_at, self._at, self._tags, self._corrections):
                kept.clear()
            self._strange.clear()
            for number, record in table.items():
                self._add(number, record)
            self._all = None
            self._filled += 1
            self._touched.clear()

    def take(self, number: str, record: Any) -> None:
        """Take over one record; `None` if it is no longer there."""
        with self._lock:
            self._all = None
            self._strange.pop(number, None)
            id_ = self._id_at.get(number)
            if id_ is not None and (not isinstance(record, dict) or record.get("id") != id_):
                self._remove(id_)
            if record is not None:
                self._add(number, record)

    def _add(self, number: str, record: Any) -> None:
        try:
            annotation = from_record(record)
        except ValueError:
            if number in self._id_at:
                self._remove(self._id_at[number])
            self._strange[number] = None
            return
        id_ = annotation.id
        before = self._by_id.get(id_)
        if before is not None:
            if self._number[id_] != number:
                self._strange[number] = None
                return
            self._forget(before)
        self._by_id[id_] = annotation
        self._number[id_] = number
        self._id_at[number] = id_
        named = _named(annotation)
        self._at.setdefault(named, {})[id_] = None
        self._touched.append(named)
        if annotation.tag:
            self._tags[annotation.tag] += 1
        if annotation.kind is Kind.CORRECTION:
            for key in _named(annotation):
                self._corrections.setdefault(key, {})[id_] = annotation

    def _remove(self, id_: str) -> None:
        self._forget(self._by_id.pop(id_))
        del self._id_at[self._number.pop(id_)]

    def _forget(self, annotation: Annotation) -> None:
        """Take an annotation out of what it is found by."""
        named = _named(annotation)
        self._touched.append(named)
        del self._at[named][annotation.id]
        if not self._at[named]:
            del self._at[named]
        if annotation.kind is Kind.CORRECTION:
            for key in named:
                self._corrections[key].pop(annotation.id, None)
                if not self._corrections[key]:
                    del self._corrections[key]
        if annotation.tag:
            self._tags[annotation.tag] -= 1
            if not self._tags[annotation.tag]:
                del self._tags[annotation.tag]


def _named(annotation: Annotation) -> Named:
    return Named(annotation.target.path, annotation.target.sha256)
