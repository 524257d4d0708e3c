"""W3C Web Annotation, as an AnnotationCollection in JSON-LD: offsets in code points, as the Recommendation asks.

A passage is a SpecificResource with a TextPositionSelector and a TextQuoteSelector; one of several pieces has a target
for each, in reading order. A note on, or tag of, a whole article has the article for its target, and `reader:spans`
says where that stands. The source is named by its hash (`ni:`, RFC 6920), so offsets never refer to another text than
they were counted in; `reader:path` says where it was found. What our own context adds survives expansion; a tool that
does not know it may leave it out. An article's text, where offsets count in that, stands in `reader:texts`.

Read by: pyld with the W3C context, the schema of the annotation model, Apache Annotator (tests/proofs), and
again by `reader import`, without loss.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import quote

from reader.annotations.model import OPENING
from reader.exports.format import EVERY_KIND, Format, Material, Unit
from reader.exports.formats.jsonl import with_texts
from reader.exports.formats.pieces import encoded
from reader.exports.rows import Row
from reader.text.json_line import json_line

ANNO = "http://www.w3.org/ns/anno.jsonld"
OWN = "urn:newspaper-reader:"
CONTEXT: list[object] = [ANNO, {"reader": {"@id": OWN, "@prefix": True}}]

_MOTIVES = {"bookmark": "bookmarking", "done": "assessing", "correction": "editing"}
"""Of the kinds that are neither tags nor highlights nor notes."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def write(material: Material) -> Iterator[bytes]:
    """The rows as one collection, an annotation a line."""
    return encoded(_lines(material))


def _lines(material: Material) -> Iterator[str]:
    rows = sum(1 for _row in material.rows())
    collection = {
        "@context": CONTEXT,
        "id": f"{OWN}annotations",
        "type": "AnnotationCollection",
        "label": "Annotations",
        "total": rows,
        "reader:text_of": material.wording.name,
    }
    yield json_line(collection)[:-1]
    yield f', "first": {{"id": "{OWN}annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": [\n'
    texts: dict[str, str] = {}
    comma = ""
    for row, text in with_texts(material):
        if text is not None:
            texts[row.sha256] = text
        yield comma + json_line(annotation(row))
        comma = ",\n"
    yield "\n]}"
    if texts:
        named = [{"reader:text": iri_of_text(sha256), "reader:value": text} for sha256, text in texts.items()]
        yield ', "reader:texts": ' + json_line(named)
    yield "}\n"


def annotation(row: Row) -> dict[str, object]:
    """One annotation."""
    bodies = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in row.tags]
    if row.note is not None:
        bodies.append({"type": "TextualBody", "value": row.note, "purpose": "commenting"})
    targets = _targets(row)
    out: dict[str, object] = {
        "id": iri_of(row.id),
        "type": "Annotation",
        "motivation": _motivation(row),
        "created": row.created,
        "modified": row.modified,
    }
    if row.annotator:
        out["creator"] = {"type": "Person", "name": row.annotator}
    if bodies:
        out["body"] = bodies
    out["target"] = targets[0] if len(targets) == 1 else targets
    out["reader:id"] = row.id
    out["reader:kind"] = row.kind
    out["reader:scope"] = row.scope
    out["reader:path"] = row.path
    out["reader:sha256"] = row.sha256
    out["reader:encoding"] = row.encoding
    for name, value in (("article", row.article_id), ("date", row.date), ("body", row.body), ("extra", row.extra)):
        if value is not None:
            out[f"reader:{name}"] = value
    return out


def iri_of(key: str) -> str:
    """The IRI of an annotation."""
    return f"urn:uuid:{key}" if _UUID.fullmatch(key) else f"{OWN}annotation:{quote(key, safe='', errors='replace')}"


def iri_of_text(sha256: str) -> str:
    """The IRI of a text, by its hash."""
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).rstrip(b"=").decode()


def _motivation(row: Row) -> str:
    if row.kind in _MOTIVES:
        return _MOTIVES[row.kind]
    if row.scope == "article":
        return "classifying" if row.tags else "commenting"
    return "commenting" if row.note is not None and row.kind == "note" else "highlighting"


def _targets(row: Row) -> list[dict[str, object]]:
    source = iri_of_text(row.sha256)
    if row.scope == "article":
        # JSON-LD 1.0 has no lists of lists: the spans are a string.
        name = f"{source}#{row.article_id or 'article'}"
        about: dict[str, object] = {"id": name, "type": "Text", "format": "text/plain"}
        if row.article_title:
            about["reader:title"] = row.article_title
        # Its beginning, by which it is found in a text that was corrected since.
        return [{**about, "reader:spans": json_line(row.spans), "reader:opening": row.exact[:OPENING]}]
    out: list[dict[str, object]] = []
    last = len(row.spans) - 1
    at = 0
    for number, (start, end) in enumerate(row.spans):
        exact = row.exact[at : at + end - start]
        at += end - start
        selector: list[dict[str, object]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
        quoted: dict[str, object] = {"type": "TextQuoteSelector", "exact": exact}
        if number == 0:
            quoted["prefix"] = row.prefix
        if number == last:
            quoted["suffix"] = row.suffix
        out.append({"type": "SpecificResource", "source": source, "selector": [*selector, quoted]})
    return out


FORMAT = Format(
    "w3c",
    ".jsonld",
    Unit.POINTS,
    "W3C Web Annotation: Apache Annotator, Annotorious",
    write,
    rank=1,
    kinds=EVERY_KIND,
)
