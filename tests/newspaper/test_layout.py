"""Articles set in rows."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.newspaper.compose import compose
from reader.newspaper.layout import PLAIN, Typesetting, lay_out, plain_lines
from reader.newspaper.model import Role
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.text.wrap import cells
from tests.newspaper.examples import TEXTS, page


def seen(text: str) -> str:
    """The characters that take room and are no white space."""
    return "".join(char for char in text if not char.isspace() and cells(char))


@given(TEXTS, st.integers(1, 90), st.booleans())
def test_every_character_is_in_one_row_and_rows_fit(text: str, measure: int, centred: bool) -> None:
    found = recognise(Source(text))
    for article in found.all_articles():
        view = compose(found.source, article)
        rows = lay_out(view, measure, Typesetting(centred=centred))
        for number, block in enumerate(view.blocks):
            mine = [row for row in rows if row.block == number]
            shown = "".join(block.text.text[row.start : row.end] for row in mine)
            assert seen(shown) == seen(block.text.text)
            for row in mine:
                wide = cells(block.text.text[row.start : row.end])
                assert row.indent + wide <= max(2, measure) or row.end - row.start == 1 or row.indent == 0


@pytest.mark.parametrize("measure", [20, 40, 80])
def test_elements_stand_apart_and_paragraphs_are_indented(measure: int) -> None:
    found = page("000")
    view = compose(found.source, found.articles[1])
    rows = lay_out(view, measure)
    for before, row in itertools.pairwise(rows):
        assert (before.block < 0) or (row.block < 0) or before.block == row.block
    first = {row.block: row for row in reversed(rows) if row.block >= 0}
    indents = {first[n].indent for n, block in enumerate(view.blocks) if block.role is Role.PARAGRAPH}
    assert indents == ({2} if measure < 24 else {4})


def test_a_headline_is_centred_and_a_signature_stands_at_the_right() -> None:
    found = page("001")
    article = next(a for a in found.articles if any("李海珍" in found.source.text[s:e] for s, e in a.spans))
    view = compose(found.source, article)
    rows = lay_out(view, 60)
    signature = rows[-1]
    assert signature.indent + cells("(李海珍)") == 60
    title = next(row for row in rows if row.block >= 0 and view.blocks[row.block].role is Role.TITLE)
    wide = cells(view.blocks[title.block].text.text)
    assert title.indent == (60 - wide) // 2
    assert {row.indent for row in lay_out(view, 60, PLAIN) if row.block == title.block} == {0}


def test_a_paragraph_from_another_page_is_not_indented() -> None:
    found = page("003")
    article = next(a for a in found.articles if a.of(Role.JUMP))
    view = compose(found.source, article)
    number = next(n for n, block in enumerate(view.blocks) if block.role is Role.PARAGRAPH)
    indents = [row.indent for row in lay_out(view, 40) if row.block == number]
    assert set(indents) == {0}


def test_plain_lines() -> None:
    found = page("003")
    lines = list(plain_lines(compose(found.source, found.articles[2]), 40))
    assert lines[:5] == [
        "自治区宣讲团在自治区党委宣传部 人大常委",
        "会机关文化和旅游厅宣讲",
        "",
        "　　本报11月28日讯（记者 马芳 宋爽 陈春",
        "艳）11月23日—24日，学习贯彻党的二十大精",
    ]
