"""A checker of the line-breaking rules, written from the rules and not from the code that follows them.

CLREQ (https://www.w3.org/TR/clreq/), "Prohibition rules for line start and line end" (basic, and the solidus of GB) and
"Unbreakable marks".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

NEVER_FIRST = "、，。；：？！．‼⁇’”」』）〕］｝〗】》〉～－–·・‧,.;:?!)]}%％‰℃°…⋯々"
NEVER_LAST = "‘“「『（〔［｛【〖《〈([{/／"
WHOLE = "—…⸺⋯"

NUMBER = re.compile(r"[¥￥$№#]?[+\-−]?[0-9０-９]+(?:[.,，．:：/—–\-~～][0-9０-９]+)*(?:%|％|‰|℃|°C|°)?")
RANGE_OF_SHARES = re.compile(r"[0-9.]+%[—–\-~～][0-9.]+%")
WORD = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ0-9]+(?:[._@/:+#&?=%\-'’]{1,3}[A-Za-zＡ-Ｚａ-ｚ0-9]+)*")


def tokens(text: str) -> list[tuple[int, int]]:
    """The ranges of the numbers and words of a text, which stay whole."""
    return [match.span() for pattern in (NUMBER, RANGE_OF_SHARES, WORD) for match in pattern.finditer(text)]


def fault(text: str, whole: Iterable[tuple[int, int]], end: int, following: int) -> str | None:
    """What is wrong with ending a line at `end` and going on at `following`; None if nothing is."""
    before, after = text[end - 1], text[following]
    if after in NEVER_FIRST:
        return f"{after} starts a line"
    if after == "—" != text[following + 1 : following + 2] and before != "—":
        return "a connector starts a line"
    if before in NEVER_LAST:
        return f"{before} ends a line"
    if before == after and before in WHOLE:
        return f"{before}{after} is split"
    for start, stop in whole:
        if start < end and following < stop:
            return f"{text[start:stop]} is split"
    return None


def faults(text: str, lines: Sequence[tuple[int, int]]) -> list[str]:
    """Everything that is wrong with the line ends of a paragraph, as `… | …: why`."""
    whole = tokens(text)
    out = []
    for (_, end), (following, _) in itertools.pairwise(lines):
        why = fault(text, whole, end, following)
        if why:
            out.append(f"{text[max(0, end - 10) : end]} | {text[following : following + 10]}: {why}")
    return out
