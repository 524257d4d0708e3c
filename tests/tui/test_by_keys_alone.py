"""A person who never touches the mouse: forty articles tagged and ten passages highlighted, with counts."""

from __future__ import annotations

from pathlib import Path

from reader.annotations.model import Kind
from tests.tui.driving import library, reading


async def test_forty_articles_are_tagged_and_ten_passages_highlighted_by_keys_alone(tmp_path: Path) -> None:
    root = library(tmp_path, ["000", "003"])
    for number in range(4):
        seed = next(root.glob("003*.txt"))
        (root / f"2022-12-0{number + 1}.txt").write_text(seed.read_text("utf-8") + f"\n第{number}次", "utf-8")
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("经济")
        await reader.keys("enter")
        await reader.idle()
        for _article in range(39):
            await reader.keys("J", ".")
        await reader.idle()
        tagged = [one for one in reader.session.store.all() if one.kind is Kind.TAG]
        assert len(tagged) == 40 and {one.tag for one in tagged} == {"经济"}
        await reader.keys("9", "9", "K", "v", "3", "+", "h")
        await reader.type("要点")
        await reader.keys("enter")
        await reader.idle()
        for _passage in range(9):
            await reader.keys("right", "shift+right", "shift+right", ".")
            await reader.idle()
        marks = [one for one in reader.session.store.all() if one.kind is Kind.HIGHLIGHT]
        assert len(marks) == 10 and {one.tag for one in marks} == {"要点"}
        assert len({one.target.spans for one in marks}) == 10


async def test_a_count_before_a_movement_in_the_tree_and_over_articles_and_hits(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        browse = reader.browse
        await reader.keys("3", "J")
        await reader.until(lambda: browse.shown is not None and browse.shown.number == 4)
        await reader.keys("9", "9", "K")
        await reader.until(lambda: browse.shown is not None and browse.shown.number == 1)
        await reader.keys("tab", "g", "４")
        await reader.see(" 4 ")
        await reader.keys("j")
        assert browse.tree_view.cursor == 4
        await reader.keys("2", "G")
        assert browse.tree_view.cursor == 1
        await reader.keys("5", "escape", "j")
        assert browse.tree_view.cursor == 2
