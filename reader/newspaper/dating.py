"""When, where and as which page a text was printed, as far as it says so itself.

A date in a page head is `printed` and wins. Page heads that name different days, pages or newspapers name none. Else
the date is inferred by one rule: **the day after the latest day that is reported as news**, because a morning paper
prints what happened the day before.

* A day counts as reported where it stands in a dateline (`本报12月27日讯`) or in the first sentence of an article or
  caption (`12月27日,内蒙古赛思普…`). Days deeper in the text may lie ahead (`将于2022年1月10日前`) or far back. A
  first sentence does not move the date more than three days past the latest dateline, which never lies ahead.
* A day that is announced or past is not reported: 将于…, 定于…, 明天…, 去年…, …前, …起, the end of a range
  (`—11月24日`).
* A day with its year in a first sentence counts only on a page that has a dateline: a history begins so too.

The year is the harder half, because a page names more years that are gone than the one it is printed in (a page of
January 1998 names 1997 ten times and 1998 never). So a year is taken only if the page names none after it, but plans
(`2023-2025年`, `到2035年`) and, at the year's end, the next. It must be named twice, and then

* with a month that lies within two months of the reported day (`2022年11月24日`; not `2018年4月以来`, and no
  anniversary), a day near the reported one counting for two such months;
* or, in January and February, as what lies ahead (`2024年6月前`, `为2024年`) beside a year before it;
* or, in November and December, five times and more, with the next year named as what lies ahead.

On 62 pages with a known day (1998, 1938–1949, 2022) the rule dates four, none of them wrongly; taking the year named
most dated nine, five of them wrongly (1986 and 1995 for 1998, 2018 for 2022). It gives 2021-12-28, 2024-01-05,
2022-11-29 and 2022-12-06 for the four seed documents that have such days; the fifth, a government report without a
dateline, stays without a date. Where no year is named there is no date.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.newspaper.days import real_date
from reader.newspaper.joins import Unit
from reader.newspaper.lines import split_after
from reader.newspaper.model import Issue
from reader.newspaper.pageheads import Head, page_head
from reader.newspaper.wording import Kind, dateline_length
from reader.text.rules import rule
from reader.text.spans import text_of

_DAY = rule("(?<![\\d年—至到-])(\\d{1,2})月(\\d{1,2})日(?!前|起|前后|以前|之前)")
_FULL_DAY = rule("(\\d{4})年(\\d{1,2})月(\\d{1,2})日(?!前|起|以前|之前)")
_NOT_REPORTED = rule(
    "(?:将|拟|定|计划)[于在]?[^，。]{0,4}$|(?:明天|明日|后天|明后)[（，]?$|(?:去年|前年|上年)[^，。]{0,2}$|[至到—-]$"
)
_YEAR = rule(
    "(?<!\\d)(?:(?<![到至—～~-])|(?=\\d{4}年\\d{1,2}月\\d{1,2}日))((?:19|20)\\d{2})年(?:(\\d{1,2})月(?:(\\d{1,2})日)?(以来|后|起来|开始)?)?(?![代轻级])"
)
_AHEAD = rule(
    "(?:将|到|争取|力争|做好|为|提出|部署|迎接|展望|计划|谋划|乃至)((?:19|20)\\d{2})年|((?:19|20)\\d{2})年(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:底)?前"
)
_ANNIVERSARY = rule("周年|诞辰|纪念日")
_FIRST_SENTENCE = rule("[^。！？!?]*")
_TELLING = 5
"""How often a year must be named where no month stands beside it: a single mention may be a plan or a memory."""

_NEAR_MONTHS = 2

_NEAR_DAYS = 62
"""How far a day with its year may lie from the reported day to say that both are of one year."""

_PAST_DATELINE = datetime.timedelta(days=3)

_READ = 160
"""How many characters of a paragraph may hold its first sentence."""


class Reported(NamedTuple):
    """A day that is reported as news."""

    month: int
    day: int
    year: int | None
    """If it stands beside it."""
    words: str
    """As what it stands there."""
    dateline: bool


class Years(NamedTuple):
    """What a page says of years."""

    named: Counter[int]
    beside: tuple[tuple[int, int, int | None], ...]
    """Year, month and day (if named) of the mentions with a month."""
    ahead: Counter[int]
    """How often each is spoken of as what is to come."""


def issue_of(units: Sequence[Unit], openings: Iterable[Unit], script: str, text: str) -> Issue:
    """What a page says of its issue.

    Args:
        units: every unit of the page, furniture included.
        openings: the first paragraph or caption of each article.
        script: what the page is written in.
        text: the source text, for names as they are printed.
    """
    furniture = [unit for unit in units if unit.kind is Kind.FURNITURE]
    heads = [(unit, head) for unit in furniture if (head := page_head(unit.core)) is not None]
    date, basis = _printed_date([head for _unit, head in heads])
    if basis is None:
        date, basis = infer_date(units, openings)
    names = (_printed(text, unit, head.name) for unit, head in heads if head.name)
    pages = (page for _unit, head in heads for page in head.pages)
    return Issue(_only(names), date, basis, _only(pages), script)


def infer_date(units: Iterable[Unit], openings: Iterable[Unit]) -> tuple[datetime.date | None, str | None]:
    """The day after the latest day reported as news, and what it was inferred from."""
    reported = [day for unit in openings for day in _reported(unit.core)]
    if not reported:
        return None, None
    years = _years(units)
    news = any(one.dateline for one in reported)
    dated = []
    for one in reported:
        if one.year and (not news or one.year != max(years.named, default=one.year)):
            continue
        date = real_date(one.year or _year_of(one, years), one.month, one.day)
        if date is not None:
            dated.append((date, one))
    datelines = [date for date, one in dated if one.dateline]
    if news and not datelines:
        return None, None  # the news is of days whose year is not known
    if datelines:
        dated = [(date, one) for date, one in dated if one.dateline or date <= max(datelines) + _PAST_DATELINE]
    if not dated:
        return None, None
    latest, one = max(dated, key=lambda found: found[0])
    basis = f"inferred: {one.words}" if one.year else f"inferred: {one.words} + {latest.year}"
    return latest + datetime.timedelta(days=1), basis


def _printed_date(heads: Sequence[Head]) -> tuple[datetime.date | None, str | None]:
    dates = list(dict.fromkeys(head.date for head in heads if head.date))
    if not dates:
        return None, None
    if len(dates) > 1:
        return None, f"unclear: {' / '.join(map(str, dates))}"
    fits = any(head.weekday_fits for head in heads if head.date)
    return dates[0], "printed" if fits else "printed, against the weekday"


def _printed(text: str, unit: Unit, name: tuple[int, int]) -> str:
    """A name as it stands in the source, white space left out."""
    spans = tuple(span for line in unit.lines for span in line.spans)
    _before, rest = split_after(text, spans, name[0]) if name[0] else ((), spans)
    own, _after = split_after(text, rest, name[1] - name[0])
    return "".join(text_of(text, own).split())


def _only(values: Iterable[str | None]) -> str | None:
    """The one value that all agree on."""
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else None


def _reported(core: str) -> list[Reported]:
    """Each day that an opening paragraph reports."""
    length = dateline_length(core)
    dateline = core[:length]
    first = _FIRST_SENTENCE.match(core[length : length + _READ])
    out: list[Reported] = []
    for text, whole in ((dateline, True), (first[0] if first else "", False)):
        for found in _FULL_DAY.finditer(text):
            if not _NOT_REPORTED.search(text, 0, found.start()):
                out.append(Reported(int(found[2]), int(found[3]), int(found[1]), found[0], whole))
        for found in _DAY.finditer(text):
            if not _NOT_REPORTED.search(text, 0, found.start()):
                words = re.sub("（.*", "", text) if whole else found[0]
                out.append(Reported(int(found[1]), int(found[2]), None, words, whole))
    return out


def _years(units: Iterable[Unit]) -> Years:
    named: Counter[int] = Counter()
    ahead: Counter[int] = Counter()
    beside = []
    for unit in units:
        if unit.kind is Kind.FURNITURE or "年" not in unit.core:
            continue
        ahead.update(int(found[1] or found[2]) for found in _AHEAD.finditer(unit.core))
        anniversary = bool(_ANNIVERSARY.search(unit.core))
        for found in _YEAR.finditer(unit.core):
            named[int(found[1])] += 1
            if found[2] and not found[4] and not anniversary:
                beside.append((int(found[1]), int(found[2]), int(found[3]) if found[3] else None))
    return Years(named, tuple(beside), ahead)


def _year_of(one: Reported, years: Years) -> int | None:
    """The year that a reported day without one belongs to; see the module's rules."""
    latest = sorted(years.named, reverse=True)[:2]
    return next((year for year in latest if _last_named(one.month, year, years) and _said_so(one, year, years)), None)


def _last_named(month: int, year: int, years: Years) -> bool:
    """Whether the page names no year after this one, but the next at the year's end as what lies ahead."""
    after = [other for other in years.named if other > year]
    return not after or (month >= 11 and after == [year + 1] and years.ahead[year + 1] > 0)


def _said_so(one: Reported, year: int, years: Years) -> bool:
    if years.named[year] < 2:
        return False
    near = 0
    for other, month, day in set(years.beside):
        if other != year:
            continue
        date, reported = real_date(year, month, day), real_date(year, one.month, one.day)
        if date is not None and reported is not None:
            near += 2 if abs((date - reported).days) <= _NEAR_DAYS else abs(month - one.month) <= _NEAR_MONTHS
        else:
            near += abs(month - one.month) <= _NEAR_MONTHS
    if near >= 2:
        return True
    if one.month <= 2:
        return years.ahead[year] >= 2 and years.named[year - 1] > 0
    return one.month >= 11 and years.named[year] >= _TELLING and years.ahead[year + 1] > 0
