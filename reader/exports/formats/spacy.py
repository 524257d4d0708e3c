"""spaCy and Prodigy: JSONL with `text`, `spans` and `meta`; offsets in code points, as Python counts.

White space at the ends of a passage is cut off. Passages may overlap (a span categoriser takes that; an entity
recogniser does not). The tags of an article are categories (`cats`). Notes stand in the span (`note`) and in `meta`;
both tools pass over keys they do not know.

Read by: spaCy, `blank("zh")` and `char_span`, none of which may be None (tests/proofs). Prodigy is not free
and was not tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import encoded
from reader.exports.rows import skipped_row
from reader.messages import _
from reader.text.json_line import json_line

TOOL = "spaCy"


def write(material: Material) -> Iterator[bytes]:
    """A document a line."""
    return encoded(json_line(_line(document, material)) + "\n" for document in material.documents())


def _line(document: Document, material: Material) -> dict[str, object]:
    spans: list[dict[str, object]] = []
    for row in document.passages:
        start, end = row.bounds
        if start is None or end is None:
            sentence = _("of several pieces; {tool} cannot hold that")
            material.leave_out(skipped_row(row, sentence.format(tool=TOOL)))
            continue
        # A space at an end is no token of its own to spaCy, and such a span would have no token there.
        start += len(row.exact) - len(row.exact.lstrip())
        end -= len(row.exact) - len(row.exact.rstrip())
        if start >= end:
            material.leave_out(skipped_row(row, _("only white space")))
            continue
        span: dict[str, object] = {"start": start, "end": end, "label": row.label, "id": row.id}
        spans.append({**span, "note": row.note} if row.note else span)
    notes = [row.note for row in document.remarks if row.note]
    return {
        "text": document.text,
        "spans": spans,
        "cats": dict.fromkeys(document.tags, 1.0),
        "meta": {**document.about, "notes": notes},
        "answer": "accept",
    }


FORMAT = Format("spacy", ".jsonl", Unit.POINTS, "spaCy, Prodigy", write, rank=20, wording=ARTICLE)
