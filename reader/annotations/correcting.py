"""Corrections as annotations: what stands in their `body`, and which of them are on a text.

The body names the `form`, its `value` and `field`, the further `place` as spans with its own quote, so that it is found
again when the file changes, and `over`, the ids of the corrections on the same characters that it was made knowing.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Any, Protocol

from reader.annotations import anchors
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.newspaper.corrections import Correction, Form, problem_of
from reader.text.source import Source
from reader.text.spans import Spans


def new_correction(
    source: Source,
    path: str,
    said: Correction,
    annotator: str,
) -> Annotation:
    """The annotation of a correction; its id, its time and its annotator are new.

    Args:
        source: the text that it is about.
        path: its file, relative to the library, with `/`.
        said: what is asserted.
        annotator: who says so.
    """
    body: dict[str, Any] = {"form": said.form.value}
    if said.form in (Form.ROLE, Form.TITLE, Form.ISSUE):
        body["value"] = said.value
    if said.field:
        body["field"] = said.field
    if said.place:
        body["place"] = place_said(source, said.place)
    if said.over:
        body["over"] = sorted(said.over)
    return new_annotation(Kind.CORRECTION, make_target(source, path, said.spans, article=False), annotator, body=body)


def place_said(source: Source, place: Spans) -> dict[str, Any]:
    """What the body of a correction says of its further place."""
    there = make_target(source, "", place, article=False)
    return {
        "spans": [list(span) for span in there.spans],
        "quote": there.quote,
        "prefix": there.prefix,
        "suffix": there.suffix,
    }


def correction_of(annotation: Annotation, spans: Spans, place: Spans) -> Correction | None:
    """What an annotation asserts, at its places now; `None` if this version does not understand it."""
    body = annotation.body
    try:
        form = Form(body["form"])
        value, field, over = body.get("value", ""), body.get("field", ""), body.get("over", ())
    except (KeyError, ValueError):
        return None
    if not isinstance(value, str) or not isinstance(field, str) or problem_of(form, value, field):
        return None
    if ("place" in body) != bool(place):
        return None
    known = frozenset(one for one in over if isinstance(one, str)) if isinstance(over, list | tuple) else frozenset()
    return Correction(annotation.id, form, spans, place, value, field, annotation.created, annotation.annotator, known)


class HoldsTexts(Protocol):
    """Texts by their hashes."""

    def get(self, sha256: str) -> Source | None:
        """The text with a hash, if it is kept."""


class HoldsCorrections(Protocol):
    """A store, as far as corrections go."""

    def corrected(self) -> set[str]:
        """The paths, and the hashes of the texts, that corrections name."""

    def corrections(self, path: str, sha256: str) -> list[Annotation]:
        """The corrections that name a file or a text."""

    @property
    def kept_texts(self) -> HoldsTexts:
        """The texts that annotations were made on."""


class Corrector:
    """Gives the corrections of a text, for `Catalogue.corrector`; may be called from any thread.

    Those that were made on this very text, wherever its file is now, and those on the file at its path as it was
    before, where their places are found for certain.
    """

    def __init__(self, store: HoldsCorrections) -> None:
        """Nothing is looked for yet."""
        self._store = store
        self._lock = Lock()
        self._anchored: dict[tuple[str, str, str], anchors.Anchored | None] = {}

    def named(self) -> set[str]:
        """The paths, and the hashes of the texts, that may have corrections."""
        return self._store.corrected()

    def told(self, path: str, sha256: str) -> object:
        """What is the same as long as nothing else is said of a text."""
        return frozenset((one.id, one.modified) for one in self._store.corrections(path, sha256))

    def __call__(self, path: str, source: Source) -> tuple[Correction, ...]:
        """The corrections of a text, oldest first."""
        found = (self._at(one, source) for one in self._store.corrections(path, source.sha256))
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))

    def _at(self, annotation: Annotation, source: Source) -> Correction | None:
        key = annotation.id, annotation.modified, source.sha256
        with self._lock:
            known = key in self._anchored
            anchored = self._anchored.get(key)
        if not known:
            anchored = anchors.anchor(annotation, source, self._store.kept_texts.get)
            with self._lock:
                self._anchored[key] = anchored
        if anchored is None or not anchored.certain or not _inside(source, (*anchored.spans, *anchored.place)):
            return None
        return correction_of(annotation, anchored.spans, anchored.place)


def _inside(source: Source, spans: Iterable[tuple[int, int]]) -> bool:
    return all(end <= len(source.text) for _start, end in spans)
