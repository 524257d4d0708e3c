"""Every test of the app has a home of its own: the app remembers places, settings and pages there."""

from __future__ import annotations

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
