"""What is counted is what is drawn, whatever the terminal takes for ambiguous characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text import widths
from reader.text.widths import cells, drawn, drawn_narrow, excess, is_ambiguous, set_ambiguous_wide
from reader.text.wrap import wrap

AMBIGUOUS = "“”‘’…—·■□●①⑩№℃°±×→★ⅠⅢαЖ"
TEXTS = st.text(alphabet=f"{AMBIGUOUS}中文字，。ab 12𠮷👩\u200d💻e\u0301🇨🇳", max_size=60)


@pytest.fixture
def wide() -> Iterator[None]:
    set_ambiguous_wide(True)
    yield
    set_ambiguous_wide(False)


def on_terminal(text: str) -> int:
    """The cells that a terminal takes which draws ambiguous characters wide."""
    return sum(2 if is_ambiguous(char) else cell_len(char) for char in text)


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("char", AMBIGUOUS)
def test_an_ambiguous_character_counts_two_cells_where_the_terminal_draws_two(char: str) -> None:
    assert unicodedata.east_asian_width(char) == "A"
    assert cells(char) == 2
    assert on_terminal(drawn(char)) == 2


@pytest.mark.usefixtures("wide")
def test_nothing_that_is_drawn_in_its_place_is_ambiguous_itself() -> None:
    every = [chr(code) for code in range(0x20, 0x30000) if is_ambiguous(chr(code))]
    for char in every:
        for form in (drawn(char), drawn_narrow(char)):
            assert form == char or not any(map(is_ambiguous, form))
        assert cell_len(drawn(char)) + excess(char) == 2
        assert cell_len(drawn_narrow(char)) == 1


@given(TEXTS)
def test_where_the_terminal_draws_one_cell_a_text_is_drawn_as_it_stands(text: str) -> None:
    assert drawn(text) == drawn_narrow(text) == text
    assert cells(text) == cell_len(text)
    assert excess(text) == 0


@pytest.mark.usefixtures("wide")
@given(st.text(alphabet=f"{AMBIGUOUS}中文字，。ab 12", max_size=60), st.integers(4, 40))
def test_lines_are_as_wide_as_the_terminal_draws_them(text: str, width: int) -> None:
    for start, end in wrap(text, width):
        line = text[start:end]
        assert on_terminal(line) == cells(line) == on_terminal(drawn(line)) == cell_len(drawn(line)) + excess(line)
        assert cells(line) <= width or len(line) == 1


def test_what_was_counted_before_is_not_counted_so_afterwards() -> None:
    text = "“一”“二”“三”"
    narrow = wrap(text, 8)
    widths.set_ambiguous_wide(True)
    try:
        wide = wrap(text, 8)
    finally:
        widths.set_ambiguous_wide(False)
    assert len(wide) > len(narrow)
    assert wrap(text, 8) == narrow
