"""Where personal names stand that nobody told of: jieba has no such word, it begins with a surname, and a title stands
before it, a verb of saying after it, or other names about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from reader.text.counted import FOREIGN, placed
from reader.text.mapped import Edit
from reader.text.names import AS_SURNAME, SURNAMES, of_name
from reader.text.rules import rule
from reader.text.surnames import likely

_WORDS_TOO: Final = frozenset("于余云后党干占种台采丑游")
"""Surnames that more often are a word or begin one: 10余人, 于近日. What follows is a name only in a clear case."""
_TITLE: Final = rule(
    "(?:记者|通讯员|主任|书记|[局市县区镇乡村部院校所处科队组站馆厂场社会班团连排营旗盟省厅司署台]长|主席|教授|研究员|工程师"
    "|教师|医生|医师|护士|院士|专家|干部|民警|警察|战士|司机|工人|农民|村民|居民|市民|党员|队员|职工|员工|代表|委员|选手"
    "|运动员|教练|演员|歌手|作家|诗人|画家|导演|编辑|主编|律师|法官|检察官|患者|学生|考生|牧民|老人|志愿者|支书|负责人"
    "|经理|总裁|董事长|嫌疑人|被告人|创始人|传承人|儿子|女儿|妻子|丈夫|母亲|父亲|老师|师傅|同志|技术员|网格员"
    "|驾驶员|飞行员|航天员|评论员|观察员|发言人|当选人|候选人|摄影|作者|实习生|男子|女子|青年|农户|贫困户|商户|车主"
    "|姑娘|女孩|男孩|小伙|[哥姐弟妹爷奶]{2}|女婿|儿媳|邻居|老乡|战友|好友|店主|老板|保安|厨师|骑手|[审检]判长|劳模|烈士|英雄|模范|逃犯"
    "|门将|主帅|前锋|后卫|中场|外援|[名老小]将|助理|秘书|顾问|冠军|[学作画企业科艺术演论法藏济]家|责编|校对|组版|版式|美编|统筹|策划)$"
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
_COMMON_WORD: Final = 400
"""How often a word is seen at most that after a title may be a name: 王强."""

_CALLING: Final = rule("(?:[专采走拜]访|对话|追忆|悼念|[纪怀]念|缅怀|名叫|扮演者?|饰演)$")
"""What stands before the name of a person who is asked, remembered or played."""
_WHEN_ENDS: Final = frozenset("后前中内外时际间上下里初末底夜晚晨午期之")
"""What ends a time or a place: 主帅于赛后, 烈士于战斗中."""
_SAYING: Final = rule("(?:说|告诉|表示|介绍|认为|指出|强调|称|坦言|回忆|感慨|笑着|高兴|激动|摄|主持|出席)")
_ADDRESS: Final = rule(
    "(?:女士|先生|小姐|大爷|大妈|大叔|大姐|奶奶|爷爷|阿姨|老师|师傅|老汉|老人|同志|主任|书记|教授|院士|医生|律师|总|队长"
    "|局长|院长|校长|经理|警官|姓|某)$"
)

_WHEN: Final = rule("[0-9０-９今昨明前当本上下近去每年月日早晚此其是何同第一二三四五六七八九十这那]")
_SEPARATORS: Final = frozenset("、／/")
_RARE_GIVEN: Final = frozenset("松钟冲谷采斗郁朴占征")
"""Characters of given names in which a dictionary's rare word of three characters is a name: 刘精松."""
_BELLS: Final = frozenset("金黄编警洪时")
"""What stands before 钟 in words that are no names."""
_OF_BELLS: Final = frozenset("奖罩楼路道站声区山寺")
"""What stands after 金钟 there; 金钟泌 is a Korean name."""
_VERBS_TOO: Final = frozenset("占征")
"""Those of them that are verbs more often: 都占有 is no name, 马占成 is."""
_COMMON: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏"
    "田任姜石姚谭廖邹熊陆郝孔崔康邱秦史顾侯邵孟钱汤尹黎贺赖龚"
)
"""Surnames that are seldom anything else."""
_NO_NAME: Final = rule("[之两间]|一带|等[地国州市县]")
"""What follows places, and not persons: 往返于京雄之间."""
_RARE: Final = 30
"""How often a word is seen at most that says nothing against a name."""
_NO_GIVEN: Final = frozenset(
    "的者均皆则为是在不都已也被由无未可多几部款额下地得着了和与及等上中内外"
    "万亿千百十件人个名位份封字页项篇年月日里米斤吨元亩户台辆艘座间家种次条只头匹羽尾棵株套把支所处幅场本册市县区镇乡村州"
)
"""Characters that 余 has after it as a word or a part of one, and no name: 余万件, 余部队, 余杭区."""

_ROUTES: Final = FOREIGN | frozenset("之于在到了过的")
"""What follows 游 where it is to travel: 游斯洛文尼亚."""


