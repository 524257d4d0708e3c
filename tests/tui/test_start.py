"""What stands between the start and the first page: no painting without it, nothing loaded that it does not need."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.strip import Strip

from reader.tui.widgets.article_pane import ArticlePane
from tests.terminal import Terminal
from tests.tui.driving import Driver, library, reading
from tests.tui.panes import view

ROOT = Path(__file__).parents[2]
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


LOADED_AT_THE_FIRST_PAGE = """
import os, sys
from pathlib import Path
from reader.cli import main
from reader.tui.widgets.article_pane import ArticlePane

words, out = sys.argv[1:3]
paint = ArticlePane.render_lines

def painted(pane, crop):
    strips = paint(pane, crop)
    if words in "".join(strip.text for strip in strips):
        Path(out).write_text(" ".join(sys.modules))
        os._exit(0)
    return strips

ArticlePane.render_lines = painted
main(sys.argv[3:])
"""

NEEDLESS = {
    # what takes long to load
    *("jieba", "opencc", "charset_normalizer", "tinydb", "sqlite3", "multiprocessing", "concurrent.futures.process"),
    *("argparse", "gettext", "tomllib", "tomli_w", "filelock"),
    # what somebody must ask for first
    *("reader.exports", "reader.cli.arguments", "reader.annotations.storage", "reader.library.corpus"),
    *("reader.text.segmenter", "reader.text.converter", "reader.text.sentences", "reader.text.userwords"),
    *("reader.tui.commands", "reader.tui.screens.dialog", "reader.tui.screens.help", "reader.tui.widgets.choice_list"),
    *("reader.tui.widgets.prompt_bar", "reader.tui.widgets.pane_growing", "reader.tui.widgets.caret"),
    *("reader.tui.annotating", "reader.tui.signing", "reader.tui.visits", "reader.annotations.passages"),
    # what there must be annotations for, or a changed text that had some
    *("reader.annotations.journal", "reader.annotations.recovery", "reader.annotations.archive"),
    *("reader.annotations.setting_right", "reader.annotations.applying", "reader.annotations.pending"),
    *("reader.annotations.alignment", "reader.annotations.approximate"),
}


def test_nothing_is_loaded_before_the_first_page_that_it_does_not_need(tmp_path: Path) -> None:
    out = tmp_path / "modules"
    command = [sys.executable, "-c", LOADED_AT_THE_FIRST_PAGE, FIRST, str(out), str(library(tmp_path))]
    with Terminal(command, cwd=ROOT) as terminal:
        assert terminal.wait_for_end() == 0, terminal.text
    assert sorted(NEEDLESS.intersection(out.read_text().split())) == []


async def test_what_is_known_of_the_library_is_not_looked_through_for_garbage(tmp_path: Path) -> None:
    def looked_through(reader: Driver) -> bool:
        known = {id(one) for entry in reader.session.catalogue.entries for one in entry.articles}
        return not known or any(id(one) in known for one in gc.get_objects())

    async with reading(library(tmp_path)) as reader:
        await reader.until(lambda: not looked_through(reader))
