"""Does a paragraph begin a new article though no headline stands before it, as news in brief 简讯 does?

News in brief stands one paragraph an item, signed at the end (`（王甲乙）`, `（据新华社）`) or not at all; each says at
once who did what on which day, and shares few words with the item before. What each sign counts was fitted (logistic
regression) to 8,158 paragraphs that follow a finished paragraph on pages whose articles are known; 378 of them begin
an article.
"""

from __future__ import annotations

from reader.newspaper.joins import Unit
from reader.newspaper.wording import narrative
from reader.text.rules import rule

_DAY = rule("\\d{1,2}日|[一二三四五六七八九十]{1,3}日|日前|近日|最近|不久前|前不久|目前|截至")
_LEAD = 40
"""Within how many characters an item says on which day it happened."""

_GOES_ON = rule(
    "[他她它这该其对此但而然还]|据|同时|此外|另|会议|记者|图|[^，。]{2,12}(?:说|表示|强调|指出|介绍|认为|称)"
)
"""How paragraphs open that go on with a story: 他说，… 会议指出，…"""

_LONG = 90
"""More characters than most items have."""

_ALIKE = -6.3
"""What likeness to the paragraph before counts, up to three tenths."""

_SHARED = ((0.02, 0.3), (0.05, -0.2), (0.1, -0.8), (0.2, -0.7), (1.1, -1.0))
"""What it counts beyond `articles` that less than this share of its words stands in the article before."""

_SIGNED_BEFORE, _SIGNED, _DAY_NAMED, _DAY_NAMED_NEXT, _LAST, _CAPTION_BEFORE = 2.3, 1.4, 0.6, 0.9, 0.9, 0.8
_LONG_ITEM, _NARRATIVE, _STORY = -0.6, -1.2, -1.8


def brief(before: Unit, unit: Unit, after: Unit | None, alike: float, shared: float) -> float:
    """The logarithm of how much likelier than usual a paragraph begins an article without a headline.

    Args:
        before: the finished paragraph before it.
        unit: the paragraph.
        after: the unit after it, if there is one.
        alike: likeness to the paragraph before, 0 to 1.
        shared: how much of it is found in the article before, 0 to 1.
    """
    score = _ALIKE * min(0.3, alike) + next(counts for share, counts in _SHARED if shared < share)
    score += _SIGNED_BEFORE * before.signed_off + _SIGNED * unit.signed_off + _CAPTION_BEFORE * before.caption
    score += _DAY_NAMED * _names_a_day(unit)
    score += _LAST if after is None or after.heading else _DAY_NAMED_NEXT * (after.text and _names_a_day(after))
    score += _LONG_ITEM * (len(unit.core) > _LONG) + _NARRATIVE * narrative(unit.core)
    return score + _STORY * bool(_GOES_ON.match(unit.core))


def _names_a_day(unit: Unit) -> bool:
    return bool(_DAY.search(unit.core, 0, _LEAD))
