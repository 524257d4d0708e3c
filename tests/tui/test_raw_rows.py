"""A source text as it stands: every character on exactly one row, none that a terminal would obey."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.text.wrap import cells
from reader.tui.widgets.raw_rows import raw_text

TEXTS = st.text(
    st.one_of(st.sampled_from("版民 \t\n\n，a1☎\ufe0f\x1b\x07\u200b\u202e\u0301🀄𠀀"), st.characters()), max_size=200
)


@given(TEXTS, st.integers(2, 30))
def test_every_character_stands_on_one_row_that_fits(source: str, width: int) -> None:
    raw = raw_text(source, width)
    lines = source.split("\n")
    assert len(raw.text) == len(source)
    assert sum(row.first for row in raw.rows) == len(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    for number, line in enumerate(lines, 1):
        own = [row for row in raw.rows if row.line == number]
        assert own[0].start == starts[number - 1] and own[-1].end == starts[number - 1] + len(line)
        assert all(one.end == other.start for one, other in pairwise(own))
        assert all(cells(raw.text[row.start : row.end]) <= width for row in own)
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in set(raw.text) - {"\n"})
    for offset, char in enumerate(source):
        row = raw.rows[raw.row_of(offset)]
        assert row.start <= offset < row.end or (char == "\n" and offset == row.end)


def test_what_cannot_be_seen_has_a_picture() -> None:
    assert raw_text("甲\t乙\x1b[31m\x7f\u202e丙", 80).text == "甲⇥乙␛[31m␡\ufffd丙"
