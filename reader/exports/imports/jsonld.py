"""W3C Web Annotation: our own collection, without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reader.exports.imports.found import Bad, Found
from reader.exports.imports.rows import record
from reader.messages import _


def collection(data: str) -> Iterator[Found | Bad]:
    """The annotations of `reader export --format w3c`."""
    try:
        whole = json.loads(data)
        items = whole["first"]["items"]
        text_of = whole["reader:text_of"]
        texts = {one["reader:text"]: one["reader:value"] for one in whole.get("reader:texts", [])}
        if not isinstance(items, list):
            raise TypeError("no list")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Bad(_("the file"), _("it is no collection of ours"))
        return
    for number, item in enumerate(items, 1):
        row = _("annotation {number}").format(number=number)
        try:
            yield record(row, _row(item, text_of, texts), {})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Bad(row, _("it is no annotation of ours"))


def _row(item: dict[str, Any], text_of: str, texts: dict[str, str]) -> dict[str, Any]:
    """The annotation as the object of JSON Lines."""
    from reader.exports.formats.w3c import iri_of_text

    bodies = {(body["purpose"], body["value"]) for body in item.get("body", [])}
    targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
    spans: list[list[int]] = []
    exact = prefix = suffix = ""
    for target in targets:
        if item["reader:scope"] == "article":
            spans = json.loads(target["reader:spans"])
            exact = target.get("reader:opening", "")
            continue
        position, quote = target["selector"]
        spans.append([position["start"], position["end"]])
        exact += quote["exact"]
        prefix, suffix = quote.get("prefix", prefix), quote.get("suffix", suffix)
    return {
        "id": item["reader:id"],
        "kind": item["reader:kind"],
        "scope": item["reader:scope"],
        "tags": [value for purpose, value in bodies if purpose == "tagging"],
        "note": next((value for purpose, value in bodies if purpose == "commenting"), None),
        "spans": spans,
        "exact": exact,
        "prefix": prefix,
        "suffix": suffix,
        "body": item.get("reader:body"),
        "path": item["reader:path"],
        "sha256": item["reader:sha256"],
        "encoding": item["reader:encoding"],
        "article": {"id": item.get("reader:article")},
        "created": item["created"],
        "modified": item["modified"],
        "annotator": item.get("creator", {}).get("name", ""),
        "text_of": text_of,
        "text": texts.get(iri_of_text(item["reader:sha256"])),
        "extra": item.get("reader:extra"),
    }
