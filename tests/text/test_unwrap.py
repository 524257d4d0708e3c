"""Lines made one: the line ends of a typesetter go, those that stand for a space become one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.mapped import MappedText
from reader.text.unwrap import unwrap, unwrap_names, unwrap_title

Rule = Callable[[MappedText], MappedText]


def on_one_line(rule: Rule, text: str) -> str:
    return rule(MappedText.of(text, [(0, len(text))])).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("经\n过单位自查", "经过单位自查"),
        ("孤儿和事\n\n实无人抚养", "孤儿和事实无人抚养"),
        ("种下了11\n7棵树", "种下了117棵树"),
        ("work\ntogether", "work together"),
        ("在PM\n2.5的", "在PM2.5的"),
        ("正文\n　　缩进", "正文缩进"),
        ("（记者 马芳\n宋爽 陈春艳）", "（记者 马芳 宋爽 陈春艳）"),
        ("（记者 薛\n来）记者从", "（记者 薛来）记者从"),
        ("（记者 李永\n桃）", "（记者 李永桃）"),
        ("（记\n者 皇甫美鲜）", "（记者 皇甫美鲜）"),
        ("（记者\n格日勒图）", "（记者 格日勒图）"),
        ("本报记者 孟和朝鲁\n通讯员 萨茹拉 摄", "本报记者 孟和朝鲁 通讯员 萨茹拉 摄"),
        ("他说（这是\n真的）", "他说（这是真的）"),
    ],
)
def test_running_text(text: str, shown: str) -> None:
    assert on_one_line(unwrap, text) == shown


def test_names() -> None:
    assert on_one_line(unwrap_names, "□本报记者 郑学良\n实习生 宋向华") == "□本报记者 郑学良 实习生 宋向华"
    assert on_one_line(unwrap_names, "本报记者 李\n桃") == "本报记者 李桃"


def test_titles() -> None:
    assert (
        on_one_line(unwrap_title, "融入国内国际“双循环”\n\n打造向北开放桥头堡")
        == "融入国内国际“双循环” 打造向北开放桥头堡"
    )
    assert on_one_line(unwrap_title, "各\n地\n加\n强") == "各地加强"


@pytest.mark.parametrize("rule", [unwrap, unwrap_names, unwrap_title])
@given(text=st.text(alphabet="\n\n 报纸记者（）1a，", max_size=60))
def test_no_line_end_is_left_and_nothing_else_changes(rule: Rule, text: str) -> None:
    shown = on_one_line(rule, text)
    assert "\n" not in shown
    assert "".join(shown.split()) == "".join(text.split())
