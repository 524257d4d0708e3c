"""Where the annotations of a library stand now: in which file, on which article, at which spans.

A file is known by the hash of its text, then by its path; so an annotation follows a file that was renamed or
re-encoded as it is, and one whose text changed by its quote. What cannot be placed is an orphan: kept and listed.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from reader.annotations import anchors
from reader.annotations.anchors import Anchored, Kept
from reader.annotations.index import Mark, Named
from reader.annotations.model import Annotation
from reader.library.catalogue import ArticleSummary, Entry
from reader.text.source import Source
from reader.text.spans import Spans


class Placed(NamedTuple):
    """An annotation and where it stands in the library as it is now."""

    annotation: Annotation
    path: str | None
    """The file it belongs to; `None` if the library no longer holds it."""
    spans: Spans | None
    """Its spans in that file's text; `None` if it is an orphan, or not looked for yet."""
    article_id: str | None
    """The article it shows on."""
    to_check: bool
    """Whether a person should look: it stands on several articles, or the file changed and it has no place."""


class Annotations(Protocol):
    """A store, as far as placing goes."""

    def named(self) -> Iterable[Named]:
        """Every file and text that annotations name."""

    def at(self, named: Named) -> Iterable[Annotation]:
        """The annotations that name a file and a text of it."""

    def changed_since(self, mark: Mark | None) -> tuple[Mark, frozenset[Named] | None]:
        """What was changed since a moment, and the moment that is now."""


