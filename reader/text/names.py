"""Personal names in a Simplified text, and what their characters become: 于 and 范 are surnames, not 於 and 範."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from reader.text.mapped import Edit
from reader.text.rules import rule

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪"
    "严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳"
    "裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简"
    "娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗"
    "应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺隆葭云皇"
)
"""The characters that surnames begin with."""

AS_SURNAME: Final = {**{char: char for char in "于范余云谷岳游后党干占种台采丑涂朴郁松幸"}, "钟": "鍾"}
"""What a surname is where a converter would write another character of the same Simplified one."""
_AS_GIVEN: Final = {
    **{char: char for char in "于谷岳后里采郁丑斗松涂占征咸"},
    "冲": "沖",
    "钟": "鍾",
    "朴": "樸",
}
"""The same within a given name."""

_WHO: Final = rule(
    # 于某某, 余某; not 于某日, 关于某项
    "(?<![由关对位在至等属其])[于余范谷岳涂郁钟游朴丑]"
    "(?=某某(?![年月日号时地](?!前))|某[甲乙丙丁]?(?![某日年月天地个种些人一项次时处段方件位省市县区国单企公条类张笔户家]))"
    # 后某 and 党某 where nothing stands before: not 战后某国
    "|(?:(?<![\u4e00-\u9fff])|(?<=被告人|嫌疑人|当事人|申请人|被害人))[后云党种占干台](?=某)"
)
_ADDRESSED: Final = rule(
    # 余女士; not 10余女士, 位于先生
    "(?<![0-9０-９多之其由关对位在至等属几十百千万])[于范余谷岳游涂郁云钟](?=女士|先生|小姐|大爷|大妈|奶奶|爷爷|阿姨|师傅|老汉)"
)


def certain(
    text: str,
    names: Collection[str],
    singles: Mapping[int, str],
    called: Collection[Edit] = (),
    edges: Sequence[int] | None = None,
) -> list[Edit]:
    """What known names become, and characters that are counted; ascending and apart from one another.

    Args:
        text: a Simplified text.
        names: personal names that occur in it.
        singles: what single characters become, for `str.translate`.
        called: further names, see `reader.text.telling`.
        edges: 1 where a word begins or ends, for each place of the text; without them every place may be one.
    """
    from reader.text.acting import acted  # the surnames are asked at the start, and these are not
    from reader.text.company import by_company
    from reader.text.counted import counted
    from reader.text.surnames import beside

    found = [*called]
    found += [Edit(start, end, of_name(text[start:end], singles)) for start, end in _given(text, names)]
    for pattern in (_ADDRESSED, _WHO):
        for match in pattern.finditer(text):
            if pattern is _WHO or edges is None or edges[match.start()] or _may_begin(text, match.start()):
                found.append(Edit(*match.span(), of_name(match[0], singles)))
    found += counted(text)
    found += by_company(text)
    found += beside(text)
    found += acted(text)
    out: list[Edit] = []
    for edit in sorted(found):
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return out


def _may_begin(text: str, at: int) -> bool:
    """Whether a surname inside what jieba takes for a word may be one: 勇和|范女士, not 刘华云女士 or 导游小姐."""
    return text[at] != "游" and text[max(0, at - 2) : at - 1] not in _BEGINNINGS


def of_name(name: str, singles: Mapping[int, str]) -> str:
    """What a name becomes.

    Args:
        name: a Simplified name.
        singles: what single characters become, for `str.translate`.
    """
    first = AS_SURNAME.get(name[0]) or singles.get(ord(name[0]), name[0])
    return first + "".join(_AS_GIVEN.get(char) or singles.get(ord(char), char) for char in name[1:])


def _given(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    if names:
        for match in re.finditer("|".join(map(re.escape, sorted(names, key=len, reverse=True))), text):
            yield match.span()


_BEGINNINGS: Final = frozenset(SURNAMES)
