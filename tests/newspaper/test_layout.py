"""Articles set in rows."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.newspaper.compose import compose
from reader.newspaper.layout import HANG, PLAIN, Row, Typesetting, lay_out, plain_lines
from reader.newspaper.model import Role
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.text.wrap import cells
from tests.newspaper.examples import TEXTS, page


def seen(text: str) -> str:
    """The characters that take room and are no white space."""
    return "".join(char for char in text if not char.isspace() and cells(char))


@given(TEXTS, st.integers(1, 90), st.booleans())
@example("\xad", 1, False)
@example("\uff9e一", 2, True)
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


def empty_rows(rows: tuple[Row, ...]) -> set[int]:
    """How many empty rows stand together."""
    return {len(list(run)) for empty, run in itertools.groupby(rows, lambda row: row.block < 0) if empty}


def test_lines_and_paragraphs_stand_as_far_apart_as_wished() -> None:
    found = page("000")
    view = compose(found.source, found.articles[1])
    body = next(number for number, block in enumerate(view.blocks) if block.role is Role.PARAGRAPH)
    plain = lay_out(view, 40)
    text = [row for row in plain if row.block >= 0]
    loose = lay_out(view, 40, Typesetting(between_lines=1, between_paragraphs=2))
    assert [row for row in loose if row.block >= 0] == text
    assert empty_rows(loose) == {1, 2}
    assert all(one.block < 0 or other.block < 0 for one, other in itertools.pairwise(loose))
    dense = lay_out(view, 40, Typesetting(between_paragraphs=0))
    assert [row for row in dense if row.block >= 0] == text
    first = next(number for number, row in enumerate(dense) if row.block == body)
    assert dense[first - 1].block < 0
    assert all(row.block >= 0 for row in dense[first:] if not view.blocks[row.block].crosshead)


def test_a_heading_inside_an_article_is_told_apart() -> None:
    text = (
        "新年的第一天\n\n本报1月1日讯（记者 王明）街上的人很多，大家都在买年货，直到夜里才安静下来。\n\n"
        "【记者手记】\n\n这一天走了很多路，见了很多人，也听了很多故事，回到家里已经是半夜，写下这些字的时候天快亮了。"
    )
    found = recognise(Source(text))
    blocks = [block for article in found.all_articles() for block in compose(found.source, article).blocks]
    told = {block.text.text: block.crosshead for block in blocks}
    assert told["【记者手记】"]
    assert sum(told.values()) == 1


def test_hanging_marks_stay_within_two_cells_beyond_the_measure() -> None:
    found = page("000")
    beyond = set()
    for article in found.articles:
        view = compose(found.source, article)
        for row in lay_out(view, 40, Typesetting(hanging=True)):
            line = view.blocks[row.block].text.text[row.start : row.end] if row.block >= 0 else ""
            beyond.add(max(0, row.indent + cells(line) - 40))
    assert beyond <= {0, 1, HANG}
    assert HANG in beyond
