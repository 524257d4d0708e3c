"""Every row is true of its text, in code points and in UTF-16, or there is no row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.model import Annotation, Kind, make_target
from reader.errors import ReaderError
from reader.exports.rows import Utf16, rows_of, verify
from reader.newspaper.model import Article, Block, Issue, Page, Role
from reader.text.source import Source
from reader.text.spans import text_of
from tests.exports.examples import annotation, library


@pytest.mark.parametrize(("path", "page", "annotations"), library())
def test_the_text_at_the_spans_is_the_quote(path: str, page: Page, annotations: list[Annotation]) -> None:
    rows, skipped = rows_of(page, path, annotations)
    assert [row.id for row in rows] == [one.id for one in annotations] and not skipped
    units = page.source.text.encode("utf-16-le")
    for row, one in zip(rows, annotations, strict=True):
        assert row.spans == one.target.spans and row.exact.startswith(one.target.quote)
        assert row.exact == "".join(page.source.text[start:end] for start, end in row.spans)
        assert row.exact.encode("utf-16-le") == b"".join(units[2 * start : 2 * end] for start, end in row.utf16)
        assert page.source.text[: row.spans[0][0]].endswith(row.prefix) and len(row.prefix) <= 32
        assert page.source.text[row.spans[-1][1] :].startswith(row.suffix)
        assert row.article_id == page.articles[0].id or row.exact.startswith("=")


@given(st.text("报😀a𠮷"), st.integers(0, 9), st.integers(0, 9))
def test_spans_in_utf_16_name_the_same_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    units = Utf16(text)
    assert units.text_of(units.spans(((start, end),))) == text[start:end]


@pytest.mark.parametrize("change", [{"quote": "元旦春季"}, {"spans": ((14, 19),)}, {"spans": ((10**9, 10**9 + 4),)}])
def test_an_annotation_that_does_not_fit_its_text_stops_the_export_and_is_named(change: dict[str, object]) -> None:
    path, page, annotations = library()[0]
    one = annotations[3]
    assert one.target.quote == "元旦春节"
    wrong = replace(one, target=replace(one.target, **change))  # type: ignore[arg-type]
    with pytest.raises(ReaderError, match=one.id):
        rows_of(page, path, [annotations[0], wrong])


def test_an_article_that_ends_beyond_its_text_stops_the_export_and_is_named() -> None:
    path, page, annotations = library()[0]
    whole = annotations[0]
    assert whole.target.article
    *spans, (start, _end) = whole.target.spans
    wrong = replace(whole, target=replace(whole.target, spans=(*spans, (start, 10**20))))
    with pytest.raises(ReaderError, match=whole.id):
        rows_of(page, path, [wrong])


def test_a_row_that_is_not_true_is_refused() -> None:
    path, page, annotations = library()[2]
    row = rows_of(page, path, annotations)[0][0]
    units = Utf16(page.source.text)
    verify(row, page.source, units)
    for wrong in ({"exact": row.exact + "。"}, {"utf16": row.spans}, {"sha256": "0" * 64}, {"spans": (), "exact": ""}):
        with pytest.raises(ReaderError, match=row.id):
            verify(replace(row, **wrong), page.source, units)


def test_in_a_changed_text_rows_are_true_of_the_new_one() -> None:
    path, page, annotations = library()[0]
    new = Source("编者按:本版有更正。\n" + page.source.text.replace("切实保障困难", "保障困难"))
    blocks = []
    for block in page.articles[0].blocks:
        words = text_of(page.source.text, block.spans).replace("切实", "")
        start = new.text.index(words)
        blocks.append(Block(block.role, ((start, start + len(words)),)))
    article = Article("new", tuple(blocks))
    rows, skipped = rows_of(Page(new, Issue(), (article,)), path, annotations)
    assert not skipped
    assert [row.sha256 for row in rows] == [new.sha256] * len(rows)
    assert [row.exact for row in rows[2:]] == [one.target.quote for one in annotations[2:]]
    # On an article as a whole: all that is the article's now.
    assert rows[0].spans == rows[1].spans == article.spans and rows[0].article_id == "new"


def test_what_is_no_longer_in_the_text_is_left_out_and_told() -> None:
    path, _page, annotations = library()[0]
    gone = Page(Source("另一篇文章,另一些话。"), Issue(), ())
    rows, skipped = rows_of(gone, path, annotations)
    assert rows == [] and [one.id for one in skipped] == [one.id for one in annotations]
    assert {one.reason for one in skipped} == {"its words are no longer in the text"}


def test_what_stands_in_no_article_has_none() -> None:
    source = Source("第一版\n\n正文。")
    page = Page(source, Issue(), (Article("a", (Block(Role.PARAGRAPH, ((5, 8),)),)),), furniture=((0, 3),))
    on = [make_target(source, "a.txt", [span], article=False) for span in ((0, 3), (3, 5), (5, 7))]
    rows, _ = rows_of(page, "a.txt", [annotation(n, Kind.HIGHLIGHT, target) for n, target in enumerate(on)])
    assert [row.article_id for row in rows] == ["rest", None, "a"]
