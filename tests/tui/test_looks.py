"""The screen looks as it did; `python -m tests.tui.looks` writes what it looks like now."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.looks import KEPT, SIZES, THEMES, name_of, taken


@pytest.mark.parametrize(("size", "theme"), list(product(SIZES, THEMES)))
async def test_the_screen_looks_as_it_did(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    kept = (KEPT / name_of(size, theme)).read_text("utf-8")
    assert await taken(tmp_path, size, theme) == kept


@pytest.mark.parametrize(("size", "theme"), list(product(SIZES, THEMES)))
def test_no_row_that_is_kept_is_wider_than_the_screen(size: tuple[int, int], theme: str) -> None:
    rows, _rest = (KEPT / name_of(size, theme)).read_text("utf-8").split("\n\nCells of each style")
    assert len(rows.split("\n")) <= size[1]
    assert max(map(cell_len, rows.split("\n"))) <= size[0]
