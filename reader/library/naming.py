"""What the names of files and folders say of an issue: its date, its page, its newspaper.

Names are given by whoever filed the text, so they say less than a printed page head and more than an inference: a page
head wins over them, and they win over an inference that they nearly agree with; where the two are far apart there is no
date. A wrong guess is worse than none: whatever may be a telephone number, an order number, a hash, a time stamp of the
file or the day on which somebody saved it is no date, and neither is a day that lies ahead. The innermost name that
gives a day counts. A page's number counts only where a date or a newspaper is known: `第3版` is also an edition.

Seen in the wild: `2022-11-29_A03.txt`, `nmgrb20221129-03.txt`, `人民日报_2024年1月5日_第3版.txt`, `1946.06.12.txt`,
`民國三十五年/六月十二日 第二版.txt`, `rmrb/2022/11/29/03.txt`, `nw.D110000renmrb_20221129_1-01.htm.txt`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

from reader.newspaper.days import real_date, written_days
from reader.newspaper.model import Issue
from reader.newspaper.pageheads import newspaper_name, page_number
from reader.text.rules import rule

FOLDERS: Final = 4
"""How many folders above a file may say something of it: newspaper, year, month and day."""

AFTER_NEWS: Final = 7
"""Days that a date in a name may lie after the one inferred: a page may print older news only, or appear weekly."""

BEFORE_NEWS: Final = 1
"""Days that it may lie before: an evening paper prints what happened the same day."""

BY_NAME: Final = "file name"
"""The basis of a date that a name gives."""

_SEPARATED = rule(r"(?<!\d)(?<!\d[-_.])((?:18|19|20)\d{2})([-_. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = rule(r"(?<!\d)((?:18|19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_NESTED = rule(r"(?:^|/)((?:18|19|20)\d{2})年?[/-](\d{1,2})月?/(\d{1,2})日?(?=/)")
_OVER_FOLDERS = rule(r"(?<=[年月])/")
_TIME = rule(r"[-_ T]*(?:\d{2}[-_.:：时h]\d{2}[-_.:：分]\d{2}|\d{4,6}(?!\d)|\d{2}[:：时]\d{2})")
_MONTH = rule(r"(?<!\d)((?:18|19|20)\d{2})[-_.](\d{1,2})(?![-_.]?\d)")
_OTHER_NUMBERS = rule(
    "电话|手机|传真|热线|订单|单号|编号|发票|邮编|证号|账号|帐号|备案|备\\d|截图|截屏|扫描|照片|图片|微信|下载|备份|导出|打印|修改|更新"
    "|電話|手機|傳真|訂單|單號|編號|發票|郵編|證號|備份|下載|導出|匯出|掃描|修改"
    "|(?<![a-z])(?:tel|phone|mobile|fax|order|invoice|icp|isbn|issn|qq|id|no|img|dsc|pic|photo|screenshot|scan|mmexport|wx"
    "|download(?:ed|s)?|backup|export(?:ed)?|updated?|modified|created|saved|print|tmp|temp|log)(?![a-z])",
    re.IGNORECASE,
)
_TELEPHONE = rule(r"(?<!\d)0\d{2,3}[-_ ]\d{7,8}(?!\d)")
_UUID = rule(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-", re.IGNORECASE)
_BEFORE = rule(r"[A-Za-z]*$")
_AFTER = rule(r"[A-Za-z0-9]*")
_LETTERS = rule(r"(?:[A-D]\d{1,2})?$|[A-Za-z]{0,6}$")
_HEX = rule(r"[0-9a-fA-F]+$")

_PAGE_NUMBER = "[A-Da-d]?\\d{1,3}|[〇零一二三四五六七八九十]{1,3}"
_PAGE = rule(
    f"第({_PAGE_NUMBER})版|(?<![A-Za-z\\d])([A-Da-d]?\\d{{1,3}})版|(?<![A-Za-z\\d])([A-D]\\d{{1,2}})(?![A-Za-z\\d])"
    "|(?<![A-Za-z\\d])[pP](?:age)?[-_ ]?(\\d{1,3})(?![A-Za-z\\d])"
)
_AFTER_DATE = rule(r"(?:[-_ .](?:\d{1,3}-)?)?([A-Da-d]?\d{2}|(?<=[-_ .])[A-Da-d]?\d)(?![-_.:]?\d)(?![A-Za-z])")
_ONLY_NUMBER = rule(r"0?\d{1,2}$|[A-D]\d{1,2}$")
_PIECES = rule(r"[^\s_\-.,，。·()（）\[\]【】《》〈〉/+&0-9A-Za-z]+")
_REPORTS = rule(
    "工作|销售|銷售|项目|生产|运营|测试|疫情|值班|监测|巡检|施工|财务|个人|學習|学习|天气|舆情|市场|行业|数据|安全|客服|部门|团队|实习|每日|今日|会议"
)
"""工作日报 is somebody's report of a day's work."""


class Named(NamedTuple):
    """What names say; `None` is unknown."""

    date: datetime.date | None = None
    month: tuple[int, int] | None = None
    """Year and month, where no day stands beside them."""
    page: str | None = None
    """Of an issue, if it is a page of one at all."""
    newspaper: str | None = None


def told(issue: Issue, path: PurePath, today: datetime.date | None = None) -> Issue:
    """What is known of a page's issue by its text and by the names of its file and folders.

    Args:
        issue: what the text says.
        path: the file; its nearest folders count.
        today: no newspaper is printed later than the day after; `None` is today.
    """
    latest = (today or datetime.date.today()) + datetime.timedelta(days=1)
    names = named(path, latest)
    newspaper = issue.newspaper or names.newspaper
    date, basis = _date(issue, names, latest)
    page = issue.page or (names.page if date or newspaper else None)
    return issue._replace(newspaper=newspaper, date=date, date_basis=basis, page=page)


def named(path: PurePath, latest: datetime.date) -> Named:
    """What the name of a file and those of the folders around it say; days after `latest` count as none."""
    parts = [part for part in path.parts if part not in ("/", path.anchor)]
    stem = parts[-1] if parts else ""
    for _dot in range(2):  # a copied web page is called `….htm.txt`
        stem = re.sub(r"\.(?:txt|md|html?)$", "", stem, flags=re.IGNORECASE)
    parts = [*parts[:-1], stem][-1 - FOLDERS :]
    date, rest = _day_of(parts, latest)
    month = None if date else _month_of(parts)
    newspaper = next(filter(None, map(_newspaper, reversed(parts))), None)
    return Named(date, month, _page(stem, rest), newspaper)


def _date(issue: Issue, names: Named, latest: datetime.date) -> tuple[datetime.date | None, str | None]:
    """The date by all evidence, and its basis."""
    date, basis = issue.date, issue.date_basis or ""
    if date is not None and date > latest:
        return None, f"unclear: {date} lies ahead"
    if names.date is None:
        if date is None and not basis and names.month:
            return None, f"{BY_NAME}: {names.month[0]}-{names.month[1]:02}"
        return date, issue.date_basis
    if date is None:
        if not basis:
            return names.date, BY_NAME
        return (names.date, f"{BY_NAME}; {basis}") if str(names.date) in basis else (None, basis)
    if date == names.date:
        return date, f"{basis}; {BY_NAME}"
    if basis.startswith("printed"):
        return date, f"{basis}; {BY_NAME} {names.date}"
    if -BEFORE_NEWS <= (names.date - date).days <= AFTER_NEWS:
        return names.date, f"{BY_NAME}; {basis}"
    return None, f"unclear: {BY_NAME} {names.date} / {basis}"


def _day_of(parts: Sequence[str], latest: datetime.date) -> tuple[datetime.date | None, str]:
    """The day that the innermost name gives, and what stands after it in that name if it is the file's."""
    for number in range(len(parts) - 1, -1, -1):
        days = dict(_days(parts[number], latest))
        if len(days) > 1:
            return None, ""
        for date, end in days.items():
            last = number == len(parts) - 1
            return date, parts[number][end:] if last else "/"
    whole = "/".join(parts)
    found = [_real(match, latest) for match in _NESTED.finditer(whole)]
    joined = _OVER_FOLDERS.sub("", whole)
    found += [day.date for day in written_days(joined) if day.date and day.date <= latest]
    return (found[-1], "/") if found and found[-1] else (None, "")


