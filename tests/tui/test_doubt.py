"""A reader knows when not to trust the recognition."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import library, reading


async def test_a_doubtful_article_is_marked_filtered_and_explained(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"]), size=(160, 40)) as reader:
        await reader.keys("tab", "slash")
        await reader.type(":doubt")
        await reader.keys("enter")
        await reader.until(lambda: len(reader.browse.tree_view.rows) == 2)
        row = next(line for line in reader.screen().splitlines() if "經過集中攻堅" in line[:60])
        assert "?" in row[:60]
        await reader.see("doubtful", "no headline was found")
        await reader.keys("D")
        await reader.see("Why it was recognised so", "? this article", "line 1", "characters 0–34")
        await reader.keys("escape")
        await reader.until(lambda: "Why it was" not in reader.screen())


async def test_the_doubt_about_another_article_is_not_said_of_the_one_shown(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "002"]), size=(160, 40)) as reader:
        assert "doubtful" not in reader.screen()
        await reader.keys("tab", "G", "enter", "G")
        await reader.see("article 1 of 6", "under the cursor: doubtful", "no headline was found")
        await reader.keys("enter")
        await reader.see("article 1 of 1")
        assert "under the cursor" not in reader.screen() and "doubtful" in reader.screen()


async def test_what_is_not_doubtful_is_explained_too(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("D")
        await reader.see("this article", "It opens with a dateline.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_reasons_keep_to_their_columns(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["003"]), size=size) as reader:
        await reader.keys("D")
        await reader.see("Why it was recognised so", "%")
        await reader.keys("space", "space")
        await reader.pilot.pause(0.1)
        rows = [line.split("│")[1] for line in reader.screen().splitlines() if line.count("│") > 1]
        assert rows and all(row.startswith("   ") for row in rows), "no line is too long and broken once more"
