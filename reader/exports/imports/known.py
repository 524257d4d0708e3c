"""Whether a library says already what a row of a file says; most tools give back neither ids nor times."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection

from reader.annotations.model import MARKS, Annotation
from reader.exports.imports.found import UNTAGGED, Found
from reader.exports.visible import visible

_Key = tuple[object, ...]


class Known:
    """What a library says before an import, and what the import adds."""

    def __init__(self, annotations: Collection[Annotation]) -> None:
        """Of a library."""
        self._said = {key_of(annotation) for annotation in annotations}
        self._parts = {part for annotation in annotations for part in parts_of(annotation)}
        self._added: set[tuple[_Key, str]] = set()

    def add(self, annotation: Annotation) -> None:
        """Take up what the import adds: a second person who says the same in the same file agrees with the first."""
        self._added.add((key_of(annotation), annotation.annotator))

    def holds(self, row: Found, annotation: Annotation, present: Annotation | None) -> bool:
        """Whether the library says already what a row says.

        Args:
            row: what the file says.
            annotation: what would become of it.
            present: the annotation of the same id.
        """
        if present is not None:
            # A tool says nothing of times; an article's text has not every place of the file.
            loose = row.created is None or row.text.text_of != "source"
            # A table cannot hold every character, and shows it in another's place.
            seen = tuple(map(_seen, key_of(present))) == tuple(map(_seen, key_of(annotation)))
            return seen or (loose and _words(present) == _words(annotation))
        if row.id:
            return False
        # Whoever said it: a tool gives what it was given back under the names that it knows people by.
        key, parts = key_of(annotation), parts_of(annotation)
        there = key in self._said or (bool(parts) and parts <= self._parts)
        return there or (key, annotation.annotator) in self._added


def parts_of(annotation: Annotation) -> set[tuple[object, ...]]:
    """What it says of its place, tag and note apart, as tools give them back: without ids, line ends and spaces.

    The pieces of a passage are taken in the order of the text, in which some tools must have them.
    """
    target, note = annotation.target, _shown(annotation.note or "")
    if annotation.kind not in MARKS:
        return set()
    if target.article:
        place: tuple[object, ...] = (target.sha256, target.spans)
        tags = [visible(annotation.tag)] if annotation.tag else []
    else:
        places = (at for start, end in target.spans for at in range(start, end))
        shown = sorted((at, char) for at, char in zip(places, target.quote, strict=False) if _is_shown(char))
        ends = (shown[0][0], shown[-1][0]) if shown else ()
        place = (target.sha256, *ends, "".join(char for _at, char in shown))
        tags = [_label(annotation)]  # that it is marked at all
    return {(*place, "tag", tag) for tag in tags} | ({(*place, "note", note)} if note else set())


def _words(annotation: Annotation) -> tuple[object, ...]:
    """What a tool that was given an annotation gives back of it: not its kind, nor white space and line ends.

    The characters of the quote in any order: some have the pieces of a passage in the order of the text.
    """
    target = annotation.target
    return target.article, _label(annotation), sorted(_shown(target.quote)), _shown(annotation.note or "")


def _label(annotation: Annotation) -> str:
    """The tag as tools give it back: one that is called as the label of what has none comes back as none."""
    tag = visible(annotation.tag or "")
    return "" if tag in UNTAGGED and not annotation.target.article else tag


def _shown(text: str) -> str:
    return "".join(char for char in visible(text) if _is_shown(char))


def _is_shown(char: str) -> bool:
    """Whether a text that is laid out anew keeps a character: not white space, nor what has no width."""
    return not char.isspace() and (char.isascii() or unicodedata.category(char) != "Cf")


def _seen(value: object) -> object:
    return visible(value).replace("\r\n", "\n").replace("\t", "") if isinstance(value, str) else value


def key_of(annotation: Annotation) -> tuple[object, ...]:
    """What makes two annotations say the same."""
    target = annotation.target
    body = json.dumps(dict(annotation.body), sort_keys=True) if annotation.body else None
    said = annotation.tag, annotation.note or None, body
    return annotation.kind, target.sha256, target.spans, target.article, *said
