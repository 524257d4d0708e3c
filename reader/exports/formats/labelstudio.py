"""Label Studio: tasks with annotations, and the labelling configuration that they need, in one archive.

`tasks.json` is imported as it is, after `config.xml` was pasted as the project's labelling interface. Offsets are code
points, for `granularity="symbol"`, as Label Studio 1.20 and later draws them (older ones counted UTF-16). Tags of an
article are choices on the task; notes are texts of a region or of the task. Controls in a tag are made visible: the
configuration, which is XML, cannot hold them, and a label that does not stand there is none.

Read by: label_studio_sdk's LabelInterface, each region's text held against the task's; and by Label Studio's server,
which takes anything and answers 201, and gives the same regions back (tests/proofs).
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import archived_parts, xml_value
from reader.exports.rows import skipped_row
from reader.exports.visible import visible
from reader.messages import _
from reader.text.json_line import json_line

COLOURS = ("#e6194b", "#3cb44b", "#4363d8", "#f58231", "#911eb4", "#008080", "#9a6324", "#808000", "#000075", "#f032e6")


def write(material: Material) -> Iterator[bytes]:
    """Tasks, then the configuration: only then all labels are known."""
    labels: dict[str, None] = {}
    tags: dict[str, None] = {}

    def tasks() -> Iterator[str]:
        yield "["
        comma = "\n"
        for document in material.documents():
            for row in document.passages:
                labels[visible(row.label)] = None
            tags.update(dict.fromkeys(map(visible, document.tags)))
            yield comma + json_line(_task(document, material))
            comma = ",\n"
        yield "\n]\n"

    def config() -> Iterator[str]:
        yield configuration(sorted(labels), sorted(tags))

    return archived_parts([("tasks.json", tasks), ("config.xml", config)])


def configuration(labels: list[str], tags: list[str]) -> str:
    """The labelling interface for these labels of passages and tags of articles."""
    lines = ["<View>", '  <Labels name="label" toName="text">']
    for number, label in enumerate(labels or ["highlight"]):
        colour = COLOURS[number % len(COLOURS)]
        lines.append(f'    <Label value="{xml_value(label)}" background="{colour}"/>')
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="symbol"/>']
    lines.append('  <TextArea name="note" toName="text" perRegion="true" editable="true"/>')
    if tags:
        lines.append('  <Choices name="tags" toName="text" choice="multiple">')
        lines += [f'    <Choice value="{xml_value(tag)}"/>' for tag in tags]
        lines.append("  </Choices>")
    lines += ['  <TextArea name="remark" toName="text" editable="true"/>', "</View>"]
    return "\n".join(lines) + "\n"


def _task(document: Document, material: Material) -> dict[str, object]:
    results: list[dict[str, object]] = []
    for row in document.passages:
        start, end = row.bounds
        if start is None:
            material.leave_out(skipped_row(row, _("of several pieces; {tool} cannot hold that").format(tool=TOOL)))
            continue
        place = {"start": start, "end": end, "text": row.exact}
        region = {"id": row.id, "to_name": "text"}
        results.append(
            {**region, "from_name": "label", "type": "labels", "value": {**place, "labels": [visible(row.label)]}}
        )
        if row.note:
            noted = {"start": start, "end": end, "text": [row.note]}
            results.append({**region, "from_name": "note", "type": "textarea", "value": noted})
    about = {"to_name": "text"}
    if document.tags:
        key = next(row.id for row in document.remarks if row.tags)
        chosen = {"choices": list(map(visible, document.tags))}
        results.append({"id": key, **about, "from_name": "tags", "type": "choices", "value": chosen})
    notes = [row for row in document.remarks if row.note]
    if notes:
        value = {"text": [row.note for row in notes]}
        results.append({"id": notes[0].id, **about, "from_name": "remark", "type": "textarea", "value": value})
    return {"data": {"text": document.text, **document.about}, "annotations": [{"result": results}]}


TOOL = "Label Studio"

FORMAT = Format("labelstudio", ".zip", Unit.POINTS, TOOL, write, rank=10, wording=ARTICLE)
