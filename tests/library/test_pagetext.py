"""Whatever a reader of the articles or of the file sees is found, once, and at its place in the file."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.pagetext import PageText, TextHit, page_text
from reader.newspaper.compose import compose
from reader.newspaper.model import Article, Block, Issue, Page, Role
from reader.newspaper.recognise import recognise
from reader.text import words
from reader.text.fold import fold, fold_query
from reader.text.query import Mode, Query
from reader.text.source import Source
from reader.text.spans import text_of
from tests.benchmarks.search import missed, tokens_of_articles, tokens_of_file
from tests.text.seeds import seeds


@cache
def seed(name: str) -> tuple[Page, PageText]:
    page = recognise(Source.normalised(seeds()[name]))
    return page, page_text(page)


def found(text: PageText, query: str, mode: Mode = Mode.PLAIN) -> list[TextHit]:
    return text.search(Query(query, mode))[0]


@pytest.mark.parametrize("name", sorted(seeds()))
def test_every_passage_of_an_article_and_of_the_file_is_found_at_its_place(name: str) -> None:
    page, text = seed(name)
    source = page.source.text
    articles = list(page.all_articles())
    for number, article in enumerate(articles):
        view = compose(page.source, article)
        for block in view.blocks:
            shown = block.text.text
            for begin in range(0, len(shown) - 4, 37):
                query = shown[begin : begin + 5]
                spans = block.text.to_source(begin, begin + 5)
                wanted = {at for start, end in spans for at in range(start, end) if not source[at].isspace()}
                places = [
                    {place for start, end in text.spans(source, hit) for place in range(start, end)}
                    for hit in found(text, query)
                    if hit.article == number
                ]
                assert not fold_query(query) or any(wanted <= place for place in places), query
    folded = fold(source)
    for at in range(0, len(folded.text) - 3, 41):
        query = folded.text[at : at + 3]
        starts = {text.spans(source, hit)[0][0] for hit in found(text, query) if text.spans(source, hit)}
        assert folded.starts[at] in starts or query not in fold_query(source[folded.starts[at] : folded.ends[at + 2]])


@pytest.mark.parametrize("name", sorted(seeds()))
@pytest.mark.parametrize(
    ("query", "mode"), [("发展", Mode.PLAIN), ("呼和浩特", Mode.FUZZY), ("民.", Mode.REGEX), ("工作", Mode.WORD)]
)
def test_no_hit_is_told_twice_and_each_is_what_was_asked_for(name: str, query: str, mode: Mode) -> None:
    page, text = seed(name)
    hits = found(text, query, mode)
    places = [text.spans(page.source.text, hit) for hit in hits]
    assert len(set(places)) == len(places)
    for hit, spans in zip(hits, places, strict=True):
        shown = fold_query(text_of(page.source.text, spans))
        assert shown == text.text[hit.start : hit.end]
        assert shown == query or mode is not Mode.PLAIN
    if mode is Mode.PLAIN:
        assert len(hits) >= fold(page.source.text).text.count(query)


def test_a_word_that_a_column_break_cuts_is_found_and_so_is_what_stands_around_the_break() -> None:
    source = Source.normalised("会议在呼和\n新栏目\n浩特召开\n")
    blocks = (Block(Role.PARAGRAPH, ((0, 5), (10, 14))), Block(Role.KICKER, ((6, 9),)))
    page = Page(source, Issue(), (Article("a", blocks),))
    text = page_text(page)
    (cut,) = found(text, "呼和浩特")
    assert text.spans(source.text, cut) == ((3, 5), (10, 12))
    assert text.passage(cut) == ((0, 5), (10, 14))
    (across,) = found(text, "和新栏")
    assert text.spans(source.text, across) == ((4, 8),)
    assert text.passage(across) == ((0, 5), (6, 9))
    assert len(found(text, "会议")) == len(found(text, "浩特召开")) == len(found(text, "新栏目")) == 1
    assert [hit.start for hit in found(text, "议.*开", Mode.REGEX)] == [text.text.index("\0") + 2]
    assert found(text, "目浩", Mode.REGEX) == []


@given(st.text(alphabet="民生政，。℃…\n #　", max_size=40), st.text(alphabet="民生政℃.", min_size=1, max_size=3))
def test_hits_are_those_of_the_file_for_any_text(text: str, query: str) -> None:
    page = recognise(Source.normalised(text))
    kept = page_text(page)
    again = PageText.unpacked(kept.packed())
    assert again == kept
    source = page.source.text
    places = {kept.spans(source, hit) for hit in found(kept, query)} - {()}
    expected = Query(query).find(fold(source)).hits
    # Of hits that overlap one is found.
    reached = {at for spans in places for start, end in spans for at in range(start, end)}
    assert all(reached & set(range(*hit)) for hit in expected)
    assert all(fold_query(text_of(source, spans)) == fold_query(query) for spans in places)
    for first, second in itertools.pairwise(sorted(found(kept, query))):
        assert first.article <= second.article


def test_what_is_damaged_is_not_unpacked() -> None:
    packed = seed("000")[1].packed()
    for damaged in (b"", packed[:100], b"x" + packed, packed[:-1]):
        assert PageText.unpacked(damaged) is None


@pytest.mark.parametrize("name", ["002", "003"])
def test_every_word_is_found_where_it_stands_in_the_articles_and_in_the_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words.load()
    page, text = seed(name)
    for tokens in (tokens_of_articles(page), tokens_of_file(page)):
        assert len(tokens) > 1_500
        assert missed(page, text, tokens) == []
