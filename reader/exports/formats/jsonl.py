"""JSON Lines: an object per annotation, the same keys in each, for Python, pandas, datasets and the like.

`spans` and `spans_utf16` are lists of `[start, end)`; what stands at them, joined, is `exact`. `start` and `end` are
there for a quote of one piece, and `null` for one of several. `body` is what a bookmark or a correction says, as JSON
in a string, so that all rows have one schema. `text_of` says what text they count in: `source` is the
file's, known by its hash; an article's is carried in `text`, on its first line.

Read by: pandas, polars, pyarrow, datasets (tests/proofs), and again by `reader import`, without loss.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import SOURCE, Wording
from reader.exports.format import EVERY_KIND, Format, Material, Unit
from reader.exports.formats.pieces import encoded
from reader.exports.rows import Row
from reader.text.json_line import json_line


def write(material: Material) -> Iterator[bytes]:
    """The rows as JSON Lines."""
    return encoded(json_line(record(row, material.wording, text)) + "\n" for row, text in with_texts(material))


def with_texts(material: Material) -> Iterator[tuple[Row, str | None]]:
    """The rows, each with the text that its offsets count in where that is no file's and was not given yet."""
    if material.wording == SOURCE:
        for row in material.rows():
            yield row, None
        return
    for document in material.documents():
        for number, row in enumerate(document.rows):
            yield row, None if number else document.text


def record(row: Row, wording: Wording = SOURCE, text: str | None = None) -> dict[str, object]:
    """The object of a row: the same keys and types in each."""
    start, end = row.bounds
    return {
        "id": row.id,
        "kind": row.kind,
        "scope": row.scope,
        "tags": list(row.tags),
        "note": row.note,
        "body": row.body,
        "exact": row.exact,
        "start": start,
        "end": end,
        "spans": row.spans,
        "spans_utf16": row.utf16,
        "prefix": row.prefix,
        "suffix": row.suffix,
        "path": row.path,
        "sha256": row.sha256,
        "encoding": row.encoding,
        "article": {"id": row.article_id, "title": row.article_title},
        "issue": {"date": row.date, "date_basis": row.date_basis},
        "created": row.created,
        "modified": row.modified,
        "annotator": row.annotator,
        "text_of": wording.name,
        "text": text,
        "extra": row.extra,
    }


FORMAT = Format(
    "jsonl", ".jsonl", Unit.BOTH, "Python, pandas, polars, datasets; reader import", write, rank=0, kinds=EVERY_KIND
)
