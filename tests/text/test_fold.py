"""Folding keeps what a search looks for, and knows where every character of it came from."""

from __future__ import annotations

import itertools
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text import tables
from reader.text.fold import Folded, fold, fold_query
from tests.text.seeds import seeds

# Characters that fold to nothing, to one, to several, and together with those beside them.
TEXT = st.text(
    alphabet="报報纸於于 \u3000\u00a0\n，,Ａa℃㎡…ﬁßİ㈱\u0301\u3099ｶﾞe\u200b\ufe0f\U000e0100\ufeff𠮷😀\ud800", max_size=30
)
ANY = TEXT | st.text(max_size=30)


def ranges(folded: Folded) -> list[tuple[int, int]]:
    return list(zip(folded.starts, folded.ends, strict=True))


@given(ANY)
@example("e\u0301")
@example("\u0301\u0301")
def test_every_folded_character_knows_its_range(text: str) -> None:
    folded = fold(text)
    found = ranges(folded)
    assert len(found) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    for first, second in itertools.pairwise(found):
        assert first == second or first[1] <= second[0]
    for start, end in set(found):
        share = "".join(char for char, place in zip(folded.text, found, strict=True) if place == (start, end))
        assert fold_query(text[start:end]) == share


@given(ANY)
def test_only_what_folds_to_nothing_is_lost(text: str) -> None:
    folded = fold(text)
    kept = {at for start, end in ranges(folded) for at in range(start, end)}
    assert fold_query("".join(char for at, char in enumerate(text) if at not in kept)) == ""


@given(ANY, ANY)
def test_texts_fold_apart_as_they_fold_together_unless_a_mark_reaches_over(first: str, second: str) -> None:
    together = fold(f"{first}。{second}")
    alone = fold(f"{first}。")
    if not any(start < len(first) + 1 < end for start, end in ranges(together)):
        assert together.text == alone.text + fold_query(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("關於", "关于"),
        ("幹部、乾淨", "干部、干净"),
        ("新 城\n区", "新城区"),
        ("呼和　浩特\u00a0市", "呼和浩特市"),
        ("，（）：；！？％", ",():;!?%"),
        ("ＰＭ２．５", "pm2.5"),
        ("２０℃", "20°C"),
        ("１２㎡", "12m2"),
        ("……", "......"),
        ("café", "CAFE\u0301"),
        ("ｶﾞｽ", "ガス"),
        ("葛\U000e0100飾\ufe00", "葛饰"),
        ("內\u200b蒙\ufeff古", "内蒙古"),
        ("⼈民", "人民"),
        ("⼈⺠⻔⻢⻓", "人民门马长"),
        ("瞭解反覆隨著餘下", "了解反复随着余下"),
        ("STRASSE", "straße"),
    ],
)
def test_the_same_words_fold_the_same(one: str, other: str) -> None:
    assert fold_query(one) == fold_query(other) != ""


@pytest.mark.parametrize(("one", "other"), [("产业链", "产业炼"), ("绘画", "绘划"), ("1,2", "12"), ("“好”", "好")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_query(one) != fold_query(other)


def test_folding_leaves_no_script_in_the_samples() -> None:
    only_traditional = tables.one_sided()[1]
    for text in seeds().values():
        assert not only_traditional.intersection(fold(text).text)


def test_many_threads_fold_alike() -> None:
    text = "".join(map(chr, range(0x3000, 0x9FFF))) + "".join(map(chr, range(0xA0, 0x2000)))
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(fold_query, [text] * 16))
    assert len(results) == 1


def test_every_character_of_the_first_two_planes_can_be_folded() -> None:
    for start in range(0, 0x20000, 0x4000):
        folded = fold("".join(map(chr, range(start, start + 0x4000))))
        assert len(folded.text) == len(folded.starts) == len(folded.ends)


def test_missing_tables_are_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.errors import ReaderError

    with pytest.raises(ReaderError, match="NoSuchTable"):
        tables._read("NoSuchTable")
    monkeypatch.setattr("sys.path", [])
    monkeypatch.setattr("sys.path_importer_cache", {})
    monkeypatch.delitem(sys.modules, "opencc", raising=False)
    with pytest.raises(ReaderError, match="install the reader again"):
        tables._read("TSCharacters")
