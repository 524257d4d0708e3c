"""The rows of what a search of the library found: each under its issue and article, wherever one looks first."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.corpus import PageHits
from reader.library.entries import Entry
from reader.library.pagetext import TextHit, page_text
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.tui.library_finding import Rows, most_hits

TEXT = page_text(recognise(Source.normalised("新闻一则\n\n保障民生，人民生活。\n")))
PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=6, unique=True)


def page(number: int, places: list[tuple[int, int]]) -> PageHits:
    """What was found on a page, at these articles and places."""
    hits = [TextHit(article, place, place, place + 1) for article, place in sorted(places)]
    return PageHits(Entry(f"{number}.txt", Path()), TEXT, hits, 0)


def pages(found: list[list[tuple[int, int]]]) -> list[PageHits]:
    """The pages of a search."""
    return [page(number, places) for number, places in enumerate(found)]


@given(st.lists(PLACES, max_size=8), st.booleans())
def test_every_hit_stands_once_under_its_article_and_that_under_its_issue(
    found: list[list[tuple[int, int]]], by_count: bool
) -> None:
    rows = Rows(pages(found), by_count)
    assert [rows[at] for at in reversed(range(len(rows)))] == list(rows)[::-1] == rows[::-1]
    assert sorted((row.entry.path, row.hit) for row in rows if row.hit) == sorted(
        (one.entry.path, hit) for one in pages(found) for hit in one.hits
    )
    issue = article = 0
    for row in rows:
        if row.hit is not None:
            assert row.hit.article == article
        elif row.article is None:
            issue = row.number
        else:
            article = row.article
            assert row.number <= issue
    counts = [row.number for row in rows if row.hit is None and row.article is None]
    assert sum(counts) == sum(map(len, found))
    if by_count:
        assert counts == sorted(counts, reverse=True)


@given(st.lists(PLACES, max_size=8))
def test_a_row_is_known_again_by_its_place(found: list[list[tuple[int, int]]]) -> None:
    rows, other = Rows(pages(found)), Rows(pages(found), by_count=True)
    for row in rows:
        number = other.number_of(row.place)
        assert number is not None and other[number].place == row.place
    assert rows.number_of(None) is None and rows.number_of(("none.txt", None, None)) is None


@given(st.lists(PLACES, max_size=8), st.integers(1, 20))
def test_the_pages_kept_are_those_with_the_most_hits_and_no_more_than_are_wanted(
    found: list[list[tuple[int, int]]], number: int
) -> None:
    every = pages(found)
    kept = most_hits(every, number)
    left = [one for one in every if one not in kept]
    assert [one for one in every if one in kept] == kept
    least = min((len(one.hits) for one in kept), default=0)
    assert all(len(one.hits) <= least for one in left)
    assert not left or sum(len(one.hits) for one in kept) >= number > sum(len(one.hits) for one in kept) - least
