"""How fast the pane shows, pages and resizes, beside a Static of the same text.

By hand: `python -m tests.benchmarks.pane`. Milliseconds, medians. "handler" is how long the one call keeps the
interface from answering keys; "painted" until what is in view stands on the screen; "at rest" the wall time until the
app has nothing left to do, less that of a pause in which it had nothing: for the pane that takes in laying out, in
slices, what is not in view.
"""

from __future__ import annotations

import asyncio
import platform
import tracemalloc
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from statistics import median
from time import perf_counter

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from reader.newspaper.compose import ArticleView
from reader.newspaper.layout import Typesetting
from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.panes import SEEDS, plain_view, shown, view

SIZE = (120, 40)
ROUNDS = 7


class Both(App[None]):
    """One widget at a time, in the same app."""

    def compose(self) -> ComposeResult:
        self.pane = ArticlePane()
        self.static = Static(markup=False)
        self.scroll = VerticalScroll(self.static)
        yield self.pane
        yield self.scroll


def clock(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return 1_000 * (perf_counter() - start)


async def drawn(pilot: Pilot[None], work: Callable[[], object]) -> tuple[float, float, float]:
    """Milliseconds of the call, until it is painted, and until the app is at rest."""
    painted = asyncio.Event()
    start = perf_counter()
    call = clock(work)
    pilot.app.screen.call_after_refresh(painted.set)
    await painted.wait()
    paint = 1_000 * (perf_counter() - start)
    await pilot.pause()
    busy = 1_000 * (perf_counter() - start)
    start = perf_counter()
    await pilot.pause()
    return call, paint, busy - 1_000 * (perf_counter() - start)


def line(label: str, figures: list[tuple[float, float, float]]) -> None:
    handler, painted, until = (median(column) for column in zip(*figures, strict=True))
    print(f"  {label:<34} handler {handler:8.1f}   painted {painted:8.1f}   at rest {until:8.1f}")


async def _measure_pane(pilot: Pilot[None], pane: ArticlePane, whole: ArticleView, label: str) -> None:
    figures = []
    for _ in range(ROUNDS):
        pane.show(None)
        await pilot.pause()
        figures.append(await drawn(pilot, lambda: pane.show(whole)))
    line(f"{label}: show", figures)
    await pilot.pause(1)
    figures = [await drawn(pilot, lambda: pane.action_pages(1)) for _ in range(ROUNDS)]
    line(f"{label}: page down", figures)
    height = pane.size.height
    page = [lambda: [pane.render_line(y) for y in range(height)]] * 2
    rendered = []
    for _ in range(ROUNDS):
        pane.notify_style_update()
        rendered.append([clock(one) for one in page])
    cold, cached = (median(column) for column in zip(*rendered, strict=True))
    print(f"  {f'{label}: lines of a page':<34} cold {cold:11.1f}   cached {cached:13.2f}")
    figures = [await drawn(pilot, partial(setattr, pane, "measure", 30 + n % 2)) for n in range(ROUNDS)]
    line(f"{label}: another measure, mid-text", figures)
    figures = [await drawn(pilot, pane.action_bottom) for _ in range(1)]
    line(f"{label}: to the end", figures)
    pane.show(None)
    await pilot.pause(1)
    tracemalloc.start()
    pane.show(whole)
    for _ in range(20):
        await pilot.pause(0.05)
    grown, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"  {f'{label}: memory when all is laid out':<34} {grown / 2**20:15.1f} MiB")


async def measure(name: str, whole: ArticleView) -> None:
    text = shown(whole)
    print(f"{name}: {len(text):,} characters")
    app = Both()
    async with app.run_test(size=SIZE) as pilot:
        pane = app.pane
        app.scroll.display = False
        await pilot.pause()
        for label, setting in (("lines", Typesetting()), ("columns", Typesetting(vertical=True))):
            pane.setting = setting
            await pilot.pause()
            await _measure_pane(pilot, pane, whole, label)

        pane.display, app.scroll.display = False, True
        await pilot.pause()
        figures = []
        for _ in range(ROUNDS):
            app.static.update("")
            await pilot.pause()
            figures.append(await drawn(pilot, lambda: app.static.update(text)))
        line("Static: show", figures)
        figures = [await drawn(pilot, lambda: app.scroll.scroll_page_down(animate=False)) for _ in range(ROUNDS)]
        line("Static: page down", figures)
        figures = [await drawn(pilot, partial(setattr, app.static.styles, "width", 60 + n % 2)) for n in range(ROUNDS)]
        line("Static: another width", figures)


def main() -> None:
    print(f"Python {platform.python_version()}, textual {version('textual')}, {SIZE[0]}×{SIZE[1]}")
    asyncio.run(measure("the longest article (seed 002)", view(2, "關于")))
    lines = [row for seed in SEEDS for row in seed.read_text("utf-8").split("\n") if row.strip()] * 4
    asyncio.run(measure("all seeds, four times over", plain_view(*lines)))
    asyncio.run(measure("one line", plain_view("第一句话，这里说了些什么。" * 80_000)))


if __name__ == "__main__":
    main()
