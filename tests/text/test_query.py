"""Every way of searching finds what it says, and says exactly where it stands."""

from __future__ import annotations

import itertools
import math
import re
import time
from collections.abc import Iterator

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from reader.newspaper.compose import compose
from reader.newspaper.recognise import recognise
from reader.text import words
from reader.text.fold import fold, fold_query
from reader.text.near import is_han, near
from reader.text.pattern import BadPatternError, Pattern, TooSlowError, folded_pattern
from reader.text.query import Mode, Query
from reader.text.script import Script
from reader.text.source import Source
from tests.text.seeds import seeds

TEXT = st.text(alphabet="于於民生政局人活 \n，,(（。a℃°Cc㎡m2.…\u0301e\u200b", max_size=40)
HAN = st.text(alphabet="民政局生人活，a", max_size=14)


@pytest.fixture(scope="module")
def jieba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        words.load()
        yield


@given(TEXT, TEXT, st.sampled_from([Mode.PLAIN, Mode.WORD, Mode.FUZZY]))
def test_hits_ascend_apart_and_words_are_among_all_and_all_among_the_near(text: str, query: str, mode: Mode) -> None:
    folded = fold(text)
    plain, found = Query(query).find(folded), Query(query, mode).find(folded)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found.hits))
    assert all(0 <= start < end <= len(text) for start, end in found.hits)
    assert all(fold_query(text[start:end]) == fold_query(query) for start, end in plain.hits)
    if mode is Mode.WORD:
        assert set(found.hits) <= set(plain.hits)
        assert len(found.hits) + found.hidden == len(plain.hits)
    else:
        assert set(plain.hits) <= set(found.hits)


def distance(one: str, other: str) -> int:
    """Edit distance in which only Han characters change, and none is put before or behind."""
    rows = [[99 * at for at in range(len(other) + 1)]]
    for i, a in enumerate(one, 1):
        rows.append([rows[i - 1][0] + (1 if is_han(a) else 99)])
        for j, b in enumerate(other, 1):
            inside = 0 < i < len(one) and is_han(b)
            rows[i].append(
                min(
                    rows[i - 1][j - 1] + (0 if a == b else 1 if is_han(a) and is_han(b) else 99),
                    rows[i - 1][j] + (1 if is_han(a) else 99),
                    rows[i][j - 1] + (1 if inside else 99),
                )
            )
    return rows[-1][-1]


@given(HAN, st.text(alphabet="民政局生a", min_size=3, max_size=5))
@example("人政局", "民政局")
@example("民政生局", "民政局")
@example("民局", "民政局")
def test_near_finds_every_place_with_one_mistake_and_no_other(text: str, query: str) -> None:
    exact = Query(query).ranges(text)
    found = near(text, query, exact)
    assert all(distance(query, text[start:end]) <= 1 for start, end in found)
    covered = {at for start, end in found for at in range(start, end)}
    for start in range(len(text)):
        for end in range(start + len(query) - 1, min(len(text), start + len(query) + 1) + 1):
            if distance(query, text[start:end]) <= 1:
                assert covered & set(range(start, end)), (text[start:end], found)


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("呼和浩特", "乎和浩特、呼浩特、呼和活浩特、呼和浩特", ["乎和浩特", "呼浩特", "呼和活浩特", "呼和浩特"]),
        ("呼和浩特", "呼和,浩特 呼和1特", []),
        ("PM2浓度", "PM3浓度 PM浓度 PM2农度", ["PM2农度"]),
        ("民政", "民改 民政", ["民政"]),
    ],
)
def test_one_mistake_of_recognition_is_forgiven(query: str, text: str, hits: list[str]) -> None:
    assert [text[start:end] for start, end in Query(query, Mode.FUZZY).find(fold(text)).hits] == hits


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        (r"關於.{1,3}通知", "关 于做好\n通知", ["关 于做好\n通知"]),
        (r"[０-９]{4}年", "２０２１年 2022年", ["２０２１年", "2022年"]),
        (r"[一-龥]+", "呼和浩特，abc", ["呼和浩特"]),
        (r"（記者\s*[^）]+）", "本报讯(记者 马芳)近日", ["(记者 马芳)"]),
        (r"pm2\.5|PM10", "ＰＭ２．５ pm10", ["ＰＭ２．５", "pm10"]),
        (r"(人民)(生活|生命)", "人民生活 人民生命", ["人民生活", "人民生命"]),
        (r"(.)\1", "年年有余", ["年年"]),
        (r"c", "20℃ c", ["c"]),
        (r"℃", "20℃ 3°c", ["℃", "°c"]),
        (r"^本报|报$", "本报讯 日报", ["本报", "报"]),
        (r"x*", "ab", []),
        (r"乾部|幹部", "干部", ["干部"]),
        (r"[關於]+", "关于", ["关于"]),
        (r"\（", "(a", ["("]),
        (r"[（）]", "(a)", ["(", ")"]),
        (r"cafe\u0301|(?i:A)", "A", ["A"]),
    ],
)
def test_a_pattern_meets_the_folded_text_and_its_hits_stand_in_the_original(
    pattern: str, text: str, hits: list[str]
) -> None:
    assert [text[start:end] for start, end in Query(pattern, Mode.REGEX).find(fold(text)).hits] == hits


