"""What is drawn, cell by cell: the rows joined are the text, and every cell leads to what it shows and its source."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from reader.newspaper.compose import ArticleView, compose
from reader.newspaper.layout import Row, Typesetting
from reader.newspaper.recognise import recognise
from reader.text.script import Script
from reader.text.source import Source
from reader.text.widths import cells, drawn, excess, is_ambiguous, set_ambiguous_wide
from reader.tui.widgets.pane_flow import Flow
from reader.tui.widgets.pane_rows import Ink, Painter, cluster_end, offset_at
from tests.newspaper.examples import TEXTS
from tests.tui.panes import plain_view

ODD = "𠮷𪚥ée\u0301葛\U000e0100👩\u200d💻👍🏽❤\ufe0f🇨🇳🇲🇳1\ufe0f\u20e3"
STRANGE = st.text(alphabet=f"中文字报发，。“”……——·■①α（）12ab \u3000{ODD}", min_size=1, max_size=80).filter(
    lambda text: bool(text.strip())
)
SETTINGS = st.builds(Typesetting, st.booleans(), st.integers(0, 2), st.integers(0, 2), st.booleans())
WIDTHS = st.integers(4, 120)


@contextmanager
def terminal(wide: bool) -> Iterator[None]:
    set_ambiguous_wide(wide)
    try:
        yield
    finally:
        set_ambiguous_wide(False)


def seen(text: str) -> str:
    """The text without what no row shows at its ends."""
    marks = ("Mn", "Mc", "Me", "Cf", "Sk")
    return "".join(
        char for char in text if not char.isspace() and cell_len(char) and unicodedata.category(char) not in marks
    )


def check(view: ArticleView, width: int, setting: Typesetting) -> None:
    """Draw every row, and look at every cell."""
    flow = Flow(view, width, setting)
    flow.go(0, 10)
    while flow.lay_next():
        pass
    beyond = width + 2 * setting.hanging
    painter = Painter(defaultdict(Style), max(beyond, 2) + 5, 2)
    shown: dict[int, str] = defaultdict(str)
    for line in range(flow.height):
        row = flow.row(line)
        assert row is not None
        if row.block < 0:
            continue
        text = view.blocks[row.block].text.text
        words = text[row.start : row.end]
        shown[row.block] += words
        middle = (row.start + row.end) // 2
        strip = painter.strip(row, text, "paragraph", (Ink(row.start, middle, "mark"), Ink(middle, row.end, "hit")))
        assert strip.cell_length == painter.width
        assert strip.text[2 + row.indent :].startswith(drawn(words))
        assert cell_len(drawn(words)) + excess(words) == cells(words)
        at = row.start
        for cell in range(cells(words)):
            start, end = offset_at(text, row, cell)
            assert start <= at <= end
            if cell >= cells(text[row.start : end]) - 1:
                at = end
            place = view.to_source(row.block, start, end)
            if place:
                assert any(hit.block == row.block and hit.start <= start < hit.end for hit in view.to_display(place))
        assert at == row.end or not cells(text[at : row.end])
        assert offset_at(text, row, cells(words)) == (row.end, row.end)
    for number, block in enumerate(view.blocks):
        assert seen(shown[number]) == seen(block.text.text)


@settings(max_examples=40)
@given(TEXTS, WIDTHS, st.sampled_from(list(Script)), SETTINGS, st.booleans())
def test_every_cell_of_a_page_leads_to_its_source(
    text: str, width: int, script: Script, setting: Typesetting, wide: bool
) -> None:
    page = recognise(Source(text))
    with terminal(wide):
        for article in page.all_articles():
            check(compose(page.source, article, script), width, setting)


@given(st.lists(STRANGE, min_size=1, max_size=3), WIDTHS, SETTINGS, st.booleans())
def test_every_cell_of_strange_characters_leads_to_its_source(
    paragraphs: list[str], width: int, setting: Typesetting, wide: bool
) -> None:
    with terminal(wide):
        check(plain_view(*paragraphs), width, setting)


@pytest.mark.parametrize(
    ("character", "wide"),
    [
        ("𠮷", 2),
        ("e\u0301", 1),
        ("葛\U000e0100", 2),
        ("👩\u200d💻", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("🇨🇳", 2),
    ],
)
def test_what_is_one_to_the_eye_is_one_to_the_hand(character: str, wide: int) -> None:
    text = f"一{character}二三"
    row = Row(0, 0, len(text), 4)
    end = 1 + len(character)
    assert cells(character) == wide
    assert {offset_at(text, row, cell) for cell in range(2, 2 + wide)} == {(1, end)}
    assert offset_at(text, row, 2 + wide) == (end, end + 1)
    assert cluster_end(text, 1) == end
    painter = Painter(defaultdict(Style), 50, 2)
    for inside in range(1, end + 1):
        strip = painter.strip(row, text, "paragraph", (Ink(0, inside, "mark"),))
        assert strip.cell_length == 50
        assert strip.text.rstrip() == " " * 6 + text
        assert sum(cell_len(segment.text) for segment in strip) == 50


def test_an_ambiguous_character_is_drawn_by_a_substitute_and_stays_itself() -> None:
    with terminal(True):
        view = plain_view("他说“好”。")
        flow = Flow(view, 40)
        flow.go(0, 5)
        row = flow.row(0)
        assert row is not None
        text = view.blocks[0].text.text
        strip = Painter(defaultdict(Style), 50, 2).strip(row, text, "paragraph", ())
        assert not any(map(is_ambiguous, strip.text))
        assert offset_at(text, row, 4) == offset_at(text, row, 5) == (2, 3)
        assert text == "他说“好”。"
