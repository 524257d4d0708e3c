"""Two people's annotations compared: articles by the characters they share, highlights by characters."""

from __future__ import annotations

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.agreement import Agreement, by_text, compare
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.newspaper.model import Article, Block, Issue, Page, Role
from reader.text.source import Source
from reader.text.spans import Span, text_of

TEXT = Source("甲 乙丙丁。\n戊己 庚辛。\n\n壬癸子丑。\n寅卯辰巳。\n")
BLOCKS = ((0, 7), (7, 14), (15, 21), (21, 27))
PAGE = Page(
    TEXT,
    Issue(),
    (
        Article("first", (Block(Role.PARAGRAPH, (BLOCKS[0],)), Block(Role.PARAGRAPH, (BLOCKS[1],)))),
        Article("second", (Block(Role.PARAGRAPH, (BLOCKS[2],)), Block(Role.PARAGRAPH, (BLOCKS[3],)))),
    ),
)
SPANS = st.tuples(st.integers(0, 26), st.integers(1, 9)).map(lambda one: (one[0], min(27, one[0] + one[1])))
HIGHLIGHTS = st.lists(
    st.tuples(SPANS.filter(lambda span: TEXT.text[slice(*span)].strip()), st.sampled_from(["经济", "民生", None])),
    max_size=6,
)


def mark(span: Span, tag: str | None, kind: Kind = Kind.HIGHLIGHT) -> Annotation:
    return new_annotation(kind, make_target(TEXT, "a.txt", [span], kind is not Kind.HIGHLIGHT), "甲", tag=tag)


def compared(one: list[Annotation], other: list[Annotation]) -> Agreement:
    return compare(by_text(one), by_text(other), lambda sha256, path: PAGE if sha256 == TEXT.sha256 else None)


@given(HIGHLIGHTS, HIGHLIGHTS)
def test_highlights_are_compared_character_by_character(
    one: list[tuple[Span, str | None]], other: list[tuple[Span, str | None]]
) -> None:
    seen = mark((0, 3), "已读", Kind.TAG)
    found = compared([seen, *(mark(*each) for each in one)], [seen, *(mark(*each) for each in other)])
    places = [at for start, end in BLOCKS for at in range(start, end) if not TEXT.text[at].isspace()]
    said = [
        [frozenset(tag or "" for (start, end), tag in side if start <= at < end) for at in places]
        for side in (one, other)
    ]
    assert found.highlights.units == len(places)
    every = sorted({*said[0], *said[1]}, key=sorted)
    if len(every) > 1:
        ratings = [[every.index(labels) for labels in side] for side in said]
        wanted = krippendorff.alpha(ratings, level_of_measurement="nominal", value_domain=range(len(every)))
        assert found.highlights.alpha == pytest.approx(wanted)
    differ = {at for at, mine, theirs in zip(places, *said, strict=True) if mine != theirs}
    shown = {at for place in found.places for start, end in place.spans for at in range(start, end)}
    assert {at for at in shown if not TEXT.text[at].isspace()} == differ
    for place in found.places:
        assert all(
            place.both == (said[0][places.index(at)], said[1][places.index(at)])
            for at in differ & {at for start, end in place.spans for at in range(start, end)}
        )


def test_a_tag_counts_for_the_article_that_holds_most_of_its_characters() -> None:
    # The other one's recogniser gave the second article a part of the first.
    mine, theirs = mark((15, 27), "民生", Kind.TAG), mark((9, 27), "民生", Kind.TAG)
    found = compared([mine, mark((0, 14), "经济", Kind.TAG)], [theirs])
    assert found.articles == 2 and found.tags.labels == ["民生", "经济"]
    assert dict(found.tags.of("民生")) == {(True, True): 1, (False, False): 1}
    (place,) = found.places
    assert (place.number, place.whole, text_of(TEXT.text, place.spans)[:1]) == (1, True, "甲")
    assert place.both == (frozenset({"经济"}), frozenset())


def test_where_both_mark_articles_as_done_only_those_are_compared() -> None:
    done = [mark((15, 27), None, Kind.DONE)]
    one = [*done, mark((0, 14), None, Kind.DONE), mark((0, 14), "经济", Kind.TAG), mark((16, 18), "民生")]
    found = compared(one, done)
    assert found.by_done and found.articles == 1 and found.left_out == 1
    assert found.tags.units == 1 and found.highlights.units == 10 and len(found.places) == 1
    assert not compared(one, [mark((15, 27), "民生", Kind.TAG)]).by_done


def test_a_text_that_only_one_annotated_or_that_is_not_at_hand_is_left_out_and_counted() -> None:
    other = Source("另一篇文字。")
    elsewhere = new_annotation(Kind.TAG, make_target(other, "b.txt", [(0, 5)], True), "甲", tag="民生")
    found = compared([mark((0, 4), "民生"), elsewhere], [mark((0, 4), "民生")])
    assert (found.texts, found.left_out, found.places) == (1, 1, [])
    nothing = compare(by_text([elsewhere]), by_text([elsewhere]), lambda sha256, path: None)
    assert (nothing.articles, nothing.left_out) == (0, 2)
