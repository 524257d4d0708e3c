"""What a typed filter means: words of the title, tags, reading state, date. `reader.library.matching` applies it.

The words stand in any order and all of them must fit: `#民生` a tag that begins so, `:untagged` `:tagged` `:unread`
`:done` `:todo` `:doubtful` a state, `2021` `2021-12` `2021-12-28` the date, `2021..2022-06` `2021-12..` `..2021` from
one to another, and anything else a part of the title or of the file's name, whatever its script, width or case.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from reader.text.fold import fold_query
from reader.text.rules import rule

_DATE = rule(r"\d{4}(-\d{1,2}){0,2}-?")
_DAYS = rule(r"(\d[\d-]*)?[.。]{2,3}(\d[\d-]*)?")


class State(StrEnum):
    """A state of an article that a filter can ask for."""

    UNTAGGED = "untagged"
    TAGGED = "tagged"
    UNREAD = "unread"
    DONE = "done"
    TODO = "todo"
    DOUBTFUL = "doubtful"


STATE_NAMES: dict[str, State] = {
    **{state.value: state for state in State},
    "未标": State.UNTAGGED,
    "未標": State.UNTAGGED,
    "已标": State.TAGGED,
    "已標": State.TAGGED,
    "未读": State.UNREAD,
    "未讀": State.UNREAD,
    "存疑": State.DOUBTFUL,
    "完成": State.DONE,
    "已完成": State.DONE,
    "未完成": State.TODO,
    "待办": State.TODO,
    "待辦": State.TODO,
}
"""What may be typed after the colon, in the languages of the interface."""


class Filter(NamedTuple):
    """A filter that was typed; an empty one fits everything."""

    words: tuple[str, ...] = ()
    """Folded parts of a title or of a file's name."""
    dates: tuple[str, ...] = ()
    """Beginnings of ISO dates; as words they may also stand in the title."""
    days: tuple[tuple[str, str], ...] = ()
    """The first day and the last, each the beginning of an ISO date or nothing."""
    tags: tuple[str, ...] = ()
    """Folded beginnings of tags."""
    states: frozenset[State] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.dates or self.days or self.tags or self.states)


def parse_filter(typed: str) -> Filter:
    """The filter that these words mean. A colon with an unknown state after it is taken as a part of the title."""
    words: list[str] = []
    dates: list[str] = []
    days: list[tuple[str, str]] = []
    tags: list[str] = []
    states: set[State] = set()
    for word in typed.replace("＃", "#").replace("：", ":").split():
        state = _state(word)
        if word.startswith("#"):
            tags.append(fold_query(word[1:]))
        elif state:
            states.add(state)
        elif _DATE.fullmatch(folded := fold_query(word)):
            dates.append(folded)
        elif (between := _DAYS.fullmatch(folded)) and (between[1] or between[2]):
            days.append((between[1] or "", between[2] or ""))
        else:
            words.append(folded)
    return Filter(tuple(words), tuple(dates), tuple(days), tuple(tags), frozenset(states))


def _state(word: str) -> State | None:
    """The state meant by `:un…`: its whole name, or a beginning of two letters or more that only one name has."""
    if not word.startswith(":") or len(word) < 2:
        return None
    name = word[1:].lower()
    if name in STATE_NAMES:
        return STATE_NAMES[name]
    found = {state for known, state in STATE_NAMES.items() if known.startswith(name)}
    return found.pop() if len(found) == 1 else None
