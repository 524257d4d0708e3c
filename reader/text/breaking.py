"""Where a line of Chinese text may end: the line-breaking rules (避头尾, kinsoku).

W3C *Requirements for Chinese Text Layout* (CLREQ), the section on marks prohibited at a line's start and end: its level
"GB" (basic, and no solidus at a line's end); an ellipsis, as in "strict", is kept from a line's start as well. Digits
stay with their signs, marks and units, Western words whole, —— and …… whole. Half-width marks follow the rules of the
full-width ones, because recognised pages have `,` where the paper had `，`.

A text is first made a *shape*, one letter for the class of each character; the rules are patterns over shapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from reader.text.rules import rule

_CHARACTERS: Final = {
    # No line starts with these: marks of pause and stop, interpuncts, repetition marks and small kana.
    "C": "、。！!；;？·・‧•‼⁇⁈⁉々〻ーゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶﾞﾟ",
    # Nor with units; in ranges they stand before a connector: 5℃～10℃.
    "U": "℃℉°′″‰‱％",
    # Nor with these, which are also found inside words and numbers: 2.5, 20:15, page?id=5, don’t.
    "c": ".:?’",
    # Both a unit and found inside words: 5%～10%, page?id=5%20.
    "p": "%",
    # Inside numbers only: 1,285 and １：２.
    "k": ",，：．",
    # Connectors; inside ranges: 5～10.
    "K": "～〜~–‒‐－",
    # Hyphen and signs: part of a word, sign of a number, or a connector.
    "G": "-+−\u2011",
    # Part of a word that they touch.
    "j": "_@&=*×÷±<>^",
    # Before numbers.
    "R": "#№§",
    # A solidus ends no line, and parts no word.
    "F": "/",
    # Straight quotes open or close: nobody knows which.
    "Q": "\"'",
    # Half a dash, an ellipsis, a whole dash.
    "D": "—―─",
    "E": "…⋯‥",
    "B": "⸺⸻",
    "J": "\u200d",
}
_CLASS_OF: Final = {char: name for name, chars in _CHARACTERS.items() for char in chars}

# Other classes: S white space, M a mark that belongs to the character before it, I a half of a flag, O opening,
# A letter of a script with words, N digit, H all others: Han, kana, Hangul, symbols, pictures.

_TIGHT: Final = rule(
    "|".join(
        [
            r"(?<=[OFQ])",
            r"(?=[CUcpkKEGFQ])",
            r"(?<=D)(?=D)",
            r"(?<!D)(?=D(?!D))",  # one — alone is a connector
            r"(?<=[AN])(?=[ANjR])",
            r"(?<=[jGR])(?=[ANjR])",
            r"(?<=Nk)(?=N)",
            r"(?:(?<=[ANjRGF][cp])|(?<=[ANjRGF][cp]{2})|(?<=[ANjRGF][cp]{3}))(?=[ANjR])",
            r"(?:(?<=N[KD])|(?<=N[Up][KD]))(?=N)",  # 2—3, 5%～10%
        ]
    )
)
"""Matches where no line ends between two characters that touch."""

_SPACED: Final = rule(r"[OF]|.[CUcpkKE]|.D(?!D)|DD|RN")
"""Matches the class before white space and the two after it where no line ends at that white space."""

_IN_WORD: Final = rule(r"(?<=[FjGRcp])(?<!N[cG])(?=[AN])")
"""Matches where a word that is longer than a line is best cut: after a joint, as in an address."""

_HARD: Final = rule(r"(?<=O)|(?=[CUcpkKEGFQ])|(?<=D)(?=D)")
"""Matches where even what is longer than a line is not cut, if it can be cut elsewhere."""

_SPACES: Final = rule("S*")


def shape(text: str) -> str:
    """The classes of a text's characters, one letter each.

    A character of class `M` belongs to the one before it; no line ends before it. A mark that has nothing to stand on
    counts as white space.
    """
    for char in set(text):
        if ord(char) not in _SHAPES:
            _SHAPES[ord(char)] = _class(char)
    found = text.translate(_SHAPES)
    if _ODD.search(found):
        # White space takes the marks behind it; a joiner takes what it joins; two halves make a flag.
        found = re.sub(r"(?:^|(?<=S))[MJ]+", _as("S"), found)
        found = re.sub(r"J[^SMJ]?", _as("M"), found)
        found = re.sub(r"II", "HM", found).replace("I", "H")
    return found


def last_break(shape: str, start: int, limit: int) -> tuple[int, int]:
    """Where a line that starts at `start` and reaches at most to `limit` ends, and where the next one starts.

    White space between the two belongs to neither. If nothing may be parted, the line ends where it hurts least, at
    the limit in the end.

    Args:
        shape: The classes of the text, without any `M`.
        start: A place that is not white space.
        limit: A place after `start` and before the end of the text.
    """
    best = (
        _search(shape, start, limit, _may_part, "AN")
        or _search(shape, (start + limit) // 2, limit, _in_word, "AN")
        or _search(shape, start, limit, _not_hard, "")
    )
    return best or _gap(shape, limit)


def break_at(shape: str, at: int) -> tuple[int, int] | None:
    """Where a line that may end at a place ends, and where the next one starts; `None` if none may end there.

    Args:
        shape: The classes of the text, without any `M`.
        at: A place between the ends of the text, after something that is not white space.
    """
    end, following = _gap(shape, at)
    return (end, following) if _may_part(shape, end, following) else None


def skip_spaces(shape: str, at: int) -> int:
    """The next place that is not white space."""
    found = _SPACES.match(shape, at)
    return found.end() if found else at


_SHAPES: dict[int, str] = {}
"""The class of each character met so far. Several threads may fill it: they write the same values."""

_ODD: Final = rule("[MJI]")


def _as(name: str) -> Callable[[re.Match[str]], str]:
    return lambda found: name * len(found[0])


def _search(
    shape: str, start: int, limit: int, may: Callable[[str, int, int], bool], whole: str
) -> tuple[int, int] | None:
    """The last place in `(start, limit]` that passes; none does inside a run of the classes `whole`."""
    at = limit
    while at > start:
        end, following = _gap(shape, at)
        if end > start and may(shape, end, following):
            return end, following
        # A word of a million letters must not take a million steps.
        at = start + len(shape[start : end - 1].rstrip(whole)) if shape[end - 1] in whole else end - 1
    return None


def _gap(shape: str, at: int) -> tuple[int, int]:
    """The white space around a place."""
    end = at
    while end and shape[end - 1] == "S":
        end -= 1
    return end, skip_spaces(shape, at)


def _may_part(shape: str, end: int, following: int) -> bool:
    if end == following:
        return not _TIGHT.match(shape, end)
    return not _SPACED.match(shape[end - 1] + shape[following : following + 2])


def _in_word(shape: str, end: int, following: int) -> bool:
    return end == following and bool(_IN_WORD.match(shape, end))


def _not_hard(shape: str, end: int, following: int) -> bool:
    return end == following and not _HARD.match(shape, end)


def _class(char: str) -> str:
    if char.isspace():
        return "S"
    from rich.cells import cell_len  # who only recognises pages does without it

    # Width variants are of one class; a circled digit is a picture.
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) != 1 or unicodedata.decomposition(char).startswith("<circle>"):
        plain = char
    known = _CLASS_OF.get(char) or _CLASS_OF.get(plain)
    if known:
        return known
    category = unicodedata.category(plain)
    if category == "Cf" and cell_len(char):
        return "A"  # a soft hyphen, which a terminal draws
    if category in ("Mn", "Mc", "Me") or not cell_len(char) or "\U0001f3fb" <= char <= "\U0001f3ff":
        return "M"
    if category in _CLASS_OF_CATEGORY:
        return _CLASS_OF_CATEGORY[category]
    if "\u3371" <= char <= "\u33df" or char == "\u33ff":
        return "U"  # ㎡ ㎏ ㏄
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return "I"
    narrow = cell_len(plain) == 1
    return "A" if narrow and category[0] == "L" else "N" if narrow and category[0] == "N" and plain == char else "H"


_CLASS_OF_CATEGORY: Final = {"Ps": "O", "Pi": "O", "Pe": "C", "Pf": "C", "Sc": "R", "Nd": "N"}
