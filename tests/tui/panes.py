"""A pane alone in an app, on real pages: what its tests share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static

from reader.newspaper.compose import ArticleView, compose
from reader.newspaper.model import Article, Block, Page, Role
from reader.newspaper.recognise import recognise
from reader.text.script import Script
from reader.text.source import Source
from reader.tui.widgets.article_pane import ArticlePane

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@cache
def page(number: int) -> Page:
    """A seed, recognised."""
    return recognise(Source.normalised(SEEDS[number].read_text("utf-8")))


def article(number: int, words: str) -> Article:
    """The article of a seed whose text has these words."""
    return next(one for one in page(number).articles if words in shown(compose(page(number).source, one)))


def view(number: int, words: str, script: Script = Script.SOURCE) -> ArticleView:
    """That article in a script."""
    return compose(page(number).source, article(number, words), script)


def plain_view(*paragraphs: str) -> ArticleView:
    """Made-up paragraphs, for what no newspaper has."""
    source = Source.normalised("\n".join(paragraphs))
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Role.PARAGRAPH, ((at, at + len(paragraph)),)))
        at += len(paragraph) + 1
    return compose(source, Article("made-up", tuple(blocks)))


def shown(view: ArticleView) -> str:
    """All the text of a view."""
    return "\n".join(block.text.text for block in view.blocks)


class PaneApp(App[None]):
    """A pane, with some empty lines below it; remembers what it posted."""

    def __init__(self, measure: int, below: int) -> None:
        super().__init__()
        self.below = Static()
        self.below.styles.height = below
        self.pane = ArticlePane(measure=measure, placeholder="选一篇稿件")
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.pane
        yield self.below

    def on_mount(self) -> None:
        self.pane.focus()

    def on_article_pane_place_changed(self, message: ArticlePane.PlaceChanged) -> None:
        self.posted.append(message)

    def on_article_pane_selection_changed(self, message: ArticlePane.SelectionChanged) -> None:
        self.posted.append(message)

    def on_article_pane_mark_clicked(self, message: ArticlePane.MarkClicked) -> None:
        self.posted.append(message)

    def on_article_pane_caret_mode(self, message: ArticlePane.CaretMode) -> None:
        self.posted.append(message)


class Window:
    """What stands in the pane's window, cell by cell."""

    def __init__(self, pilot: Pilot[None], app: PaneApp) -> None:
        self.pilot = pilot
        self.app = app
        self.pane = app.pane

    def lines(self) -> list[str]:
        """The lines in view, without what fills them up at their ends."""
        height = self.pane.size.height
        return [self.pane.render_line(y).text.rstrip() for y in range(height)]

    def cell(self, words: str) -> tuple[int, int]:
        """Column and line of the first cell of words that stand on one line."""
        for y, line in enumerate(self.lines()):
            if words in line:
                return cell_len(line[: line.index(words)]), y
        raise AssertionError(f"{words} does not stand on one line of\n" + "\n".join(self.lines()))

    def style_at(self, x: int, y: int) -> Style:
        """The style of a cell."""
        at = 0
        for segment in self.pane.render_line(y):
            at += cell_len(segment.text)
            if x < at:
                return segment.style or Style()
        raise AssertionError(f"no cell {x}, {y}")

    def grounds(self) -> Iterator[tuple[str, Style]]:
        """Every run of text in view with its style."""
        for y in range(self.pane.size.height):
            for segment in self.pane.render_line(y):
                if segment.text.strip():
                    yield segment.text, segment.style or Style()

    def styled(self, style: Style) -> str:
        """All text in view that stands on the background of a style."""
        return "".join(text for text, own in self.grounds() if own.bgcolor == style.bgcolor)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at one cell and release it at another."""
        await self.pilot.mouse_down(self.pane, offset=start)
        await self.pilot.hover(self.pane, offset=end)
        await self.pilot.mouse_up(self.pane, offset=end)

    async def click(self, at: tuple[int, int], times: int = 1) -> None:
        """Click a cell, once or several times in a row."""
        await self.pilot.click(self.pane, offset=at, times=times)

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is true."""
        deadline = asyncio.get_running_loop().time() + 10
        while not true():
            assert asyncio.get_running_loop().time() < deadline, "\n".join(self.lines())
            await self.pilot.pause(0.01)

    def posted(self, kind: type[Message]) -> list[Message]:
        """The messages of one kind so far."""
        return [message for message in self.app.posted if isinstance(message, kind)]


@asynccontextmanager
async def window(
    view: ArticleView | None, *, size: tuple[int, int] = (80, 24), measure: int = 30, below: int = 0
) -> AsyncIterator[Window]:
    """A pane that shows a view, drawn."""
    app = PaneApp(measure, below)
    async with app.run_test(size=size) as pilot:
        app.pane.show(view)
        await pilot.pause()
        yield Window(pilot, app)
