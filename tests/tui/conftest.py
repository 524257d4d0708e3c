"""Every test of the app has a home of its own: the app remembers places, settings and pages there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.messages import set_language


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh home, and English again afterwards."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    yield
    set_language("en")


@pytest.fixture(autouse=True, scope="module")
def garbage_that_goes() -> Iterator[None]:
    """Free what the apps of a module of tests have left, some three MiB each.

    With the first page an app puts all that there is out of the reach of the collector (`reader.tui.loading`), once in
    its process; where a hundred apps have one process, each keeps what the one before it left.
    """
    yield
    gc.unfreeze()
    gc.collect()
    gc.freeze()