class _Person(NamedTuple):
    """Characters of a name, in code points of the text."""

    start: int
    end: int
    """Where what is known to be of the name ends; of a surname that jieba parts from the rest, where that ends."""
    whole: int
    """Where the name ends."""
    sure: bool
    """Whether it is one even where a phrase of OpenCC's stands."""


def told(
    words: Sequence[str], frequency: Callable[[str], int], singles: Mapping[int, str]
) -> tuple[list[Edit], list[Edit]]:
    """What the characters of words that look like names become.

    Args:
        words: a Simplified text, cut into words.
        frequency: how often a word is seen, 0 for one that the dictionary does not know.
        singles: what single characters become, for `str.translate`.

    Returns:
        Names that a title makes certain, here and wherever they stand again; and the single characters of the others.
        Each ascending.
    """
    text = "".join(words)
    sure: list[Edit] = []
    found = placed(words, frequency)
    found |= likely(text)
    people: set[str] = set()
    for start, end, whole, certainly in _persons(words, frequency):
        name = of_name(text[start:end], singles)
        if certainly:
            sure.append(Edit(start, end, name))
            people.add(text[start:whole])
        else:
            found |= {at: char for at, char in enumerate(name, start) if char != singles.get(ord(text[at]), text[at])}
    again = _again(text, words, {name for name in people if len(name) > 1 and text.count(name) > 1})
    sure += [Edit(start, start + len(name), of_name(name, singles)) for start, name in again]
    return sorted(set(sure)), [Edit(at, at + 1, char) for at, char in sorted(found.items())]


def _again(text: str, words: Sequence[str], people: set[str]) -> Iterator[tuple[int, str]]:
    """Every place of names from the beginning of a word to the end of one."""
    if people:
        edges = frozenset(accumulate(map(len, words), initial=0))
        for match in re.finditer("|".join(map(re.escape, sorted(people, key=len, reverse=True))), text):
            if edges.issuperset(match.span()):
                yield match.start(), match[0]


def _persons(words: Sequence[str], frequency: Callable[[str], int]) -> Iterator[_Person]:
    """The names of a text, ascending."""
    at = listed = 0
    last = ""
    spaced = False
    for number, word in enumerate(words):
        start, at = at, at + len(word)
        if word.isspace() or (word in "：:" and _CREDIT.search(last)):
            listed = at if 0 < listed == start else listed
            spaced = True
            continue  # 记者 于海涛 摄, 编辑：于晓东: the title is still what stands before
        before, last, apart, spaced = last, word, spaced or last == "、", False
        if word == "、" and listed == start:
            listed = at  # 范世平、余建国: what follows a name in a list is one
        if word[0] not in _SURNAME_SET:
            continue
        following = [one for one in words[number + 1 : number + 4] if not one.isspace()]
        after = following[0] if following else ""
        called = bool(_TITLE.search(before)) or 0 < listed == start
        if word[0] == "于" and called:
            called = _WHEN_ENDS.isdisjoint(after[-1:] + (following[1][:1] if len(following) > 1 else ""))
        elif _CALLING.search(before):
            called = word[0] != "于"
        if before and before in "（(" and _SIGNED.match("".join(words[number : number + 5])):
            called = True
        if len(word) == 1:
            saying = len(following) > 1 and bool(_SAYING.match(following[1]))
            unknown = len(after) == 2 and after.isalpha() and not frequency(after) and FOREIGN.isdisjoint(after)
            parted = frequency(word + after[:1]) >= _KNOWN_WORD > frequency(after)  # 教师范/围广, not 党/建国
            if word in AS_SURNAME and not parted and _is_surname(word, before, after, called, apart, saying, unknown):
                yield _Person(start, at, at + len(after), (called or before == "的") and word in _SELDOM_WORDS)
                listed = at + len(after)
            elif called and 0 < len(after) <= 2:
                listed = at + len(after)  # 记者 李|娜娜 后伟
            continue
        if len(word) > 4 or not word.isalpha() or (word[0] == "后" and not (called and apart)):
            continue
        known = frequency(word)
        if not called and known < _KNOWN_WORD and (word[0] in _SELDOM_WORDS or word[-1] in "后于"):
            called = _among_names(words, number, frequency)
        whole = _is_whole_name(word, before, after, known, frequency)
        if len(word) > 3 and not whole:
            continue
        clear = word[0] not in _WORDS_TOO or called or whole or _SAYING.match(after)
        seldom = called and word[0] in _SELDOM_WORDS and max(known, frequency(word[:2])) < _KNOWN_WORD  # not 范围广
        if whole or seldom:
            known, called = 0, called or word[0] != "于"  # 运用|于思政|课堂
        rare = _is_rare_name(word, known, called, frequency)
        if clear and not _doubtful(word, called) and (rare or not known):
            yield _Person(
                start, at, at, (called and word[0] in _SELDOM_WORDS) or (rare and not _RARE_GIVEN.isdisjoint(word))
            )
            listed = at
        elif called and known < _COMMON_WORD:
            listed = at  # 记者 王强 后伟


