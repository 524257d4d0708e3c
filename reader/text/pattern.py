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
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from reader.errors import ReaderError, UsageError
from reader.messages import N_, _
from reader.text.fold import fold_query
from reader.text.pattern_walls import TOKEN, WALL, class_end, walled
from reader.text.spans import Span

LARGEST: Final = 20_000
"""Items that a pattern may have when its counted repetitions are written out; the compiler needs 6 ms for as many."""

TOGETHER: Final = 20_000
"""Characters from which on parts are no more searched together with others: some milliseconds for most patterns."""

SLICE: Final = 0.04
"""Seconds that a search goes on before it is asked whether it is still wanted. It cannot be gone on with after that, so
that it is begun again, part by part, each with twice as much time as before."""

LONGEST: Final = 0.4
"""Seconds above which no part of a text is given more; a pattern that needs them needs hours for a library."""


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
                within = walled(folded)
                flags = regex.IGNORECASE | regex.MULTILINE
                self._walled: Any = None if within is None else regex.compile(within, flags)
                self.required = required(folded)
                """What every hit holds; see `required`."""
            except re.error as error:
                raise BadPatternError(_bad(error)) from None
            except (regex.error, RecursionError, OverflowError, ValueError):
                raise BadPatternError(_("This pattern cannot be used.")) from None

    def ranges(self, folded: str, until: float, cancelled: Callable[[], bool] = lambda: False) -> list[Span]:
        """Where it stands in a folded text, ascending and without overlaps; places of no length are none.

        Args:
            folded: the text.
            until: a time of `time.monotonic`.
            cancelled: asked some twenty times a second; where it says yes, the rest is left out.

        Raises:
            TooSlowError: it was not done by then, or takes too long for so short a text.
        """
        return self.ranges_within(folded, ((0, len(folded)),), until, cancelled)

    def ranges_within(
        self, folded: str, parts: Iterable[Span], until: float, cancelled: Callable[[], bool] = lambda: False
    ) -> list[Span]:
        """Where it stands in the parts of a folded text, of each as if there were nothing else; see `ranges`."""
        out = list[Span]()
        every = list(parts)
        for some in _batches(every) if len(folded) > TOGETHER else (every,):
            if cancelled():
                break
            out += self._together(folded, some, until, cancelled)
        return out

    def _together(
        self, folded: str, parts: Sequence[Span], until: float, cancelled: Callable[[], bool]
    ) -> Iterable[Span]:
        """Where it stands in some parts: in one go through all of them where there can be walls between them."""
        if self._walled is not None and len(parts) > 1:
            text = WALL.join([folded[low:high] for low, high in parts])
            if text.count(WALL) == len(parts) - 1:
                try:
                    found = _found(self._walled, text, min(SLICE, _left(until)))
                except (TimeoutError, MemoryError):
                    return self._one_by_one(folded, parts, until, cancelled)
                return _put_back(found, parts) if found else ()
        return self._one_by_one(folded, parts, until, cancelled)

    def _one_by_one(
        self, folded: str, parts: Iterable[Span], until: float, cancelled: Callable[[], bool]
    ) -> Iterator[Span]:
        for low, high in parts:
            part = folded[low:high]
            if any(one not in part for one in self.required):
                continue
            allowed = SLICE
            while not cancelled():
                left = _left(until)
                try:
                    found = _found(self._compiled, part, min(allowed, left))
                except MemoryError:
                    raise TooSlowError from None
                except TimeoutError:
                    allowed *= 2
                    if allowed > LONGEST:
                        raise TooSlowError from None
                else:
                    yield from ((low + start, low + end) for start, end in found)
                    break
            else:
                return


def _put_back(found: Iterable[Span], parts: Iterable[Span]) -> Iterator[Span]:
    """Places in parts that were joined by walls, in the text that the parts are of."""
    begins, moves, begin = list[int](), list[int](), 0
    for low, high in parts:
        begins.append(begin)
        moves.append(low - begin)
        begin += high - low + 1
    for start, end in found:
        move = moves[bisect_right(begins, start) - 1]
        yield start + move, end + move


def _batches(parts: Iterable[Span]) -> Iterator[Sequence[Span]]:
    """Parts of a text in lists of some length."""
    some, held = list[Span](), 0
    for part in parts:
        some.append(part)
        held += part[1] - part[0]
        if held >= TOGETHER:
            yield some
            some, held = [], 0
    if some:
        yield some


def _found(compiled: Any, text: str, seconds: float) -> list[Span]:
    """The places of some length.

    Raises:
        TimeoutError: it takes longer.
    """
    spans = [match.span() for match in compiled.finditer(text, timeout=seconds)]
    return [(start, end) for start, end in spans if end > start]


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


def folded_pattern(written: str) -> str:
    """The pattern with what it spells out folded, and nothing else changed."""
    out: list[str] = []
    tokens = TOKEN.findall(written)
    at = 0
    while at < len(tokens):
        if tokens[at] == "[":
            end = class_end(tokens, at)
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
    tokens = TOKEN.findall(pattern)
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
        at = class_end(tokens, at) if token == "[" else at + (len(count[0]) if count else 1)
    return tuple(sorted({run for run in runs if run}, key=len, reverse=True))


def _size(pattern: str) -> int:
    """How many items a correct pattern has with its counted repetitions written out."""
    tokens = TOKEN.findall(pattern)
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
                at = class_end(tokens, at) - 1
            last = 1
            sizes[-1] += 1
        at += 1
    return sum(sizes)
