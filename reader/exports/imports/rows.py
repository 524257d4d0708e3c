"""Our own JSON Lines, and tables of CSV: our own, or one of tags of articles.

A table of tags has a column `path` and one `tag` (or `tags`, parted by `;`), and `article` where there are several
articles on the page: its id, its number, or its title; `note` and `annotator` may be there. The columns are parted by
commas, or by what a spreadsheet parts them with where a comma stands in numbers: semicolons or tabs.
"""

from __future__ import annotations

import csv
import json
import posixpath
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reader.annotations.model import KEYS, OPENING, TARGET_KEYS, Kind
from reader.exports.documents import SOURCE, wording_named
from reader.exports.formats.csv_table import parted, unguarded
from reader.exports.imports.found import WRONG_EXPORT, Bad, Found, Text, lines_of
from reader.messages import _
from reader.text.spans import Spans, overlapping

_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""The line by which a spreadsheet is told, or tells, what parts the columns."""


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end, in whichever form."""


def json_lines(data: bytes) -> Iterator[Found | Bad]:
    """The annotations of `reader export --format jsonl`, in UTF-8."""
    texts: dict[str, str] = {}
    for row, line in lines_of(data):
        try:
            yield record(row, json.loads(line), texts)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Bad(row, _("it is no annotation of ours"))


def record(row: str, value: dict[str, Any], texts: dict[str, str]) -> Found:
    """The annotation of one object; `texts` keeps the texts of articles, which stand in the first row only.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is none.
    """
    kind, scope = value["kind"], value["scope"]
    if kind not in list(Kind) or scope not in ("article", "passage") or len(value["tags"]) > 1:
        raise ValueError(kind)
    text_of, sha256 = wording_named(value.get("text_of") or SOURCE.name), _text(value["sha256"])
    if value.get("text") is not None:
        texts[sha256] = _text(value["text"])
    extra = _object(value.get("extra"))
    article = value["article"]["id"]
    # Of an article no more is asked for.
    exact = _text(value["exact"])[: OPENING if scope == "article" else None]
    source = text_of == SOURCE
    return Found(
        row=row,
        text=Text(
            _text(value["path"]),
            sha256 if source else None,
            None if article is None else _text(article),
            text_of.name,
            None if source else texts[sha256],
        ),
        kind=kind,
        article=scope == "article",
        tag=_text(value["tags"][0]) if value["tags"] else None,
        note=None if value["note"] is None else _text(value["note"]),
        spans=spans_of(value["spans"]),
        exact=exact,
        id=_text(value["id"]),
        annotator=_text(value["annotator"]),
        created=_time(value["created"]),
        modified=_time(value["modified"]),
        encoding=_text(value["encoding"]),
        prefix=_text(value.get("prefix") or ""),
        suffix=_text(value.get("suffix") or ""),
        body=_object(value.get("body")),
        extra=_beside(extra.get("annotation"), KEYS),
        target_extra=_beside(extra.get("target"), TARGET_KEYS),
    )


def _object(value: object) -> dict[str, Any]:
    """What a string says as JSON; nothing where there is none.

    Raises:
        ValueError: it is no object.
    """
    found = json.loads(value) if isinstance(value, str) and value else {}
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _time(value: object) -> str:
    """A time as annotations give it: pandas and datasets make numbers of it, of milliseconds or finer, since 1970.

    Raises:
        ValueError, TypeError: it is none.
    """
    if type(value) is not int:
        return re.sub(r"\.0+Z$", "Z", _text(value))
    if not 0 <= value < 10**19:
        raise ValueError("no time")
    seconds: float = value
    while seconds > 1e11:  # the year 5138
        seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _beside(value: object, own: frozenset[str]) -> dict[str, Any]:
    """What a record holds beside our `own` keys.

    Raises:
        ValueError: it is no object, or has one of them: it would be stored in the place of ours.
    """
    if value is None:
        return {}
    if not isinstance(value, dict) or not own.isdisjoint(value):
        raise ValueError("no object of others")
    return value


