"""The five sample documents, as the tests of the text layer read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "seeds"


@cache
def seeds() -> dict[str, str]:
    """The text of each document by its number, `000` to `004`."""
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}