def _days(name: str, latest: datetime.date) -> Iterator[tuple[datetime.date, int]]:
    """The days in one name, each with where it ends."""
    for day in written_days(name):
        if day.date and day.date <= latest:
            yield day.date, day.end
    separated, compact = list(_SEPARATED.finditer(name)), list(_COMPACT.finditer(name))
    if not separated and not compact:
        return
    if _OTHER_NUMBERS.search(name) or _TELEPHONE.search(name) or _UUID.search(name):
        return
    for match in separated:
        date = real_date(int(match[1]), int(match[3]), int(match[4]))
        if date and date <= latest and not _TIME.match(name, match.end()):
            yield date, match.end()
    for match in compact:
        date = _real(match, latest)
        if date and _stands_alone(name, *match.span()) and not _TIME.match(name, match.end()):
            yield date, match.end()


def _real(match: re.Match[str], latest: datetime.date) -> datetime.date | None:
    date = real_date(*(int(number) for number in match.groups()))
    return date if date and date <= latest else None


def _stands_alone(name: str, start: int, end: int) -> bool:
    """Whether eight digits are no part of a hash or a code: a word may stand before them, a page's number after."""
    before, after = _BEFORE.search(name, 0, start), _AFTER.match(name, end)
    assert before and after
    if before.start() and name[before.start() - 1].isdigit() and before[0]:
        return False
    if before[0] and _HEX.match(before[0]):
        return False
    return bool(_LETTERS.match(after[0])) and not (before[0] and after[0] and _HEX.match(before[0] + after[0]))


def _month_of(parts: Sequence[str]) -> tuple[int, int] | None:
    joined = _OVER_FOLDERS.sub("", "/".join(parts))
    for day in reversed(written_days(joined)):
        if day.month and not day.day:
            return day.year, day.month
    for part in reversed(parts):
        match = _MONTH.search(part)
        if match and 1 <= int(match[2]) <= 12 and not _OTHER_NUMBERS.search(part):
            return int(match[1]), int(match[2])
    return None


def _page(stem: str, rest: str) -> str | None:
    """The page's number, from the file's name and from what stands after its date (`/`: the date is a folder's)."""
    found = {page_number(next(filter(None, match.groups()))) for match in _PAGE.finditer(stem)}
    if not found and rest == "/" and _ONLY_NUMBER.match(stem):
        found = {page_number(stem)}
    if not found and rest:
        match = _AFTER_DATE.match(rest)
        found = {page_number(match[1])} if match else set()
    return found.pop() if len(found) == 1 else None


def _newspaper(name: str) -> str | None:
    """The one piece of a name that is a newspaper's name."""
    if name.isascii():
        return None
    days = written_days(name)
    for day in reversed(days):
        name = name[: day.start] + " " + name[day.end :]
    name = _PAGE.sub(" ", name)
    found = {piece for piece in _PIECES.findall(name) if newspaper_name(piece) and not _REPORTS.search(piece)}
    return found.pop() if len(found) == 1 else None
