"""Which Traditional and Simplified characters are one: the character tables of the installed OpenCC data.

They are read as files, without importing the package: finding and folding need one small table (4,000 entries, about
2 ms), not the phrases. Each table is read once and never changed afterwards.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from functools import cache
from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.messages import _

SAME_WORD: Final = str.maketrans(
    "㓰㳽䌽䙓䦆䩄侭暱沈渖稆緪缐讬谘钜锺镟馀麹麺𢧐𢭏𧹒𧹔𩨂𪠽𪨧𪪏𫍝𫍿𫔭𫔮𫖕𫖸𫗫𫗭𫗯𫛲𫜩𫫇𬞟𫔀"
    "迳劄箚谿貍濬荳搧蘗鎗拏燄澂籐瑯筿耡耈隄斲菓扞拚舖袷遶像哩觔"
    "瞭覆伕雠藉彷鲶幷薰著赒擡座醯俱𬭭牴𰬸揹唚么衹簷潀痺睪颚敍枱衞",
    "划弥彩摆镢腼尽昵沉沉穞縆线托咨巨钟旋余曲面战捣买账骢当仑庐谏谫开闲鞲愿糊喂糇雕啮恶苹炼"
    "径札札溪狸浚豆扇檗枪拿焰澄藤琅筱锄耇堤斫果捍拼铺夹绕象里斤"
    "了复夫仇借仿鲇并熏着周抬坐酰具戚抵穗背吣幺只檐潨痹睾腭叙台卫",
)
"""Pairs that the character table keeps apart although converting a text turns one into the other: 了解 becomes 瞭解,
反复 反覆, 随着 隨著, 坐标 座標, 家具 傢俱. Found by comparing both sides of every entry of the phrase and variant
tables. Left out are 链/炼, 划/画, 待/呆, 蔽/庇 and 坏/坯: they are different words nearly everywhere.
"""

RADICALS: Final = str.maketrans(
    "⺄⺈⺊⺌⺍⺎⺒⺓⺛⺜⺝⺟⺠⺧⺩⺪⺫⺬⺮⺵⺶⺷⺻⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻌⻍⻎⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "乙刀卜小小兀巳幺旡日月母民牛王疋目示竹网羊羊聿肉臼虎西西见角贝足车辶辶辶长长门雨青韦页风飞食食马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
)
"""Radicals (U+2E80–2EFF) that some PDF files have in the place of characters, and that NFKC, which knows those of
U+2F00–2FD5, leaves alone; after Unicode's EquivalentUnifiedIdeograph."""

ONE_SIDED: Final = Path(__file__).with_name("one_sided.txt")
"""What `one_sided` gives, worked out from the tables beforehand: every start asks for the script of a page."""

_lock = threading.Lock()


def simplified() -> dict[int, int]:
    """Each Traditional character's Simplified one, for `str.translate`; a text keeps its length."""
    with _lock:
        return _simplified()


@cache
def one_sided() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only a Simplified text has, and those that only a Traditional one has.

    A character that is Simplified in one place and a regional form of Traditional in another (群 for 羣, 峰 for 峯)
    tells nothing and stands in neither.
    """
    simplified_only, traditional_only = ONE_SIDED.read_text(encoding="utf-8").split()
    return frozenset(simplified_only), frozenset(traditional_only)


@cache
def _simplified() -> dict[int, int]:
    first = {key: values[0] for key, values in entries("TSCharacters")}
    # Two steps at most: 薴 leads to 苧, which is itself a Traditional form of 苎.
    return {ord(key): ord(first.get(value, value)) for key, value in first.items()}


def entries(name: str) -> list[tuple[str, str]]:
    """The keys of a table, each with its candidates and the spaces between them."""
    return re.findall(r"^(.)\t(.+)$", _read(name), re.MULTILINE)


def _read(name: str) -> str:
    """A character table of the installed data: lines of a key, a tab, and its candidates, the usual one first.

    Raises:
        ReaderError: the data is not there, as where another package of the name `opencc` stands in its place.
    """
    spec = importlib.util.find_spec("opencc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "dictionary", f"{name}.txt")
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise ReaderError(
        _("The tables of opencc-python-reimplemented are missing ({name}.txt): install the reader again.").format(
            name=name
        )
    )
