"""How many cells a terminal draws for a character, and what is drawn in place of one that it cannot be trusted with.

Unicode (UAX #11) calls “ ” ‘ ’ … — · ■ □ ① and many more *ambiguous*: a terminal draws one cell for them or two, as it
is set. Rich always counts one. Where the terminal draws two, a text is *drawn* with substitutes whose width is beyond
doubt, and laid out by what is drawn; the text itself stays as it is, for copying, searching and annotating.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from typing import Final

from rich.cells import cell_len

_WIDE: Final = {
    **dict(zip("“”‘’", "〝〞「」", strict=True)),
    **dict(zip("…‥—―–‐·•‧", ("⋯⋯", "..", "－", "－", "－", "-", "・", "・", "・"), strict=True)),
    **dict(zip("■□▲△▼▽◆◇●○★☆※→←↑↓", "▪▫▴▵▾▿⬩⋄⦁◦⭑⚝⁎⟶⟵⇡⇣", strict=True)),
    **dict(zip("±×÷°′″℃℉‰§№", ("+-", "＊", "／", "゜", "＇", "＂", "ᵒC", "ᵒF", "%₀", "ss", "No"), strict=True)),
    **dict(zip("①②③④⑤⑥⑦⑧⑨⑩", (*(f"{number})" for number in range(1, 10)), "10"), strict=True)),
    **dict(zip("ⅠⅡⅣⅤⅥⅨⅩ", ("I", "II", "IV", "V", "VI", "IX", "X"), strict=True)),
}
"""What is drawn in a text where the terminal would draw two cells: two as well; a space goes with what is but one."""

_NARROW: Final = {
    **dict(zip("“”‘’…‥—―–‐·•‧", "\"\"''⋯:----･･･", strict=True)),
    **dict(zip("■□▲△▼▽◆◇●○★☆※→←↑↓×÷±▶≠\ufffd", "▪▫▴▵▾▿⬩⋄⦁◦⭑⚝⁎⟶⟵⇡⇣xx+▸!?", strict=True)),
    **dict(zip("①②③④⑤⑥⑦⑧⑨ⅠⅤⅩ", "123456789IVX", strict=True)),
    **dict.fromkeys("─━┄┅┈┉═▁▔▂▃", "-"),
    **dict.fromkeys("│┃┆┇┊┋║▏▕▎▍▌▊▉", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋", "+"),
    **dict.fromkeys("█▓▒▇▆▅▄▀", "#"),
}
"""What is drawn there in one cell, by those that draw a text as Rich counts it: lists, borders, bars."""


class _Terminal:
    """What is known of the terminal: there is one to a process."""

    wide = False


def set_ambiguous_wide(wide: bool) -> None:
    """Count ambiguous characters as two cells from now on, or as one; what was laid out before is no longer true."""
    _Terminal.wide = wide


def ambiguous_wide() -> bool:
    """Whether ambiguous characters are counted as two cells."""
    return _Terminal.wide


def is_ambiguous(char: str) -> bool:
    """Whether terminals disagree about the width of a character: one cell or two."""
    return unicodedata.east_asian_width(char) == "A" and cell_len(char) == 1


def cells(text: str) -> int:
    """The number of terminal cells that a text takes, as it is drawn."""
    return cell_len(text) + _count(text, ()) if _Terminal.wide else cell_len(text)


def drawn(text: str) -> str:
    """What is drawn for a text, as wide as `cells` says; a character may become two, and none goes away."""
    return text.translate(_DRAWN) if _Terminal.wide else text


def excess(text: str) -> int:
    """By how many cells the terminal draws more for what is drawn than Rich counts: for what has no substitute.

    That is letters above all: Greek, Cyrillic.
    """
    return _count(text, _WIDE) if _Terminal.wide else 0


def drawn_narrow(text: str) -> str:
    """What is drawn for a text that was laid out by Rich's widths, character by character."""
    return text.translate(_DRAWN_NARROW) if _Terminal.wide else text


def _count(text: str, but: Container[str]) -> int:
    """The number of ambiguous characters but some; one that a selector makes a picture is two cells to Rich too."""
    if text.isascii():
        return 0
    count, before = 0, ""
    for char in text:
        if char not in _AMBIGUOUS:
            _AMBIGUOUS[char] = is_ambiguous(char)
        if before and char == _PICTURE:
            count -= cell_len(before + char) == 2
        before = char if _AMBIGUOUS[char] and char not in but else ""
        count += before != ""
    return count


_PICTURE: Final = "\ufe0f"
_AMBIGUOUS: dict[str, bool] = {}
"""What is known of each character met so far. Several threads may fill it: they write the same values."""
_DRAWN: Final = str.maketrans({char: form if cell_len(form) > 1 else f"{form} " for char, form in _WIDE.items()})
_DRAWN_NARROW: Final = str.maketrans(_NARROW)
