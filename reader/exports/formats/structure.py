"""The structure of pages as JSON Lines, one page a line: what `reader parse --json` gives, for a whole library.

Read by: the scorer of recognised pages (tests/newspaper/score.py), which takes each line's object as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import encoded
from reader.newspaper.structure import to_structure
from reader.text.json_line import json_line


def write(material: Material) -> Iterator[bytes]:
    """The pages; of one of which only some articles are wanted, only these."""

    def lines() -> Iterator[str]:
        material.count = 0
        for one in material.pages():
            structure = to_structure(one.page, one.path)
            structure["articles"] = [article for article in structure["articles"] if article["id"] in one.articles]
            material.count += len(structure["articles"])
            yield json_line(structure) + "\n"

    return encoded(lines())


FORMAT = Format(
    "structure",
    ".jsonl",
    Unit.POINTS,
    "programs; the format of reader parse --json",
    write,
    rank=40,
    texts=frozenset({"source"}),
    of="articles",
)
