"""Regular expressions over folded text, which cannot take longer than they may.

A pattern is written as for Python's `re`. What it spells out is folded as texts are, so that 關於 finds 关于 and （ the
mark and not a group; white space in it means nothing, as there is none in a folded text; `.` is any character there.

The search itself is done by the package `regex`: it looks at the clock while it searches, and lets other threads run.
`re` does neither; a process that could be killed instead would have to be started, and given the text of a whole
library. What `regex` does not survive are repetitions of repetitions, which it writes out: those are refused.
"""

from __future__ import annotations

import re
import time
import unicodedata
import warnings
from collections.abc import Iterable
from typing import Any, Final

from reader.errors import ReaderError, UsageError
from reader.messages import N_, _
from reader.text.fold import fold_query
from reader.text.spans import Span

LARGEST: Final = 20_000
"""Items that a pattern may have when its counted repetitions are written out; the compiler needs 6 ms for as many."""


class BadPatternError(UsageError):
    """A pattern that is no regular expression, or not yet while it is being typed."""


class TooSlowError(ReaderError):
    """A pattern that takes longer than it may."""

    def __init__(self) -> None:
        super().__init__(_("This pattern takes too long. Make it simpler: no repetition within another."))


class Pattern:
    """A regular expression, ready to be looked for."""

    def __init__(self, written: str) -> None:
        """Compile it.

        Raises:
            BadPatternError: it is none, or too large.
        """
        import regex

        written = unicodedata.normalize("NFC", written)
        folded = folded_pattern(written)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a bracket in a class may mean more one day
            try:
                re.compile(written)
                re.compile(folded)
                if _size(folded) > LARGEST:
                    raise BadPatternError(_("This pattern repeats too much."))
                self._compiled: Any = regex.compile(folded, regex.IGNORECASE)
                self.required = required(folded)
                """What every hit holds; see `required`."""
            except re.error as error:
                raise BadPatternError(_bad(error)) from None
            except (regex.error, RecursionError, OverflowError, ValueError):
                raise BadPatternError(_("This pattern cannot be used.")) from None

    def ranges(self, folded: str, until: float) -> list[Span]:
        """Where it stands in a folded text, ascending and without overlaps; places of no length are none.

        Args:
            folded: the text.
            until: a time of `time.monotonic`.

        Raises:
            TooSlowError: it was not done by then.
        """
        return self.ranges_within(folded, ((0, len(folded)),), until)

    def ranges_within(self, folded: str, parts: Iterable[Span], until: float) -> list[Span]:
        """Where it stands in the parts of a folded text, of each as if there were nothing else; see `ranges`."""
        search, required, out = self._compiled.search, self.required, list[Span]()
        try:
            for low, high in parts:
                part = folded[low:high]
                for one in required:
                    if one not in part:
                        break
                else:
                    if search(part, timeout=_left(until)) is not None:
                        found = self._compiled.finditer(part, timeout=_left(until))
                        spans = (match.span() for match in found)
                        out += [(low + start, low + end) for start, end in spans if end > start]
        except (TimeoutError, MemoryError):
            raise TooSlowError from None
        return out


def _left(until: float) -> float:
    """Seconds that a search has; its clock does not know infinity."""
    left = until - time.monotonic()
    if left <= 0:
        raise TooSlowError
    return min(left, 3600.0)


_WORDS: Final = (
    ("missing )", N_("a bracket is not closed")),
    ("unterminated", N_("a bracket is not closed")),
    ("unbalanced", N_("a bracket is closed that was not opened")),
    ("nothing to repeat", N_("there is nothing to repeat")),
    ("multiple repeat", N_("there is nothing to repeat")),
    ("min repeat", N_("the smaller number comes first")),
    ("bad escape", N_("a backslash stands before a letter that means nothing")),
    ("bad character range", N_("a range runs backwards")),
)
"""What is wrong in the words of `re`, and in ours."""


def _bad(error: re.error) -> str:
    words = next((ours for theirs, ours in _WORDS if error.msg.startswith(theirs)), N_("it cannot be read"))
    if error.pos is None:
        return _("no regular expression: {problem}").format(problem=_(words))
    sentence = _("no regular expression: {problem} (character {place})")
    return sentence.format(problem=_(words), place=error.pos + 1)


_TOKEN: Final = re.compile(r"\\[^\W\d_]\{[^}]*\}|\\.|.", re.DOTALL)


