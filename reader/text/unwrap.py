"""Make one line of a text that was set on several.

A line end between Han characters, or inside a number, was put there by the typesetter and goes. Between two Latin words
it stands for a space. In a list of reporters it may stand for a space or for nothing: `（记者 马芳⏎宋爽 陈春艳）` holds
three names, `（记者 李永⏎桃）` one, `（记⏎者 皇甫美鲜）` a word that was cut.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.text.clean import LETTER
from reader.text.mapped import Edit, MappedText
from reader.text.rules import rule

_SPACES = rule(r"\s+")
_NAMING = "记\\s*者|記\\s*者|通\\s*讯\\s*员|通\\s*訊\\s*員"
_REPORTERS = rule(f"[（(][^（()）]{{0,12}}?(?:{_NAMING})[^（()）]{{0,160}}[）)]")
"""A list of reporters in brackets. Real ones in the five seed documents run to 24 characters."""
_AFTER_REPORTER = rule("(?:记者|記者)[^，。,.；;]{0,24}$")
_CALLING = rule("通讯员|通訊員|实习生|實習生|记者|記者|摄|攝")
"""What a name is preceded by, or closed by in a credit line."""
_LAST_HAN = rule(f"(?:{LETTER}|·)+$")
_FIRST_HAN = rule(f"(?:{LETTER}|·)+")


def unwrap(view: MappedText) -> MappedText:
    """Running text on one line."""
    lists = [match.span() for match in _REPORTERS.finditer(view.text)]

    def between(text: str, start: int, end: int) -> str:
        while lists and lists[0][1] <= start:
            lists.pop(0)
        if lists and lists[0][0] < start:
            return _between_names(text, start, end)
        return _between_words(text, start, end)

    return _without_line_ends(view, between)


def unwrap_names(view: MappedText) -> MappedText:
    """A line of names, or several, on one line."""
    return _without_line_ends(view, _between_names)


def unwrap_title(view: MappedText) -> MappedText:
    """A title set on several lines on one: each line is a clause, unless its characters stand one to a line."""

    def between(text: str, start: int, end: int) -> str:
        line_before = text.rfind("\n", 0, start) + 1
        line_after = text.find("\n", end)
        alone = start - line_before == 1 or (line_after if line_after >= 0 else len(text)) - end == 1
        return "" if alone else " "

    return _without_line_ends(view, between)


def _without_line_ends(view: MappedText, between: Callable[[str, int, int], str]) -> MappedText:
    text = view.text
    edits = []
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if "\n" in match[0]:
            edits.append(Edit(start, end, between(text, start, end) if start > 0 and end < len(text) else ""))
    return view.replace(edits) if edits else view


def _between_words(text: str, start: int, end: int) -> str:
    before, after = text[start - 1], text[end]
    if _latin(before) and _latin(after):
        return " "
    if _CALLING.match(text, end) and _AFTER_REPORTER.search(text, max(0, start - 30), start):
        return " "
    return ""


def _between_names(text: str, start: int, end: int) -> str:
    """A space, unless the pieces on both sides look like halves of one name or word."""
    last = _LAST_HAN.search(text, max(0, start - 12), start)
    first = _FIRST_HAN.match(text, end)
    if _CALLING.match(text, end) and last:
        return " "
    if not last or not first:
        return " " if _latin(text[start - 1]) and _latin(text[end]) else ""
    # A surname alone (薛⏎来), or a given name cut in two (李永⏎桃). Two characters against two or more are two names.
    return "" if len(last[0]) == 1 or len(first[0]) == 1 else " "


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
