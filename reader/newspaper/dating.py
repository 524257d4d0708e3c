"""When, where and as which page a text was printed, as far as it says so itself.

A date in a page head is `printed` and wins. Else the date is inferred by one rule: **the day after the latest day that
is reported as news**, because a morning paper prints what happened the day before.

* A day counts as reported where it stands in a dateline (`本报12月27日讯`) or in the first sentence of an article or
  caption (`12月27日,内蒙古赛思普…`). Days deeper in the text may lie ahead (`将于2022年1月10日前`) or far back.
* A day that is announced or past is not reported: 将于…, 定于…, 去年…, …前, …起, the end of a range (`—11月24日`).
* The year is that of a month named with its year (`2022年11月24日`) if it lies within two months of the reported day.
  Else it is the year named most, if it is named five times or more. Around a new year a page names two: a day of
  November or December then belongs to the earlier. A day of January or February belongs to the later, and where only
  one year is named it has none, because in January the year that is talked of is the one that has ended.
* A year that ends a range or a plan (`2023-2025年`, `到2035年`) does not count.

The rule gives 2021-12-28, 2024-01-05, 2022-11-29 and 2022-12-06 for the four seed documents that have such days; the
fifth, a government report without a dateline, stays without a date. Where no year is named there is no date.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reader.newspaper.joins import Unit
from reader.newspaper.model import Issue
from reader.newspaper.wording import Kind, dateline_length

_PRINTED = re.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})日")
_DAY = re.compile("(?<![\\d年—至到-])(\\d{1,2})月(\\d{1,2})日(?!前|起|前后|以前|之前)")
_FULL_DAY = re.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})日(?!前|起|以前|之前)")
_NOT_REPORTED = re.compile("(?:将|拟|定|计划)[于在]?[^，。]{0,4}$|(?:去年|前年|上年)[^，。]{0,2}$|[至到—-]$")
_YEAR = re.compile("(?<![\\d到至—～~-])((?:19|20)\\d{2})年(?:(\\d{1,2})月)?")
_PAGE = re.compile("第(\\d{1,3})版|(?:^|[^\\d])([A-D]\\d{1,2})版?(?:[:：]|$)|(?:日|要闻)(\\d{1,2})$")
_NEWSPAPER = re.compile("[\u4e00-\u9fff]{2,6}(?:日报|晚报|晨报|时报|商报|早报|都市报|周报|周末)")
_FIRST_SENTENCE = re.compile("[^。！？!?]*")
_TELLING = 5
"""How often a year must be named where no month stands beside it: a single mention may be a plan or a memory."""

_NEAR_MONTHS = 2

_READ = 160
"""How many characters of a paragraph may hold its first sentence."""


def issue_of(units: Sequence[Unit], openings: Iterable[Unit], script: str) -> Issue:
    """What a page says of its issue.

    Args:
        units: every unit of the page, furniture included.
        openings: the first paragraph or caption of each article.
        script: what the page is written in.
    """
    heads = [unit.core for unit in units if unit.kind is Kind.FURNITURE]
    date, basis = _printed_date(heads)
    if date is None:
        date, basis = infer_date(units, openings)
    return Issue(_first_match(_NEWSPAPER, heads), date, basis, _first_match(_PAGE, heads), script)


def infer_date(units: Iterable[Unit], openings: Iterable[Unit]) -> tuple[datetime.date | None, str | None]:
    """The day after the latest day reported as news, and what it was inferred from."""
    named_years = [found for unit in units for found in _YEAR.findall(unit.core)]
    reported = [day for unit in openings for day in _reported(unit.core)]
    dated = []
    for month, day, named, words in reported:
        date = _date(named or _year_of(month, named_years), month, day)
        if date is not None:
            dated.append((date, words, named))
    if not dated:
        return None, None
    latest, words, named = max(dated, key=lambda found: found[0])
    basis = f"inferred: {words}" if named else f"inferred: {words} + {latest.year}"
    return latest + datetime.timedelta(days=1), basis


def _printed_date(heads: Iterable[str]) -> tuple[datetime.date | None, str | None]:
    for core in heads:
        found = _PRINTED.search(core)
        if found:
            date = _date(*map(int, found.groups()))
            if date is not None:
                return date, "printed"
    return None, None


def _reported(core: str) -> list[tuple[int, int, int | None, str]]:
    """Month, day, year if it stands there, and the words, for each day that an opening paragraph reports."""
    length = dateline_length(core)
    dateline = core[:length]
    first = _FIRST_SENTENCE.match(core[length : length + _READ])
    out: list[tuple[int, int, int | None, str]] = []
    for text, whole in ((dateline, True), (first[0] if first else "", False)):
        for found in _FULL_DAY.finditer(text):
            if not _NOT_REPORTED.search(text, 0, found.start()):
                out.append((int(found[2]), int(found[3]), int(found[1]), found[0]))
        for found in _DAY.finditer(text):
            if not _NOT_REPORTED.search(text, 0, found.start()):
                words = re.sub("（.*", "", text) if whole else found[0]
                out.append((int(found[1]), int(found[2]), None, words))
    return out


def _year_of(month: int, named: Sequence[tuple[str, str]]) -> int | None:
    """The year that a month without one belongs to, by the years (and months beside them) that the page names."""
    dated = Counter(int(year) for year, beside in named if beside and abs(int(beside) - month) <= _NEAR_MONTHS)
    if dated:
        return max(dated, key=lambda year: (dated[year], year))
    years = Counter(int(year) for year, _ in named)
    if not years:
        return None
    usual = max(years, key=lambda year: (years[year], year))
    if years[usual] < _TELLING:
        return None
    before, after = (years[usual + step] * 2 >= years[usual] for step in (-1, 1))
    if month <= 2:
        return usual + 1 if after else usual if before else None
    return usual - 1 if before and month >= 11 else usual


def _date(year: int | None, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year else None
    except ValueError:
        return None


def _first_match(rule: re.Pattern[str], texts: Iterable[str]) -> str | None:
    for text in texts:
        found = rule.search(text)
        if found:
            return next((group for group in found.groups() if group), None) if found.groups() else found[0]
    return None
