"""A table of tags as spreadsheets save it: with their encodings, line ends, and what parts the columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotations.store import Store
from reader.library.catalogue import Catalogue
from tests.exports.planted import make
from tests.exports.test_imports import empty, imported

LINES = [
    "Path|article|tag|note",
    "000.txt|1|民生|好的，再看",
    "000.txt|2|教育|",
    "没有.txt|1|甲|",
    "|||",
    "000.txt|1||",
    "",
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    made: tuple[Catalogue, Store] = make(tmp_path_factory.mktemp("planted"))
    yield made[0]
    made[0].close()


@pytest.mark.parametrize(
    ("head", "delimiter", "end", "codec"),
    [
        ("", ",", "\n", "utf-8"),
        ("", ",", "\r\n", "utf-8-sig"),
        ("", ";", "\r\n", "utf-8"),
        ("", ";", "\r\n", "utf-8-sig"),
        ("", "\t", "\r\n", "utf-16"),
        ("", ",", "\r\n", "gb18030"),
        ("", ";", "\r\n", "gb18030"),
        ("sep=;", ";", "\r\n", "utf-8-sig"),
        ("sep=\t", "\t", "\n", "utf-16"),
    ],
)
def test_a_table_is_read_as_any_spreadsheet_saves_it(
    catalogue: Catalogue, tmp_path: Path, head: str, delimiter: str, end: str, codec: str
) -> None:
    lines = [*([head] if head else []), *(line.replace("|", delimiter) for line in LINES)]
    other = empty(tmp_path)
    report = imported(end.join(lines).encode(codec), catalogue, other)
    assert [(one.tag, one.note) for one in other.all()] == [("民生", "好的，再看"), ("教育", None)]
    first = len(lines) - len(LINES)
    # The empty line says nothing; each of the others that cannot be placed is named.
    assert [bad.row for bad in report.refused] == [f"line {first + 4}", f"line {first + 6}"]
