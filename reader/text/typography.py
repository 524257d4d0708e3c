"""How a text is dressed for the eye: full-width marks, a space between Han and Latin, corner brackets for quotations.

All of it is for the reader alone: whatever changes is mapped, and what is put in is an inserted run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from reader.text.clean import LETTER
from reader.text.mapped import Edit, MappedText
from reader.text.rules import rule

if TYPE_CHECKING:
    import re


class Typography(NamedTuple):
    """What is done; by default nothing."""

    full_width: bool = False
    """Half-width marks between Han become full-width."""
    spaced: bool = False
    """One space stands between Han and a Latin word."""
    corner_quotes: bool = False
    """「」 and 『』 stand for “” and ‘’."""


_WIDE: Final = str.maketrans(",;:?!()", "，；：？！（）")
_AROUND: Final = f"{LETTER}|[“”‘’《》〈〉「」『』（）〔〕【】、，。；：？！…—·％]"
"""A regular expression for what belongs to a line of Han: ideographs and the marks among them."""
_HAN: Final = rule(LETTER)
_MARK: Final = rule(
    # After Han: before Han, a mark, a digit or the end; before Han: after a digit, a sign or a bracket.
    f"(?:(?<={LETTER})|(?<=[”’》）)】％%℃]))(?:[,;:]|[?!]{{1,3}})(?=\\s*(?:{_AROUND}|[(]|\\d|[A-Za-z]|$))"
    f"|(?<=[\\dA-Za-z])[,;:?!](?={LETTER}|[“‘《（「])"
)
_BRACKETS: Final = rule("[(]([^()]*)[)]")
_STOP: Final = rule(
    # Not 乔治.布什 or 人.财.物: between two Han it is a stop only with a space behind it.
    f"(?<={LETTER})[.](?=\\s*(?:[“”‘’《》〈〉「」『』（）〔〕【】]|$)|\\s+{LETTER})|(?<=[”’》）)】％%])[.](?=\\s*(?:{_AROUND}|$))"
)
_LATIN: Final = rule("[0-9]*[A-Za-z](?:[0-9A-Za-z.+&'/-]*[0-9A-Za-z+])?")
"""A Latin word, with its digits: 5G, PM2.5, C++."""
_QUOTES: Final = rule("[“”‘’]")
_CORNERS: Final = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_BESIDE: Final = rule(f"(?:{_AROUND}|[,;:?!.])?$")
"""What stands before and after a bracket that is wide though all in it is narrow: 总值(GDP)增长."""


def dressed(view: MappedText, typography: Typography) -> MappedText:
    """A view of one line with the typography asked for; every character still knows its source."""
    if typography.full_width:
        view = view.with_text(_widened(view.text))
    if typography.corner_quotes:
        view = view.with_text(_cornered(view.text))
    if typography.spaced:
        view = view.replace(_seams(view.text))
    return view


def _widened(text: str) -> str:
    chars = list(text)
    for match in _BRACKETS.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        among = bool(_BESIDE.match(before) and _BESIDE.match(after)) or not match[1].isascii()
        if _HAN.search(match[1]) or (among and _HAN.search(before + after)):
            chars[start], chars[end - 1] = "（", "）"
    text = "".join(chars)
    text = _MARK.sub(lambda match: match[0].translate(_WIDE), text)
    return _STOP.sub("。", text)


def _cornered(text: str) -> str:
    """The text with corner brackets; ’ alone is an apostrophe, and both after digits feet and inches: It’s, 5’11”."""
    opened = {"“": 0, "‘": 0}

    def corner(match: re.Match[str]) -> str:
        quote, at = match[0], match.start()
        if quote in opened:
            opened[quote] += 1
            return _CORNERS[quote]
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        pair = "“" if quote == "”" else "‘"
        letter = quote == "’" and before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
        if letter or (not opened[pair] and (quote == "’" or before.isdigit())):
            return quote
        opened[pair] = max(0, opened[pair] - 1)
        return _CORNERS[quote]

    return _QUOTES.sub(corner, text)


def _seams(text: str) -> list[Edit]:
    """A space wherever Han touches a Latin word."""
    places = []
    for match in _LATIN.finditer(text):
        start, end = match.span()
        places += [start] if start and _HAN.match(text, start - 1) else []
        places += [end] if _HAN.match(text, end) else []
    return [Edit(at, at, " ") for at in places]
