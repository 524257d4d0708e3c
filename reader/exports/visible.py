"""Making characters visible that a terminal or an editor would obey, in formats that cannot escape them."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with C0 controls (but tab, line feed, carriage return) as their pictures ␀ to ␟, DEL as ␡.

    C1 controls, marks and overrides of direction, line and paragraph separators and lone surrogates become U+FFFD.
    """
    return _OBEYED.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
