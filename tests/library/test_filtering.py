"""A typed filter means what its words say, in any script and order."""

from __future__ import annotations

import pytest

from reader.library.filtering import Filter, State, parse_filter
from reader.text.fold import fold_query
from tests.library.filtered import Subject, fits

ARTICLE = Subject(fold_query("蒙能“绿电”亮迪拜") + "\n004.txt", "2022-12-06", ("能源", "國際"), False, False)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "绿电",
        "綠電",
        "迪拜 绿电",
        "004",
        "2022",
        "2022-12",
        "2022-12-06",
        "#能",
        "#国际",
        "＃能源 绿电",
        ":tagged",
        "：未读",
    ],
)
def test_the_article_is_found(typed: str) -> None:
    assert fits(parse_filter(typed), ARTICLE)


@pytest.mark.parametrize(
    "typed", ["绿电 煤炭", "2021", "2022-11", "#经济", ":untagged", ":doubtful", ":未标", "绿电 #经济"]
)
def test_the_article_is_left_out(typed: str) -> None:
    assert not fits(parse_filter(typed), ARTICLE)


def test_a_state_may_be_typed_in_part_once_it_is_plain() -> None:
    assert parse_filter(":unr").states == {State.UNREAD}
    assert not parse_filter(":un").states


def test_a_number_in_a_title_is_found_as_well_as_a_date() -> None:
    assert fits(parse_filter("2023"), Subject("2023年我区商务运行", "2024-01-05", (), True, False))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2021..2022-11", "2021-12-28 2022-11-29"),
        ("2022-11..2022-12", "2022-11-29 2022-12-06"),
        ("2022-12-06..", "2022-12-06 2024-01-05"),
        ("..2021", "2021-12-28"),
        ("２０２２－１２…２０２４", "2022-12-06 2024-01-05"),
        ("2024..2021", ""),
    ],
)
def test_days_go_from_the_first_to_the_last_and_take_both_in(typed: str, found: str) -> None:
    days = ("", "2021-12-28", "2022-11-29", "2022-12-06", "2024-01-05")
    subjects = [Subject("2022年", day, (), False, False) for day in days]
    assert " ".join(one.date for one in subjects if fits(parse_filter(typed), one)) == found


def test_white_space_alone_is_no_filter() -> None:
    assert not parse_filter("  \u3000 ")
    assert parse_filter(" ") == Filter()
