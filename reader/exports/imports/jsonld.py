"""W3C Web Annotation: our own collection, without loss; also as a tool for JSON-LD wrote it anew.

To such a tool an array of one is the same as what is in it, and an array has no order.
"""

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
        items = _array(whole["first"]["items"])
        text_of = whole["reader:text_of"]
        texts = {one["reader:text"]: one["reader:value"] for one in _array(whole.get("reader:texts", []))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Bad(_("the file"), _("it is no collection of ours"))
        return
    for number, item in enumerate(items, 1):
        row = _("annotation {number}").format(number=number)
        try:
            yield record(row, _row(item, text_of, texts), {})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Bad(row, _("it is no annotation of ours"))


def _array(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _row(item: dict[str, Any], text_of: str, texts: dict[str, str]) -> dict[str, Any]:
    """The annotation as the object of JSON Lines."""
    from reader.exports.formats.w3c import iri_of_text

    bodies = [(body["purpose"], body["value"]) for body in _array(item.get("body", []))]
    spans: list[list[int]] = []
    exact = prefix = suffix = ""
    for target in _array(item["target"]):
        if item["reader:scope"] == "article":
            spans = json.loads(target["reader:spans"])
            exact = target.get("reader:opening", "")
            continue
        selectors = {one["type"]: one for one in _array(target["selector"])}
        position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
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
