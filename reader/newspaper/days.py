"""Days as newspapers write them: `2022年11月29日`, `一九四六年六月十二日`, `民國三十五年六月十二日`, `卅五年`.

One reading for page heads and for file names. A day that no calendar has (31 February) is no day.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from reader.text.rules import rule

FIRST_YEAR = 1815
"""No Chinese newspaper is older: 察世俗每月統記傳."""

LAST_YEAR = 2099

_DIGITS = "〇○零一二三四五六七八九"
_VALUES = {char: max(0, number - 2) for number, char in enumerate(_DIGITS)}
_TENS = {"十": 10, "廿": 20, "卄": 20, "卅": 30, "丗": 30, "卌": 40}

_NUMBER = f"(?:\\d{{1,4}}|[{_DIGITS}十廿卄卅丗卌百元正]{{1,6}})"
_ERA = "(?:中[华華])?民[国國]"
_WRITTEN = rule(
    # 中華民國三十五年六月十二日 · 民国二年 · 2022年11月29日 · 一九三六年十二月
    f"(?:(?P<era>{_ERA})|(?<![\\d{_DIGITS}十百]))(?P<year>{_NUMBER})年(?:(?P<month>{_NUMBER})月(?:份|(?P<day>{_NUMBER})[日号號])?)?"
)
WEEKDAY = rule("(?:星期|礼拜|禮拜|周|週)([一二三四五六日天])")
_REPUBLIC = 1911
"""民國元年 is 1912."""


class Day(NamedTuple):
    """A day as it is written at `[start, end)` of a text; month or day are `None` where they are not written."""

    start: int
    end: int
    year: int
    month: int | None
    day: int | None

    @property
    def date(self) -> datetime.date | None:
        """The day, if it is written in full."""
        return real_date(self.year, self.month, self.day)


def real_date(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    """The day of the calendar, if there is such a day and newspapers were printed then."""
    if not year or not month or not day or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def written_days(text: str) -> list[Day]:
    """The days, months and years with 年 in a text; numbers that can be none are left out.

    Two-digit years count only with their era: `三十五年` may be thirty-five years.
    """
    if "年" not in text:
        return []
    found = []
    for match in _WRITTEN.finditer(text):
        year, month, day = (number_of(match[name]) if match[name] else None for name in ("year", "month", "day"))
        if year is None or not (1 <= (month or 1) <= 12 and 1 <= (day or 1) <= 31):
            continue
        if match["era"]:
            year += _REPUBLIC
        elif len(match["year"]) != 4:
            continue
        if FIRST_YEAR <= year <= LAST_YEAR:
            found.append(Day(match.start(), match.end(), year, month, day))
    return found


def number_of(written: str) -> int | None:
    """A whole number in digits of any kind: `12`, `十二`, `廿八`, `一九三六`, `元`; `None` if it is none."""
    if written in ("元", "正"):
        return 1
    if written.isdecimal():
        return int(written)
    if all(char in _VALUES for char in written):
        return int("".join(str(_VALUES[char]) for char in written))
    total, digit = 0, 0
    for char in written:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in _TENS:
            total += (digit or 1) * 10 if char == "十" else _TENS[char]
            digit = 0
        elif char == "百":
            total += (digit or 1) * 100
            digit = 0
        else:
            return None
    return total + digit


def fits_weekday(text: str, date: datetime.date) -> bool:
    """Whether no weekday in a text contradicts a date; a misread digit mostly does."""
    named = {("一二三四五六日".find(day.replace("天", "日"))) for day in WEEKDAY.findall(text)}
    return not named or date.weekday() in named
