"""What the wording of a line says about it: datelines, names, jumps, credits, furniture, column headings.

Every rule stands beside an example. All rules read the folded form of a line (`Line.core`): no white space, full-width
marks, the rules' own vocabulary in Simplified characters.
"""

from __future__ import annotations

from enum import StrEnum

from reader.newspaper.pageheads import page_head
from reader.text.clean import LETTER
from reader.text.names import SURNAMES
from reader.text.rules import rule


class Kind(StrEnum):
    """What a line is by its wording alone."""

    TEXT = "text"
    BYLINE = "byline"
    """□本报记者 郑学良 实习生 宋向华"""
    SIGNATURE = "signature"
    """（李海珍）"""
    CREDIT = "credit"
    """本报记者 王晓博 摄"""
    JUMP_ON = "jump on"
    """■下转第8版"""
    JUMP_FROM = "jump from"
    """（上接第1版）以青年发展型城市…"""
    CROSSHEAD = "crosshead"
    """【记者手记】"""
    DATELINE = "dateline"
    """本报12月27日讯（记者 杨婷）近日…"""
    FURNITURE = "furniture"
    DUPLICATE = "duplicate"


TEXT_KINDS = frozenset({Kind.TEXT, Kind.DATELINE, Kind.JUMP_FROM})
"""The kinds of lines that paragraphs are made of."""

_STOPS = "。！？!?…"
_CLOSERS = "”’）》】〉"

_AGENCY = (
    "(?:本报|本网|本社|本台|本刊|新华社|新华网|中新社|中新网|中央社|人民网|央视网|央视新闻|路透社|法新社|美联社|合众社|联合社"
    f"|国际社|塔斯社|中国新闻社|{LETTER}{{2,6}}?(?:日报|晚报|晨报|时报|商报|早报|通讯社))"
)
_NUMBER = "(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DAY = f"(?:{_NUMBER}月{_NUMBER}日?|{_NUMBER}日)"
_PLACE = f"(?!记者|评论|通讯员|驻)(?:(?:{LETTER}|·)|（{LETTER}{{2,6}}）){{0,14}}?"
_DATELINE = rule(
    # 本报讯（记者 X） · 据新华社某地3月5日电（记者甲乙） · 本报某城（某国）3月5电记者甲乙报道：
    f"[据综]?(?:合)?{_AGENCY}(?:{_PLACE}{_DAY}(?:专|急)?(?:电|讯|消息)|{_PLACE}(?:专电|电|讯)(?!员|社|稿|视|话|子|力)|消息)"
    f"(?:（[^（）。]{{1,60}}）|(?:{LETTER}{{0,4}}记者(?:{LETTER}|[、·]){{2,24}}?报道))?：?"
    # 【路透社某地五日电】
    f"|【[^】。]{{1,24}}(?:电|讯)】"
)
_AGAIN = rule("（[^（）。]{1,60}）：?")

_JUMP = "第?(?:[A-D]?\\d{1,3}|[一二三四五六七八九十]{1,3})版"
_JUMP_ON = rule(f"[■▲▼►◆●□]?（?(?:下转|紧转|转(?=第)){_JUMP}[^，。]{{0,10}}?）?$")
_JUMP_FROM = rule(f"[■▲▼►◆●□]?（?(?:上接|紧接){_JUMP}(?:[“《][^”》]{{1,30}}[”》])?）?")

