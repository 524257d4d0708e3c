"""Places that a reader names by a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.newspaper.compose import ArticleView, Place, compose
from reader.newspaper.model import Article, Block, Role
from reader.newspaper.places import at_paragraph, at_percent
from reader.text.source import Source


def view_of(roles: list[Role], length: int) -> ArticleView:
    text = "\n".join("字" * length for _role in roles)
    blocks = [Block(role, ((n * (length + 1), n * (length + 1) + length),)) for n, role in enumerate(roles)]
    return compose(Source(text, "utf-8"), Article("a", tuple(blocks)))


@given(st.integers(1, 9), st.integers(1, 40), st.integers(0, 100))
def test_so_much_stands_before_a_percent(blocks: int, length: int, percent: int) -> None:
    place = at_percent(view_of([Role.PARAGRAPH] * blocks, length), percent)
    before = place.block * length + place.offset
    assert before == blocks * length * percent // 100


def test_paragraphs_are_counted_without_what_is_none() -> None:
    view = view_of([Role.TITLE, Role.PARAGRAPH, Role.CAPTION, Role.PARAGRAPH, Role.JUMP], 5)
    assert [at_paragraph(view, number) for number in (1, 2, 99)] == [Place(1, 0), Place(3, 0), Place(3, 0)]
    assert at_paragraph(view_of([Role.TITLE], 5), 1) is None
