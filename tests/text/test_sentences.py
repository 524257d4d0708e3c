from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import sentence_at


def sentences(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        start, end = sentence_at(text, at)
        assert start == at < end
        found.append(text[start:end])
        at = end
    return found


@pytest.mark.parametrize(
    "expected",
    [
        ["据了解,目前我区已将资金提前下拨。", "从2022年起,按月发放!", "还有什么?"],
        ["他说:“好。”", "大家笑了。"],
        ["“可是……”", "他停住了。"],
        ["这……就是答案。"],
        ["增长3.5%,达到1.2万亿元。", "同比U.S.A增长"],
        ["真的吗？！", "是的。"],
        ["It rose 3.5 percent.", " Then it fell."],
    ],
)
def test_a_sentence_ends_with_its_stop_and_what_closes_around_it(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


@given(st.text(alphabet="甲乙。！…”（） .a1\n", max_size=60))
def test_sentences_take_in_the_whole_text_once(text: str) -> None:
    assert "".join(sentences(text)) == text
    for offset in range(len(text)):
        start, end = sentence_at(text, offset)
        assert start <= offset < end


def test_text_without_sentences_is_cut_around_the_place() -> None:
    start, end = sentence_at("字" * 1_000_000, 500_000)
    assert 500_000 - 5_000 < start <= 500_000 < end < 500_000 + 5_000
