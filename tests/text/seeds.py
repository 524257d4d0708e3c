"""The five sample documents, as the tests of the text layer read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "seeds"


@cache
def seeds() -> dict[str, str]:
    """The text of each document by its number, `000` to `004`."""
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}


@cache
def dictionary(name: str) -> dict[str, list[str]]:
    """A table of OpenCC's, read by itself: keys and their candidates."""
    import opencc

    path = Path(opencc.__file__).parent / "dictionary" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return {key: values.split(" ") for key, values in (line.split("\t") for line in lines)}
