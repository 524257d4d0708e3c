"""Personal names in a Simplified text, and what their characters become: 于 and 范 are surnames, not 於 and 範.

A name is known because somebody says so, or told by what stands about it: jieba has no such word, it begins with a
surname, and a title stands before it or a verb of saying after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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

_AS_SURNAME: Final = {**{char: char for char in "于范余云谷岳游后党干占种台采丑涂朴郁松幸"}, "钟": "鍾"}
"""What a surname is where a converter would write another character of the same Simplified one."""
_AS_GIVEN: Final = {
    **{char: char for char in "于范余谷岳后里采郁丑斗台松朴涂"},
    "冲": "沖",
    "钟": "鍾",
}
"""The same within a given name."""

_WORDS_TOO: Final = frozenset("于余云后党干占种台采丑游")
"""Surnames that more often are a word or begin one: 10余人, 于近日. What follows is a name only in a clear case."""

_TITLE: Final = rule(
    "(?:记者|通讯员|主任|书记|[局市县区镇乡村部院校所处科队组站馆厂场社会班团连排营旗盟省厅司署台]长|主席|教授|研究员|工程师"
    "|教师|医生|医师|护士|院士|专家|干部|民警|警察|战士|司机|工人|农民|村民|居民|市民|党员|队员|职工|员工|代表|委员|选手"
    "|运动员|教练|演员|歌手|作家|诗人|画家|导演|编辑|主编|律师|法官|检察官|患者|学生|考生|牧民|老人|志愿者|支书|负责人"
    "|经理|总裁|董事长|嫌疑人|被告人|创始人|传承人|儿子|女儿|妻子|丈夫|母亲|父亲|老师|师傅|同志|技术员|网格员"
    "|驾驶员|飞行员|航天员|评论员|观察员|发言人|当选人|候选人|摄影|作者|实习生|男子|女子|青年|农户|贫困户|商户|车主"
    "|姑娘|女孩|男孩|小伙|助理|秘书|顾问|冠军|[学作画企业科艺术演论法藏济]家|责编|校对|组版|版式|美编|统筹|策划)$"
)
_CREDIT: Final = rule("(?:编辑|责编|主编|校对|组版|版式|美编|摄影|统筹|策划)$")
"""What a colon and names follow, in the lines that say who made a page."""
_SIGNED: Final = rule(
    # (于建新 摄), （余海波）
    "[于余范谷郁涂钟岳][\u4e00-\u9fff]{1,2}\\s?(?:摄|文)[)）]|[余范谷郁涂钟岳][\u4e00-\u9fff]{1,2}[)）]"
)
_SELDOM_WORDS: Final = frozenset("于余范谷郁涂钟岳")
"""Surnames that after a title begin a name even where the dictionary has a word (郁金) or OpenCC a phrase (范文)."""
_KNOWN_WORD: Final = 100
"""How often such a word is seen at most; those of the language are seen more often (余额 562, 谷物 696)."""
_WHO: Final = rule(
    # 于某某, 余某; not 于某日, 关于某项
    "(?<![由关对位在至等属其])[于余范谷岳涂郁钟游朴丑](?=某某|某[甲乙丙丁]?(?![日年月天地个种些人一项次时处段方件位省市县区国单企公条类张笔户家]))"
    # 后某 and 党某 where nothing stands before: not 战后某国
    "|(?:(?<![\u4e00-\u9fff])|(?<=被告人|嫌疑人|当事人|申请人|被害人))[后云党种占干台](?=某)"
)
_SAYING: Final = rule("(?:说|告诉|表示|介绍|认为|指出|强调|称|坦言|回忆|感慨|笑着|高兴|激动|摄|主持|出席)")
_ADDRESS: Final = rule(
    "(?:女士|先生|小姐|大爷|大妈|大叔|大姐|奶奶|爷爷|阿姨|老师|师傅|老汉|老人|同志|主任|书记|教授|院士|医生|律师|总|队长"
    "|局长|院长|校长|经理|警官|姓|某)$"
)
_ADDRESSED: Final = rule(
    # 余女士; not 10余女士, 位于先生
    "(?<![0-9０-９多之其由关对位在至等属几十百千万])[于范余谷岳游涂郁云钟](?=女士|先生|小姐|大爷|大妈|奶奶|爷爷|阿姨|师傅|老汉)"
)
_WHEN: Final = rule("[0-9０-９今昨明前当本上下近去每年月日早晚此其是何同第一二三四五六七八九十这那]")

_COUNTED: Final = rule(
    # 43只藏羚, 5万只羊; not 2020年只有
    "(?<=[0-9０-９万千百亿余多])(?:(只)(?![有是能会要需用占剩为可得想在做讲看花靠够好收给不见限差管当关凭])"
    # 3天后, 十几天后
    "|天(后)(?![宫庙])|周(?=$)"
    # 500里
    "|(里)(?![面头边外间长]))"
    "|(?<=[一二三四五六七八九十几数两半])天(后)(?![宫庙])"
    # 8周内, 29周的孕妇
    "|(?<=[0-9０-９])(周)(?![年岁长边围恩密到全身折旋济知])"
    # 两碗面, 3袋面
    "|(?<=[0-9０-９一二两三四五六七八九十几半百])[碗袋斤](面)(?![对临积朝向貌前的])"
    # 这出话剧, 两出大戏
    "|(?<=[这那两三四五几每该])(出)(?=(?:大|好|小|新|老|古装|现代|传统|折子|历史|儿童|经典|原创|精彩的?)?"
    "(?:戏|[话歌舞京越豫评晋闹喜悲川粤地方]{1,2}剧|音乐剧|秦腔|二人台))"
)
_COUNTING: Final = {"只": "隻", "后": "後", "里": "里", "周": "週", "面": "麪", "出": "齣"}
_WHAT_IS: Final = rule(
    "[该某其原因由被他她男女]|夫妻|同一|外籍|未成年|国有|民营|我[国市省区县]"
    "|本[市省地人]|上(?:世纪|海)|全[国市省]|国[内家]|世界|首[次个]|中国|一[种名家]"
)
_FOREIGN: Final = frozenset(
    "斯尔克特德拉巴阿马亚姆卡塔达伊萨瓦莱洛夫迪诺尼利奥曼弗鲍迈瑞基索努维希佛密欧列莫苏加杰赫盖齐布茨罗"
)
"""Characters that foreign names are written with: beside one of them, in one word, 里 is a sound and no inside."""


def certain(text: str, names: Collection[str], singles: Mapping[int, str], called: Collection[Edit] = ()) -> list[Edit]:
    """What known names become, and characters that are counted; ascending and apart from one another.

    Args:
        text: a Simplified text.
        names: personal names that occur in it.
        singles: what single characters become, for `str.translate`.
        called: further names, see `told`.
    """
    found = [*called]
    found += [Edit(start, end, _of_name(text[start:end], singles)) for start, end in _given(text, names)]
    for pattern in (_ADDRESSED, _WHO):
        found += [Edit(*match.span(), _of_name(match[0], singles)) for match in pattern.finditer(text)]
    found += _counted(text)
    out: list[Edit] = []
    for edit in sorted(found):
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return out


def told(
    words: Sequence[str], frequency: Callable[[str], int], singles: Mapping[int, str]
) -> tuple[list[Edit], list[Edit]]:
    """What the characters of words that look like names become.

    Args:
        words: a Simplified text, cut into words.
        frequency: how often a word is seen, 0 for one that the dictionary does not know.
        singles: what single characters become, for `str.translate`.

    Returns:
        Names that a title makes certain; and the single characters of the others. Each ascending.
    """
    text = "".join(words)
    sure: list[Edit] = []
    found: dict[int, str] = {}
    for start, end, called in _told(words, frequency):
        name = _of_name(text[start:end], singles)
        if called and text[start] in _SELDOM_WORDS:
            sure.append(Edit(start, end, name))
        else:
            found |= {at: char for at, char in enumerate(name, start) if char != singles.get(ord(text[at]), text[at])}
    found |= dict.fromkeys(_sounds(words), "里")
    found |= dict.fromkeys(_being(words), "係")
    return sure, [Edit(at, at + 1, char) for at, char in sorted(found.items())]


def _of_name(name: str, singles: Mapping[int, str]) -> str:
    first = _AS_SURNAME.get(name[0]) or singles.get(ord(name[0]), name[0])
    return first + "".join(_AS_GIVEN.get(char) or singles.get(ord(char), char) for char in name[1:])


def _given(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    if names:
        for match in re.finditer("|".join(map(re.escape, sorted(names, key=len, reverse=True))), text):
            yield match.span()


def _told(words: Sequence[str], frequency: Callable[[str], int]) -> Iterator[tuple[int, int, bool]]:
    """Where names stand that nobody told of, and whether a title or a list of names says so."""
    at = listed = 0
    last = ""
    for number, word in enumerate(words):
        start, at = at, at + len(word)
        if word.isspace() or (word in "：:" and _CREDIT.search(last)):
            listed = at if 0 < listed == start else listed
            continue  # 记者 于海涛 摄, 编辑：于晓东: the title is still what stands before
        before, last = last, word
        if word == "、" and listed == start:
            listed = at  # 范世平、余建国: what follows a name in a list is one
        if word[0] not in _SURNAME_SET:
            continue
        after = next((one for one in words[number + 1 : number + 3] if not one.isspace()), "")
        called = bool(_TITLE.search(before)) or 0 < listed == start
        if before and before in "（(" and _SIGNED.match("".join(words[number : number + 5])):
            called = True
        if len(word) == 1:
            parted = frequency(word + after[:1]) >= _KNOWN_WORD  # 教师范/围广
            if word in _AS_SURNAME and not parted and _is_surname(word, before, after, called):
                yield start, at, called
                listed = at + len(after)
            continue
        clear = word[0] not in _WORDS_TOO or called or _SAYING.match(after)
        known = frequency(word)
        if called and word[0] in _SELDOM_WORDS and max(known, frequency(word[:2])) < _KNOWN_WORD:  # not 范围广
            known = 0
        if clear and len(word) <= 3 and word.isalpha() and not known:
            yield start, at, called
            listed = at


def _is_surname(char: str, before: str, after: str, called: bool) -> bool:
    """Whether a character that jieba leaves alone is a surname: its given name was taken for a word."""
    addressed = _ADDRESS.match(after) and not before[-1:].isnumeric() and before[-1:] not in ("多", "之", "其")
    named = 0 < len(after) <= 2 and after.isalpha() and not _WHEN.match(after)
    return char == "范" or bool(addressed) or (called and named and char in "于余云谷岳游党涂郁钟")


def _counted(text: str) -> Iterator[Edit]:
    for match in _COUNTED.finditer(text):
        for number in range(1, (match.lastindex or 0) + 1):
            if match[number]:
                yield Edit(*match.span(number), _COUNTING[match[number]])


def _sounds(words: Sequence[str]) -> Iterator[int]:
    at = 0
    for word in words:
        if len(word) > 2 and "里" in word:
            for place, char in enumerate(word):
                if char == "里" and not _FOREIGN.isdisjoint(word[max(0, place - 1) : place + 2]):
                    yield at + place
        at += len(word)


def _being(words: Sequence[str]) -> Iterator[int]:
    """Where 系 stands for 是, in the language of notices: 张某系该公司员工."""
    at = 0
    for word, after in zip(words, (*words[1:], ""), strict=False):
        at += len(word)
        if (word == "系" or word.endswith("某系")) and _WHAT_IS.match(after):
            yield at - 1


_SURNAME_SET: Final = frozenset(SURNAMES)