def folded_pattern(written: str) -> str:
    """The pattern with what it spells out folded, and nothing else changed."""
    out: list[str] = []
    tokens = _TOKEN.findall(written)
    at = 0
    while at < len(tokens):
        if tokens[at] == "[":
            end = _class_end(tokens, at)
            out.append(_folded_class(tokens[at:end]))
            at = end
            continue
        literal = _literal(tokens[at])
        if literal is None:
            out.append(tokens[at])
        else:
            out.append(f"(?:{re.escape(literal)})" if len(literal) > 1 else re.escape(literal))
        at += 1
    return "".join(out)


def _literal(token: str) -> str | None:
    """What a token that stands for itself folds to; `None` for one that means something else, or is Latin."""
    char = token[-1] if len(token) == 2 else token
    if len(token) > 2 or (char.isascii() and not char.isspace()):
        return None
    return fold_query(char)


def _class_end(tokens: list[str], start: int) -> int:
    """Where the class that opens at a token ends: after its `]`, which as its first member stands for itself."""
    at = start + 1
    if at < len(tokens) and tokens[at] == "^":
        at += 1
    at += 1
    while at < len(tokens) and tokens[at] != "]":
        at += 1
    return min(at + 1, len(tokens))


def _folded_class(tokens: list[str]) -> str:
    out: list[str] = []
    at = 0
    while at < len(tokens):
        if 0 < at < len(tokens) - 3 and tokens[at + 1] == "-":
            ends = [_literal(token) for token in (tokens[at], tokens[at + 2])]
            # ０-９ means 0-9; of 一-龥 both ends stay as they are: Simplified ones would bound another range.
            if all(end and len(end) == 1 and end.isascii() for end in ends):
                out.append("-".join(re.escape(end or "") for end in ends))
            else:
                out.append("".join(tokens[at : at + 3]))
            at += 3
            continue
        literal = _literal(tokens[at])
        out.append(tokens[at] if literal is None else re.escape(literal))
        at += 1
    return "".join(out)


_COUNT: Final = re.compile(r"\{(\d*),?(\d*)\}")

_OBSCURE: Final = re.compile(r"\(\?(?![:=!<P])|\\[\dxuU]|\{(?!\d*,?\d*\})")
"""What makes signs that seem to stand for themselves mean something else: flags, comments and conditions; a character
given by its number (\\u6c11) or a group by several digits; `regex`'s own sign for mistakes (`{e<=1}`)."""


def required(pattern: str) -> tuple[str, ...]:
    """Strings that each match of a folded pattern holds, the longest first, as far as a look at its outside tells.

    They are found many times faster than the pattern, and most patterns have one: 局 and 民 in 民.{1,3}局.
    """
    if _OBSCURE.search(pattern):
        return ()
    tokens = _TOKEN.findall(pattern)
    runs, depth, at = [""], 0, 0
    while at < len(tokens):
        token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else ""
        count = _COUNT.match("".join(tokens[at : at + 24])) if token == "{" else None
        if token == "|" and not depth:
            return ()
        if not depth and len(token) == 1 and token.isalnum() and token.lower() == token.upper():
            if following not in ("?", "*", "{"):
                runs[-1] += token
            if following in ("?", "*", "{", "+"):
                runs.append("")
        else:
            runs.append("")
            depth += (token == "(") - (token == ")")
        at = _class_end(tokens, at) if token == "[" else at + (len(count[0]) if count else 1)
    return tuple(sorted({run for run in runs if run}, key=len, reverse=True))


def _size(pattern: str) -> int:
    """How many items a correct pattern has with its counted repetitions written out."""
    tokens = _TOKEN.findall(pattern)
    sizes, last, at = [0], 0, 0
    while at < len(tokens):
        token = tokens[at]
        if token == "(":
            sizes.append(0)
            last = 0
        elif token == ")" and len(sizes) > 1:
            last = max(1, sizes.pop())
            sizes[-1] += last
        elif token == "{" and (count := _COUNT.match("".join(tokens[at : at + 24]))):
            times = max(1, *(int(number or 1) for number in count.groups()))
            sizes[-1] += last * (times - 1)
            last *= times
            at += len(count[0]) - 1
        else:
            if token == "[":
                at = _class_end(tokens, at) - 1
            last = 1
            sizes[-1] += 1
        at += 1
    return sum(sizes)
