"""The outline of an article in the tree, and the next unread article."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui import remembering
from tests.tui.driving import library, reading


async def test_the_outline_of_an_article_opens_under_it(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"]), size=(120, 40)) as reader:
        tree, pane = reader.browse.tree_view, reader.browse.pane
        before = len(tree.rows)
        await reader.keys("tab", "right")
        await reader.see("1.全面加強和改進民族工作", "9.加強河湖保護治理")
        assert tree.rows[tree.cursor].section is None and tree.rows[tree.cursor].article is not None
        await reader.keys("down", "down", "down")
        section = tree.rows[tree.cursor].section
        assert section is not None and section.title.startswith("2.")
        await reader.keys("enter")
        await reader.until(lambda: pane.place == section.spans[0][0] and pane.has_focus)
        assert tree.rows[tree.cursor].section == section, "the tree stays where it was"
        await reader.keys("alt+left")
        await reader.until(lambda: pane.place == pane._beginning())
        await reader.keys("tab", "slash")
        await reader.type(":unread")
        assert all(row.section is None for row in tree.rows), "a filter is of articles"
        await reader.keys("escape", "down", "left")
        assert len(tree.rows) == before and tree.rows[tree.cursor].article is not None


async def test_an_article_without_sections_says_so(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("tab", "right")
        await reader.see("no sections in this article")


async def test_the_next_and_the_previous_unread_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "READ_AFTER", 3600.0)  # none is read by being shown
    async with reading(library(tmp_path, ["000"])) as reader:
        opening, read = reader.browse.opening, reader.session.read
        ids = [article.id for article in reader.session.catalogue.ordered()[0].articles]
        assert opening.key[1] == ids[0]
        read.update({ids[1], ids[2], ids[5]})
        for key, number in (("greater_than_sign", 3), ("》", 4), (">", 0), ("less_than_sign", 4), ("《", 3)):
            await reader.keys(key)
            await reader.opened()
            assert opening.key[1] == ids[number], key
        read.update(ids)
        await reader.keys(">")
        await reader.until(lambda: any("no other unread" in one.message for one in reader.app._notifications))
        await reader.keys("alt+left")
        await reader.opened()
        assert opening.key[1] == ids[0]
