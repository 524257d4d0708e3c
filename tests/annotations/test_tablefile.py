from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.model import to_record
from reader.annotations.tablefile import ANNOTATIONS, Damaged, parse, read_back, serialise
from tests.annotations.examples import highlight
from tests.annotations.test_model import ANNOTATIONS as MADE

WORDS = st.one_of(st.text(), st.sampled_from(['a": {\n  "b', ": {}", ",\n", "\ud800", "同", "𠮷"]))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=8,
)
STRANGE = st.dictionaries(
    st.sampled_from(["id", "kind", "tag", "annotator", "created", "modified", "target"]),
    st.one_of(VALUES, st.dictionaries(st.sampled_from(["path", "sha256", "encoding"]), VALUES)),
)
RECORDS = st.one_of(MADE.map(to_record), STRANGE, VALUES)
NUMBERS = st.integers(1, 10**6).map(str)


@given(st.dictionaries(WORDS, st.dictionaries(NUMBERS, RECORDS, max_size=6), max_size=3), st.integers(0, 300))
def test_what_was_written_is_read_back_piece_by_piece(tables: dict[str, dict[str, object]], piece: int) -> None:
    data = serialise(tables)[0]
    found = read_back(data, piece)
    # Written again, because 1, 1.0 and True are equal to Python.
    assert serialise(found)[0] == serialise(parse(data))[0] == data


def test_equal_words_of_many_records_are_one_string() -> None:
    records = {str(number): to_record(highlight()) for number in range(1, 30)}
    table = read_back(serialise({ANNOTATIONS: records})[0], 100)[ANNOTATIONS]
    assert (
        len({id(one["target"]["sha256"]) for one in table.values()})
        == len({id(one["tag"]) for one in table.values()})
        == 1
    )


@pytest.mark.parametrize("cut", range(20, 90, 7))
def test_a_file_that_was_cut_is_damaged(cut: int) -> None:
    data = serialise({ANNOTATIONS: {"1": {"id": "a", "kind": "tag"}, "2": {"id": "b", "kind": "tag"}}})[0]
    with pytest.raises(Damaged):
        read_back(data[:cut])
