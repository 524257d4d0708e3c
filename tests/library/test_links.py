"""Which end of a jump belongs to which, over the pages of an issue, and the article made of both."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given

from reader.library.catalogue import Catalogue
from reader.library.joined import joined, pieces
from reader.library.jumping import IssueJumps
from reader.library.links import Links, Why, link, page_jumps, same_page
from reader.newspaper.compose import compose
from reader.newspaper.jumps import jump_ends
from reader.newspaper.model import Role
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.text.spans import length, text_of
from tests.benchmarks.jumps import halves as cut_articles
from tests.benchmarks.jumps import tried, without_partner
from tests.library.issue_pages import HEAD, halves, long_articles, make_issue
from tests.newspaper.examples import TEXTS, page


def catalogue_of(root: Path) -> Catalogue:
    catalogue = Catalogue(root, [root])
    catalogue.scan()
    catalogue.fill(lambda: False, lambda _done, _total: None, lambda _entries: None)
    return catalogue


def linked(pages: dict[str, str]) -> Links:
    """The links between pages, by their text and what their file is called."""
    return link([page_jumps(recognise(Source(text)), path) for path, text in pages.items()])


def with_head(number: str, *articles: str) -> str:
    return "\n\n".join([HEAD.format(number=number), *articles]) + "\n"


def test_the_ends_of_the_seeds() -> None:
    told = {
        (number, end.onward, end.page) for number in ("000", "001", "003", "004") for end in jump_ends(page(number))
    }
    assert told == {("000", True, "8"), ("001", False, "1"), ("003", False, "1"), ("004", True, "5")}


def test_halves_of_articles_find_each_other_and_no_others() -> None:
    chance = random.Random(1)
    cut = [pair for number in ("000", "001", "003", "004") for pair in cut_articles(page(number), chance)]
    for size, least in ((1, 0.97), (3, 0.65)):
        issues = [cut[at : at + size] for at in range(0, len(cut) - size + 1, size)]
        total, right, wrong = tried(issues, numbered=True)
        assert wrong == 0
        assert right >= least * total
        assert tried(issues, numbered=False)[2] == 0
        assert without_partner(issues, numbered=False)[1] == 0


def test_every_jump_of_an_issue_is_linked_or_says_why(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    catalogue = catalogue_of(tmp_path / "library")
    jumps = IssueJumps(catalogue)
    ids = {article.title: article.id for article in catalogue.entry("1.txt").articles}
    links = jumps.links("1.txt")
    for name in ("8a", "8b", "5"):
        (at,) = links.of("1.txt", ids[titles[name]])
        assert links.other[at].path == f"{name[0]}.txt"
        assert links.other[links.other[at]] == at
    (lost,) = links.of("1.txt", ids[titles["9"]])
    assert links.why == {lost: Why.NOT_HERE}
    assert "9" in jumps.why_not(links, [lost])
    assert jumps.links("8.txt") == links


def test_a_page_that_comes_later_is_found(tmp_path: Path) -> None:
    root = tmp_path / "library"
    titles = make_issue(root, missing=True)
    catalogue = catalogue_of(root)
    jumps = IssueJumps(catalogue)
    article = next(one for one in catalogue.entry("1.txt").articles if one.title == titles["8a"])
    assert len(jumps.members("1.txt", article.id)) == 1
    make_issue(root)
    catalogue.scan()
    catalogue.fill(lambda: False, lambda _done, _total: None, lambda _entries: None)
    assert [entry.path for entry, _page, _article in jumps.members("1.txt", article.id)] == ["1.txt", "8.txt"]


def test_the_subject_in_quotes_decides_between_two() -> None:
    one, two = long_articles()[:2]
    first, rest = halves(one, "2", "1", subject="《春耕》")
    other, other_rest = halves(two, "2", "1", subject="《秋收》")
    pages = {
        "a": with_head("1", first, other),
        "b": with_head("2", "秋收在望\n\n" + other_rest, "春耕开始\n\n" + rest),
    }
    links = linked(pages)
    assert len(links.other) == 4


def test_two_that_cannot_be_told_apart_are_not_linked() -> None:
    text = "山花开了，人们到山上去看花，花开得很好看，看花的人很多"
    first = "\n\n".join(f"标题在这里{number}\n\n本报讯 {text}。{text}\n\n■下转第2版" for number in "甲乙")
    second = "\n\n".join(f"■上接第1版，{text}。" for _number in "甲乙")
    links = linked({"a": with_head("1", first), "b": with_head("2", second)})
    assert not links.other
    assert set(links.why.values()) == {Why.UNSURE}


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ({"a": "1"}, Why.NO_OTHER_PAGE),
        ({"a": "1", "b": "3"}, Why.NOT_HERE),
        ({"a": "1", "b": "2"}, Why.NO_END),
    ],
)
def test_why_an_end_has_no_other(pages: dict[str, str], why: Why) -> None:
    first, _rest = halves(long_articles()[0], "2", "1")
    plain = "标题在这里\n\n山花开了，人们到山上去看花，花开得很好看。"
    links = linked({path: with_head(number, first if path == "a" else plain) for path, number in pages.items()})
    assert list(links.why.values()) == [why]


def test_numbers_that_forbid_a_pair() -> None:
    first, rest = halves(long_articles()[0], "2", "1")
    assert linked({"a": with_head("1", first), "b": with_head("2", rest)}).other
    assert not linked({"a": with_head("3", first), "b": with_head("2", rest)}).other
    assert same_page("1", "A01")
    assert not same_page("1", "B01")
    assert not same_page("1", "2")


def test_two_pages_in_one_file_are_linked_by_their_words() -> None:
    first, rest = halves(long_articles()[0], "8", "1", subject="“打通最后一米”")
    text = f"{first}\n\n\f\n\n{long_articles()[3][0]}\n\n山花开了，人们到山上去看花。\n\n打通最后一米\n\n{rest}\n"
    links = linked({"a": text})
    assert len(links.other) == 2


def test_a_joined_article_keeps_every_character_and_its_file(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    catalogue = catalogue_of(tmp_path / "library")
    jumps = IssueJumps(catalogue)
    for article in catalogue.entry("1.txt").articles:
        members = jumps.members("1.txt", article.id)
        if article.title == titles["9"]:
            assert len(members) == 1
            continue
        whole, one, parts = joined(members)
        view = compose(whole.source, one)
        shown = 0
        for number, block in enumerate(view.blocks):
            for start in range(0, len(block.text.text), 7):
                spans = view.to_source(number, start, start + 7)
                told = pieces(parts, spans)
                assert "".join(text_of(part.page.source.text, own) for part, own in told) == text_of(
                    whole.source.text, spans
                )
                shown += sum(length(own) for _part, own in told)
        kept = [block for _entry, _page, part in members for block in part.blocks if block.role is not Role.JUMP]
        assert shown == sum(length(block.spans) for block in kept)


@given(TEXTS, TEXTS)
def test_any_text_has_ends_that_are_linked_in_pairs_or_not(one: str, two: str) -> None:
    jumps = "\n\n■下转第2版\n\n标题\n\n（上接第1版）山花开了。\n"
    links = linked({"a": one + jumps, "b": two + jumps})
    assert all(
        links.other[other] == at and other.path + other.end.article_id != at.path + at.end.article_id
        for at, other in links.other.items()
    )
    assert not {*links.other} & {*links.why}
