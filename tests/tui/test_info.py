"""What the app knows of an article, on one key."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import library, reading


async def test_i_tells_length_date_keywords_and_file(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root, size=(80, 24)) as reader:
        await reader.keys("i")
        await reader.see("characters", "of them Han", "Simplified", "2021-12-28", "inferred", "% sure", "utf-8", "000_")
        await reader.until(lambda: "loading" not in reader.screen())
        await reader.see("困难群众")
        await reader.keys("i")
        await reader.until(lambda: reader.app.screen is reader.browse)
