"""What CAS JSON and XMI share: the types, and a document's annotations as feature structures in UTF-16.

A passage is a `reader.Passage`, a UIMA annotation with `begin` and `end`; a tag of, or note on, a whole article is a
`reader.Remark`, which has no place, as INCEpTION's document metadata has none. What each text is, and what leads back
to its file, stands beside them in `documents.jsonl`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.exports.documents import Document
from reader.exports.format import Material
from reader.exports.formats.pieces import file_name
from reader.exports.rows import Row, skipped_row
from reader.exports.visible import visible
from reader.messages import _
from reader.text.json_line import json_line

PASSAGE = "Passage"
REMARK = "Remark"
FEATURES = ("id", "kind", "label", "note", "annotator", "created", "modified")
SUPER = {PASSAGE: "uima.tcas.Annotation", REMARK: "uima.cas.AnnotationBase"}

Structure = tuple[str, int, int, dict[str, str]]
"""Type, begin and end in UTF-16 (0 for a remark), and the features."""


def files(material: Material, suffix: str, made: Callable[[Document], str]) -> Iterator[tuple[str, str]]:
    """The types, a file for each document, and what each of them is: the tools keep only what stands in its text."""
    yield "TypeSystem.xml", type_system()
    about = []
    for number, document in enumerate(material.documents(), 1):
        name = file_name(document.name, number) + suffix
        yield name, made(document)
        about.append(json_line({"file": name, **document.about, "offsets": "UTF-16"}) + "\n")
    yield "documents.jsonl", "".join(about)


def structures(document: Document, material: Material) -> Iterator[Structure]:
    """The feature structures of a document; what has several pieces is left out and told."""
    for row in document.remarks:
        yield REMARK, 0, 0, _features(row)
    for row in document.passages:
        if len(row.spans) != 1:
            sentence = _("of several pieces; {tool} cannot hold that")
            material.leave_out(skipped_row(row, sentence.format(tool="INCEpTION")))
            continue
        yield PASSAGE, *row.utf16[0], _features(row)


def text_of(document: Document) -> str:
    """The text of a document with nothing in it that XML or a terminal cannot hold; as long in UTF-16 as before."""
    return "".join("\ufffd" if char in "\ufffe\uffff" else char for char in visible(document.text))


def type_system() -> str:
    """The types as UIMA's XML, to be imported as layers before the first document."""
    types = "".join(
        f"<typeDescription><name>reader.{name}</name><description/><supertypeName>{above}</supertypeName><features>"
        + "".join(
            f"<featureDescription><name>{feature}</name><description/>"
            "<rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>"
            for feature in FEATURES
        )
        + "</features></typeDescription>"
        for name, above in SUPER.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">'
        f"<name>reader</name><types>{types}</types></typeSystemDescription>\n"
    )


def _features(row: Row) -> dict[str, str]:
    values = (row.id, row.kind, row.label, row.note, row.annotator, row.created, row.modified)
    return {name: value for name, value in zip(FEATURES, values, strict=True) if value is not None}
