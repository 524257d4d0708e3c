"""Vertical text: every character stands in one square, in order, and columns keep to the line-breaking rules."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text.squares import squares, upright
from reader.text.wrap import wrap
from tests.library.pages import SEEDS

PARAGRAPHS = st.text(st.sampled_from("中文，。“”（）《》——……、12 35%年A-b.?\u0301𠮷😀\n"), max_size=80)
CHUNKS = [line for path in SEEDS for line in path.read_text("utf-8").split("\n") if len(line) > 10]


def in_squares(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([*squares(text), len(text)])]


def _seen(text: str) -> list[str]:
    """What is neither white space nor a mark that may stand on nothing."""
    return [char for char in text if not char.isspace() and char != "\u0301"]


@given(PARAGRAPHS | st.sampled_from(CHUNKS), st.integers(2, 40), st.integers(0, 2))
def test_every_character_stands_in_one_square_of_one_column(text: str, tall: int, indent: int) -> None:
    lines = wrap(text, 2 * tall, 2 * min(indent, tall - 1), vertical=True)
    shown = "".join(text[start:end] for start, end in lines)
    assert _seen(shown) == _seen(text)
    for number, (start, end) in enumerate(lines):
        own = in_squares(text[start:end])
        assert "".join(own) == text[start:end]
        room = tall - (min(indent, tall - 1) if number == 0 else 0)
        assert len(own) <= room or len(own) == 1
        assert all(cell_len(upright(square)) == 2 for square in own)


def test_no_column_of_a_newspaper_begins_or_ends_with_the_wrong_mark() -> None:
    for text in CHUNKS:
        for tall in (8, 15, 22, 40):
            for start, end in wrap(text, 2 * tall, 4, vertical=True):
                line = text[start:end].strip()
                assert line[0] not in "，。、；：！？”’）》】,;!?)", line
                assert line[-1] not in "“‘（《【(", line


def test_numbers_of_two_digits_stand_upright_in_one_square() -> None:
    assert in_squares("12月27日") == ["12", "月", "27", "日"]
    assert in_squares("2021年增长3.5%、12.5%") == [*"2021年增长3.5%、12.5%"]
    assert in_squares("20:15，A4，90%") == [*"20:15，A4，", "90", "%"]


def test_marks_take_their_vertical_forms() -> None:
    assert [upright(char) for char in "“（《—…，。A1"] == [*"﹃︵︽︱︙︐︒Ａ１"]
