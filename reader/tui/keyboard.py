"""Keys as the user means them, also while a Chinese input method is on: full-width signs are the plain ones.

An input method hands over ／ for `/`, 【 for `[` and, set to full width, ｎ for `n`. They are made plain in one place,
before any binding is looked at, and only where nobody types text.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, key_to_character
from textual.widget import Widget

from reader.messages import N_, _

_MARKS: Final = dict(
    zip(
        "、。【】〔〕「」『』《》〈〉“”‘’￥·—…　",
        "/.[][]{}{}<><>\"\"''$`_^ ",
        strict=True,
    )
)
"""What Chinese input methods give for a key besides the full-width form of its sign.

The backslash key gives 、 as the slash key does: there it is the slash, which is used more.
"""


def plain(character: str) -> str:
    """The character on a key that gives this one with a Chinese input method; any other is itself."""
    if character in _MARKS:
        return _MARKS[character]
    return chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character


def key_name(character: str) -> str:
    """What Textual calls the key of a printable character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def character_on(key: str) -> str | None:
    """The printable character of a key as Textual names it; `None` if it has none."""
    return key_to_character(REPLACED_KEYS.get(key, key))


def meant(event: events.Key, focused: Widget | None) -> events.Key:
    """The key that was meant: the plain one for a full-width one, unless a line that is typed into takes it."""
    typed = event.character or character_on(event.key)
    if typed is None or len(typed) != 1 or typed.isascii() or plain(typed) == typed:
        return event
    if focused is not None and focused.check_consume_key(event.key, typed):
        return event
    return events.Key(key_name(plain(typed)), plain(typed))


KEY_NAMES: dict[str, str] = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "space": N_("space"),
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}
"""How keys are written for the user that are no signs; others are written as Textual names them, capitalised."""


def shown_key(key: str) -> str:
    """A key as the user knows it, in the user's language."""
    return _(KEY_NAMES[key]) if key in KEY_NAMES else printed_key(key)


def printed_key(key: str) -> str:
    """A key as it is printed on the keyboard, and written in hints before they are translated."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if "+" in key:
        modifier, _plus, rest = key.partition("+")
        return f"{modifier.capitalize()}+{printed_key(rest).upper() if len(rest) == 1 else printed_key(rest)}"
    return character_on(key) or key.capitalize()
