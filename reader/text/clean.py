"""Take out the spaces that a typesetter or a scanner put in, and disarm what a terminal would obey.

Half-width and full-width marks are treated alike: the same page may hold `,` a thousand times and `，` never. A space
is judged by what touches it on both sides:

* beside a Han character that stands alone it is letter-spacing (`市 新 城 区`) or a scrap of it, and goes;
* between a digit or a single letter and a Han character (`11 月 28日`, `1链1行+N 家`), after a pause or a bracket
  (`讯 （记者`), it goes;
* between two longer runs of Han it separates clauses of a title or names of a list (`守底线抓发展 全面推进乡村振兴`,
  `记者 马芳 宋爽`), and stays as one space; so it does beside a Latin word.
"""

from __future__ import annotations

from reader.text.mapped import Edit, MappedText
from reader.text.rules import rule

LETTER = r"[^\W\d\0-\u024f\uff21-\uff5a]"
"""A regular expression for one ideograph (with 々 〇, and kana): a letter that is not Latin.

Told by what it is not, and in two ranges, because it stands some forty times in the patterns that are compiled at every
start of the program: each further range would cost 0.1 ms each time, the 28,000 ideographs of the basic plane 1 ms.
"""

ZERO_WIDTH = "\u180e\u200b-\u200d\u2060\ufeff"
"""Inside of a regular expression class: marks that take no room and mean nothing to a reader of Chinese."""

_SPACES = rule(r"[^\S\n]+")
_SPECIAL = rule(
    f"[{ZERO_WIDTH}]+"
    # C0 and C1 without white space; directional marks; lone surrogates; tags.
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ud800-\udfff\U000e0000-\U000e007f]"
)
_IS_ZERO_WIDTH = rule(f"[{ZERO_WIDTH}]")
_IS_HAN = rule(LETTER)

_LONE_LETTER = rule(r"(?<![^\W_])[A-Za-z](?![^\W_])")

_OPENING = frozenset("“‘「『《〈（(【〔［[{｛〖")
_CLOSING = frozenset("”’」』》〉）)】〕］]}｝〗")
_QUOTES = frozenset("“‘「『《〈”’」』》〉")
_MARKS = frozenset("，。、；：？！…—·・～□■▲●◆★※") | _OPENING | _CLOSING
_HALF_WIDTH = frozenset(",;:?!.%()[]")
_CREDIT = frozenset("摄攝文图圖绘繪")
"""A character alone that ends a credit line and keeps its distance: `本报记者 王晓博 摄`."""


def respace(view: MappedText) -> MappedText:
    """The text with letter-spacing and stray spaces gone, and nothing in it that a terminal would interpret.

    Control characters show as their pictures (`␛`), directional marks and lone surrogates as U+FFFD, zero-width marks
    not at all; white space other than a line end becomes one plain space or nothing. No other character changes.
    """
    specials = [Edit(match.start(), match.end(), _picture(match[0])) for match in _SPECIAL.finditer(view.text)]
    if specials:
        view = view.replace(specials)
    runs = [match.span() for match in _SPACES.finditer(view.text)]
    edits = [edit for number in range(len(runs)) if (edit := _spacing(view.text, runs, number))]
    return view.replace(edits) if edits else view


def _picture(special: str) -> str:
    """What stands on the screen for a character that must not reach the terminal."""
    code = ord(special[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "" if _IS_ZERO_WIDTH.match(special) else "\ufffd"


def _spacing(text: str, runs: list[tuple[int, int]], number: int) -> Edit | None:
    start, end = runs[number]
    wanted = " " if _stays(text, runs, number) else ""
    return None if text[start:end] == wanted else Edit(start, end, wanted)


def _stays(text: str, runs: list[tuple[int, int]], number: int) -> bool:
    """Whether a run of spaces says something to the reader."""
    start, end = runs[number]
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    if "\n" in (before, after):
        return False
    if before in _MARKS or after in _MARKS:
        return _clause_beside_quote(text, start, end)
    before_han, after_han = _han_before(text, start), _han_after(text, end)
    if before_han and after_han:
        if min(before_han, after_han) > 1 or (after in _CREDIT and before_han > 1):
            return True
        return _wider_than_neighbours(runs, number)
    if before_han or after_han:
        other = after if before_han else before
        return not (
            other.isdigit() or other in _HALF_WIDTH or _LONE_LETTER.match(text, end if before_han else start - 1)
        )
    return not (before.isdigit() and after in "%％‰℃")


def _clause_beside_quote(text: str, start: int, end: int) -> bool:
    """Whether the space is outside a quotation and before or after a word: `实施“接地气”举措` no, `”提速 全面` yes."""
    before, after = text[start - 1], text[end]
    if before in _CLOSING and before in _QUOTES:
        return _han_after(text, end) > 1 or (after in _OPENING and after in _QUOTES)
    return after in _OPENING and after in _QUOTES and _han_before(text, start) > 1


def _wider_than_neighbours(runs: list[tuple[int, int]], number: int) -> bool:
    """Whether a gap in a letter-spaced line is wider than the gaps around it, and so separates clauses."""
    width = runs[number][1] - runs[number][0]
    return width > 1 and any(
        runs[near][1] - runs[near][0] < width
        and min(abs(runs[near][0] - runs[number][1]), abs(runs[number][0] - runs[near][1])) <= 2
        for near in (number - 1, number + 1)
        if 0 <= near < len(runs)
    )


def _han_before(text: str, offset: int) -> int:
    """0, 1 or 2 (for more): how many Han characters touch `offset` from the left."""
    count = 0
    while count < 2 and offset - count > 0 and _IS_HAN.match(text[offset - count - 1]):
        count += 1
    return count


def _han_after(text: str, offset: int) -> int:
    """0, 1 or 2 (for more): how many Han characters touch `offset` from the right."""
    count = 0
    while count < 2 and offset + count < len(text) and _IS_HAN.match(text[offset + count]):
        count += 1
    return count
