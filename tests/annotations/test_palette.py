"""Tags have their colours for good."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.palette import COLOURS, colour, colours

TAGS = st.lists(st.text(max_size=6), unique=True, max_size=20)


@given(TAGS, st.randoms())
def test_the_same_tags_have_the_same_colours_in_any_order(tags: list[str], random: object) -> None:
    shuffled = sorted(tags, key=lambda tag: random.random())  # type: ignore[attr-defined]
    assert colours(tags) == colours(shuffled)


@given(TAGS)
def test_colours_differ_as_long_as_there_are_any(tags: list[str]) -> None:
    given_ = colours(tags)
    assert set(given_) == set(tags)
    assert len(set(given_.values())) == min(len(tags), COLOURS)
    assert all(0 <= number < COLOURS for number in given_.values())


@given(TAGS)
def test_a_tag_that_shares_its_wish_with_nobody_gets_it(tags: list[str]) -> None:
    wishes = [colour(tag) for tag in tags]
    given_ = colours(tags)
    assert all(given_[tag] == wish for tag, wish in zip(tags, wishes, strict=True) if wishes.count(wish) == 1)


def test_a_colour_is_the_same_in_every_session() -> None:
    assert [colour(tag) for tag in ("政治", "经济", "民生", "国际")] == [4, 3, 2, 2]