_REPORTER = "(?:首席|特约|特派|实习|见习|本刊|驻站)*(?:记者|通讯员|评论员|特约撰稿人|实习生|摄影师)"
_BYLINE = rule(
    # □本报记者 图古斯毕力格 通讯员 李琰 · 本报驻某国记者王甲乙 · 新华社记者王甲乙本报记者李丙丁
    f"[□■◆●▲△]?（?(?:文[/／、图]*)?{_AGENCY}?(?:驻{LETTER}{{2,8}}?)?{_REPORTER}(?:{LETTER}|[·、/]){{2,30}}）?$"
    f"|[□■◆●▲△](?:{_AGENCY})?(?:{LETTER}|[·、]){{2,12}}$"
    "|[□■]?本报评论员$|[□■]?本报编辑部$"
)
_NOT_A_NAME = rule("[的了在从是说]|获悉|了解|采访|看到|介绍")
_SIGNATURE = rule(f"（(?:{_AGENCY}?{_REPORTER})?(?:{LETTER}|[·、]){{2,24}}）$")
_NAMES = rule(f"(?:(?:[{SURNAMES}]){LETTER}{{1,2}})+$")
_NOT_SIGNATURE = rule("（(?:图片|图表|传真|照片|续|上|中|下|之[一二三四五]|试行|草案|节选|摘要|完|待续|资料).{0,4}）")
_CREDIT = rule(
    # 本报记者 王晓博 摄 · （王甲乙李丙丁摄） · 图片：新华社记者 王甲乙 摄 · 新华社发
    f"[■□▲（]*(?:图片|照片|图)?：?(?:{_AGENCY})?(?:{_REPORTER})?(?:{LETTER}|[·、/]){{2,26}}(?:摄|供图|绘)）?$"
    "|（?(?:新华社发|资料图片|资料照片|图片来源.{2,12})）?$"
)
_CREDITED = rule("（[^（）。，]{2,30}摄）$|[。！？”](?:本报|新华社)?记者[^，。]{2,12}摄$")
_SOURCED = rule("（[^（）。]{2,20}(?:电|讯|报道)）$")
_SIGNED_OFF = rule(f"[。！？”](?:（(?:{LETTER}|[·、]){{2,14}}）|（[^（）。]{{2,20}}(?:电|讯)）)$")
_CAPTION_LEAD = rule("图[为：①-⑳]|[上下左右]图|图片说明")
_CROSSHEAD = rule("【[^】]{2,14}】$|(?:\\d|[一二三四五六七八九十]){1,2}$|[＊*]{3,}$")

_FURNITURE = (
    # How far from the line's start it may stand, and what it looks like:
    # a web footer, navigation, a page head in two forms, the editors, the imprint.
    (90, rule("ICP备|公网安备|[Cc]opyright|版权所有|©")),
    (90, rule("上一篇|下一篇|返回目录|放大缩小|打印字号|分享到：|扫一扫关注")),
    (12, rule("\\d{4}年\\d{1,2}月\\d{1,2}日(?:星期[一二三四五六日天]|农历|第\\d)")),
    (0, rule("第\\d{1,3}版：?.{0,6}$")),
    (0, rule("(?:本版)?(?:责任编辑|责编|编辑|主编|版式策划|版式设计|美编|校对|检校)：")),
    (90, rule("邮发代号|统一连续出版物|统一刊号|邮政编码：?\\d|零售每份|本报地址：")),
)
_FURNITURE_LENGTH = 90

_COLUMN = rule(
    # 新时代 新征程 新伟业 · “五个大起底”在行动 · 回眸2023 · 迈好第一步 见到新气象·开局之年大盘点
    "(?:在行动|进行时|大盘点|大家谈|访谈|看开局|看新貌|特别报道|系列报道|指引下|代表选举|伟大变革|手记|专栏|之窗|聚焦)$"
    "|^(?:学习宣传)?(?:学习)?贯彻(?:落实)?.{2,24}精神$|^(?:回眸|展望)\\d{4}$|^新思想引领|^新时代新征程"
    "|^(?:大国工匠|奋斗者·?正青春|在希望的田野上|走基层|时代楷模|本刊特稿)$"
    f"|^{LETTER}{{4,14}}·{LETTER}{{3,12}}$"
)
_NARRATIVE = rule(
    "(?:据(?:了解|悉|介绍|统计)|近日|目前|日前|与此同时|此外|同时|为此|截至|当前|近年来|今年以来|近期)，?"
    "|(?:(?:19|20)\\d{2}年|\\d{1,2}月\\d{1,2}日)[^，。]{0,8}，"
    "|《[^》]{2,12}》(?:明确|要求|指出|提出|强调)|(?:记者|作者)(?:从|在|了解)"
)
_LIST_HEAD = rule("(?:[（]?[一二三四五六七八九十]{1,3}[）、]|\\d{1,2}[、.．]|[①-⑳])")
_ITEM = rule("(?:图|照片)?（?(?:(\\d{1,2})(?=[、：）]|[.．](?!\\d))|([①-⑳])|([一二三四五六七八九十])(?=[、）]))")
_HAN_DIGITS = "一二三四五六七八九十"


