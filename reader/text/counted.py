"""Single characters whose neighbours say what they are: 3只 is 隻, 3天后 is 後, 一碗面 is 麪, 张某系其丈夫 is 係."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reader.text.mapped import Edit
from reader.text.rules import rule

_COUNTED: Final = rule(
    # 43只藏羚, 5万只羊, 无数只; not 2020年只有
    "(?:(?<=[0-9０-９万千百亿余多])|(?<=无数|数百|上百|近百|好几))(只)"
    "(?![有是能会要需用占剩为可得想在做讲看花靠够好收给不见限差管当关凭])"
    # 一只只
    "|(?<=一只)(只)(?![有是能会要需用])"
    # 80头（只）
    "|(?<=[头匹羽条口])[（(](只)(?=[)）])"
    # 3天后, 十几天后
    "|(?<=[0-9０-９万千百亿余多])(?:天(后)(?![宫庙])"
    # 500里
    "|(里)(?![面头边外间长]))"
    "|(?<=[一二三四五六七八九十几数两半])天(后)(?![宫庙])"
    # 8周内, 29周的孕妇
    "|(?<=[0-9０-９])(周)(?![年岁长边围恩密到全身折旋济知])"
    # 两碗面, 3袋面, 一碗热腾腾的面
    "|(?<=[0-9０-９一二两三四五六七八九十几半百])(?:[碗袋斤]|[碗盘盆锅][\u4e00-\u9fff]{1,7}的)(面)(?![对临积朝向貌前的容孔目色具试])"
    # 这出话剧, 两出大戏
    "|(?<=[这那两三四五几每该])(出)(?=(?:大|好|小|新|老|古装|现代|传统|折子|历史|儿童|经典|原创|精彩的?)?"
    "(?:戏|[话歌舞京越豫评晋闹喜悲川粤地方]{1,2}剧|音乐剧|秦腔|二人台))"
)
_NEXT_TO: Final = rule(
    # 从这周起; 王家冲水库; 纯系谣言
    "(?<=[这每])(周)(?![围边遭密全到岁年])|(?<=[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯]家)(冲)(?![击突锋刺向在进出])"
    "|(?<=纯)(系)(?=[谣捏虚误子个污诬巧偶杜伪恶无])"
)
_AS_NEXT: Final = {"周": "週", "冲": "沖", "系": "係"}
_INEXACT: Final = rule(
    # 说不准, 放不准; 结果不准，
    "(?<=[说拿看吃放算找打摸瞄猜测估定量踩抓认选听记踢投射对报掐]不)准|(?<=[\u4e00-\u9fff]不)准(?=[，。；！？、,;!?）)”」]|$)"
)
_COUNTING: Final = {"只": "隻", "后": "後", "里": "里", "周": "週", "面": "麪", "出": "齣"}
_KIN: Final = (
    "丈夫|妻[子弟]|夫妻|[父母]亲|儿[子女]|女儿|[兄弟]弟|哥哥|[姐妹]{2}|本人|亲[生属戚]|前[夫妻]|同[事学伙]|[男女]友"
)
_WHAT_IS: Final = rule(
    "[该某其原因由被他她男女]|夫妻|同一|外籍|未成年|国有|民营|我[国市省区县]"
    "|本[市省地人]|上(?:世纪|海)|全[国市省]|国[内家]|世界|首[次个]|中国|一[种名家]"
)
_IS_KIN: Final = rule(f"(?:(?<=某)|(?<![\u4e00-\u9fff]))系其(?:{_KIN})")
_WEEK_BEGINS: Final = rule('[”"’』」》]|第|启动|开幕|闭幕|正式|拉开|活动|主题|系列')
"""What follows a week that is named after something: 卫生周第一天, “国际周”."""
_RARE: Final = 100
"""How often a word is seen at most that may have been put together for the occasion: 国际周."""
FOREIGN: Final = frozenset(
    "斯尔克特德拉巴阿马亚姆卡塔达伊萨瓦莱洛夫迪诺尼利奥曼弗鲍迈瑞基索努维希佛密欧列莫苏加杰赫盖齐布茨罗"
)
"""Characters that foreign names are written with: beside one of them, in one word, 里 is a sound and no inside."""
_FOREIGN_TOO: Final = FOREIGN | frozenset("贝切丁科约翰兹博格埃查波费吉西里穆")
"""The same for a whole word of them that follows 里: 里|贝罗."""


def counted(text: str) -> Iterator[Edit]:
    """Characters that are counted, or that count, and what is not exact."""
    for match in _COUNTED.finditer(text):
        for number in range(1, (match.lastindex or 0) + 1):
            if match[number]:
                yield Edit(*match.span(number), _COUNTING[match[number]])
    for match in _NEXT_TO.finditer(text):
        start, end = match.span()
        yield Edit(start, end, _AS_NEXT[text[start]])
    for match in _INEXACT.finditer(text):
        yield Edit(*match.span(), "準")


def placed(words: Sequence[str], frequency: Callable[[str], int]) -> dict[int, str]:
    """Single characters, by their places, that are told by the words beside them.

    Args:
        words: a Simplified text, cut into words.
        frequency: how often a word is seen, 0 for one that the dictionary does not know.
    """
    found: dict[int, str] = {}
    at = 0
    before = ""
    for word, after in zip(words, (*words[1:], ""), strict=False):
        if "里" in word:
            found |= {at + place: "里" for place in _sounds(word, before, after, frequency)}
        elif word[-1] == "周" and _WEEK_BEGINS.match(after) and _is_named_week(word, before, frequency):
            found[at + len(word) - 1] = "週"
        elif word[-1] == "系" and (word == "系" or word.endswith("某系")) and _WHAT_IS.match(after):
            found[at + len(word) - 1] = "係"  # 张某系该公司员工, in the language of notices
        at += len(word)
        before = word
    text = "".join(words)
    if "系其" in text:
        found |= {match.start(): "係" for match in _IS_KIN.finditer(text)}
    return found


def _is_named_week(word: str, before: str, frequency: Callable[[str], int]) -> bool:
    """Whether 周 comes after a word in a clause, as a word or as the end of a new one: not 四周, not 张某周."""
    if word == "周":
        return len(before) > 1 and before.isalpha()
    return len(word) == 3 and frequency(word) < _RARE < frequency(word[:2])


def _sounds(word: str, before: str, after: str, frequency: Callable[[str], int]) -> Iterator[int]:
    """Where 里 is a sound in a foreign name: 基里延科, 里|贝罗, 穆尔|里, 赫里|奥特."""
    if len(word) > 2:
        for place, char in enumerate(word):
            if char == "里" and not FOREIGN.isdisjoint(word[max(0, place - 1) : place + 2]):
                yield place
    elif word == "里":
        if any(len(one) > 1 and _FOREIGN_TOO.issuperset(one) and frequency(one) < _RARE for one in (before, after)):
            yield 0
    elif word[1] == "里" and _FOREIGN_TOO.issuperset(word) and frequency(word) < _RARE:
        yield 1
