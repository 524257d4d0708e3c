"""The date, the newspaper and the page that a text tells of itself."""

from __future__ import annotations

import pytest

from reader.newspaper.model import Issue
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from tests.newspaper.examples import page


def issue(text: str) -> Issue:
    return recognise(Source(text)).issue


@pytest.mark.parametrize(
    ("number", "date", "basis"),
    [
        ("000", "2021-12-28", "inferred: 本报12月27日讯 + 2021"),
        ("001", "2024-01-05", "inferred: 1月4日 + 2024"),
        ("002", "None", None),
        ("003", "2022-11-29", "inferred: 本报11月28日讯 + 2022"),
        ("004", "2022-12-06", "inferred: 本报12月5日讯 + 2022"),
    ],
)
def test_seed_documents(number: str, date: str, basis: str | None) -> None:
    found = page(number).issue
    assert (str(found.date), found.date_basis) == (date, basis)


def test_a_printed_date_wins() -> None:
    found = issue("内蒙古日报 2022年5月18日 星期三 第6版\n\n标题在这里\n\n本报2022年5月12日讯 山花开了。\n")
    assert (str(found.date), found.date_basis) == ("2022-05-18", "printed")
    assert (found.newspaper, found.page) == ("内蒙古日报", "6")


@pytest.mark.parametrize(
    "sentence",
    [
        "花会将于2022年5月20日开门。",
        "自2022年5月1日起开门。",
        "去年5月3日，山花开了。2022年2022年2022年2022年2022年",
        "到2035年5月3日前建成。",
    ],
)
def test_days_ahead_and_long_past_are_no_news(sentence: str) -> None:
    assert issue(f"标题在这里\n\n{sentence}\n").date is None


def test_without_a_year_there_is_no_date() -> None:
    assert issue("标题在这里\n\n本报5月12日讯（记者 杨婷）山花开了。\n").date is None


def test_a_year_that_has_just_ended_is_no_year_of_a_january_day() -> None:
    assert issue("标题\n\n本报1月12日讯 1997年的产量，1997年、1997年、1997年、1997年和1997年都在增加。\n").date is None


def test_an_impossible_day_is_no_day() -> None:
    assert issue("标题在这里\n\n2022年13月40日，山花开了。\n").date is None
