"""Parquet, with one fixed schema: the columns of the JSON Lines, `tags` always a list of strings.

It needs pyarrow, an extra: the format (thrift, pages, compression) is far beyond a module of ours, and whoever wants
Parquet has pyarrow already.

Read by: pyarrow, pandas, polars, datasets (tests/proofs).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from reader.errors import ReaderError
from reader.exports.format import EVERY_KIND, Format, Material, Unit
from reader.exports.formats.jsonl import record, with_texts
from reader.exports.formats.pieces import PIECE
from reader.messages import _

ROWS = 1000
"""Rows of a group: so many are in memory at once."""


def write(material: Material) -> Iterator[bytes]:
    """The rows as one file.

    Raises:
        ReaderError: pyarrow is not installed.
    """
    return table_pieces(record(row, material.wording, text) for row, text in with_texts(material))


def table_pieces(rows: Iterator[dict[str, object]]) -> Iterator[bytes]:
    """The objects of JSON Lines as a Parquet file.

    Raises:
        ReaderError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        sentence = _("Parquet needs pyarrow: {command}")
        raise ReaderError(sentence.format(command="pip install 'newspaper-reader[parquet]'")) from None
    schema = _schema(pyarrow)
    with tempfile.TemporaryFile() as whole:
        with parquet.ParquetWriter(whole, schema, compression="zstd") as writer:
            while group := list(islice(rows, ROWS)):
                writer.write_table(pyarrow.Table.from_pylist([_clean(one) for one in group], schema))
        whole.seek(0)
        while piece := whole.read(PIECE):
            yield piece


def _schema(pyarrow: Any) -> Any:
    text, number = pyarrow.string(), pyarrow.int64()
    spans = pyarrow.list_(pyarrow.list_(number))
    types = {
        "tags": pyarrow.list_(text),
        "start": number,
        "end": number,
        "spans": spans,
        "spans_utf16": spans,
        "article": pyarrow.struct([("id", text), ("title", text)]),
        "issue": pyarrow.struct([("date", text), ("date_basis", text)]),
    }
    columns = (
        "id", "kind", "scope", "tags", "note", "body", "exact", "start", "end", "spans", "spans_utf16", "prefix",
        "suffix", "path", "sha256", "encoding", "article", "issue", "created", "modified", "annotator", "text_of",
        "text", "extra",
    )  # fmt: skip
    return pyarrow.schema([(name, types.get(name, text)) for name in columns])


def _clean(value: Any) -> Any:
    """A value without lone surrogates, which Arrow's strings cannot hold."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


FORMAT = Format("parquet", ".parquet", Unit.BOTH, "pandas, polars, pyarrow, datasets", write, rank=4, kinds=EVERY_KIND)
