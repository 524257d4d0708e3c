"""Places known by their words, in texts that change."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.passages import WORDS, offset_now, passage_at, place_now, words_at
from reader.library.state import Place
from reader.text.source import Source

# No four characters in a row stand twice in it.
TEXT = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(600))


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.text("甲乙丙。\n ", max_size=60))
@settings(max_examples=60)
def test_a_place_is_found_again_wherever_something_was_put_in(offset: int, at: int, new: str) -> None:
    before, after = Source(TEXT, "utf-8"), Source(TEXT[:at] + new + TEXT[at:], "utf-8")
    target = passage_at(before, "1.txt", offset)
    here = target.spans[0][0]
    assert here == min(offset, len(TEXT) - 1) and 0 < len(target.quote) <= WORDS
    now = offset_now(target, after)
    if not here - WORDS < at <= here + 2 * WORDS and here < len(TEXT) - 8:
        assert after.text[now:].startswith(TEXT[here : here + 8])
    place = Place("1.txt", "a", here, "source")
    assert place_now(place, words_at(before, place), after) == now or here > len(TEXT) - 8


def test_a_place_goes_on_within_its_article() -> None:
    source = Source(TEXT, "utf-8")
    within = ((500, 510), (100, 130))
    assert passage_at(source, "1.txt", 504, within).spans == ((504, 510), (100, 126))
    assert passage_at(source, "1.txt", 20, within).spans == ((20, 20 + WORDS),)


def test_where_the_words_are_gone_the_place_stays_in_the_text() -> None:
    target = passage_at(Source(TEXT, "utf-8"), "1.txt", 590)
    assert offset_now(target, Source("短。", "utf-8")) == 1
    assert words_at(Source("", "utf-8"), Place("1.txt", "a", 0, "source")) is None
