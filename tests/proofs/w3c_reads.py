"""pyld expands the collection with the W3C context and drops no key; every selector gives the words it quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.proofs.common import Json, equal, expected, main

OA = "http://www.w3.org/ns/oa#"
ANNO = "http://www.w3.org/ns/anno.jsonld"
AS = "http://www.w3.org/ns/activitystreams#"
OWN = "urn:newspaper-reader:"
CONTEXT = Path(__file__).with_name("anno.jsonld")
"""The context of the Web Annotation vocabulary, as W3C publishes it (W3C Document License)."""


def check(folder: Path) -> str:
    """Each wording of the W3C export."""
    count = 0
    for wording in ("source", "article", "article-hans", "article-tw"):
        data = json.loads((folder / f"w3c-{wording}.jsonld").read_text(encoding="utf-8"))
        (collection,) = expand(data)
        assert collection["@type"] == [f"{AS}OrderedCollection"], collection["@type"]
        (page,) = collection[f"{AS}first"]
        found = page[f"{AS}items"][0]["@list"]
        equal(len(found), data["total"], "annotations")
        wanted = {one["id"]: (document, one) for document in expected(folder, wording) for one in document["passages"]}
        for annotation, item in zip(found, data["first"]["items"], strict=True):
            equal(annotation["@id"], item["id"], "id")
            passage = wanted.get(item["reader:id"])
            if passage:
                _passage(annotation, item, *passage)
                count += 1
        assert count >= len(wanted) > 0
    return f"pyld: {count} passages expanded, no key lost, every quote at its place"


def expand(data: Json) -> Any:
    """The expanded form; the context comes from beside this file."""
    from pyld import jsonld

    def load(url: str, options: object) -> dict[str, object]:
        assert url == ANNO, f"a context that is not at hand: {url}"
        document = json.loads(CONTEXT.read_text(encoding="utf-8"))
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}

    return jsonld.expand(data, {"documentLoader": load})


def _passage(annotation: Json, item: Json, document: Json, passage: Json) -> None:
    keys = {key.removeprefix("reader:") for key in item if key.startswith("reader:")}
    equal({key.removeprefix(OWN) for key in annotation if key.startswith(OWN)}, keys, "our own keys")
    targets = annotation[f"{OA}hasTarget"]
    spans, said = [], ""
    for target in targets:
        selectors = {one["@type"][0]: one for one in target[f"{OA}hasSelector"]}
        position = selectors[f"{OA}TextPositionSelector"]
        start, end = position[f"{OA}start"][0]["@value"], position[f"{OA}end"][0]["@value"]
        exact = selectors[f"{OA}TextQuoteSelector"][f"{OA}exact"][0]["@value"]
        equal(document["text"][start:end], exact, f"text of {annotation['@id']}")
        spans.append([start, end])
        said += exact
    equal((spans, said), (passage["spans"], passage["exact"]), "spans and quote")
    bodies = {
        (
            one[f"{OA}hasPurpose"][0]["@id"].removeprefix(OA),
            one["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"],
        )
        for one in annotation.get(f"{OA}hasBody", [])
    }
    wanted = {("tagging", tag) for tag in passage["tags"]}
    wanted |= {("commenting", passage["note"])} if passage["note"] is not None else set()
    equal(bodies, wanted, "bodies")


if __name__ == "__main__":
    main(check)
