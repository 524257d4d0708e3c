"""Corrections as annotations: what stands in their `body`.

The body names the `form`, its `value` and `field`, the further `place` as spans with its own quote, so that it is found
again when the file changes, and `over`, the ids of the corrections on the same characters that it was made knowing.
"""

from __future__ import annotations

from typing import Any

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
