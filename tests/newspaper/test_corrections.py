"""Corrections by hand: whatever is asserted, nothing is lost (I1), and the page is what was said (I8)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.newspaper import asserting
from reader.newspaper.amending import same
from reader.newspaper.claims import settled
from reader.newspaper.corrections import Correction, Form, State, apply, standings
from reader.newspaper.model import Article, Page, Role
from reader.newspaper.recognise import recognise
from reader.newspaper.steadying import steadied
from reader.text.source import Source
from reader.text.spans import Spans, overlapping, text_of
from tests.newspaper.examples import TEXTS, page
from tests.newspaper.score import unscored


def contents(found: Page) -> list[int]:
    """Every character in an element of the page that is scored; fails if one is in two."""
    spans = [span for article in found.articles for block in article.blocks for span in block.spans]
    spans += [*found.furniture, *found.duplicates]
    assert not overlapping(spans)
    skip = unscored(found.source.text)
    return sorted(place for start, end in spans for place in range(start, end) if not skip[place])


def plain(found: Page) -> tuple[object, ...]:
    """What a page says, without how sure it is."""
    articles = [
        (article.id, article.title_text, [(block.role, block.spans) for block in article.blocks])
        for article in found.articles
    ]
    return articles, sorted(found.furniture), sorted(found.duplicates), found.issue


@st.composite
def corrections_on(draw: st.DrawFn, text: str, places: list[int], most: int = 5) -> list[Correction]:
    """Any corrections, mostly of whole blocks, as a person makes them."""
    ends = st.one_of(st.integers(0, len(text)), st.sampled_from([*places, 0]))

    def spans() -> Spans:
        out = []
        for _number in range(draw(st.integers(1, 2))):
            one, other = sorted((draw(ends), draw(ends)))
            out.append((one, min(len(text), max(other, one + 1))))
        return tuple(span for span in out if span[0] < span[1]) or ((0, 1),)

    made = []
    for number in range(draw(st.integers(1, most))):
        form = draw(st.sampled_from(Form))
        value = field = ""
        place: Spans = ()
        if form is Form.ROLE:
            value = draw(st.sampled_from(Role)).value
        if form is Form.TITLE:
            value = "题"
        if form is Form.ISSUE:
            field, value = draw(st.sampled_from([("page", "A3"), ("date", "1998-02-01"), ("newspaper", "日报")]))
        if form in (Form.TOGETHER, Form.MOVE) or (form is Form.ROLE and draw(st.booleans())):
            place = spans()[:1]
        by = draw(st.sampled_from(["甲", "甲", "乙"]))
        made.append(Correction(f"c{number}", form, spans(), place, value, field, f"{number:03}", by))
    return made


def edges(found: Page) -> list[int]:
    return [
        edge for article in found.all_articles() for block in article.blocks for span in block.spans for edge in span
    ]


SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def check(found: Page, made: list[Correction]) -> None:
    after = apply(found, made)
    assert contents(after) == contents(found)
    assert apply(after, made) == after
    assert apply(found, made[::-1]) == after
    assert len({article.id for article in after.articles}) == len(after.articles)
    for article in after.articles:
        assert article.blocks
        paragraphs = [span for block in article.of(Role.PARAGRAPH) for span in block.spans]
        assert all(any(a <= s and e <= b for a, b in paragraphs) for s, e in article.dateline)
    told = standings(found, made)
    assert {one.correction.id for one in told} == {one.id for one in made}
    needed = [one.correction for one in told if one.state is not State.NOT_NEEDED]
    assert same(apply(found, needed), after), "what is no longer needed can go"


@SLOW
@given(TEXTS.filter(bool), st.data())
def test_nothing_is_lost_and_what_was_said_stays_said(text: str, data: st.DataObject) -> None:
    found = recognise(Source(text))
    check(found, data.draw(corrections_on(text, edges(found))))


def test_one_of_two_corrections_that_say_what_is_needed_can_go() -> None:
    found = recognise(Source("000\f0"))
    made = [
        say(0, Form.BEGINS, ((3, 4),)),
        say(1, Form.TOGETHER, ((4, 5),), ((0, 1),)),
        say(2, Form.TOGETHER, ((0, 1),), ((0, 5),)),
    ]
    check(found, made)
    assert [one.state is State.NOT_NEEDED for one in standings(found, made)].count(True) == 1


@settings(SLOW, max_examples=25)
@given(st.sampled_from(["000", "001", "004"]), st.data())
def test_nothing_is_lost_on_real_pages(number: str, data: st.DataObject) -> None:
    found = page(number)
    check(found, data.draw(corrections_on(found.source.text, edges(found), 4)))


def say(
    number: int, form: Form, spans: Spans, place: Spans = (), value: str = "", field: str = "", by: str = "甲"
) -> Correction:
    return Correction(f"c{number}", form, spans, place, value, field, f"{number:03}", by)


def words(found: Page, article: Article) -> list[tuple[str, str]]:
    return [(block.role.value, text_of(found.source.text, block.spans)) for block in article.blocks]


TWO = """大风吹倒百年古树
本报记者 王小明
昨天夜里的一场大风把公园里的一棵百年古树吹倒在地，没有人因此受伤，公园今天上午仍然开放。
公园的负责人说，他们会请专家来看一看，这棵树是不是还可以救活，市民也可以打电话来提建议。

