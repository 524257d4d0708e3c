"""The persons that an article names as its makers: in bylines, datelines and credits."""

from __future__ import annotations

from collections.abc import Iterable

from reader.text.clean import LETTER
from reader.text.names import SURNAMES
from reader.text.rules import rule
from reader.text.tables import simplified

_CALLED = (
    "(?:记者|記者|通讯员|通訊員|实习生|實習生|评论员|評論員|编辑|編輯|责编|責編|校对|校對|摄影|攝影|作者|撰文|策划|策劃"
    "|[文图圖][/／][文图圖摄攝]|[文图圖](?=[：:]))"
)
_LIST = rule(f"{_CALLED}[：:/／]?\\s*((?:{LETTER}{{2,4}}(?:[ \\u3000、/／,，]+|(?=[）)；;。]|$)))+)")
"""□本报记者 于泓 范新勇 通讯员 李琰 · （记者 于泓、范新勇）"""
_BEFORE = rule(f"(?<!{LETTER})({LETTER}{{2,4}})\\s*(?:摄|攝|文|供图|供圖|报道|報道)(?!{LETTER})")
"""于泓 摄"""
_ALONE = rule(f"[□■▲（(\\s]*({LETTER}{{2,4}}(?:[ \\u3000、]+{LETTER}{{2,4}})*)[）)\\s]*$")
"""（于泓）"""
_PARTS = rule("[ \\u3000、/／,，]+")


def named(texts: Iterable[str], bylines: Iterable[str]) -> frozenset[str]:
    """The names of two to four characters that begin with a surname.

    Args:
        texts: what an article says, block by block, respaced: 记者 stands before a name, 摄 after it.
        bylines: lines of names among them.
    """
    found: set[str] = set()
    for text in texts:
        for match in _LIST.finditer(text):
            found.update(_PARTS.split(match[1]))
        found.update(match[1] for match in _BEFORE.finditer(text))
    for text in bylines:
        if alone := _ALONE.match(text):
            found.update(_PARTS.split(alone[1]))
    table = simplified()
    return frozenset(name for name in found if len(name) > 1 and name[0].translate(table) in SURNAMES)
