"""What lies over other things is drawn with all its characters, wherever the edges are that it hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console
from textual._compositor import ChopsUpdate
from textual.widgets._toast import Toast

from tests.tui.driving import library, reading

NOTICE = "找不到第一版因為資料夾裡沒有本期的其他版" * 2


@pytest.mark.parametrize("shift", ["", "a"])
async def test_a_notice_over_the_border_of_the_tree_loses_no_character(tmp_path: Path, shift: str) -> None:
    async with reading(library(tmp_path, ["001"]), size=(80, 24), notices=True) as reader:
        reader.app.notify(shift + NOTICE, markup=False, timeout=60)
        await reader.until(lambda: reader.app.screen.query(Toast))
        await reader.pilot.pause()
        drawn = "".join(reader.screen().split())
        rows = [row for row in reader.screen().splitlines() if "▌" in row]
        assert "".join("".join(row.split("▌")[1].split()) for row in rows).startswith(shift + NOTICE), drawn


async def test_what_changes_behind_a_notice_does_not_cut_its_characters(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["001"]), size=(80, 24), notices=True) as reader:
        reader.app.notify(NOTICE, markup=False, timeout=60)
        await reader.until(lambda: reader.app.screen.query(Toast))
        await reader.pilot.pause()
        screen = reader.app.screen
        screen._compositor.render_update(full=True)
        screen._compositor._dirty_regions.add(reader.browse.tree_view.region)
        update = screen._compositor.render_update()
        assert isinstance(update, ChopsUpdate)
        written = update.render_segments(Console(color_system=None))
        assert NOTICE[:8] in "".join(written.split())