def kind_of(core: str) -> Kind:
    """The kind of a line."""
    if "版" in core:
        if _JUMP_ON.match(core):
            return Kind.JUMP_ON
        if _JUMP_FROM.match(core):
            return Kind.JUMP_FROM
    if len(core) <= _FURNITURE_LENGTH and "。" not in core:
        for latest, look in _FURNITURE:
            found = look.search(core)
            if found and found.start() <= latest:
                return Kind.FURNITURE
        if page_head(core) is not None:
            return Kind.FURNITURE
    if len(core) <= 40:
        if _CROSSHEAD.match(core):
            return Kind.CROSSHEAD
        if _CREDIT.match(core) and not _NOT_A_NAME.search(core):
            return Kind.CREDIT
        if core.startswith("（") and _SIGNATURE.match(core) and not _NOT_SIGNATURE.match(core):
            return Kind.SIGNATURE
        if _BYLINE.match(core) and not _NOT_A_NAME.search(core):
            return Kind.BYLINE
    if opens_with_dateline(core):
        return Kind.DATELINE
    return Kind.TEXT


def opens_with_dateline(core: str) -> bool:
    """Whether a line or paragraph begins with a dateline 电头."""
    return bool(_DATELINE.match(core))


def dateline_length(core: str) -> int:
    """How many folded characters at the start of a paragraph are its dateline; 0 if there is none."""
    found = _DATELINE.match(core)
    if not found:
        return 0
    again = _AGAIN.match(core, found.end())
    return again.end() if again and "记者" in again[0] else found.end()


def jump_length(core: str) -> int:
    """How many folded characters at the start of a line say that it is continued from another page."""
    found = _JUMP_FROM.match(core)
    return found.end() if found else 0


def names_alone(core: str) -> bool:
    """Whether a line can be nothing but names: 王甲乙李丙丁. Only its surroundings tell whether it is."""
    return 2 <= len(core) <= 12 and bool(_NAMES.match(core))


def credited(core: str) -> bool:
    """Whether a paragraph ends with the photographer's name and so is a caption: （王甲乙摄） · 。本报记者王甲乙摄"""
    return core.endswith(("摄", "摄）")) and bool(_CREDITED.search(core[-40:]))


def signed_off(core: str) -> bool:
    """Whether a paragraph ends as articles end: …慰问。（王甲乙） · （本报某地3月5日电）"""
    return core.endswith("）") and bool(_SIGNED_OFF.search(core[-40:]))


def caption_lead(core: str) -> bool:
    """Whether a paragraph begins as a caption does: 图为…"""
    return bool(_CAPTION_LEAD.match(core))


def column_heading(core: str) -> bool:
    """Whether a headline line is the name of a column 栏题, which says nothing of its article alone."""
    return len(core) <= 40 and bool(_COLUMN.search(core))


def narrative(core: str) -> bool:
    """Whether a line begins as paragraphs begin and headlines, or the second halves of sentences, do not: 据了解，…"""
    return bool(_NARRATIVE.match(core))


def list_head(core: str) -> bool:
    """Whether a line begins with the number of a list: 一、 （二） 3."""
    return bool(_LIST_HEAD.match(core))


def item_number(core: str) -> int | None:
    """The number that a line of a list begins with: 2 of `2、`, `②`, `图②`, `二、`, `（二）`; `None` if it has none."""
    found = _ITEM.match(core)
    if not found:
        return None
    digits, circled, han = found.groups()
    if circled:
        return ord(circled) - ord("①") + 1
    return int(digits) if digits else _HAN_DIGITS.find(han) + 1


def finished(core: str) -> bool:
    """Whether a line ends as a sentence does; brackets and quotations close one only where a stop stands by them."""
    end = len(core)
    while end and core[end - 1] in _CLOSERS:
        end -= 1
    if end and _stops(core, end):
        return True
    if core.endswith("）"):
        opening = core.rfind("（")
        return (opening > 0 and (core[opening - 1] == "”" or _stops(core, opening))) or bool(
            _SOURCED.search(core, max(0, opening))
        )
    return False


def _stops(core: str, end: int) -> bool:
    """Whether the character before `end` is a full stop; a point after a digit may be a decimal point."""
    return core[end - 1] in _STOPS or (core[end - 1] == "." and not core[max(0, end - 2) : end - 1].isdigit())


def paused(core: str) -> bool:
    """Whether a line ends with a mark after which a paragraph may end, though a sentence does not: 原因如下："""
    return core[-1:] in "：；" or core.endswith("——")


def balanced(core: str) -> bool:
    """Whether every quotation and bracket that opens in a line closes in it."""
    return all(core.count(left) == core.count(right) for left, right in ("“”", "‘’", "（）", "《》", "【】"))
