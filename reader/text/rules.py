"""Regular expressions that cost nothing before they are needed.

To compile the hundred patterns of the rules takes 15 ms, a twelfth of the time to the first page; what stands on one
page asks for some of them only.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_METHODS: Final = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split")


def rule(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, compiled when it is first asked; for those at the top of a module.

    Raises:
        re.error: when it is first asked, that it is none.
    """
    return cast("re.Pattern[str]", _Rule(pattern, flags))


class _Rule:
    """Stands for a compiled pattern, and has its methods as its own from the first use on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
