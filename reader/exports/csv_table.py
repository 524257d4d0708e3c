"""CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, RFC 4180; text in quotes, numbers not.

A text that a spreadsheet would take for a formula gets a `'` before it (OWASP, CSV Injection). So does one that begins
with such marks and then with what would be a formula: whoever takes one `'` off before `'*[=+-@TAB CR]` has the text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from reader.exports.jsonl import json_text
from reader.exports.rows import Row
from reader.exports.visible import visible

COLUMNS = (
    "id", "kind", "scope", "tag", "note", "exact", "start", "end", "spans", "spans_utf16", "prefix", "suffix", "path",
    "sha256", "encoding", "article_id", "article_title", "date", "date_basis", "created", "modified", "annotator",
)  # fmt: skip

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(rows: Iterable[Row]) -> str:
    """The rows as a table with a header; spans as JSON, because a spreadsheet reads `3-5` as a date."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(cell) for cell in _cells(row)] for row in rows)
    return "\ufeff" + out.getvalue()


def _cells(row: Row) -> Iterable[str | int | None]:
    return (
        row.id, row.kind, row.scope, "; ".join(row.tags), row.note, row.exact, *row.bounds, json_text(row.spans),
        json_text(row.utf16), row.prefix, row.suffix, row.path, row.sha256, row.encoding, row.article_id,
        row.article_title, row.date, row.date_basis, row.created, row.modified, row.annotator,
    )  # fmt: skip


def _guarded(cell: str | int | None) -> str | int:
    if not isinstance(cell, str):
        return "" if cell is None else cell
    text = visible(cell)
    return "'" + text if _FORMULA.match(text) else text