class Placements:
    """The placements of all annotations over the entries of a library, worked out as they are asked for.

    Not thread safe: ask from the UI thread only. `reanchor` alone is slow (it searches a text), and it touches nothing.
    """

    def __init__(self) -> None:
        self._ordered: list[Entry] = []
        self._entries: dict[str, Entry] = {}
        self._by_text: dict[str, list[str]] = {}
        self._annotations: Annotations | None = None
        self._mark: Mark | None = None
        self._grouped: dict[str | None, dict[Named, None]] | None = None
        self._file: dict[Named, str | None] = {}
        """The file that belongs to what annotations name."""
        self._placed: dict[str, tuple[Placed, ...]] = {}
        self._before: dict[str, tuple[Placed, ...]] = {}
        """What was placed on files whose annotations changed since: most of it stands where it stood."""
        self._anchored: dict[tuple[str, str, str], Anchored | None] = {}

    def update(self, entries: Iterable[Entry], annotations: Annotations) -> frozenset[str] | None:
        """Take over a new state of the library or of the store.

        Returns:
            The files whose annotations changed; `None` if everything may have.
        """
        ordered = list(entries)
        same = annotations is self._annotations and ordered == self._ordered
        self._mark, changed = annotations.changed_since(self._mark if same else None)
        if same and changed is not None and self._grouped is not None:
            return self._change(changed)
        self._ordered = ordered
        self._entries = {entry.path: entry for entry in ordered}
        self._annotations = annotations
        self._grouped = None
        self._placed.clear()
        self._before.clear()
        return None

    def of(self, path: str) -> tuple[Placed, ...]:
        """The annotations that belong to the file at `path`, in the order of the text."""
        known = self._placed.get(path)
        if known is None:
            entry = self._entries.get(path)
            group = self._group(path) if entry else []
            placed = self._place_all(group, entry) if group and entry else []
            placed.sort(key=lambda one: (one.spans or ((1 << 60, 0),), one.annotation.id))
            known = self._placed[path] = tuple(placed)
        return known

    def all(self) -> list[Placed]:
        """Every annotation: by file in the order of the entries, those of no file last."""
        return [one for group in self.by_file() for one in group]

    def by_file(self) -> Iterator[Sequence[Placed]]:
        """The same, a file after the other, so that a list of very many can be shown before all are placed."""
        groups = self._groups()
        for path in [path for path in self._entries if path in groups]:
            yield self.of(path)
        yield [Placed(annotation, None, None, None, True) for annotation in self._group(None)]

    def moved(self) -> list[tuple[Annotation, str]]:
        """The annotations whose text now stands in another file than the one they name, and that file."""
        return [
            (annotation, path)
            for path, names in self._groups().items()
            for named in names
            if path is not None and named.path != path
            for annotation in self._at(named)
        ]

    def stale(self) -> dict[str, list[Annotation]]:
        """The annotations, by file, that were made on another text of it and have not been looked for yet."""
        found: dict[str, list[Annotation]] = defaultdict(list)
        for path, names in self._groups().items():
            sha256 = self._entries[path].sha256 if path is not None else None
            for named in names:
                if path is None or sha256 is None or named.sha256 == sha256:
                    continue
                for annotation in self._at(named):
                    if _anchor_key(annotation, sha256) not in self._anchored:
                        found[path].append(annotation)
        return dict(found)

    def present(self) -> dict[str, str]:
        """The hashes of the annotated texts that the library holds, each with a file that holds it."""
        return {
            named.sha256: path
            for path, names in self._groups().items()
            for named in names
            if path is not None and named.sha256 == self._entries[path].sha256
        }

    def accept(self, source: Source, found: Iterable[tuple[Annotation, Anchored | None]]) -> None:
        """Take over what `reanchor` found in the text of a file."""
        for annotation, anchored in found:
            self._anchored[_anchor_key(annotation, source.sha256)] = anchored
        self._placed.clear()
        self._before.clear()

    def _change(self, changed: frozenset[Named]) -> frozenset[str]:
        """Take over that annotations on these came, went or changed; the rest stays as it is grouped and placed."""
        groups = self._groups()
        paths = set()
        for named in changed:
            path = self._file.pop(named, None) if named in self._file else self._file_of(named)
            group = groups.setdefault(path, {})
            group.pop(named, None)
            if any(True for _one in self._at(named)):
                group[named] = None
                self._file[named] = path
            if not group:
                del groups[path]
            if path is not None:
                paths.add(path)
                placed = self._placed.pop(path, None)
                if placed is not None:
                    self._before[path] = placed
        return frozenset(paths)

    def _group(self, path: str | None) -> list[Annotation]:
        """The annotations that belong to a file, or to none."""
        return [annotation for named in self._groups().get(path, ()) for annotation in self._at(named)]

    def _at(self, named: Named) -> Iterable[Annotation]:
        return self._annotations.at(named) if self._annotations else ()

    def _groups(self) -> dict[str | None, dict[Named, None]]:
        if self._grouped is None:
            by_text: dict[str, list[str]] = defaultdict(list)
            for entry in self._entries.values():
                if entry.sha256:
                    by_text[entry.sha256].append(entry.path)
            self._by_text = dict(by_text)
            self._grouped = {}
            self._file.clear()
            for named in self._annotations.named() if self._annotations else ():
                path = self._file[named] = self._file_of(named)
                self._grouped.setdefault(path, {})[named] = None
        return self._grouped

    def _file_of(self, named: Named) -> str | None:
        return anchors.file_of(named, self._by_text, self._entries)

    def _place_all(self, annotations: Iterable[Annotation], entry: Entry) -> list[Placed]:
        """Place the annotations on one file; one that is the same as before stands where it stood."""
        before = {one.annotation.id: one for one in self._before.pop(entry.path, ())}
        articles = [_Extent(article) for article in entry.articles]
        out = []
        for annotation in annotations:
            known = before.get(annotation.id)
            out.append(known if known and known.annotation is annotation else self._place(annotation, entry, articles))
        return out

    def _place(self, annotation: Annotation, entry: Entry, articles: Iterable[_Extent]) -> Placed:
        found: Anchored | None = Anchored(annotation.target.spans, True)
        if entry.sha256 != annotation.target.sha256:
            found = self._anchored.get(_anchor_key(annotation, entry.sha256 or ""))
        if found is None:
            return Placed(annotation, entry.path, None, None, True)
        first, last = min(span[0] for span in found.spans), max(span[1] for span in found.spans)
        near = [one for one in articles if one.first < last and first < one.last]
        article_id, to_check = anchors.home(found.spans, near)
        return Placed(annotation, entry.path, found.spans, article_id, to_check or not found.certain)


class _Extent:
    """An article, and between which places it lies; its spans are unpacked where something stands near by."""

    def __init__(self, article: ArticleSummary) -> None:
        self.id = article.id
        self._article = article
        numbers = array("I", article.ends)
        self.first, self.last = min(numbers, default=0), max(numbers, default=0)

    @cached_property
    def spans(self) -> Spans:
        """Its source spans."""
        return self._article.spans


def reanchor(source: Source, annotations: Iterable[Annotation], kept: Kept) -> list[tuple[Annotation, Anchored | None]]:
    """Look for annotations in a text that changed since they were made; for a worker thread.

    Args:
        source: the text as it is now.
        annotations: those to look for.
        kept: gives the texts that they were made on, as far as these were kept.
    """
    return [(annotation, anchors.anchor(annotation, source, kept)) for annotation in annotations]


def _anchor_key(annotation: Annotation, sha256: str) -> tuple[str, str, str]:
    return annotation.id, annotation.modified, sha256
