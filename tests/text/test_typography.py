"""Full-width marks, spaces and corner brackets, each undone by the map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.mapped import MappedText
from reader.text.spans import text_of
from reader.text.typography import Typography, dressed
from tests.text.seeds import seeds

LINES = [line for text in seeds().values() for line in text.splitlines() if line.strip()]


def shown(text: str, *look: bool) -> str:
    return dressed(MappedText.of(text, [(0, len(text))]), Typography(*look)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日,记者从会上获悉:", "近日，记者从会上获悉："),
        ("27日,增长3.5%,其中", "27日，增长3.5%，其中"),
        ("共1,285.5万元(含税)。", "共1,285.5万元（含税）。"),
        ("GDP (gross, domestic) 10:30 no.", "GDP (gross, domestic) 10:30 no."),
        ("他说:“好!”", "他说：“好！”"),
        ("结束了.", "结束了。"),
        ("(一)总则", "（一）总则"),
        ("(1)总值(GDP)增长;(2)其他", "（1）总值（GDP）增长；（2）其他"),
        ("真的?!好!!!好", "真的？！好！！！好"),
        ("乔治.布什说人.财.物. 好了.", "乔治.布什说人.财.物。 好了。"),
        ("见http://a.cn/b?c=1,比分3:2", "见http://a.cn/b?c=1，比分3:2"),
    ],
)
def test_marks_between_han_are_full_width(text: str, expected: str) -> None:
    assert shown(text, True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用5G网络看CCTV新闻", "用 5G 网络看 CCTV 新闻"),
        ("用 5G 网络", "用 5G 网络"),
        ("2021年12月27日，PM2.5下降", "2021年12月27日，PM2.5 下降"),
    ],
)
def test_one_space_stands_between_han_and_latin_words(text: str, expected: str) -> None:
    assert shown(text, False, True) == expected


def test_corner_brackets_stand_for_quotation_marks() -> None:
    assert shown("“他说‘好’”", False, False, True) == "「他说『好』」"
    assert shown("“上段开始，‘好’", False, False, True) == "「上段开始，『好』"
    assert shown("上段的话到此为止。”", False, False, True) == "上段的话到此为止。」"


@pytest.mark.parametrize("text", ["It’s OK", "McDonald’s店", "身高5’11”的人", "’97香港", "80’s"])
def test_an_apostrophe_and_inches_are_no_quotation_marks(text: str) -> None:
    assert shown(text, False, False, True) == text


@given(st.sampled_from(LINES), st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_every_range_walks_back_to_the_source(line: str, look: tuple[bool, bool, bool]) -> None:
    view = dressed(MappedText.of(line, [(0, len(line))]), Typography(*look))
    assert text_of(line, view.to_source(0, len(view))) == line
    for run in view.runs:
        if not run.inserted:
            assert view.to_display(run.spans) == ((run.start, run.end),)


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_nothing_but_marks_and_spaces_changes_in_the_samples(number: str) -> None:
    text = seeds()[number]
    for line in text.splitlines():
        kept = [char for char in shown(line, True, True, True) if char.isalnum()]
        assert kept == [char for char in line if char.isalnum()]
