"""Every format of the planted library, and what must stand in them: `python -m tests.proofs.make FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reader.exports.choosing import EVERYTHING
from reader.exports.documents import ARTICLE, SOURCE, Document, Wording
from reader.exports.format import Options, Unit
from reader.exports.registry import FORMATS
from reader.exports.writing import gather, material_of
from reader.text.script import Script
from tests.exports.planted import make

NEEDS_MORE = {"parquet"}
"""Formats that need a package which this environment may lack; their proof makes the file."""

WORDINGS = (SOURCE, ARTICLE, Wording(True, Script.HANS), Wording(True, Script.TW))


def everything(folder: Path) -> None:
    """Write `NAME.suffix`, `NAME-WORDING.suffix` and `expected-WORDING.json` into a folder."""
    catalogue, store = make(folder / "library")
    quotes = {one.id: one.target.quote for one in store.all() if not one.target.article}
    rows, _left_out = gather(catalogue, store, EVERYTHING)
    for wording in WORDINGS:
        material = material_of(rows, catalogue, FORMATS["jsonl"], wording=wording)
        documents = [_about(one, quotes) for one in material.documents()]
        (folder / f"expected-{wording.name}.json").write_text(json.dumps(documents), encoding="utf-8")

    def put(file: str, name: str, wording: Wording | None = None, options: Options | None = None) -> None:
        one = FORMATS[name]
        material = material_of(rows, catalogue, one, wording=wording, options=options)
        (folder / file).write_bytes(b"".join(one.write(material)))

    for name, one in FORMATS.items():
        if name in NEEDS_MORE:
            continue
        put(f"{name}{one.suffix}", name)
        for wording in WORDINGS:
            if one.of == "annotations" and wording.name.partition("-")[0] in one.texts:
                put(f"{name}-{wording.name}{one.suffix}", name, wording)
    put("csv-raw.csv", "csv", options=Options(raw=True))
    put("doccano-points.jsonl", "doccano", options=Options(unit=Unit.POINTS))
    put("doccano-layers.zip", "doccano", options=Options(layers=True))
    catalogue.close()


def _about(document: Document, quotes: dict[str, str]) -> dict[str, object]:
    return {
        "name": document.name,
        "path": document.path,
        "article": document.article_id,
        "text": document.text,
        "tags": document.tags,
        "passages": [
            {
                "id": row.id,
                "spans": row.spans,
                "exact": row.exact,
                "quote": quotes[row.id],
                "label": row.label,
                "tags": row.tags,
                "note": row.note,
                "annotator": row.annotator,
            }
            for row in document.passages
        ],
        "remarks": [{"id": row.id, "label": row.label, "note": row.note} for row in document.remarks],
    }


if __name__ == "__main__":
    everything(Path(sys.argv[1]))
