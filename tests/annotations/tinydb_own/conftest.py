"""TinyDB 4.9.0's own behaviour tests (see LICENSE here), run on our storage and table in place of its own."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB
from tinydb.storages import JSONStorage, MemoryStorage

from reader.annotations.storage import JournalDB

HERE = Path(__file__).parent

OF_THE_STOCK_CLASSES = {
    "test_table_repr": "the name of the stock class",
    "test_repr": "the name of the stock class",
    "test_access_storage": "that the storage is the stock one",
    "test_storage_access": "that the storage is the stock one",
}
"""Tests of which class is in use, not of what it does."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == HERE and item.name in OF_THE_STOCK_CLASSES:
            item.add_marker(pytest.mark.skip(reason=f"asks for {OF_THE_STOCK_CLASSES[item.name]}"))


@pytest.fixture
def db(tmp_path: Path) -> JournalDB:
    database = JournalDB(tmp_path / "test.db")
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    return database


@pytest.fixture(autouse=True)
def ours(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test makes a database of its own with a stock storage, let it be ours."""
    names = itertools.count()

    def make(*arguments: Any, **options: Any) -> TinyDB:
        storage = options.pop("storage", JSONStorage)
        if storage not in (JSONStorage, MemoryStorage):
            return TinyDB(*arguments, storage=storage, **options)
        return JournalDB(arguments[0] if arguments else tmp_path / f"memory-{next(names)}.db")

    if hasattr(request.module, "TinyDB"):
        monkeypatch.setattr(request.module, "TinyDB", make)
