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


@pytest.mark.parametrize(
    ("head", "date", "number", "newspaper"),
    [
        ("内蒙古日报 2022年11月29日 星期二 第3版 要闻", "2022-11-29", "3", "内蒙古日报"),
        ("2022年11月29日 星期二 要闻 03", "2022-11-29", "3", None),
        ("03 要闻 2022年11月29日 星期二 责任编辑：王甲乙 版式策划：李丙", "2022-11-29", "3", None),
        ("《人民日报》（2022年11月29日 03版）", "2022-11-29", "3", "人民日报"),
        ("中華民國三十五年六月十二日 星期三 第二版 大公報", "1946-06-12", "2", "大公報"),
        ("一九四六年六月十二日 星期三", "1946-06-12", None, None),
        ("華商晨報 A05 2022-11-29", "2022-11-29", "A05", "華商晨報"),
        ("要闻 03", "None", "3", None),
        ("第6版：要闻", "None", "6", None),
        ("2022年11月29日 星期二 今日8版 总第6206期", "2022-11-29", None, None),
        ("2022年2月31日 星期二 第3版", "None", None, None),
        ("2022年11月29日", "None", None, None),
        ("工作日报", "None", None, None),
    ],
)
def test_page_heads(head: str, date: str, number: str | None, newspaper: str | None) -> None:
    found = issue(f"标题在这里\n\n山花开了，人们到山上去看花。\n\n{head}\n")
    assert (str(found.date), found.page, found.newspaper) == (date, number, newspaper)


def test_page_heads_that_contradict_each_other_say_nothing() -> None:
    text = "2022年11月29日 星期二 第3版\n\n标题在这里\n\n山花开了。\n\n2022年11月28日 星期一 第5版\n"
    found = issue(text)
    assert (found.date, found.date_basis, found.page) == (None, "unclear: 2022-11-29 / 2022-11-28", None)


def test_a_weekday_that_does_not_fit_is_told() -> None:
    assert issue("2022年11月29日 星期四 第3版\n\n标题\n\n山花开了。\n").date_basis == "printed, against the weekday"


@pytest.mark.parametrize(
    "text",
    [
        "本报1月23日讯 1997年出口增长，比1996年高，1997年、1997年、1997年和1997年都高。",
        "本报1月25日讯 他1986年1月到此地，1996年8月离开。1986年的事。",
        "本报5月20日讯 这是2017年6月以来的新低，2017年的产量也低。",
        "本报1月28日讯 1995年1月30日，他发表讲话，今天是三周年。1995年的讲话。",
        "1949年10月1日，人们走上街头。1949年就这样过去，1949年10月的天。",
        "明天（5月9日）山花开。2022年5月1日，2022年5月2日。",
        "2022年的电话是20220512，邮编100733，订单2022年051号，身份证号150102202205123456。",
    ],
)
def test_a_year_that_is_only_remembered_dates_nothing(text: str) -> None:
    assert issue(f"标题在这里\n\n{text}\n").date is None
