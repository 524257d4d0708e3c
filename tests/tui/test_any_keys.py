"""A short form of `tests.tui.any_keys`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.any_keys import play


@pytest.mark.parametrize("number", range(2))
async def test_no_keys_end_the_app_or_change_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.chdir(tmp_path)
    await play(tmp_path, number, 100)