学校今天开学
本报记者 李大山
全市的小学和中学今天上午一起开学，孩子们高高兴兴地走进了新的教室，老师们也早早等在门口。
教育局的负责人说，今年的新生比去年多了一成，所以新开了三所学校，请了两百名新的老师来上课。
"""


def two() -> Page:
    found = recognise(Source(TWO))
    assert [len(article.blocks) for article in found.articles] == [4, 4]
    return found


def at(text: str) -> Spans:
    start = TWO.index(text)
    return ((start, start + len(text)),)


def line(text: str) -> Spans:
    start = TWO.index(text)
    return ((start, TWO.index("\n", start)),)


def test_an_article_begins_where_a_person_says() -> None:
    found = two()
    split = apply(found, [say(1, Form.BEGINS, at("公园的负责"))])
    assert [len(article.blocks) for article in split.articles] == [3, 1, 4]
    assert words(split, split.articles[1])[0][1].startswith("公园的负责人")
    assert split.articles[1].by_hand
    assert split.articles[2] == found.articles[1]


def test_two_articles_are_one_and_the_second_headline_is_a_crosshead() -> None:
    found = two()
    joined = apply(found, [say(1, Form.TOGETHER, line("学校今天"), line("公园的负责"))])
    assert len(joined.articles) == 1
    assert [role for role, _text in words(joined, joined.articles[0])] == [
        "title", "byline", "paragraph", "paragraph", "paragraph", "byline", "paragraph", "paragraph",
    ]  # fmt: skip


def test_a_line_has_the_role_that_a_person_gives_it() -> None:
    found = two()
    changed = apply(
        found,
        [
            say(1, Form.ROLE, line("学校今天"), value="kicker"),
            say(2, Form.ROLE, line("全市的小学"), value="caption"),
            say(3, Form.ROLE, line("本报记者 王"), value="furniture"),
            say(4, Form.ROLE, line("本报记者 李"), value="title"),
        ],
    )
    assert [role for role, _text in words(changed, changed.articles[1])] == ["kicker", "title", "caption", "paragraph"]
    assert [text_of(TWO, [span]) for span in changed.furniture] == ["本报记者 王小明"]
    back = apply(found, [say(1, Form.ROLE, line("学校今天"), value="furniture"),
                         say(2, Form.ROLE, line("学校今天"), line("全市的小学"), value="title")])  # fmt: skip
    assert plain(back) == plain(found)


def test_a_paragraph_goes_to_another_article_and_place() -> None:
    found = two()
    moved = apply(found, [say(1, Form.MOVE, line("公园的负责"), line("全市的小学"))])
    assert [text[:3] for _role, text in words(moved, moved.articles[1])] == [
        "学校今",
        "本报记",
        "全市的",
        "公园的",
        "教育局",
    ]
    first = apply(found, [say(1, Form.MOVE, line("公园的负责"), line("学校今天"))])
    assert [text[:3] for _role, text in words(first, first.articles[1])][1] == "公园的"
    alone = apply(found, [say(1, Form.MOVE, line("昨天夜里"))])
    assert [text[:3] for _role, text in words(alone, alone.articles[1])] == ["昨天夜"]


def test_paragraphs_are_made_and_broken() -> None:
    found = two()
    one = apply(found, [say(1, Form.PARAGRAPH, (*line("公园的负责"), *line("昨天夜里")))])
    assert [text[:3] for _role, text in words(one, one.articles[0])] == ["大风吹", "本报记", "公园的"]
    more = [say(1, Form.PARAGRAPH, (*line("公园的负责"), *line("昨天夜里"))), say(2, Form.BREAK, at("他们会请"))]
    broken = apply(found, more)
    assert [text[:3] for _role, text in words(broken, broken.articles[0])][2:] == ["公园的", "他们会"]


def test_what_is_typed_stands_beside_what_is_printed() -> None:
    found = two()
    typed = apply(
        found,
        [
            say(1, Form.TITLE, line("学校今天"), value="全市学校今日开学"),
            say(2, Form.ISSUE, ((0, 1),), field="date", value="1998-03-01"),
            say(3, Form.ISSUE, ((0, 1),), field="page", value="4"),
            say(4, Form.ISSUE, ((0, 1),), field="newspaper", value="晚报"),
        ],
    )
    assert typed.articles[1].title_text == "全市学校今日开学"
    assert typed.articles[1].of(Role.TITLE)[0].spans == found.articles[1].of(Role.TITLE)[0].spans
    assert str(typed.issue.date) == "1998-03-01" and typed.issue.date_basis == "by hand"
    assert (typed.issue.page, typed.issue.newspaper) == ("4", "晚报")


def test_the_later_word_of_one_person_and_the_older_of_two_is_in_force() -> None:
    found = two()
    split, join = say(1, Form.BEGINS, at("公园的负责")), say(2, Form.TOGETHER, at("公园的负责"), line("昨天夜里"))
    assert plain(apply(found, [split, join])) == plain(found)
    assert [one.state for one in standings(found, [split, join])] == [State.SUPERSEDED, State.IN_FORCE]
    other = join._replace(by="乙")
    assert len(apply(found, [split, other]).articles) == 3
    states = standings(found, [split, other])
    assert [(one.state, one.other) for one in states] == [(State.IN_FORCE, ""), (State.CONTRADICTS, "c1")]
    knowing = other._replace(over=frozenset({"c1"}))
    assert len(apply(found, [split, knowing]).articles) == 2


def test_a_later_role_takes_only_the_characters_it_names() -> None:
    found = two()
    made = [say(1, Form.ROLE, (*line("学校今天"), *line("本报记者 李")), value="caption"),
            say(2, Form.ROLE, line("本报记者 李"), value="byline")]  # fmt: skip
    after = apply(found, made)
    assert sorted(role for role, _text in words(after, after.articles[1])) == sorted(
        ["caption", "byline", "paragraph", "paragraph"]
    )
    assert settled(made).superseded == {}


def test_what_recognition_learns_is_no_longer_needed() -> None:
    found = two()
    made = [
        say(1, Form.BEGINS, at("公园的负责")),
        say(2, Form.ROLE, line("学校今天"), value="kicker"),
        say(3, Form.MOVE, line("教育局的"), line("公园的负责")),
        say(4, Form.BREAK, at("老师们也")),
    ]
    better = apply(found, made)
    assert plain(apply(better, made)) == plain(better)
    assert {one.state for one in standings(better, made)} == {State.NOT_NEEDED}
    assert State.NOT_NEEDED not in {one.state for one in standings(found, made)}


@settings(SLOW, max_examples=100)
@given(st.data())
def test_the_order_of_independent_corrections_does_not_matter(data: st.DataObject) -> None:
    found = page("004")
    first, second = data.draw(
        st.lists(st.sampled_from(range(len(found.articles))), min_size=2, max_size=2, unique=True)
    )
    made = []
    for number, index in enumerate((first, second)):
        article = found.articles[index]
        body = [block for block in article.blocks if block.role is Role.PARAGRAPH] or list(article.blocks)
        block, other = data.draw(st.sampled_from(body)), data.draw(st.sampled_from(body))
        form = data.draw(st.sampled_from([Form.BEGINS, Form.ROLE, Form.MOVE, Form.PARAGRAPH, Form.BREAK, Form.TITLE]))
        value = {Form.ROLE: data.draw(st.sampled_from(Role)).value, Form.TITLE: "题"}.get(form, "")
        spans = (*block.spans, *other.spans) if form is Form.PARAGRAPH and other != block else block.spans
        made.append(say(number, form, spans, other.spans if form is Form.MOVE else (), value))
    swapped = [made[0]._replace(made="1"), made[1]._replace(made="0")]
    assert apply(found, made) == apply(found, swapped)


def grouped(found: Page, without: Spans) -> set[frozenset[int]]:
    """The characters of each article, as far as nothing was said of them."""
    gone = {place for start, end in without for place in range(start, end)}
    articles = [
        frozenset(place for start, end in article.spans for place in range(start, end)) - gone
        for article in found.articles
    ]
    return {one for one in articles if one}


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
@pytest.mark.parametrize("way", ["move", "apart", "furniture"])
def test_a_boundary_stays_when_the_paragraph_after_it_goes(number: str, way: str) -> None:
    machine = page(number)
    for other, article in itertools.pairwise(machine.articles[:5]):
        body = article.of(Role.PARAGRAPH)
        if len(body) < 3:
            continue
        known = steadied(machine, (), asserting.split(article, body[1].spans[0][0]), "甲")
        known = [known[0]._replace(id="0", made="0")]
        shown = apply(machine, known)
        spans = body[1].spans
        if way == "furniture":
            said = asserting.role(shown, spans, Role.FURNITURE)
        else:
            said = asserting.move(spans, other.blocks[-1] if way == "move" else None)
        whole = steadied(machine, known, said, "甲")
        assert grouped(apply(machine, [*known, *whole]), spans) == grouped(shown, spans)


@pytest.mark.parametrize("number", ["000", "004"])
def test_a_better_recogniser_makes_corrections_needless(number: str) -> None:
    """The worst recogniser, for which a page is one article, is corrected to what the real one finds."""
    good = page(number)
    blocks = tuple(block for article in good.articles for block in article.blocks)
    bad = good._replace(articles=(Article("all", tuple(block._replace(role=Role.PARAGRAPH) for block in blocks)),))
    made = [
        say(at, Form.ROLE, block.spans, value=block.role.value)
        for at, block in enumerate(blocks)
        if block.role is not Role.PARAGRAPH
    ]
    for article in good.articles[1:]:
        first = article.blocks[0]
        made.append(say(len(blocks) + len(made), Form.MOVE, first.spans))
        for before, after in itertools.pairwise(article.blocks):
            made.append(say(len(blocks) + len(made), Form.MOVE, after.spans, before.spans))
    corrected = apply(bad, made)
    assert grouped(corrected, ()) == grouped(good, ())
    assert {words(corrected, one)[0] for one in corrected.articles} == {words(good, one)[0] for one in good.articles}
    assert apply(corrected, made) == corrected
    assert plain(apply(good, made)) == plain(good)
