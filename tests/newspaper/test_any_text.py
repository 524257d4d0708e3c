"""Whatever the text, nothing is lost, nothing stands twice, and nothing fails: with words and without.

Every property runs a few times in the suite; all of them long, by one command:
`HYPOTHESIS_PROFILE=proof python -m pytest tests/newspaper/test_any_text.py`.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.newspaper.recognise import recognise
from reader.newspaper.structure import page_from_json, page_to_json
from reader.text.common import CommonWords
from reader.text.lexicon import Lexicon
from reader.text.source import Source
from reader.text.spans import overlapping
from tests.newspaper.examples import MARKS, TEXTS
from tests.newspaper.score import SEEDS, unscored

_SEEDS = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
_CUT = 3_000
"""Characters of a piece of a seed document; longer ones would only be slower."""


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """A part of a seed document, cut anywhere."""
    text = draw(st.sampled_from(_SEEDS))
    start = draw(st.integers(0, len(text)))
    return text[start : start + draw(st.integers(0, _CUT))]


@st.composite
def shuffled(draw: st.DrawFn) -> str:
    """The lines of a part in another order."""
    return "\n".join(draw(st.permutations(draw(pieces()).split("\n"))))


@st.composite
def repeated(draw: st.DrawFn) -> str:
    """A part with some of its lines two or three times, at once or further down."""
    lines = draw(pieces()).split("\n")
    again = draw(st.lists(st.sampled_from(lines), max_size=8))
    at = draw(st.integers(0, len(lines)))
    return "\n".join([*lines[:at], *again, *lines[at:], *again[: draw(st.integers(0, 8))]])


@st.composite
def thinned(draw: st.DrawFn) -> str:
    """A part without some of its lines."""
    lines = draw(pieces()).split("\n")
    gone = draw(st.sets(st.integers(0, len(lines))))
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A part with marks strewn in: white space, zero-width marks, controls, half words of the rules."""
    text = draw(pieces())
    for _mark in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text(alphabet=MARKS, max_size=6)) + text[at:]
    return text


JOINED = st.lists(st.one_of(pieces(), TEXTS), min_size=2, max_size=3).map("".join)
PAGES = st.one_of(TEXTS, pieces(), shuffled(), repeated(), thinned(), spoiled(), JOINED)


@cache
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.mark.parametrize("jieba", [False, True], ids=["common words", "jieba's words"])
@given(text=PAGES)
def test_every_character_stands_in_exactly_one_element(jieba: bool, text: str) -> None:
    found = recognise(Source(text), lexicon() if jieba else CommonWords())
    spans = [span for article in found.articles for block in article.blocks for span in block.spans]
    spans += [*found.furniture, *found.duplicates]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert not overlapping(spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert [place for place, skip in enumerate(unscored(text)) if not skip and place not in covered] == []


@given(text=PAGES)
def test_a_page_is_the_same_every_time_and_comes_back_from_the_cache(text: str) -> None:
    source = Source(text)
    found = recognise(source)
    assert recognise(Source(text)) == found
    assert page_from_json(source, page_to_json(found)) == found