def _is_surname(char: str, before: str, after: str, called: bool, apart: bool, saying: bool, unknown: bool) -> bool:
    """Whether a character that jieba leaves alone is a surname: its given name was taken for a word.

    Args:
        char: it.
        before: the word before it.
        after: the word after it.
        called: whether a title or a name in a list stands before it.
        apart: whether a space or 、 does.
        saying: whether a verb of saying stands after the word after it.
        unknown: whether the word after it is of two characters that the dictionary does not know as one.
    """
    addressed = _ADDRESS.match(after) and not before[-1:].isnumeric() and before[-1:] not in ("多", "之", "其")
    named = called and 0 < len(after) <= 2 and after.isalpha() and not _WHEN.match(after)
    if char == "于" and before == "的" and 0 < len(after) <= 2:
        return after.isalpha() and not _WHEN.match(after)  # 家乡的于金山: no 於 stands there
    if char == "于" and unknown and not before[-1:].isalnum():
        return True  # ，于建玮
    if char == "余" and saying and 0 < len(after) <= 2 and not before[-1:].isalnum():
        return after.isalpha()  # ，余|长生|告诉记者
    if char in "党后":
        return named and len(after) == 2 and (apart or saying)  # 党建国说; not 党中央, 后来
    return char == "范" or bool(addressed) or (named and char in "于余云谷岳游涂郁钟")


def _is_whole_name(word: str, before: str, after: str, known: int, frequency: Callable[[str], int]) -> bool:
    """Whether a rare word with a surname that may be a word itself is a name, whatever stands about it."""
    if word[0] == "游":  # 游景玉; not 游玩者
        parts = word[:2], word[1:]
        return len(word) == 3 and word[1] not in _ROUTES and not known and not any(map(frequency, parts))
    if word[0] not in "于余范" or known >= _RARE:
        return False
    if word[0] == "范":  # 范金|城; 范徐丽泰, of two surnames; not 范围广
        return frequency(word[:2]) < _RARE and (len(word) < 4 or word[1] in _SURNAME_SET)
    if len(word) != 3 or frequency(word[1:]) >= _RARE:
        return False
    if word[0] == "余":  # 余卓成; not 10余万件
        return not before[-1:].isnumeric() and before[-1:] not in _NO_GIVEN and _NO_GIVEN.isdisjoint(word[1:])
    # 于晓黎, which jieba does not know, or 于友先, a rare word, before a verb of saying; not 于京雄之间
    return not frequency(word[1:]) and not _NO_NAME.match(after) and (not known or bool(_SAYING.match(after)))


def _doubtful(word: str, called: bool) -> bool:
    """Whether the end of what looks like a name is more often a word of its own: 蔡塘后, 刘英于66分钟, 都占有."""
    if called:
        return False
    if not _VERBS_TOO.isdisjoint(word[1:]):
        return len(word) != 3 or word[0] not in _COMMON
    return word[-1] in "后于"


def _is_rare_name(word: str, known: int, called: bool, frequency: Callable[[str], int]) -> bool:
    """Whether a word of the dictionary is a name that stands in it by chance: 刘精松; not 万里行, which is of words."""
    if len(word) != 3 or known >= _KNOWN_WORD or not (called or not _RARE_GIVEN.isdisjoint(word[1:])):
        return False
    if word[-1] in "县市区镇乡州":
        return False  # 阳谷县
    if word[1] == "钟" and word[0] in _BELLS and (word[0] != "金" or word[2] in _OF_BELLS):
        return False
    return max(frequency(word[:2]), frequency(word[1:])) < _KNOWN_WORD // 2


def _among_names(words: Sequence[str], number: int, frequency: Callable[[str], int]) -> bool:
    """Whether the word at a place stands in a list, or between two others without one, and those look like names."""
    left = right = False
    if number > 1 and words[number - 1] in _SEPARATORS:
        left = _like_name(_joined(reversed(words[max(0, number - 5) : number - 1]), backwards=True), frequency)
    if number + 2 < len(words) and words[number + 1] in _SEPARATORS:
        right = _like_name(_joined(words[number + 2 : number + 6], backwards=False), frequency)
    beside = words[max(0, number - 1) : number + 2]
    return left or right or (len(beside) == 3 and all(_like_name(word, frequency) for word in beside))


def _joined(words: Iterator[str] | Sequence[str], *, backwards: bool) -> str:
    """The words up to the first that is no Han, put together."""
    out: list[str] = []
    for word in words:
        if not word.isalpha():
            break
        out.append(word)
    return "".join(reversed(out) if backwards else out)


def _like_name(item: str, frequency: Callable[[str], int]) -> bool:
    return 2 <= len(item) <= 3 and item[0] in _SURNAME_SET and frequency(item) < _KNOWN_WORD // 2


_SURNAME_SET: Final = frozenset(SURNAMES) | frozenset("后肖占")
