"""A page as data: what users get, and what the cache keeps."""

from __future__ import annotations

import json

from hypothesis import given

from reader.newspaper.recognise import recognise
from reader.newspaper.structure import page_from_json, page_to_json, to_structure
from reader.text.source import Source
from tests.newspaper.examples import TEXTS, page


@given(TEXTS)
def test_a_page_survives_the_cache(text: str) -> None:
    source = Source(text)
    found = recognise(source)
    assert page_from_json(source, json.loads(json.dumps(page_to_json(found)))) == found


def test_structure_format() -> None:
    structure = json.loads(json.dumps(to_structure(page("000"), "seeds/000.txt")))
    assert structure["source"] == {
        "path": "seeds/000.txt",
        "sha256": page("000").source.sha256,
        "encoding": "utf-8",
        "characters": 5455,
    }
    assert structure["issue"] == {
        "newspaper": None,
        "date": "2021-12-28",
        "date_basis": "inferred: 本报12月27日讯 + 2021",
        "page": None,
        "script": "hans",
    }
    first = structure["articles"][0]
    assert set(first) == {
        "id", "title", "kicker", "subtitle", "byline", "dateline", "paragraphs", "captions", "jumps",
    }  # fmt: skip
    assert first["title"] == [[7, 28]]
    assert first["dateline"] == [[30, 46]]
    assert first["paragraphs"][1] == [[115, 195]]


def test_unknown_is_null() -> None:
    issue = to_structure(page("002"), None)["issue"]
    assert (issue["date"], issue["date_basis"], issue["newspaper"], issue["page"]) == (None, None, None, None)
    assert issue["script"] == "hant"
