"""The squares of vertical text: what stands one below the other in a column, and in which form.

W3C *Requirements for Chinese Text Layout*, "Vertical writing mode": a number of two digits stands upright in one square
(纵中横, tate-chu-yoko); other numbers and Western letters stand one below the other, upright, in squares of their own,
for a terminal cannot turn them; brackets, quotation marks, dashes and ellipses take their vertical forms (GB/T
15834-2011, 5.2: “ ” are ﹃ ﹄ and ‘ ’ are ﹁ ﹂).
"""

from __future__ import annotations

from typing import Final

from reader.text.breaking import shape
from reader.text.rules import rule
from reader.text.widths import cells, drawn

_PAIR: Final = rule(r"(?<![0-9A-Za-z])(?<![0-9][.,:])[0-9]{2}(?![0-9A-Za-z]|[.,:][0-9])")
"""A number of two digits that is no part of a longer one."""

_FORMS: Final = str.maketrans(
    dict(
        zip(
            "“”‘’「」『』（）()〔〕【】《》〈〉[]［］{}｛｝—―─–…‥～~，,、。：:；;！!？?_",
            "﹃﹄﹁﹂﹁﹂﹃﹄︵︶︵︶︹︺︻︼︽︾︿﹀﹇﹈﹇﹈︷︸︷︸︱︱︱︲︙︰︴︴︐︐︑︒︓︓︔︔︕︕︖︖︳",
            strict=True,
        )
    )
    | {"·": "・", "•": "・", " ": "\u3000", "\t": "\u3000"}
    | {chr(number): chr(number + 0xFEE0) for number in range(0x21, 0x7F) if chr(number) not in "()[]{}~,:;!?_"}
)
"""Vertical forms, of half-width marks as well; other ASCII characters become full-width, to fill their square."""


def squares(text: str) -> list[int]:
    """Where each square of a text begins; a character with its combining marks is one, a two-digit number another."""
    classes = shape(text) + "S"
    seconds = {found.end() - 1 for found in _PAIR.finditer(text) if classes[found.end()] != "M"}
    return [at for at in range(len(text)) if classes[at] != "M" and at not in seconds]


def upright(text: str) -> str:
    """What is drawn for the text of one square: two cells, but for what the terminal draws otherwise than is known."""
    if len(text) == 2 and text.isascii() and text.isdigit():
        return text
    form = drawn(text.translate(_FORMS))
    return form + " " * (2 - cells(form))
