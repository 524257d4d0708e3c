"""The annotator's name: asked for when something is to be saved for the first time, and never again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from reader.settings import Settings, load
from tests.tui.driving import library, reading
from tests.tui.test_annotating import holds, saved


async def test_the_name_is_asked_for_once_and_signs_what_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "login")
    root = library(tmp_path, ["000"])
    async with reading(root, annotator="") as reader:
        await reader.keys("d")
        await reader.see("Who signs", "login")  # what is typed takes its place
        await reader.type("王")
        await reader.keys("enter")
        await reader.until(partial(holds, root, 1))
        await reader.until(lambda: load().annotator == "王")
        await reader.another_article()
        await reader.keys("d")
        await reader.until(partial(holds, root, 2))
        assert {record["annotator"] for record in saved(root)} == {"王"}
        await reader.keys("K")
        await reader.see("✓ done")
        await reader.keys("u", "u")
        await reader.until(partial(holds, root, 0))


def test_a_script_gives_the_name_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_ANNOTATOR", "  脚本 一 ")
    assert Settings(annotator="甲").signature == "脚本 一"
    monkeypatch.delenv("READER_ANNOTATOR")
    assert Settings(annotator="甲").signature == "甲"
