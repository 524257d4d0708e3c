"""The one message catalogue: every sentence the user reads, in English, 简体 and 繁體.

English is the language of the message ids. A literal is marked with `_` where it is said at once and with `N_` where
it is only named (a key binding, a table) and translated later, so that the language can change while the app runs.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES: dict[str, str] = {"en": "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""The languages of the interface, by their code, each in its own name."""

_catalogue: NullTranslations | None = None
"""`None` for English, which needs no catalogue, nor the time to load what reads one."""
_language = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a literal for the catalogue without translating it."""
    return message


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message) if _catalogue and message else message


def ngettext(one: str, many: str, number: int) -> str:
    """The message for `number` things in the language in use."""
    return _catalogue.ngettext(one, many, number) if _catalogue else one if number == 1 else many


def language() -> str:
    """Code of the language in use, one of `LANGUAGES`."""
    return _language


def set_language(code: str | None = None) -> str:
    """Use a language from now on: one of `LANGUAGES`, or by the user's locale. Returns the code in use."""
    global _catalogue, _language
    _language = code if code in LANGUAGES else language_of_locale()
    _catalogue = None
    if _language != "en":
        import gettext

        _catalogue = gettext.translation("reader", Path(__file__).parent / "locale", [_language])
    return _language


def language_of_locale() -> str:
    """The language that the environment asks for (`LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`), else English."""
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), "")
    if not name:
        import locale

        name = locale.getlocale()[0] or ""
    name = name.split(":")[0].replace("-", "_").lower()
    if not name.startswith("zh"):
        return "en"
    traditional = any(part in name for part in ("hant", "_tw", "_hk", "_mo"))
    return "zh_Hant" if traditional else "zh_Hans"
