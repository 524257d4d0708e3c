"""Words for the double click and for moving by words: jieba's, and something sensible until it is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import words
from reader.text.fold import fold_query
from tests.text.seeds import seeds

TEXT = st.text(alphabet="内蒙古內自治区發展的人 \n，。“…—A12.5%@\u0301\u200d\ufe0f👩💻", max_size=30) | st.text(
    max_size=30
)


@pytest.fixture(scope="module")
def jieba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        words.load()
        yield


@pytest.fixture
def no_jieba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_segmenter", None)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *words.boundaries(text)])]


def holds(text: str) -> None:
    ends = words.boundaries(text)
    assert ends == sorted(set(ends))
    assert not text or ends[-1] == len(text)
    assert all(0 < end <= len(text) for end in ends)
    for offset in range(len(text)):
        start, end = words.word_at(text, offset)
        assert start <= offset < end
        assert end in ends
        assert start == 0 or start in ends


@given(TEXT)
def test_words_tile_a_text(jieba: None, text: str) -> None:
    holds(text)


@given(TEXT)
def test_words_tile_a_text_without_jieba(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_segmenter", None)
        holds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("呼和浩特市新城区委员会", ["呼和浩特市", "新城区", "委员会"]),
        ("全面推進鄉村振興", ["全面", "推進", "鄉村", "振興"]),
        ("PM2.5浓度下降2.5%，", ["PM2.5", "浓度", "下降", "2.5%", "，"]),
        ("A股  上涨1,285点", ["A股", "  ", "上涨", "1,285", "点"]),
        ("“见http://x.cn/a”", ["“", "见", "http://x.cn/a", "”"]),
        ("是——的……", ["是", "——", "的", "……"]),
        ("在e\u0301té，", ["在", "e\u0301té", "，"]),
    ],
)
def test_words_as_jieba_tells_them(jieba: None, text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新城区，PM2.5 是", ["新", "城", "区", "，", "PM2.5", " ", "是"]),
        ("葛\U000e0100飾", ["葛\U000e0100", "飾"]),
        ("2021，2022", ["2021，2022"]),
        ("A，B", ["A", "，", "B"]),
        ("", []),
    ],
)
def test_words_until_jieba_is_there(no_jieba: None, text: str, expected: list[str]) -> None:
    assert not words.loaded()
    assert split(text) == expected


def test_a_traditional_page_has_the_words_of_its_simplified_form(jieba: None) -> None:
    assert split("內蒙古自治區黨委會議") == ["內蒙古自治區", "黨委", "會議"]


@pytest.mark.parametrize("offset", [-1, 3, 9])
def test_outside_a_text_there_is_no_word(offset: int) -> None:
    start, end = words.word_at("新城区", offset)
    assert start == end == min(max(offset, 0), 3)


def test_a_word_of_a_very_long_line_is_the_same_as_in_its_sentence(jieba: None) -> None:
    text = seeds()["002"].replace("\n", "")
    at = text.index("內蒙古", 5_000)
    start, end = words.word_at(text, at + 1)
    clause = text[at - 20 : at + 20]
    low, high = words.word_at(clause, 21)
    assert (start, end) == (low + at - 20, high + at - 20)


LOAD = """
import os, sys, tempfile, threading, warnings
warnings.simplefilter("error")
tempfile.tempdir = os.environ["SHARED"]
from reader.text import words
from reader.text.fold import fold_query
assert not words.loaded() and "jieba" not in sys.modules
threads = [threading.Thread(target=words.load) for _ in range(3)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert words.loaded()
print(words.boundaries("呼和浩特市新城区"))
"""


def run_load(cache: Path, shared: Path) -> subprocess.CompletedProcess[str]:
    shared.mkdir(exist_ok=True)
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "SHARED": str(shared)}
    return subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, timeout=120)


def test_jieba_loads_silently_and_keeps_its_words_in_the_users_cache_only(tmp_path: Path) -> None:
    cache, shared = tmp_path / "cache", tmp_path / "shared"
    for _ in range(2):
        done = run_load(cache, shared)
        assert (done.stdout, done.stderr, done.returncode) == ("[5, 8]\n", "", 0)
        (kept,) = (cache / "reader").iterdir()
        assert list(shared.iterdir()) == []
    # What is damaged is built anew.
    for damage in (kept.read_bytes()[:1_000_000], b"", b"\xff\x00\n1 2\n3"):
        kept.write_bytes(damage)
        assert run_load(cache, shared).stdout == "[5, 8]\n"
        assert kept.stat().st_size > 5_000_000


def test_jieba_loads_where_no_cache_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run_load(tmp_path / "file", tmp_path / "shared")
    assert (done.stdout, done.stderr, done.returncode) == ("[5, 8]\n", "", 0)
    assert list((tmp_path / "shared").iterdir()) == []


@pytest.mark.parametrize(
    ("text", "query", "whole"),
    [
        ("保障改善民生，关系人民生活", "民生", [True, False]),
        ("人大常委会召开会议，年轻人大量返乡", "人大", [True, False]),
        ("新城区委员会", "新城区", [True]),
        ("全面推进乡村振兴", "推进乡村", [True]),
        ("全面推进乡村振兴", "进乡村", [False]),
        ("大会，人民生活", "，人民", [True]),
        ("工人和农民工", "人", [False]),
    ],
)
def test_what_is_a_word_where_it_stands(jieba: None, text: str, query: str, whole: list[bool]) -> None:
    at = [found for found in range(len(text)) if text.startswith(query, found)]
    hits = [(found, found + len(query)) for found in at]
    kept = words.whole_words(fold_query(text), hits)
    assert [hit in kept for hit in hits] == whole


def test_every_word_that_jieba_finds_counts_as_one(jieba: None) -> None:
    for text in seeds().values():
        folded = fold_query(text)[:3000]
        ends = [0, *words.boundaries(folded)]
        hits = [hit for hit in pairwise(ends) if folded[hit[0] : hit[1]].isalpha()]
        kept = words.whole_words(folded, hits)
        # A number keeps its unit only where words are shown.
        assert len(kept) >= 0.97 * len(hits)


def test_until_jieba_is_there_no_hit_is_hidden(no_jieba: None) -> None:
    assert words.whole_words("人民生活", [(1, 3)]) == [(1, 3)]
