"""Page heads 报眉: the line over or under a page that gives the newspaper, the day and the number of the page.

A line is one if it is made of nothing but such things (and the name of the section, and the editors), and holds two of
them: `内蒙古日报 2022年11月29日 星期二 第3版 要闻`, `中華民國三十五年六月十二日 星期三 第二版`,
`《人民日报》（2022年11月29日 03版）`, `要闻 03`. A day alone on a line is none: letters and decrees end with one.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from reader.newspaper.days import WEEKDAY, fits_weekday, number_of, written_days
from reader.text.rules import rule

LONGEST = 60
"""Characters of a page head, the editors left out."""

_MAYBE = rule("年|版|[:\\d]|-")
_EDITORS = rule("(?:本版)?(?:责任编辑|责编|编辑|主编|版式策划|版式设计|版式|美编|校对|检校|组版)[：:/／].*$")
_NUMBERED = rule("\\d{4}([-./])\\d{1,2}\\1\\d{1,2}(?!\\d)")
_COUNTED = rule(
    # 今日8版 · 本期共十六版 · 总第6206期 · 第二七三四号 · 统一刊号 CN11-0000 · 邮发代号15-9
    "(?:今日|今天|本期|本报|每日)?(?:共|出版)?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})(?:大?张|个版)|(?:今日|今天|本期|每日|共|[出本])+(?:\\d{1,3}|[一二三四五六七八九十]{1,3})版"
    "|总?第[\\d〇○零一二三四五六七八九十百千]{1,7}[期号號]|(?:国内)?统一(?:连续出版物号|刊号).*?CN[\\d-]+|邮发代号：?[\\d-]+"
)
_LUNAR = rule(
    "(?:农历|夏历|旧历|阴历|農曆)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?[正一二三四五六七八九十冬腊]{1,2}月(?:[初十廿][一二三四五六七八九十]|三十|大|小)"
    "|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
)
_PAGE_NUMBER = "(?:[A-Da-d]?\\d{1,3}|[一二三四五六七八九十]{1,3})"
_PAGE = rule(
    f"第(?P<long>{_PAGE_NUMBER})[版面]|(?<![\\d一二三四五六七八九十])(?P<short>[A-D]?\\d{{1,2}})版|(?<![A-Za-z\\d])(?P<letter>[A-D]\\d{{1,2}})(?!\\d)"
)
_SECTIONED = rule("(?P<before>\\d{1,2})?(?P<section>[\u4e00-\u9fff]{0,8})(?P<after>\\d{1,2})?")
_SECTION = (
    "(?:要闻|综合|综合新闻|国际|国内|文化|体育|经济|社会|教育|专题|副刊|理论|评论|时事|财经|法治|健康|科技|生活|视点|关注|特刊|民生"
    "|时政|焦点|文体|时评|广告|地方|区域|盟市|旗县|深度|专版|人物|新闻|周刊)"
)
_ALONE = rule(
    f"{_SECTION}{{1,2}}[:：·/／|｜-]?(?P<after>0\\d|[A-D]\\d{{1,2}})$|(?P<before>0\\d|[A-D]\\d{{1,2}})版?[:：·/／|｜-]?{_SECTION}{{1,2}}$"
)
_ALONE_LENGTH = 13
_ONLY_PAGE = rule(f"第\\d{{1,3}}版[:：]?(?:{_SECTION}){{0,2}}$")
_MARKS = rule("[:：|｜·《》〈〉（）()【】—–―\\-/／,，、.●■□◆▲]+")
_NAME = rule(
    "[\u4e00-\u9fff]{1,10}(?:[日晚晨时商早午快周导新民工农商学青年市都法制军]报|都市报|时报|电讯报|邮报|公报|周刊|週刊|周末|通[讯訊]|晚刊"
    "|[日晚晨時时商早午快周週導导新民]報|都市報|公報|時報|商報)|参考消息|參考消息|新华每日电讯"
)
_NAME_ENDS = ("报", "報", "刊", "末", "讯", "訊", "息")
_NO_NAME = rule(
    "(?:[本简快海画情警申捷喜电预汇通]|天气预|天氣預|病虫情|公安简)[报報]$|^(?:本|我|你|该|各|据)|新闻通[讯訊]|^通[讯訊]"
)
_SECTION_LENGTH = 8


class Head(NamedTuple):
    """What a page head gives."""

    date: datetime.date | None
    weekday_fits: bool
    """Whether the weekday beside the date, if there is one, is that of the date."""
    pages: tuple[str, ...]
    """The page's number, or several where they contradict each other; see `page_number`."""
    name: tuple[int, int] | None
    """Where the newspaper's name stands in the line."""


