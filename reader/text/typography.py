"""How a text is dressed for the eye: full-width marks, a space between Han and Latin, corner brackets for quotations.

All of it is for the reader alone: whatever changes is mapped, and what is put in is an inserted run.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from reader.text.clean import LETTER
from reader.text.mapped import Edit, MappedText
from reader.text.rules import rule


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
    f"(?:(?<={LETTER})|(?<=[”’》）)】％%℃]))[,;:?!](?=\\s*(?:{_AROUND}|[(]|\\d|[A-Za-z]|$))"
    f"|(?<=[\\dA-Za-z])[,;:?!](?={LETTER}|[“‘《（「])"
)
_BRACKETS: Final = rule("[(]([^()]*)[)]")
_STOP: Final = rule(f"(?:(?<={LETTER})|(?<=[”’》）)】％%]))[.](?=\\s*(?:{_AROUND}|$))")
_LATIN: Final = rule("[0-9]*[A-Za-z](?:[0-9A-Za-z.+&'/-]*[0-9A-Za-z+])?")
"""A Latin word, with its digits: 5G, PM2.5, C++."""
_CORNERS: Final = str.maketrans("“”‘’", "「」『』")


def dressed(view: MappedText, typography: Typography) -> MappedText:
    """A view of one line with the typography asked for; every character still knows its source."""
    if typography.full_width:
        view = view.with_text(_widened(view.text))
    if typography.corner_quotes:
        view = view.with_text(view.text.translate(_CORNERS))
    if typography.spaced:
        view = view.replace(_seams(view.text))
    return view


def _widened(text: str) -> str:
    chars = list(text)
    for match in _BRACKETS.finditer(text):
        start, end = match.span()
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if _HAN.search(match[1]) or (_HAN.search(beside) and not match[1].isascii()):
            chars[start], chars[end - 1] = "（", "）"
    text = "".join(chars)
    text = _MARK.sub(lambda match: match[0].translate(_WIDE), text)
    return _STOP.sub("。", text)


def _seams(text: str) -> list[Edit]:
    """A space wherever Han touches a Latin word."""
    places = []
    for match in _LATIN.finditer(text):
        start, end = match.span()
        places += [start] if start and _HAN.match(text, start - 1) else []
        places += [end] if _HAN.match(text, end) else []
    return [Edit(at, at, " ") for at in places]
