"""Passages of a view folded to a line each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.newspaper.compose import compose
from reader.newspaper.folding import folded
from reader.newspaper.model import Role
from reader.text.fold import fold_query
from reader.text.repeats import repeats
from reader.text.script import Script
from reader.text.spans import Span, intersection, length, normalised
from tests.newspaper.examples import page


def label(count: int) -> str:
    return f"… {count} …"


@pytest.mark.parametrize("script", [Script.SOURCE, Script.TW])
def test_the_known_repeat_becomes_one_line(script: Script) -> None:
    source = page("001").source
    _first, later = repeats([source.text])[0].occurrences
    article = next(one for one in page("001").articles if intersection(one.spans, [(later.start, later.end)]))
    whole = compose(source, article, script)
    view, lines = folded(whole, [((later.start, later.end), label)])
    (number,) = lines
    assert lines == {number: 0}
    assert view.blocks[number].text.text == "… 286 …" and view.blocks[number].role is Role.DUPLICATE
    assert view.blocks[number - 1].text.text.endswith("体系提升" if script is Script.SOURCE else "體系提升")
    assert len(view.blocks) == len(whole.blocks) + 1
    assert view.to_display([(later.start + 40, later.start + 50)]) == [(number, 0, 7)]
    assert view.to_source(number, 0, 7) == ((later.start, later.end),)


def test_paragraphs_that_are_hidden_one_after_the_other_are_one_line() -> None:
    rest = page("004").rest()
    assert rest is not None
    whole = compose(page("004").source, rest)
    first, last = whole.blocks[0].spans[0], whole.blocks[-1].spans[-1]
    view, lines = folded(whole, [((first[0], last[1]), label)])
    assert [block.text.text for block in view.blocks if block.role is Role.DUPLICATE] == ["… 294 …"]
    assert len(lines) == 1


@given(st.data())
def test_every_character_is_shown_or_stands_behind_a_line(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(["000", "001", "003", "004"]))
    article = data.draw(st.sampled_from(list(page(number).all_articles())))
    low, high = min(article.spans)[0], max(end for _start, end in article.spans)
    cuts = sorted(data.draw(st.sets(st.integers(low, high), max_size=8)))
    passages: list[Span] = list(zip(cuts[::2], cuts[1::2], strict=False))
    whole = compose(page(number).source, article)
    view, lines = folded(whole, [(passage, label) for passage in passages])
    spans = [span for block in view.blocks for span in block.text.spans]
    assert length(spans) == length(normalised(spans))
    assert normalised(spans) == normalised(span for block in whole.blocks for span in block.text.spans)
    shown = "".join(block.text.text for at, block in enumerate(view.blocks) if at not in lines)
    hidden = sum(int(view.blocks[at].text.text.strip("… ")) for at in lines)
    assert len(fold_query(shown)) + hidden == len(fold_query("".join(block.text.text for block in whole.blocks)))
    for at, block in enumerate(view.blocks):
        if at not in lines and block.role is Role.PARAGRAPH:
            assert not [one for one in passages if block.text.to_display([one]) != () and _wide(block.text.spans, one)]


def _wide(spans: tuple[Span, ...], passage: Span) -> bool:
    """Whether a passage covers more of the spans than the half of a combined character."""
    return length(intersection(spans, [passage])) > 2
