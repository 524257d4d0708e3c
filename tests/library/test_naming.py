"""What the names of files and folders say of an issue, and what they do not."""

from __future__ import annotations

import datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.catalogue import Catalogue
from reader.library.naming import told
from reader.newspaper.model import Issue
from tests.newspaper.examples import page

TODAY = datetime.date(2026, 11, 22)


def said(path: str, issue: Issue | None = None) -> tuple[str, str | None, str | None]:
    """Date, page and newspaper."""
    found = told(issue or Issue(), PurePosixPath("/home/somebody/library") / path, TODAY)
    return str(found.date), found.page, found.newspaper


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2022-11-29.txt", ("2022-11-29", None, None)),
        ("20221129.txt", ("2022-11-29", None, None)),
        ("2022_11_29_A03.txt", ("2022-11-29", "A03", None)),
        ("20221129A03.txt", ("2022-11-29", "A03", None)),
        ("nmgrb20221129-03.txt", ("2022-11-29", "3", None)),
        ("人民日报_2024年1月5日_第3版.txt", ("2024-01-05", "3", "人民日报")),
        ("人民日报 20221129 A3.txt", ("2022-11-29", "A03", "人民日报")),
        ("内蒙古日报2022-11-29 p5.md", ("2022-11-29", "5", "内蒙古日报")),
        ("1946.06.12.txt", ("1946-06-12", None, None)),
        ("一九三六年十二月十二日第三版.txt", ("1936-12-12", "3", None)),
        ("民國三十五年六月十二日 第二版.txt", ("1946-06-12", "2", None)),
        ("中華民國卅五年六月十二日大公報.txt", ("1946-06-12", None, "大公報")),
        ("民國三十五年/六月/十二日 第二版.txt", ("1946-06-12", "2", None)),
        ("人民日报/2022/11/29/03.txt", ("2022-11-29", "3", "人民日报")),
        ("2022-11-29/A03.txt", ("2022-11-29", "A03", None)),
        ("rmrb/2022-11/29/nw.D110000renmrb_20221129_1-01.htm.txt", ("2022-11-29", "1", None)),
        ("北京晚報/第3版.txt", ("None", "3", "北京晚報")),
    ],
)
def test_names_that_say_what_a_file_is(path: str, expected: tuple[str, str | None, str | None]) -> None:
    assert said(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "000_397ea5b236c63f32.txt",
        "deadbeef20221129.txt",
        "a20221129b.txt",
        "x1e20221129f.txt",
        "20221129-4f3a-4b2c-9d1e-aabbccddeeff.txt",
        "13820221129.txt",
        "010-20121129.txt",
        "电话20121129.txt",
        "tel_20121129.txt",
        "订单20221129.txt",
        "202211290001.txt",
        "2022112903.txt",
        "冀ICP备20221129号.txt",
        "邮编202211.txt",
        "100733.txt",
        "IMG_20221129.txt",
        "20221129_153022.txt",
        "2022-11-29 15.30.22.txt",
        "2022-11-29T08:00.txt",
        "备份2022-11-29/正文.txt",
        "192.2022.11.29.txt",
        "2022-02-31.txt",
        "20230231.txt",
        "20221301.txt",
        "2031-05-01.txt",
        "2026-11-24.txt",
        "88881234.txt",
        "2022-11-29_2022-12-03.txt",
        "三十五年.txt",
        "论语译注第3版.txt",
        "A4.txt",
        "p3.txt",
        "工作日报.txt",
        "天气预报.txt",
        "新闻通讯.txt",
    ],
)
def test_a_wrong_guess_is_worse_than_none(path: str) -> None:
    assert said(path) == ("None", None, None)


def test_a_month_without_a_day_is_told_and_is_no_date() -> None:
    for path in ("一九三六年十二月.txt", "1936-12/正文.txt", "民國二十五年/十二月/正文.txt"):
        found = told(Issue(), PurePosixPath(path), TODAY)
        assert (found.date, found.date_basis) == (None, "file name: 1936-12")


@given(st.text(alphabet="0123456789abcdefABCDEFxyz", min_size=9, max_size=40))
@example("1a20221129c0ffee00")
def test_no_number_longer_than_a_day_and_no_hash_holds_a_date(name: str) -> None:
    whole = name.isdecimal() or (any(map(str.isdecimal, name)) and set(name) <= set("0123456789abcdefABCDEF"))
    if whole and not name[8:].startswith(tuple("ABCD")):
        assert said(f"{name}.txt")[0] == "None"


@given(st.text(max_size=60).filter(lambda name: "/" not in name))
def test_any_name_is_taken_and_no_day_ahead_is_told(name: str) -> None:
    found = told(Issue(), PurePosixPath("/library") / f"{name}.txt", TODAY)
    assert found.date is None or found.date <= TODAY + datetime.timedelta(days=1)


DAY = datetime.date(2022, 11, 29)


@pytest.mark.parametrize(
    ("basis", "name", "date", "told_by"),
    [
        ("printed", "2022-11-29", DAY, "printed; file name"),
        ("printed", "2022-12-05", DAY, "printed; file name 2022-12-05"),
        ("inferred: 11月28日 + 2022", "2022-11-29", DAY, "inferred: 11月28日 + 2022; file name"),
        (
            "inferred: 11月28日 + 2022",
            "2022-11-30",
            datetime.date(2022, 11, 30),
            "file name; inferred: 11月28日 + 2022",
        ),
        (
            "inferred: 11月28日 + 2022",
            "2023-04-01",
            None,
            "unclear: file name 2023-04-01 / inferred: 11月28日 + 2022",
        ),
    ],
)
def test_text_and_name_are_weighed(basis: str, name: str, date: datetime.date | None, told_by: str) -> None:
    found = told(Issue(date=DAY, date_basis=basis), PurePosixPath(f"{name}.txt"), TODAY)
    assert (found.date, found.date_basis) == (date, told_by)


def test_the_printed_page_and_newspaper_win() -> None:
    issue = Issue("内蒙古日报", DAY, "printed", "3")
    assert said("人民日报_2022-11-29_第5版.txt", issue) == ("2022-11-29", "3", "内蒙古日报")


def test_a_printed_day_that_lies_ahead_is_a_misread_one() -> None:
    found = told(Issue(date=datetime.date(2062, 11, 29), date_basis="printed"), PurePosixPath("a.txt"), TODAY)
    assert (found.date, found.date_basis) == (None, "unclear: 2062-11-29 lies ahead")


def test_a_copy_is_dated_by_its_own_name(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    for name in ("2020-05-04_02.txt", "2020-05-05_03.txt", "a.txt"):
        (root / name).write_text(page("002").source.text, encoding="utf-8")
    for _session in range(2):  # new, and from the cache
        catalogue = Catalogue(root, [root])
        catalogue.scan()
        catalogue.fill(lambda: False, lambda _done, _total: None, lambda _entries: None)
        loaded = [catalogue.load(entry).issue for entry in catalogue.ordered()]
        assert loaded == [entry.issue for entry in catalogue.ordered()]
        assert [(str(issue.date), issue.page) for issue in loaded] == [
            ("2020-05-04", "2"),
            ("2020-05-05", "3"),
            ("None", None),
        ]
        catalogue.close()
