"""What stands between the start and the first page: no painting without it, nothing loaded that it does not need."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.strip import Strip

from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.driving import library, reading
from tests.tui.panes import view

FIRST = "本报12月27日讯"


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Size, str]]:
    """Every painting of a pane: its size and its text."""
    paintings: list[tuple[Size, str]] = []
    paint = ArticlePane.render_lines

    def recorded(pane: ArticlePane, crop: Region) -> list[Strip]:
        strips = paint(pane, crop)
        paintings.append((pane.size, "".join(strip.text for strip in strips)))
        return strips

    monkeypatch.setattr(ArticlePane, "render_lines", recorded)
    return paintings


class Paper(App[None]):
    """A pane that has its article before it has a size."""

    def compose(self) -> ComposeResult:
        pane = ArticlePane()
        pane.show(view(0, FIRST))
        yield pane


async def test_an_article_stands_in_the_first_painting_of_its_pane(painted: list[tuple[Size, str]]) -> None:
    async with Paper().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert FIRST in painted[0][1]


@pytest.mark.parametrize("size", [(120, 40), (60, 16)])
async def test_the_first_page_is_painted_where_it_stays(
    tmp_path: Path, painted: list[tuple[Size, str]], size: tuple[int, int]
) -> None:
    async with reading(library(tmp_path), size=size) as reader:
        await reader.see(FIRST)
        assert {own for own, _text in painted} == {reader.browse.pane.size}
