"""着 in a text from Taiwan, which writes 著 for it: 看著 is 看着, 著名 stays."""

from __future__ import annotations

from typing import Final

from reader.text.rules import rule

_KEPT: Final = (
    # 名著, 所著, 执著, 见微知著; 著名, 著作; 曾著有; 鲁迅著》
    "(?<=[名专專编編译譯显顯土原论論巨鉅卓昭合拙遗遺旧舊力新所执執知])著"
    "|著(?=[名称稱述录錄]|作(?![为為者用业業]))|(?:(?<![\u4e00-\u9fff])|(?<=[曾并並还還先后後]))著(?=[有书書文])"
    "|著(?=[》）)〉」』]|$)"
)
_OTHER: Final = rule(
    # 随著名牌, 意味著有: after these it is always 着
    f"(?<=[随隨接沿顺順趁朝跟凭憑冲衝味])著|(?P<kept>{_KEPT})|著"
)


def with_aspect(text: str) -> str:
    """A text of the same length with 着 for 著 where that says that something goes on, none of which has 着 yet.

    A text with 着 in it tells the two apart already. At the end of a line and before 》 and the like 著 is to write:
    鲁迅著.
    """
    if "著" not in text or "着" in text:
        return text
    return _OTHER.sub(lambda match: "著" if match["kept"] else "着", text)
