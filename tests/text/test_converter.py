"""A converter is OpenCC as it is today, and with a guard nearly so; its tables and its matching are OpenCC's."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import words
from reader.text.converter import Converter, Guard
from reader.text.dictionaries import candidates, data_file, parsed, usage
from reader.text.fold import fold_query
from reader.text.guard import Guarding
from reader.text.mapped import MappedText
from reader.text.spans import normalised
from reader.text.tables import simplified

# Why the guard, or a word of our own, has it otherwise than the 556 cases of OpenCC 1.4.2; each by its configuration
# and the first words of its text. Words that OpenCC replaces by other words (tw2sp) are parted by jieba, which knows
# mainland words; titles of old books (s2t) are no words to it.
OTHERWISE = {
    ("tw2sp", "KB大橋"): "帛琉人 is cut as 帛|琉人",
    ("tw2sp", "畫素"): "畫素藉 and 圖示覆 are cut otherwise",
    ("tw2sp", "乙太網"): "乙太|網路: 乙太網 reaches over a border",
    ("s2hk", "赞叹沙河涌"): "讚嘆, as everybody writes it now",
    ("s2hk", "有线新闻"): "新闻台 is one word, 无线新闻 reaches into it",
    ("s2t", "征南录"): "缅录 is no word, and 征缅 none either",
    ("s2t", "里乘"): "矩里迦 and 大摩里支 are cut as words",
    ("s2t", "范文正集"): "范文 is taken for a model essay",
    ("s2t", "郁迦罗越问"): "大统历志 is cut as 大统历|志",
}
PIECES = st.sampled_from(
    ["发", "头发", "发放", "干部", "端口", "埠", "互联网", "網際網路", "用户", "社区", "后面", "。", "A"]
)
TEXT = st.lists(PIECES | st.characters(), max_size=12).map("".join)


@cache
def cases() -> list[tuple[str, str, str]]:
    """Configuration, text and what it is to become; the file is JSON with commas too many."""
    text = data_file("test_data", "testcases.json").read_text("utf-8")
    found = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [(name, case["input"], expected) for case in found for name, expected in case["expected"].items()]


@cache
def plain(name: str) -> Converter:
    return Converter(name)


@cache
def ours(name: str) -> Converter:
    return Converter(name, usage())


@cache
def guarding() -> Guarding:
    words.load()
    return Guarding(words.cut, words.frequency, plain("s2t").singles, plain("s2t").phrases)


def guarded(name: str, text: str) -> str:
    cut = text.translate(simplified())
    guard = guarding().guard(cut) if name.startswith("s2") else guarding().edges(cut)
    return ours(name).convert_view(MappedText.of(text, [(0, len(text))]), guard).text


def test_every_official_case_is_passed_without_a_guard() -> None:
    assert len(cases()) == 556
    assert [case for case in cases() if plain(case[0]).convert(case[1]) != case[2]] == []


def test_nearly_every_official_case_is_passed_with_the_guard() -> None:
    missed = [(name, text) for name, text, expected in cases() if guarded(name, text) != expected]
    unexplained = [case for case in missed if not any(case[0] == n and case[1].startswith(t) for n, t in OTHERWISE)]
    assert unexplained == []
    assert len(cases()) - len(missed) >= 545


@pytest.mark.parametrize("name", ["t2s", "s2t", "s2tw", "s2hk", "s2twp", "tw2sp"])
@given(text=TEXT)
def test_every_character_of_a_conversion_has_its_source(name: str, text: str) -> None:
    view = plain(name).convert_view(MappedText.of(text, [(0, len(text))]))
    assert normalised(view.spans) == (((0, len(text)),) if text else ())
    at = 0
    for run in view.runs:
        ((start, end),) = run.spans
        assert start == at
        at = end
        assert run.aligned == (run.end - run.start == end - start and run.aligned)
    assert at == len(text)


def test_a_word_that_grows_is_one_run_and_its_neighbours_stay_exact() -> None:
    text = "上互联网的用户"
    view = plain("s2twp").convert_view(MappedText.of(text, [(0, len(text))]))
    assert view.text == "上網際網路的使用者"
    assert view.to_source(2, 3) == ((1, 4),)
    assert view.to_source(5, 6) == ((4, 5),)
    assert view.to_display([(4, 5)]) == ((5, 6),)
    assert view.to_display([(5, 7)]) == ((6, 9),)


def test_a_guard_lets_a_phrase_match_from_edge_to_edge_and_inside_one_word() -> None:
    view = MappedText.of("资金发放", [(0, 4)])
    assert plain("s2t").convert_view(view).text == "資金髮放"
    assert plain("s2t").convert_view(view, Guard(b"\1\0\1\0\1")).text == "資金發放"
    assert plain("s2t").convert_view(view, Guard(b"\1\1\0\1\1")).text == "資金髮放"
    assert plain("s2t").convert_view(view, Guard(b"\1\0\0\0\1")).text == "資金髮放"


def test_our_words_say_something_and_lose_none_to_a_search() -> None:
    own = {**usage().words, **usage().anywhere, **usage().simplifying}
    for word, value in own.items():
        assert len(word) == len(value)
        assert fold_query(word) == fold_query(value), word


@pytest.mark.parametrize("name", ["STCharacters", "STPhrases", "TSCharacters", "TSPhrases", "TWVariants", "HKVariants"])
def test_no_conversion_hides_a_word_from_a_search(name: str) -> None:
    """Whatever a table turns a word into still folds to that word, but for the five pairs that are left apart."""
    apart = str.maketrans("链画呆庇坏", "炼划待蔽坯")
    table = parsed(data_file("data", f"{name}.txt"))
    common = {word: value for word, value in table.items() if all("\u4e00" <= char <= "\u9fff" for char in word)}
    assert not {
        word
        for word, value in common.items()
        if fold_query(word).translate(apart) != fold_query(value).translate(apart)
    }


def test_a_file_with_several_candidates_gives_all_of_them() -> None:
    meant = candidates("STCharacters.txt")
    assert meant["发"] == ("發", "髮")
    assert list(itertools.islice(meant, 1))
