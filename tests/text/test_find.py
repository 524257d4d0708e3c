"""A search finds what a reader sees as the same words, and says exactly where they stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import Folded, fold, fold_query
from reader.text.query import Query
from reader.text.spans import Span
from tests.text.seeds import seeds

TEXT = st.text(alphabet="于於 \n,，a℃°Cc㎡m2…..\u0301e\u200b", max_size=40)


def find(folded: Folded, query: str) -> list[Span]:
    return Query(query).find(folded).hits


@given(TEXT, st.data())
def test_a_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : data.draw(st.integers(start, len(text)))]
    folded = fold(text)
    hits = find(folded, query)
    assert all(fold_query(text[a:b]) == fold_query(query) for a, b in hits)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(hits))
    end = start + len(query)
    places = zip(folded.starts, folded.ends, strict=True)
    whole = not any(first < cut < last for first, last in places for cut in (start, end))
    if fold_query(query) and whole:
        assert hits


@given(TEXT, st.text(alphabet=" \n\t\u3000\u200b\ufe0f", max_size=4))
def test_a_query_of_nothing_is_nowhere(text: str, query: str) -> None:
    assert find(fold(text), query) == []


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("新 城\n区委", "新城区", [(0, 5)]),
        (" 新城 ", "新城", [(1, 3)]),
        ("哈哈哈", "哈哈", [(0, 2)]),
        ("20℃", "°C", [(2, 3)]),
        ("20℃", "c", []),
        ("20℃ c", "c", [(4, 5)]),
        ("等……等", ".", []),
        ("等……等", "…", [(1, 2), (2, 3)]),
        ("等……等", "……等", [(1, 4)]),
        ("cafe\u0301", "cafe", []),
        ("cafe\u0301!", "café", [(0, 5)]),
        ("(新华社)", "（新華社）", [(0, 5)]),
    ],
)
def test_where(text: str, query: str, expected: list[tuple[int, int]]) -> None:
    assert find(fold(text), query) == expected


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("呼和浩特市", [1, 6, 0, 10, 0]),
        ("新城区", [0, 0, 0, 1, 0]),
        ("关于", [2, 4, 20, 4, 0]),
        ("關於", [2, 4, 20, 4, 0]),
        ("幹部", [0, 0, 12, 9, 2]),
    ],
)
def test_counts_in_the_samples(query: str, counts: list[int]) -> None:
    assert [len(find(fold(text), query)) for text in seeds().values()] == counts
