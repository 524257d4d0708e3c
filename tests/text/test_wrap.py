"""Lines keep the rules of Chinese line breaking, are as full as they can be, and lose nothing."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.wrap import HANGING, cells, wrap
from tests.costs import growth
from tests.text.kinsoku import NEVER_FIRST, NEVER_LAST, fault, faults, tokens
from tests.text.seeds import seeds

ALPHABET = "中文字报道，。、；：“”‘’（）《》——……·～1234.5%ab PM\n　(),.-/\"'#@\u0301\ufe0f\u200d\u200b👩💻🇨🇳＃𠮷①㎡\t"
ANY = st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=40)
# Han, the marks of the rules, numbers and words; none of the characters that we hold together beyond the rules.
RULED = st.text(alphabet="中文字报道里，。、：“”（）《》—…·～12.5%aB ", max_size=60)
WIDTHS = st.integers(1, 24)
MARKS = {"Mn", "Mc", "Me", "Cf", "Sk"}
# fmt: off
TOGETHER = [
    "——", "……", "⸺", "2.5%", "1,285", "１，２８５", "1—11", "2—3", "20:15", "２０：１５", "-5℃", "+3", "¥200", "№5",
    "5%～10%", "±0.5", "3×5", "12㎡", "5G", "PM2.5", "700MW", "COVID-19", "A+", "don’t", "R&D", "2021-12-28", "1/3",
    "ＰＭ２．５", "a@b.cn", "http://x.cn", "é", "e\u0301t", "👩\u200d💻", "👍🏽", "❤\ufe0f", "🇨🇳", "葛\U000e0100",
    "1\ufe0f\u20e3",
]
# fmt: on


def shown(text: str, width: int, first: int = 0) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, first)]


def paragraphs() -> list[str]:
    """The long lines of the samples; the page that is cut at every line, put together between its blank lines."""
    out = []
    for number, text in seeds().items():
        joined = re.sub(r"\n(?!\n)", "", text) if number == "003" else text
        out += [line.strip() for line in joined.split("\n") if len(line.strip()) > 40]
    return out


def one_character(text: str) -> bool:
    """Whether all but the first character are marks, joined to the first, or the second half of a flag."""
    joined = re.sub("\u200d+[^\u200d]", "", text)
    rest = [char for char in joined[1:] if unicodedata.category(char) not in MARKS and cells(char)]
    return not rest or (len(rest) == 1 and "🇦" <= rest[0] <= "🇿")


@given(ANY, WIDTHS, st.integers(0, 30))
@example("字 \u200b", 2, 0)
@example("\u200b字。", 1, 0)
@example("👩\u200d💻👩\u200d💻", 2, 0)
def test_lines_ascend_and_hold_everything_that_can_be_seen(text: str, width: int, first: int) -> None:
    lines = wrap(text, width, first)
    assert all(start < end for start, end in lines)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(lines))
    kept = {at for start, end in lines for at in range(start, end)}
    for at, char in enumerate(text):
        if at not in kept:
            assert char.isspace() or unicodedata.category(char) in MARKS or not cells(char)


@given(ANY, WIDTHS, st.integers(0, 30))
def test_no_line_is_empty_to_the_eye_or_begins_or_ends_with_white_space(text: str, width: int, first: int) -> None:
    for line in shown(text, width, first):
        assert line == line.strip()
        assert cells(line) > 0 or "\u200d" in text


@given(ANY, WIDTHS, st.integers(0, 30))
def test_no_line_is_wider_than_it_may_be_unless_one_character_is(text: str, width: int, first: int) -> None:
    for number, line in enumerate(shown(text, width, first)):
        room = max(1, width - (0 if number else first))
        if cells(line) > room:
            assert one_character(line)


@given(RULED, WIDTHS)
def test_a_rule_is_broken_only_where_no_earlier_place_keeps_it(text: str, width: int) -> None:
    whole = tokens(text)
    lines = wrap(text, width)
    for (start, end), (following, _) in itertools.pairwise(lines):
        if fault(text, whole, end, following):
            for at in range(start + 1, end):
                if not text[at].isspace() and not text[at - 1].isspace():
                    assert fault(text, whole, at, at)


@given(RULED, WIDTHS)
def test_no_line_could_be_longer(text: str, width: int) -> None:
    whole = tokens(text)
    lines = wrap(text, width)
    for (start, _), (following, _) in itertools.pairwise(lines):
        for at in range(following + 1, len(text)):
            if cells(text[start:at]) > width:
                break
            if not text[at].isspace() and not text[at - 1].isspace():
                assert fault(text, whole, at, at)


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 120])
@pytest.mark.parametrize("first", [0, 4])
def test_the_samples_break_no_rule(width: int, first: int) -> None:
    for paragraph in paragraphs():
        lines = wrap(paragraph, width, first)
        assert faults(paragraph, lines) == []


@pytest.mark.parametrize(("width", "least"), [(20, 0.96), (40, 0.98), (80, 0.99), (120, 0.99)])
def test_the_lines_of_the_samples_are_full(width: int, least: float) -> None:
    filled = [cells(line) / width for text in paragraphs() for line in shown(text, width)[:-1]]
    assert sum(filled) / len(filled) > least


@pytest.mark.parametrize("mark", NEVER_FIRST)
def test_a_mark_that_never_starts_a_line_takes_a_character_along(mark: str) -> None:
    assert shown(f"一二三四{mark}五六", 8) == ["一二三", f"四{mark}五六"]
    assert shown(f"一二三四 {mark}五六", 8)[0] == "一二三"


@pytest.mark.parametrize("mark", NEVER_LAST)
def test_a_mark_that_never_ends_a_line_goes_on(mark: str) -> None:
    after = "五六七"
    lines = shown(f"一二三{mark}{after}", 6 + cells(mark))
    assert lines[0] == ("一二" if mark in "/／" else "一二三")
    assert not lines[0].endswith(mark)
    assert not shown(f"一二三{mark} {after}", 7 + cells(mark))[0].endswith(mark)


@pytest.mark.parametrize("token", TOGETHER)
def test_what_belongs_together_goes_to_the_next_line_together(token: str) -> None:
    for taken in range(1, max(2, cells(token))):
        width = max(2 * 6, cells(token))
        head = "字" * ((width - taken) // 2)
        lines = shown(f"{head}{token}字字", width)
        assert any(token in line for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("中国 人民", 4, ["中国", "人民"]),
        ("中国   人民", 5, ["中国", "人民"]),
        ("中国 人民", 9, ["中国 人民"]),
        ("中国 人民", 6, ["中国", "人民"]),
        ("  中国　", 4, ["中国"]),
        ("中国\n人民", 40, ["中国", "人民"]),
        ("中国，人民", 4, ["中", "国，", "人民"]),
        ("the quick fox", 9, ["the quick", "fox"]),
        ("“——你好", 4, ["“——", "你好"]),
        ("", 4, []),
        (" \n\u200b ", 4, []),
        ("见http://example.cn/abc/def", 16, ["见", "http://example.", "cn/abc/def"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("(abcdefghi)", 5, ["(abcd", "efgh", "i)"]),
        ("中文", 1, ["中", "文"]),
        ("中", 0, ["中"]),
        ("、、、、", 4, ["、、", "、、"]),
        ("一(二)三", 1, ["一", "(", "二", ")", "三"]),
    ],
)
def test_examples(text: str, width: int, expected: list[str]) -> None:
    assert shown(text, width) == expected


def test_the_first_line_leaves_room_for_an_indent() -> None:
    assert shown("一二三四五六", 8, first=4) == ["一二", "三四五六"]
    assert shown("一二三", 4, first=4) == ["一", "二三"]
    assert shown("\n一二三四", 6, first=4) == ["一", "二三四"]


@pytest.mark.parametrize("filling", ["字", "a", "，", "字 ", "\u0301", "(", "1,", "👩\u200d", "\t", "字，。"])
def test_wrapping_takes_linear_time(filling: str) -> None:
    assert growth(lambda size: wrap(filling * size, 80), 2_000, 40_000) < 5


@given(RULED, st.integers(2, 24))
def test_a_hanging_mark_is_all_that_stands_beyond_a_line(text: str, width: int) -> None:
    whole = tokens(text)
    lines = wrap(text, width, hanging=True)
    for number, (start, end) in enumerate(lines):
        if cells(text[start:end]) > width and end - start > 1:
            assert text[end - 1] in HANGING
            assert cells(text[start : end - 1]) <= width
        following = lines[number + 1][0] if number + 1 < len(lines) else None
        if following is not None and cells(text[start:end]) > width and end - start > 1:
            assert not fault(text, whole, end, following)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_with_hanging_marks_the_samples_break_no_rule_and_lines_are_fuller(width: int) -> None:
    plain, hung = [], []
    for paragraph in paragraphs():
        lines = wrap(paragraph, width, hanging=True)
        assert faults(paragraph, lines) == []
        plain += [cells(line) / width for line in shown(paragraph, width)[:-1]]
        hung += [cells(paragraph[start:end].rstrip(HANGING)) / width for start, end in lines[:-1]]
        assert all(cells(paragraph[start:end]) <= width + 2 for start, end in lines)
    assert len(hung) < len(plain)
    assert sum(hung) / len(hung) > sum(plain) / len(plain) - 0.01


def test_marks_hang_only_where_a_line_may_end_after_them() -> None:
    text = "一二三四，五六七八。九十一二，”三四五六。"
    assert [text[start:end] for start, end in wrap(text, 8, hanging=True)] == [
        "一二三四，",
        "五六七八。",
        "九十一",
        "二，”三",
        "四五六。",
    ]
    assert [text[start:end] for start, end in wrap(text[:10], 8, hanging=True)] == ["一二三四，", "五六七八。"]
