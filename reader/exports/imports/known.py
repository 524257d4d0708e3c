"""Whether a library says already what a row of a file says; most tools give back neither ids nor times."""

from __future__ import annotations

import json
from collections.abc import Collection, Set

from reader.annotations.model import MARKS, Annotation
from reader.exports.imports.found import Found


def is_known(
    row: Found,
    annotation: Annotation,
    present: Annotation | None,
    said: Collection[tuple[object, ...]],
    parts_said: Set[tuple[object, ...]],
) -> bool:
    """Whether the library says already what a row says.

    Args:
        row: what the file says.
        annotation: what would become of it.
        present: the annotation of the same id.
        said: the keys of all annotations that are there, or are added with this one.
        parts_said: the parts of those that were there before.
    """
    if present is not None:
        # A tool says nothing of times; an article's text has not every place of the file.
        loose = row.created is None or row.text.text_of != "source"
        return key_of(present) == key_of(annotation) or (loose and _words(present) == _words(annotation))
    if row.id:
        return False
    parts = parts_of(annotation)
    return key_of(annotation) in said or (bool(parts) and parts <= parts_said)


def parts_of(annotation: Annotation) -> set[tuple[object, ...]]:
    """What it says of its place, tag and note apart, as tools give them back: without ids, line ends and spaces."""
    target, note = annotation.target, "".join((annotation.note or "").split())
    if annotation.kind not in MARKS:
        return set()
    if target.article:
        place: tuple[object, ...] = (target.sha256, target.spans)
        tags = [annotation.tag] if annotation.tag else []
    else:
        places = (at for start, end in target.spans for at in range(start, end))
        shown = [at for at, char in zip(places, target.quote, strict=False) if not char.isspace()]
        place = (target.sha256, *shown[:1], *shown[-1:], "".join(target.quote.split()))
        tags = [annotation.tag or ""]  # that it is marked at all
    return {(*place, "tag", tag) for tag in tags} | ({(*place, "note", note)} if note else set())


def _words(annotation: Annotation) -> tuple[object, ...]:
    """What a tool that was given an annotation gives back of it: not its kind, nor white space and line ends."""
    target, note = annotation.target, annotation.note or ""
    return target.article, annotation.tag, "".join(target.quote.split()), "".join(note.split())


def key_of(annotation: Annotation) -> tuple[object, ...]:
    """What makes two annotations say the same."""
    target = annotation.target
    body = json.dumps(dict(annotation.body), sort_keys=True) if annotation.body else None
    said = annotation.tag, annotation.note or None, body
    return annotation.kind, target.sha256, target.spans, target.article, *said
