"""BIO by characters (CoNLL): a character and its label on a line, a TAB between; an empty line after each paragraph.

White space is no token. A label is the tag with `_` for its white space, its controls made visible. What overlaps,
runs over the end of a paragraph or has several pieces cannot be held; nor can tags of articles and notes.

Read by: a reader of its own in the tests that gives back the same passages; doccano takes it with the column separator
TAB and an empty text separator.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.doccano import layers_of
from reader.exports.formats.pieces import Names, encoded
from reader.exports.rows import Row, skipped_row
from reader.exports.visible import visible
from reader.messages import _


def write(material: Material) -> Iterator[bytes]:
    """All documents as one file."""
    return encoded(_lines(material))


def _lines(material: Material) -> Iterator[str]:
    names = Names(r"\S", "tag")
    for document in material.documents():
        yield _sentences(document, names, material)


def _sentences(document: Document, names: Names, material: Material) -> str:
    text = visible(document.text)
    labels = ["O"] * len(text)
    for row in _held(document, text, material):
        ((start, end),) = row.spans
        name, begin = names.of(visible(row.label)), "B"
        for at in range(start, end):
            if not text[at].isspace():
                labels[at] = f"{begin}-{name}"
                begin = "I"
    out = []
    for line_start, line in _paragraphs(text):
        tokens = [f"{char}\t{labels[line_start + at]}\n" for at, char in enumerate(line) if not char.isspace()]
        if tokens:
            out += [*tokens, "\n"]
    return "".join(out)


def _held(document: Document, text: str, material: Material) -> list[Row]:
    """The passages that the format can hold; of the rest the material is told."""
    held = []
    for row in document.rows:
        if row.scope == "article":
            reason = _("on an article; {tool} knows only passages").format(tool="BIO")
        elif len(row.spans) > 1:
            reason = _("of several pieces; {tool} cannot hold that").format(tool="BIO")
        elif "\n" in text[row.spans[0][0] : row.spans[0][1]].strip():
            reason = _("over the end of a paragraph")
        elif not text[row.spans[0][0] : row.spans[0][1]].strip():
            reason = _("only white space")
        else:
            held.append(row)
            if row.note:
                material.reduce(skipped_row(row, _("the note; {tool} holds none").format(tool="BIO")))
            continue
        material.leave_out(skipped_row(row, reason))
    held.sort(key=lambda row: (row.spans[0], row.id))
    layers = layers_of(held)
    for row in (row for layer in layers[1:] for row in layer):
        material.leave_out(skipped_row(row, _("overlapping another")))
    return layers[0] if layers else []


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


FORMAT = Format("bio", ".tsv", Unit.NONE, "CoNLL readers, doccano", write, rank=22, wording=ARTICLE)
