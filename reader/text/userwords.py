"""A user dictionary: words that jieba does not know, in a file of jieba's own format.

A line is a word, and after spaces, as one likes, how often it is (a whole number) and its part of speech (`n`, `nr`):
`图古斯 3 nr`. Empty lines and lines that begin with `#` are passed over. A line that is none of these is told by its
number, and the others are used.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from reader.messages import _, ngettext

LONGEST: Final = 40
"""Code points of a word above which it is taken for a sentence that came here by mistake."""

LARGEST: Final = 16 * 1024 * 1024
"""Bytes above which a file is no dictionary."""

TOLD: Final = 3
"""How many bad lines are told one by one."""


class UserWord(NamedTuple):
    """A word that a person gave."""

    text: str
    """As it was written, in either script."""
    frequency: int | None = None
    """How often it is beside jieba's 60 million words; `None`: as often as makes one word of it."""
    kind: str | None = None
    """Its part of speech in jieba's letters."""


class UserWords(NamedTuple):
    """What stands in a user dictionary."""

    words: tuple[UserWord, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with it, as sentences for the user that name the file and the line."""


def in_words(char: str) -> bool:
    """Whether jieba finds words that hold this character; any other is a word of its own to it."""
    return "\u4e00" <= char <= "\u9fd5" or (char.isascii() and (char.isalnum() or char in "+#&._%-"))


def read_user_words(path: Path) -> UserWords:
    """The words in a file; none if there is no such file. Raises nothing."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except FileNotFoundError:
        return UserWords()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        sentence = _("The words in {file} are not used: it cannot be read ({problem}).")
        return UserWords(problems=(sentence.format(file=path, problem=reason),))
    if data is None:
        return UserWords(problems=(_("The words in {file} are not used: it is too large.").format(file=path),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = _("The words in {file} are not used: line {line} is not UTF-8. Save the file as UTF-8.")
        return UserWords(problems=(sentence.format(file=path, line=line),))
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> UserWords:
    words: dict[str, UserWord] = {}
    problems: list[str] = []
    for number, line in enumerate(re.split("\r\n|\n|\r", text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        word = _word(line)
        if isinstance(word, str):
            problems.append(_("{file}, line {line}: {problem}").format(file=path, line=number, problem=word))
        else:
            words[word.text] = word
    more = len(problems) - TOLD
    if more > 0:
        sentence = ngettext("{file}: {count} more line is not used.", "{file}: {count} more lines are not used.", more)
        problems[TOLD:] = [sentence.format(file=path, count=more)]
    return UserWords(tuple(words.values()), tuple(problems))


def _word(line: str) -> UserWord | str:
    """The word of a line, or what is wrong with the line."""
    text, *rest = line.split()
    if len(text) > LONGEST:
        return _("a word has at most {count} characters.").format(count=LONGEST)
    odd = next((char for char in text if not in_words(char)), None)
    if odd is not None:
        shown = odd if odd.isprintable() else f"U+{ord(odd):04X}"
        return _("“{character}” cannot stand in a word.").format(character=shown)
    count = rest.pop(0) if rest and not rest[0].isalpha() else None
    kind = rest.pop(0) if rest and rest[0].isascii() and rest[0].isalpha() else None
    if rest or (count is not None and not (count.isascii() and count.isdecimal() and 0 < int(count[:12]) < 10**9)):
        return _("after the word stand a whole number and a part of speech, or nothing.")
    return UserWord(text, None if count is None else int(count), kind)