def spans_of(value: object) -> Spans:
    """Spans from JSON, none over another.

    Raises:
        ValueError: they are none.
    """
    if not isinstance(value, list) or not value:
        raise ValueError("no spans")
    out = []
    for pair in value:
        start, end = pair
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ValueError("no span")
        out.append((start, end))
    if overlapping(out):
        raise ValueError("spans one over another")
    return tuple(out)


def table(data: str) -> Iterator[Found | Bad]:
    """The annotations of a CSV file: our own, or tags of articles. A row is named by the line that it begins on."""
    data = data.removeprefix("\ufeff")
    said = _SEPARATOR.match(data)
    data = data[said.end() :] if said else data
    first = 1 + (said[0].count("\n") if said else 0)
    head = data[:10_000].lstrip().split("\n", 1)[0]
    delimiter = said[1] if said else max(",;\t", key=head.count)
    # A note or the text of an article may be longer than the csv module takes a cell to be.
    csv.field_size_limit(max(csv.field_size_limit(), min(len(data), 2**31 - 1)))
    reader = csv.reader((line[0] for line in _LINE.finditer(data)), delimiter=delimiter, strict=True)
    columns: list[str] = []
    own = False
    texts: dict[str, str] = {}
    while True:
        row = _("line {number}").format(number=first + reader.line_num)
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Bad(row, _("it is no line of a table"))
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = [name.strip().casefold() for name in cells]
            own = _OWN.issubset(columns)
            wrong = _wrong_columns(row, columns, own)
            if wrong:
                yield wrong
                return
        elif any(cell.strip() for cell in cells[len(columns) :]):
            yield Bad(
                row, _("it has more cells than the table has columns; a comma in a cell needs quotes around the cell")
            )
        else:
            named = {name: unguarded(cell) for name, cell in zip(columns, cells, strict=False) if name}
            yield from _own(row, named, texts) if own else _tags(row, named)


_OWN = {"kind", "scope"}
"""Columns by which a table is known to be ours, and none of tags of articles."""


_NEEDED = (
    "id", "kind", "scope", "tag", "note", "exact", "spans", "path", "sha256", "encoding", "article_id", "created",
    "modified", "annotator",
)  # fmt: skip
"""Columns without which a table of ours cannot be read."""


def _wrong_columns(row: str, columns: list[str], own: bool) -> Bad | None:
    """Why a table with these columns cannot be read; `None` if it can."""
    if "lead_time" in columns:
        return Bad(_("the file"), _(WRONG_EXPORT))
    if not own and not ("path" in columns and ("tag" in columns or "tags" in columns)):
        return Bad(row, _("a table needs the columns path and tag"))
    missing = next((name for name in _NEEDED if name not in columns), None)
    if own and missing:
        return Bad(row, _("the column {name} is missing").format(name=missing))
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    return Bad(row, _("the column {name} stands there twice").format(name=twice)) if twice else None


def _own(row: str, cells: dict[str, str], texts: dict[str, str]) -> Iterator[Found | Bad]:
    try:
        value: dict[str, Any] = {
            **cells,
            "tags": parted(cells["tag"]),
            "note": cells["note"] or None,
            "spans": json.loads(cells["spans"]),
            "article": {"id": cells["article_id"] or None},
            "text": cells.get("text") or None,
            "extra": None,
        }
        found = record(row, value, texts)
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Bad(row, _("it is no annotation of ours"))
    else:
        yield found


def _tags(row: str, cells: dict[str, str]) -> Iterator[Found | Bad]:
    tags = parted(cells.get("tags") or "") or [tag for tag in [cells.get("tag", "").strip()] if tag]
    article = cells.get("article") or cells.get("article_id") or cells.get("article_title") or None
    # As a person or another system writes a path.
    path = posixpath.normpath(cells["path"].strip().replace("\\", "/")) if cells.get("path", "").strip() else None
    text = Text(path, None, article, "article")
    annotator = cells.get("annotator") or None
    if path is None or not tags:
        yield Bad(row, _("it has no tag") if path else _("it names no file"))
        return
    for number, tag in enumerate(tags):
        note = (cells.get("note") or None) if number == 0 else None
        yield Found(row, text, "tag", article=True, tag=tag, note=note, annotator=annotator)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
