"""doccano's JSONL, for a project of sequence labelling.

A default project counts UTF-16 on its screen, so that is the unit; `--unit code-points` is for one made with
grapheme mode, or for training from the file. Where a project forbids overlaps, doccano drops them on import without a
word: they are left out here and told, or with `--layers` each layer is a file that has none, in one archive. Notes have
no place in doccano's import; tags of articles go with the other keys into its metadata.

Read by: doccano 1.8.4's own import code (tests/proofs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import archived_parts, encoded
from reader.exports.rows import Row, skipped_row
from reader.messages import _
from reader.text.json_line import json_line

TOOL = "doccano"


def write(material: Material) -> Iterator[bytes]:
    """One file, or an archive of one for each layer."""
    if not material.options.layers:
        return encoded(_lines(material, 0))
    count = max((len(layers_of(_whole(one, None))) for one in material.documents()), default=1)

    def layer(number: int) -> Callable[[], Iterator[str]]:
        return lambda: _lines(material, number)

    return archived_parts([(f"layer-{number + 1}.jsonl", layer(number)) for number in range(max(1, count))])


def layers_of(rows: list[Row]) -> list[list[Row]]:
    """Rows of one piece, in the order of the text, as layers in which none overlap: as few as there can be."""
    layers: list[list[Row]] = []
    for row in rows:
        for layer in layers:
            if layer[-1].spans[-1][1] <= row.spans[0][0]:
                layer.append(row)
                break
        else:
            layers.append([row])
    return layers


def _lines(material: Material, number: int) -> Iterator[str]:
    for document in material.documents():
        layers = layers_of(_whole(document, material))
        if not material.options.layers:
            for row in (row for layer in layers[1:] for row in layer):
                reason = _("overlapping another; doccano drops such, --layers gives a file for each layer")
                material.leave_out(skipped_row(row, reason))
        layer = layers[number] if number < len(layers) else []
        if layer or number == 0:
            yield json_line(_line(document, layer, material)) + "\n"


def _whole(document: Document, material: Material | None) -> list[Row]:
    """The passages of one piece; of the others, and of notes, the material is told."""
    if material:
        for row in document.rows:
            if row.scope == "passage" and len(row.spans) > 1:
                sentence = _("of several pieces; {tool} cannot hold that")
                material.leave_out(skipped_row(row, sentence.format(tool=TOOL)))
            elif row.note and not row.tags and row.scope == "article":
                material.leave_out(skipped_row(row, _("the note; {tool} holds none").format(tool=TOOL)))
            elif row.note:
                material.reduce(skipped_row(row, _("the note; {tool} holds none").format(tool=TOOL)))
    return [row for row in document.passages if len(row.spans) == 1]


def _line(document: Document, rows: list[Row], material: Material) -> dict[str, object]:
    points = material.options.unit is Unit.POINTS
    label = [[*(row.spans[0] if points else row.utf16[0]), row.label] for row in rows]
    unit = "code points" if points else "UTF-16"
    return {"text": document.text, "label": label, **document.about, "tags": document.tags, "offsets": unit}


FORMAT = Format(
    "doccano",
    ".jsonl",
    Unit.UTF16,
    TOOL,
    write,
    rank=11,
    wording=ARTICLE,
    options=frozenset({"unit", "layers"}),
)
