"""A passage laid into the text that is exported is the one that was marked, in either unit, or is not written."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.model import Kind, make_target
from reader.errors import ReaderError
from reader.exports.documents import ARTICLE, SOURCE, Document, Wording, documents_of, verify, wording_named
from reader.exports.format import Material
from reader.exports.registry import FORMATS
from reader.exports.rows import Row, Skipped, rows_of
from reader.newspaper.model import Page
from reader.newspaper.recognise import recognise
from reader.text.script import Script
from reader.text.source import Source
from reader.text.spans import Spans, text_of
from tests.exports.examples import annotation
from tests.exports.planted import ONLY_BEYOND, texts

WORDINGS = [SOURCE, *(Wording(True, script) for script in Script)]


@cache
def page(name: str) -> Page:
    return recognise(Source(texts()[name]))


def rows(name: str, *places: Spans) -> list[Row]:
    source = page(name).source
    made = [
        annotation(number, Kind.HIGHLIGHT, make_target(source, name, spans, article=False))
        for number, spans in enumerate(places)
    ]
    return rows_of(page(name), name, made)[0]


def laid(some: Iterable[Row], wording: Wording) -> tuple[list[Document], list[Skipped]]:
    left_out: list[Skipped] = []
    return list(documents_of(some, page, wording, left_out.append)), left_out


@settings(max_examples=40)
@given(st.data())
def test_a_passage_of_a_document_is_the_one_that_was_marked(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(texts())))
    source = page(name).source
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(source.text), start + 120)))
    some = rows(name, ((start, end),))
    wording = data.draw(st.sampled_from(WORDINGS))
    documents, left_out = laid(some, wording)
    assert len(documents) + len(left_out) == 1
    for document in documents:
        (row,) = document.rows
        units = document.text.encode("utf-16-le")
        assert row.exact == text_of(document.text, row.spans)
        assert row.exact.encode("utf-16-le") == b"".join(units[2 * low : 2 * high] for low, high in row.utf16)
        assert document.text[: row.spans[0][0]].endswith(row.prefix)
        assert document.text[row.spans[-1][1] :].startswith(row.suffix)
        if wording.script is Script.SOURCE:
            # In the order of the article, which need not be the file's.
            assert sorted(shown(row.exact)) == sorted(shown(some[0].exact))
        assert [document.text[part.start : part.end] for part in document.parts] == (
            document.text.split("\n") if wording.article else [document.text]
        )


def shown(text: str) -> str:
    """What of a text no repair of white space, line ends and controls changes."""
    return "".join(char for char in text if char.isalnum())


def test_a_passage_over_a_rejoined_line_end_is_one_piece() -> None:
    name = "深/003 𠮷.txt"
    source = page(name).source
    article = page(name).articles[0]
    start, end = max(article.spans, key=lambda span: span[1] - span[0])
    at = source.text.index("\n", start + 4, end)
    ((document,), _left_out) = laid(rows(name, ((at - 2, at), (at + 1, at + 3))), ARTICLE)
    assert len(document.rows[0].spans) == 1 and "\n" not in document.rows[0].exact


def test_a_converted_text_is_counted_anew() -> None:
    name = "002 繁.txt"
    source = page(name).source
    at = source.text.index(ONLY_BEYOND)
    some = rows(name, ((at, at + 6),))
    ((before,), _), ((after,), _) = laid(some, ARTICLE), laid(some, Wording(True, Script.HANS))
    (first,), (second,) = before.rows, after.rows
    assert first.spans == second.spans and first.utf16 == first.spans
    assert second.utf16[0][1] - second.utf16[0][0] == 6 + len(ONLY_BEYOND)


def test_what_has_no_place_in_the_text_is_left_out_and_told() -> None:
    name = "000.txt"
    articles = page(name).articles
    over = ((articles[0].spans[-1][1] - 3, articles[1].spans[0][0] + 1),)
    source = page(name).source
    whole = make_target(source, name, articles[0].spans, article=True)
    tagged = rows_of(page(name), name, [annotation(9, Kind.TAG, whole, "民生")])[0]
    documents, left_out = laid([*rows(name, over)], ARTICLE)
    assert documents == [] and [one.reason for one in left_out] == ["partly outside the article"]
    documents, left_out = laid(tagged, SOURCE)
    assert documents == [] and "on an article" in left_out[0].reason


def test_a_row_that_is_not_true_stops_the_export_and_is_named() -> None:
    (row,) = rows("000.txt", ((10, 20),))
    ((document,), _left_out) = laid([row], ARTICLE)
    for wrong in ({"exact": "错"}, {"utf16": ((0, 1),)}, {"sha256": "0" * 64}):
        with pytest.raises(ReaderError, match=row.id):
            verify(replace(document, rows=(replace(document.rows[0], **wrong),)))
    with pytest.raises(ReaderError, match=row.id):
        laid([replace(row, sha256="0" * 64)], ARTICLE)


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda one: one.name)
def test_a_wording_is_found_again_by_its_name(wording: Wording) -> None:
    assert wording_named(wording.name) == wording


@pytest.mark.parametrize(
    "name", [name for name, one in FORMATS.items() if one.of == "annotations" and name != "parquet"]
)
@pytest.mark.parametrize("count", [0, 1, 1000])
def test_an_article_of_no_or_a_thousand_highlights(name: str, count: int) -> None:
    chance = random.Random(count)
    source = page("000.txt").source
    start, end = max(page("000.txt").articles[0].spans, key=lambda span: span[1] - span[0])
    places: list[Spans] = []
    while len(places) < count:
        low = chance.randrange(start, end - 1)
        high = min(end, low + chance.randrange(1, 9))
        if not source.text[low:high].isspace():
            places.append(((low, high),))
    some, one = rows("000.txt", *places), FORMATS[name]
    material = Material(
        lambda: some if one.wording == SOURCE else (row for each in laid(some, one.wording)[0] for row in each.rows),
        lambda: iter(laid(some, one.wording)[0]),
        lambda: iter(()),
        one.wording,
        count=len(some),
    )
    data = b"".join(one.write(material))
    assert bool(data) or count == 0
    assert len(material.lost) <= count
    if count == 1000 and name not in ("csl", "bio", "doccano"):
        assert not material.lost
