"""Spaces that a typesetter put in go, spaces that say something stay, and nothing reaches the terminal as a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import respace
from reader.text.mapped import MappedText


def cleaned(text: str) -> str:
    return respace(MappedText.of(text, [(0, len(text))])).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("市 新 城 区 中 山 东 路 街 道", "市新城区中山东路街道"),
        ("家 有 一 老 ，如 有 一 宝", "家有一老，如有一宝"),
        ("一 个 月 ，自 2022 年 11 月 24 日 至", "一个月，自2022年11月24日至"),
        ("村 前 『 山 花 』开 在 雨 里", "村前『山花』开在雨里"),
        ("本报 11 月 28 日讯 （记者 马芳", "本报11月28日讯（记者 马芳"),
        ("截至 11月 27日，呼和浩特市", "截至11月27日，呼和浩特市"),
        ("增长 21.35 %", "增长21.35%"),
        ("守底线抓发展 全面推进乡村振兴", "守底线抓发展 全面推进乡村振兴"),
        ("“重实践”要求 推动主题教育", "“重实践”要求 推动主题教育"),
        ("“老大难” 问题", "“老大难” 问题"),
        ("守 底 线 抓 发 展  全 面 推 进", "守底线抓发展 全面推进"),
        ("新时代　新征程\t新伟业", "新时代 新征程 新伟业"),
        ("本报记者 王晓博 摄", "本报记者 王晓博 摄"),
        ("民风 and 良好 work together", "民风 and 良好 work together"),
        ("  两端的空格  ", "两端的空格"),
        ("零\u200b宽\ufeff字", "零宽字"),
    ],
)
def test_spaces(text: str, shown: str) -> None:
    assert cleaned(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红", "␛[31m红"),
        ("响\x07铃", "响␇铃"),
        ("\u202e反", "\ufffd反"),
        ("\x9b1m", "\ufffd1m"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_control_characters_are_shown_not_obeyed(text: str, shown: str) -> None:
    assert cleaned(text) == shown


@given(st.text(alphabet=" 　\t报纸，“”（）12ab\x1b\u200b·", max_size=60))
def test_only_spaces_and_specials_change(text: str) -> None:
    shown = cleaned(text)
    strip = str.maketrans("\x1b", "␛", "\u200b")
    assert "".join(shown.split()) == "".join(text.translate(strip).split())
    assert "  " not in shown
    assert shown == shown.strip()


def test_the_map_leads_back() -> None:
    text = "呼 和 浩特 市"
    view = respace(MappedText.of(text, [(0, len(text))]))
    assert view.text == "呼和浩特市"
    assert view.to_source(0, 5) == ((0, 8),)
    assert view.to_source(2, 3) == ((4, 5),)
