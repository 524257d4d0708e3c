"""The fast way to filter a library finds what the plain meaning of a filter says, whatever was asked before."""

from __future__ import annotations

import datetime
import json
import zlib
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.entries import Entry
from reader.library.filtering import parse_filter
from reader.library.matching import Marks, Matcher
from reader.newspaper.model import Issue
from reader.text.fold import fold_query
from tests.costs import cost
from tests.library.filtered import those_that_fit

TITLES = ("", "绿电亮迪拜", "綠電 2021", "2022年元旦", "A b", "山花开了", "民生…", "开")
TAGS = ("民生", "民族", "經濟", "Abc")
ABOVE = {"民族": ("民生",), "Abc": ("經濟", "民生")}
WORDS = (
    "绿", "绿电", "電", "2021", "2022-1", "2", "２０２１", "a", "b", ".txt", "開", "…", "没有",
    "2021..", "..2021", "2021-12-28..2022", "2022..2021", "..", "2021-12…2021-12", "2022。。",
    "#", "#民", "#民生", "#经", "#x", ":unread", ":untagged", ":tagged", ":doubtful", ":done", ":todo", ":un",
)  # fmt: skip


def entry(number: int, titles: list[tuple[str, bool]], day: datetime.date | None) -> Entry:
    """A page as a catalogue knows it."""
    rows = [
        [f"{number}.{at}", title, False, "why" if doubtful else "", 1, [at, at + 1]]
        for at, (title, doubtful) in enumerate(titles)
    ]
    packed = zlib.compress(json.dumps(rows).encode())
    issue = Issue(date=day)
    return Entry(f"{number % 3}/a{number}.txt", Path("/library"), "ready", issue=issue, packed=packed)


@st.composite
def libraries(draw: st.DrawFn) -> tuple[list[Entry], Marks]:
    """Some pages, some with no article, and what the user did to them."""
    days = st.sampled_from((None, datetime.date(2021, 12, 28), datetime.date(2022, 1, 1)))
    pages = draw(st.lists(st.tuples(st.lists(st.tuples(st.sampled_from(TITLES), st.booleans()), max_size=4), days)))
    entries = [entry(number, *page) for number, page in enumerate(pages)]
    ids = [article.id for one in entries for article in one.articles]
    some = st.frozensets(st.sampled_from(ids)) if ids else st.just(frozenset[str]())
    own = st.lists(st.sampled_from(TAGS), max_size=2).map(tuple)
    tags = draw(st.dictionaries(st.sampled_from(ids), own)) if ids else {}
    read, done = draw(some), draw(some)

    def on(one: Entry) -> dict[str, tuple[str, ...]]:
        return {article.id: tags[article.id] for article in one.articles if article.id in tags}

    def done_on(one: Entry) -> frozenset[str]:
        return done & {article.id for article in one.articles}

    return entries, Marks(on, read, done_on, lambda tag: ABOVE.get(tag, ()))


@given(libraries(), st.lists(st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join), min_size=1, max_size=6))
def test_what_is_found_is_what_the_filter_means(library: tuple[list[Entry], Marks], typed: list[str]) -> None:
    entries, marks = library
    matcher = Matcher(entries)
    for words in typed:
        wanted = parse_filter(words)
        found = matcher.fitting(wanted, marks)
        keys = [(one.path, article.id) for page, one in enumerate(entries) for article in found.articles(page)]
        assert keys == those_that_fit(entries, wanted, marks)
        assert found.total == sum(found.counts) == len(keys)
        assert [sorted(found.of(one)) for one in entries] == [found.numbers(page) for page in range(len(entries))]


def test_marks_are_asked_for_anew_each_time() -> None:
    page, read = entry(0, [("绿电亮迪拜", False), ("山花开了", False)], None), set[str]()
    tags: dict[str, tuple[str, ...]] = {}
    matcher, marks = Matcher([page]), Marks(lambda _entry: tags, read)
    assert matcher.fitting(parse_filter(":untagged :unread"), marks).numbers(0) == [0, 1]
    tags["0.1"] = ("民生",)
    assert matcher.fitting(parse_filter(":untagged"), marks).numbers(0) == [0]
    assert matcher.fitting(parse_filter("#民"), marks).numbers(0) == [1]
    read.add("0.0")
    assert matcher.fitting(parse_filter(":unread"), marks).numbers(0) == [1]


def test_a_page_that_was_recognised_anew_keeps_what_is_still_there() -> None:
    page = entry(0, [("绿电亮迪拜", False), ("山花开了", False), ("绿", False)], None)
    found = Matcher([page]).fitting(parse_filter("绿"), Marks(lambda _entry: {}, ()))
    later = page._replace(packed=entry(0, [("山花开了", False), ("绿电亮迪拜", False)], None).packed)
    assert found.of(page) == {0, 2}
    assert found.of(later) == {0}
    assert found.of(page._replace(path="other.txt")) == frozenset()


def test_twenty_thousand_articles_are_filtered_in_the_time_of_folding_few_of_their_titles() -> None:
    """A filter of any kind against what folding all titles costs: 0.35 s for 100,000, a key may take 0.03 s."""
    titles = [(place + matter, False) for place in "甲乙丙丁" for matter in ("春耕备耕全面展开", "项目集中签约") * 12]
    entries = [entry(number, titles, datetime.date(2019, 1, 1 + number % 28)) for number in range(200)]
    tags: dict[str, dict[str, tuple[str, ...]]] = {
        one.path: {article.id: ("民生",) for article in one.articles[::9]} for one in entries
    }
    read = {article.id for one in entries for article in one.articles[::3]}
    marks = Marks(lambda one: tags[one.path], read)

    def folding() -> object:
        return [fold_query("\0".join(article.title for article in one.articles)) for one in entries]

    matcher = Matcher(entries)
    for typed in ("耕", "没有", "2", "2019-01", "#民", ":unread", ":untagged", "签约 2019 :unread"):
        filtering = partial(matcher.fitting, parse_filter(typed), marks)
        assert cost(filtering, folding, enough=0.1) < 0.25, typed
