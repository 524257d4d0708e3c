"""The lines of a page and what can be measured on each, before anything is decided.

Rules read `Line.core`, a folded form: white space is gone, half-width marks are full-width, and the Traditional
characters that occur in the rules' own vocabulary are Simplified. Everything that is decided is kept in source spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.text.rules import rule
from reader.text.spans import Spans, merged

_HEADING_MARK = rule(r"[ \t\u3000]*(#{1,6})(?!#)")
_LINE = rule(r"[^\n\f]+|\f")
_IGNORED = rule(r"[\s\u200b\ufeff]+")
_INDENT = rule(r"[^\S\n\f]+")
_LAST_STOP = rule(r"(?<=[^\x00-\x7f])\.(?=[”’）》]*$)")
_STOP = rule(r"(?<=[^\x00-\x7f])\.(?!\d)")
"""A half-width full stop; inside a line it may be the dot of a foreign name, but where commas are half-width too."""

_FOLD = str.maketrans(
    ",:;!?()％．『』「」"
    "記訊電報員實習責編輯攝圖轉傳號國華聯參與問鎮區黨書會議縣長發讀廣權聞為這說時個來們從對備掃關載縮認錄郵碼據綜"
    "劉張陳楊趙黃吳孫馬鄭謝許韓馮鄧蕭葉蘇呂盧蔣賈薑閻鍾譚範陸湯賀顧龔邵萬錢嚴賴龍齊龐顏喬滕溫畢齋",
    "，：；！？（）%.“”“”"
    "记讯电报员实习责编辑摄图转传号国华联参与问镇区党书会议县长发读广权闻为这说时个来们从对备扫关载缩认录邮码据综"
    "刘张陈杨赵黄吴孙马郑谢许韩冯邓萧叶苏吕卢蒋贾姜阎钟谭范陆汤贺顾龚邵万钱严赖龙齐庞颜乔滕温毕斋",
)

VERTICAL = 3
"""From how many lines of one character each on a title is taken to run down the page."""

MEASURED = 3000
"""How many characters of a line are folded for the rules, and as many again at its end a third as long: a paragraph
of the seed documents has at most 1,400 characters, and a line of 20 MB must not cost minutes."""


class Line(NamedTuple):
    """One printed line; a title whose characters stand one below the other is one line of many spans."""

    spans: Spans
    core: str
    """Folded text, without white space."""
    width: float
    """Room it takes, in ideographs: an ASCII character counts half."""
    gap: int
    """Blank lines between it and the line before."""
    indented: bool
    """Whether white space stands before it."""
    heading: bool = False
    """Whether the source marks it as a heading (`#`)."""
    vertical: bool = False
    spaced: bool = False
    """Whether its characters stand apart (`市 新 城 区`)."""
    page_head: bool = False
    """Whether a form feed stands before it."""
    slogan: bool = False
    """Whether it is made of three or more clauses of the same few characters: 新时代 新征程 新伟业"""

    @property
    def start(self) -> int:
        """Source offset of its first character."""
        return self.spans[0][0]


def read_lines(text: str) -> list[Line]:
    """The printed lines of a text: every character but white space, zero-width and heading marks is in one of them."""
    return list(_uprighted(list(_printed(text))))


def _printed(text: str) -> Iterator[Line]:
    gap, page_head, expected = 0, False, 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap += text.count("\n", expected, start) if expected else text.count("\n", 0, start) + 1
        expected = end
        if match[0] == "\f":
            page_head = True
            continue
        mark = _HEADING_MARK.match(text, start, end) if start == 0 or text[start - 1] == "\n" else None
        content = _content(text, mark.end(1) if mark else start, end)
        if content is None:
            continue
        core, width, spaced, slogan = _measured(text, *content)
        indented = bool(_INDENT.match(text, start, end)) and not mark
        yield Line((content,), core, width, max(0, gap - 1), indented, bool(mark), False, spaced, page_head, slogan)
        gap, page_head = 0, False


def _content(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without ignored characters at its ends, if anything is left of it."""
    leading = _IGNORED.match(text, start, end)
    if leading:
        start = leading.end()
    while end > start and _IGNORED.match(text, end - 1, end):
        end -= 1
    return (start, end) if start < end else None


def _measured(text: str, start: int, end: int) -> tuple[str, float, bool, bool]:
    """Folded text, width in ideographs, whether the line is letter-spaced, and whether it is a slogan."""
    raw = text[start:end]
    cut = len(raw) > MEASURED + MEASURED // 3
    if cut:
        raw = raw[:MEASURED] + raw[-MEASURED // 3 :]
    pieces = raw.split()
    core = "".join(pieces).replace("\u200b", "").replace("\ufeff", "").translate(_FOLD)
    if "." in core:
        core = (_STOP if "," in raw else _LAST_STOP).sub("。", core)
    width = float(end - start) if cut else len(core) - len(core.encode("ascii", "ignore")) / 2
    slogan = 3 <= len(pieces) <= 5 and len({len(piece) for piece in pieces}) == 1 and 3 <= len(pieces[0]) <= 5
    return core, width, len(pieces) > 3 and len(core) < 2.6 * len(pieces), slogan


def _uprighted(lines: list[Line]) -> Iterator[Line]:
    """The lines, with each title that runs down the page one line."""
    number = 0
    while number < len(lines):
        run = _vertical_run(lines, number)
        if run < VERTICAL:
            yield lines[number]
            number += 1
            continue
        column = lines[number : number + run]
        first = column[0]
        core = "".join(line.core for line in column)
        spans = merged(span for line in column for span in line.spans)
        yield Line(
            spans, core, float(len(core)), first.gap, first.indented, first.heading, True, False, first.page_head
        )
        number += run


def _vertical_run(lines: list[Line], start: int) -> int:
    """How many lines from `start` hold a single character each and stand equally far apart."""
    end = start
    while (
        end < len(lines) and len(lines[end].core) == 1 and (end <= start + 1 or lines[end].gap == lines[start + 1].gap)
    ):
        if end > start and (lines[end].heading or lines[end].page_head):
            break
        end += 1
    return end - start


def blank_between(text: str, start: int, end: int) -> bool:
    """Whether nothing but white space and zero-width marks stands in `[start, end)`."""
    found = _IGNORED.match(text, start, end)
    return start == end or bool(found and found.end() == end)


def split_after(text: str, spans: Spans, count: int) -> tuple[Spans, Spans]:
    """The spans cut after `count` folded characters; the second part begins at a character, not at white space."""
    head: list[tuple[int, int]] = []
    tail: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        while at < end and count > 0:
            ignored = _IGNORED.match(text, at, end)
            if ignored:
                at = ignored.end()
            else:
                at += 1
                count -= 1
        if start < at:
            head.append((start, at))
        rest = _content(text, at, end)
        if rest:
            tail.append(rest)
    return tuple(head), tuple(tail)