def page_number(written: str) -> str | None:
    """A page's number in one way of writing: `03`, `三` and `3` are `3`, `a3` is `A03`; `None` if it is none."""
    letter = written[:1].upper() if written[:1].isalpha() and written[:1].isascii() else ""
    number = number_of(written[len(letter) :]) if written[len(letter) :] else None
    if not number or number > 200:
        return None
    return f"{letter}{number:02}" if letter else str(number)


def newspaper_name(text: str) -> bool:
    """Whether a text is the name of a newspaper and nothing else: 内蒙古日报."""
    return text.endswith(_NAME_ENDS) and bool(_NAME.fullmatch(text)) and not _NO_NAME.search(text)


def page_head(core: str) -> Head | None:
    """What a line gives as a page head; `None` if it is none.

    Args:
        core: the folded line; see `reader.newspaper.lines.Line.core`.
    """
    if len(core) > 2 * LONGEST or not _MAYBE.search(core):
        return None
    alone = _ALONE.match(core) if len(core) <= _ALONE_LENGTH else None
    if alone:
        page = page_number(alone["after"] or alone["before"])
        return Head(None, True, (page,) if page else (), None)
    editors = _EDITORS.search(core)
    line = core[: editors.start()] if editors else core
    if len(line) > LONGEST or "。" in line or "，" in line:
        return None
    return _made_of(line, bool(editors))


def _made_of(line: str, editors: bool) -> Head | None:
    """The head that a line is, if nothing is left of it when its parts are taken out."""
    blank = list(line)
    dates: list[datetime.date] = []
    for day in written_days(line):
        if day.date is not None:
            dates.append(day.date)
            _take_out(blank, day.start, day.end)
    for found in _NUMBERED.finditer(line):
        numbers = [int(number) for number in re.split("[-./]", found[0])]
        try:
            dates.append(datetime.date(*numbers))
        except ValueError:
            return None
        _take_out(blank, *found.span())
    if not dates and not _PAGE.search(line):
        return None
    details = editors
    for part in (WEEKDAY, _COUNTED, _LUNAR):
        for found in part.finditer("".join(blank)):
            details = True
            _take_out(blank, *found.span())
    pages = []
    for found in _PAGE.finditer("".join(blank)):
        pages.append(page_number(found["long"] or found["short"] or found["letter"]))
        _take_out(blank, *found.span())
    name, left = None, 0
    for piece in re.finditer("[^\0]+", _MARKS.sub(lambda marks: "\0" * len(marks[0]), "".join(blank))):
        words = piece[0]
        sectioned = _SECTIONED.fullmatch(words) if dates and not pages else None
        if sectioned and (sectioned["before"] or sectioned["after"]):
            pages.append(page_number(sectioned["before"] or sectioned["after"]))
            words = sectioned["section"]
        if name is None and newspaper_name(words):
            name = piece.span()
        else:
            left += len(words)
    if left > _SECTION_LENGTH or len(set(dates)) > 1:
        return None
    section = _ONLY_PAGE.match(line)
    if not (dates and (details or pages or name)) and not (pages and (name or section)):
        return None
    date = dates[0] if dates else None
    known = tuple(dict.fromkeys(page for page in pages if page))
    return Head(date, date is None or fits_weekday(line, date), known, name)


def _take_out(blank: list[str], start: int, end: int) -> None:
    blank[start:end] = "\0" * (end - start)
