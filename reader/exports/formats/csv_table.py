"""CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, RFC 4180; text in quotes, numbers not.

A text that a spreadsheet would take for a formula gets a `'` before it (OWASP, CSV Injection). So does one that begins
with such marks and then with what would be a formula: whoever takes one `'` off before `'*[=+-@TAB CR]` has the text,
as `reader import` does. `--raw` writes the texts as they are.

On an article `exact` is its opening only: a cell of Excel holds 32,767 characters, and LibreOffice 7.4 puts a line end
into a line of the file of more than 65,535.

Read by: pandas, and LibreOffice without its screen, told that the file is UTF-8 (tests/proofs).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from reader.annotations.model import OPENING
from reader.exports.documents import Wording
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.jsonl import with_texts
from reader.exports.formats.pieces import encoded
from reader.exports.rows import Row
from reader.exports.visible import visible
from reader.text.json_line import json_line

COLUMNS = (
    "id", "kind", "scope", "tag", "note", "exact", "start", "end", "spans", "spans_utf16", "prefix", "suffix", "path",
    "sha256", "encoding", "article_id", "article_title", "date", "date_basis", "created", "modified", "annotator",
    "text_of", "text",
)  # fmt: skip

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(material: Material) -> Iterator[bytes]:
    """The rows as a table with a header; spans as JSON, because a spreadsheet reads `3-5` as a date."""
    return encoded(_lines(material))


def _lines(material: Material) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    yield "\ufeff"
    shown = _plain if material.options.raw else _guarded
    for row, text in with_texts(material):
        writer.writerow([shown(cell) for cell in _cells(row, material.wording, text)])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cells(row: Row, wording: Wording, text: str | None) -> Iterable[str | int | None]:
    return (
        row.id, row.kind, row.scope, joined(row.tags), row.note, _exact(row), *row.bounds, json_line(row.spans),
        json_line(row.utf16), row.prefix, row.suffix, row.path, row.sha256, row.encoding, row.article_id,
        row.article_title, row.date, row.date_basis, row.created, row.modified, row.annotator, wording.name, text,
    )  # fmt: skip


def _exact(row: Row) -> str:
    return row.exact if row.scope == "passage" or len(row.exact) <= OPENING else row.exact[:OPENING] + "…"


def joined(tags: Iterable[str]) -> str:
    r"""Tags in one cell, parted by `; `; a `;` or `\` inside one has a `\` before it."""
    return "; ".join(tag.replace("\\", "\\\\").replace(";", "\\;") for tag in tags)


def parted(cell: str) -> list[str]:
    """The tags of a cell, see `joined`."""
    words = re.findall(r"(?:[^;\\]|\\.)+", cell, re.DOTALL)
    return [tag for tag in (re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL).strip() for word in words) if tag]


def unguarded(cell: str) -> str:
    """A cell without the guard before a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _plain(cell: str | int | None) -> str | int:
    return "" if cell is None else visible(cell) if isinstance(cell, str) else cell


def _guarded(cell: str | int | None) -> str | int:
    if not isinstance(cell, str):
        return "" if cell is None else cell
    text = visible(cell)
    return "'" + text if _FORMULA.match(text) else text


FORMAT = Format("csv", ".csv", Unit.BOTH, "LibreOffice, Excel, pandas", write, rank=2, options=frozenset({"raw"}))