@given(TEXT, TEXT)
def test_a_pattern_of_plain_letters_finds_what_they_find(text: str, query: str) -> None:
    folded, needle = fold(text), fold_query(query)
    if needle:
        pattern = re.escape(query) if query.isascii() else re.escape(needle)
        as_pattern = Query(pattern, Mode.REGEX).find(folded).hits
        assert set(as_pattern) <= set(Query(query).find(folded).hits) or "\u0301" in query


@given(
    TEXT, st.sampled_from(["民.", "[于政].?", "(民|生)+", "[^，]{2,4}", r"\w+", ".*", "(?:a|c).", "生(?=活)", r"\d"])
)
def test_the_hits_of_a_pattern_map_back_to_what_it_matched(text: str, pattern: str) -> None:
    folded = fold(text)
    for start, end in Query(pattern, Mode.REGEX).find(folded).hits:
        piece = fold_query(text[start:end])
        assert piece in folded.text
        assert regex.search(folded_pattern(pattern).replace("(?=活)", ""), piece)


@pytest.mark.parametrize(
    "pattern",
    ["(", "[民", "民)", "*民", "民{3,1}", "\\", "(?P<", "[b-a]", "民**", "(?z)", r"\y", "(" * 3000 + ")" * 3000],
)
def test_what_is_no_pattern_is_told_in_a_sentence(pattern: str) -> None:
    with pytest.raises(BadPatternError) as caught:
        Query(pattern, Mode.REGEX)
    assert str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["((((a{100}){100}){100}){100}){100}", "(?:.{0,500}){0,500}", "(((a{50})b){50}c){50}"]
)
def test_a_pattern_that_repeats_repetitions_is_refused_before_it_eats_the_memory(pattern: str) -> None:
    with pytest.raises(BadPatternError, match="repeats too much"):
        Query(pattern, Mode.REGEX)
    assert Query(r"[0-9]{4}年[0-9]{1,2}月.{0,500}日", Mode.REGEX)


@given(st.text(alphabet="民生a(){}[]|*+?.\\^$-,12 關（", max_size=12))
def test_no_pattern_brings_it_down(pattern: str) -> None:
    try:
        query = Query(pattern, Mode.REGEX)
        query.find(fold("民生改善，关于(一)号 a12"), time.monotonic() + 0.2)
    except (BadPatternError, TooSlowError):
        pass


def test_a_pattern_that_would_take_for_ever_is_given_up() -> None:
    text = fold("a" * 5_000)
    with pytest.raises(TooSlowError):
        Query("(a+)+b", Mode.REGEX).find(text, time.monotonic() + 0.2)


