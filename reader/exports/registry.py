"""The formats that annotations can be exported in, by the name that the command and the app use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reader.exports import csv_table, jsonl, markdown
from reader.exports.rows import Row


@dataclass(frozen=True)
class Format:
    """One format."""

    name: str
    suffix: str
    """Of the names of its files."""
    write: Callable[[Iterable[Row]], str]
    """The whole file, to be encoded as UTF-8 with its line ends as they are."""


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("jsonl", ".jsonl", jsonl.write),
        Format("csv", ".csv", csv_table.write),
        Format("markdown", ".md", markdown.write),
    )
}
"""The formats by name, in the order in which they are offered."""
