"""Our own JSON Lines, and tables of CSV: our own, or one of tags of articles.

A table of tags has a column `path` and one `tag` (or `tags`, parted by `;`), and `article` where there are several
articles on the page: its id, its number, or its title; `note` and `annotator` may be there. The columns are parted by
commas, or by what a spreadsheet parts them with where a comma stands in numbers: semicolons or tabs.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from reader.annotations.model import KEYS, TARGET_KEYS, Kind
from reader.exports.documents import SOURCE, wording_named
from reader.exports.formats.csv_table import parted, unguarded
from reader.exports.imports.found import WRONG_EXPORT, Bad, Found, Text
from reader.messages import _
from reader.text.spans import Spans, overlapping

_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""The line by which a spreadsheet is told, or tells, what parts the columns."""


def json_lines(data: str) -> Iterator[Found | Bad]:
    """The annotations of `reader export --format jsonl`."""
    texts: dict[str, str] = {}
    for number, line in enumerate(data.split("\n"), 1):
        if not line.strip():
            continue
        row = _("line {number}").format(number=number)
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
        exact=_text(value["exact"]),
        id=_text(value["id"]),
        annotator=_text(value["annotator"]),
        created=_text(value["created"]),
        modified=_text(value["modified"]),
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
    """The annotations of a CSV file: our own, or tags of articles."""
    data = data.removeprefix("\ufeff")
    said = _SEPARATOR.match(data)
    data = data[said.end() :] if said else data
    first = said[0].count("\n") if said else 0
    head = data[:10_000].lstrip().split("\n", 1)[0]
    delimiter = said[1] if said else max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(data, newline=""), delimiter=delimiter, strict=True)
    texts: dict[str, str] = {}
    try:
        columns = [name.strip().casefold() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        names = set(columns)
        own = {"id", "kind", "scope", "spans", "sha256", "exact"} <= names
        if "lead_time" in names:
            yield Bad(_("the file"), _(WRONG_EXPORT))
            return
        if not own and not ({"path"} <= names and names & {"tag", "tags"}):
            yield Bad(_("line {number}").format(number=1), _("a table needs the columns path and tag"))
            return
        for line in reader:
            row = _("line {number}").format(number=first + reader.line_num)
            cells = {name: unguarded(cell) for name, cell in line.items() if name and isinstance(cell, str)}
            if any(cell.strip() for cell in cells.values()):
                yield from _own(row, cells, texts) if own else _tags(row, cells)
    except csv.Error:
        yield Bad(_("line {number}").format(number=first + reader.line_num), _("it is no line of a table"))


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
    text = Text(cells["path"] or None, None, article, "article")
    annotator = cells.get("annotator") or None
    if not tags:
        yield Bad(row, _("it has no tag"))
    for number, tag in enumerate(tags):
        note = (cells.get("note") or None) if number == 0 else None
        yield Found(row, text, "tag", article=True, tag=tag, note=note, annotator=annotator)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