PIECES = ["民", "局", "生", "3", "a", "于於", ".", "[民局]", "[^3]", r"\d", r"\.", r"\b", "^", "$", "|", "{"]
PIECES += ["?", "*", "+", "+?", "{1,3}", "{0,2}", "{,2}", "(", "(?:", "(?i)", "(?=", "(?#局)", ")"]
PIECES += [r"\u6c11", r"\x33", r"\063", r"\1", "{e<=1}"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), TEXT)
@example("民.{1,3}局", "民政局")
@example("生{0}民?局+3*", "局")
@example(r"\u6c11生", "民生")
@example("民{e<=1}生", "人生")
def test_what_every_hit_of_a_pattern_is_said_to_hold_it_holds(pattern: str, text: str) -> None:
    try:
        made = Pattern(pattern)
    except BadPatternError:
        return
    folded = fold(f"{text}民生3局{text}3民政局").text
    for match in regex.finditer(folded_pattern(pattern), folded, regex.IGNORECASE, timeout=5):
        assert match.end() == match.start() or all(one in match[0] for one in made.required)
        assert match.end() == match.start() or match.span() in made.ranges(folded, math.inf)


WITHIN = [r"\D", r"\W{2}", r"\s", r"\S", r"[^民]{2}", r"[^]局]", r"[\s\S]+", r"[\D]", r"[^\D]", r"\B", r"\n", r"\x0a"]
WITHIN += [
    "[\\0-龥]",
    r"[\u4e00-\u9fff]",
    r"\A",
    r"\Z",
    r"(?<=\D)",
    "(?<!局)",
    "(?!民)",
    "(?=",
    "(.)",
    "(?s:.)",
    "++",
    "$)",
]


@given(st.lists(st.sampled_from(PIECES + WITHIN), max_size=7).map("".join), st.lists(TEXT, min_size=2, max_size=5))
@example(".+", ["民", "生"])
@example(r"[^民]{2}", ["生局", "局", "民生"])
@example(r"^局|民$", ["民局", "局民", "民"])
@example(r"[\s\S]{3}", ["民生", "局民生3"])
@example(r"\D{3}", ["民生", "局民生3"])
def test_a_pattern_finds_in_many_texts_at_once_what_it_finds_in_each(pattern: str, texts: list[str]) -> None:
    try:
        made = Pattern(pattern)
    except BadPatternError:
        return
    parts, text = [], ""
    for one in texts:
        text += "\0"
        parts.append((len(text), len(text) + len(fold(one).text)))
        text += fold(one).text
    alone = [(low + start, low + end) for low, high in parts for start, end in made.ranges(text[low:high], math.inf)]
    assert made.ranges_within(text, parts, math.inf) == alone


@pytest.mark.parametrize("pattern", ["(?:(?:民|.)+)+[甲乙]{2}", "(?:.|民生?)*[甲乙]{2}"])
def test_a_pattern_that_takes_too_long_for_one_passage_does_not_take_all_the_time_there_is(pattern: str) -> None:
    passage = "民" * 200 + "生甲" + "民" * 200 + "生乙"
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    with pytest.raises(TooSlowError):
        Pattern(pattern).ranges_within(passage * 2, ((0, 404), (404, 808)), math.inf)
    Pattern(pattern).ranges_within(passage * 2, ((0, 404), (404, 808)), math.inf, cancelled)
    assert asked == 3, "once it is given up, nothing more is looked at"


@pytest.mark.parametrize(
    ("pattern", "held"),
    [("民.{1,3}局", "民 局"), ("第12号|3", ""), ("局?民+.局*[里]呼和浩特(局)", "呼和浩特 民"), ("(民生|人大)", "")],
)
def test_what_a_pattern_spells_out_is_looked_for_first(pattern: str, held: str) -> None:
    assert set(Pattern(pattern).required) == set(held.split())


@pytest.mark.parametrize("script", list(Script))
def test_hits_are_the_words_asked_for_in_every_script(jieba: None, script: Script) -> None:
    for text in list(seeds().values())[:3:2]:
        page = recognise(Source.normalised(text))
        for article in page.articles[:3]:
            view = compose(page.source, article, script)
            for query, mode in (("干部", Mode.WORD), ("發展", Mode.PLAIN), ("內蒙古", Mode.FUZZY), ("工.", Mode.REGEX)):
                for hit in view.search(Query(query, mode)).hits:
                    shown = fold_query(view.blocks[hit.block].text.text[hit.start : hit.end])
                    if mode is Mode.REGEX:
                        assert re.fullmatch("工.", shown)
                    else:
                        assert distance(fold_query(query), shown) <= (mode is Mode.FUZZY)
                    spans = view.to_source(*hit)
                    found = fold_query("".join(page.source.text[start:end] for start, end in spans))
                    assert found == shown
