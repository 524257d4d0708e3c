"""JSON that may be shown: on one line, Chinese as it is, nothing in it that a terminal would obey."""

from __future__ import annotations

import json
import re

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What JSON leaves as it is and a terminal or an editor would not: controls, formats, separators, lone surrogates."""


def json_line(value: object) -> str:
    """The value as JSON on one line; what would not be seen is written as an escape, and reads back the same."""
    text = json.dumps(value, ensure_ascii=False)
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
