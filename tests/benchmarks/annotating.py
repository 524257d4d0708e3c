"""What a save, the list of annotations and the queue cost the screen, with few and with many annotations.

By hand: `python -m tests.benchmarks.annotating [--issues N] [COUNT…]`. The app runs without a terminal on a library of
48,000 articles. The screen's own share of a save is what its thread works once the annotation is on the disk; a list
is open when its first line can be read. `longest` is the longest time for which nothing else could be done meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path

from reader.annotations.ledger import Ledger
from reader.annotations.model import Kind, make_target, new_annotation, to_record
from reader.annotations.store import library_file
from reader.annotations.tablefile import ANNOTATIONS
from reader.library.cache import Cache
from reader.library.catalogue import Catalogue
from reader.library.state import State
from reader.tui.widgets.virtual_list import VirtualList
from tests.benchmarks.tree import ARTICLES, write_issues
from tests.tui.driving import Driver, reading

COUNTS = (10, 10_000, 100_000)
"""Annotations in the library."""
SAVES = 15


def recognised(root: Path) -> Catalogue:
    """The library with every page recognised, as after the first day with it."""
    catalogue = Catalogue(root, [root], cache=Cache(), state=State(root))
    catalogue.scan()
    catalogue.fill(lambda: False, lambda done, total: None, lambda entries: None)
    return catalogue


def annotated(root: Path, catalogue: Catalogue, count: int) -> None:
    """Put so many annotations evenly over the articles: tags on them, and passages."""
    path = library_file(root)
    for file in path.parent.glob("annotations*"):
        if file.is_file():
            file.unlink()
    path.parent.mkdir(exist_ok=True)
    ledger = Ledger(path, [])
    ledger.load(may_write=True)
    entries = catalogue.ordered()
    made = 0
    with ledger.change({}):
        for place, entry in enumerate(entries):
            page = catalogue.load(entry)
            for number in range(count * (place + 1) // len(entries) - count * place // len(entries)):
                article = page.articles[number % len(page.articles)]
                start, end = article.spans[0][0], article.spans[-1][1]
                made += 1
                if number % 2:
                    target = make_target(page.source, entry.path, [(start, min(end, start + 12))], False)
                    one = new_annotation(Kind.HIGHLIGHT, target, "tester", tag=f"标签{number % 30}")
                else:
                    target = make_target(page.source, entry.path, article.spans, True)
                    one = new_annotation(Kind.TAG, target, "tester", tag=f"标签{number % 30}")
                ledger.put(ANNOTATIONS, str(made), to_record(one))
    ledger.compact()


@contextmanager
def watched() -> Iterator[list[float]]:
    """The seconds for which the loop was not to be had, each time."""
    gaps: list[float] = []

    async def watch() -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            gaps.append(now - before)
            before = now

    task = asyncio.get_running_loop().create_task(watch())
    try:
        yield gaps
    finally:
        task.cancel()


async def opened(reader: Driver, key: str, there: Callable[[], bool]) -> tuple[float, float]:
    """Seconds until a key has opened what it opens, and the longest pause of it."""
    with watched() as gaps:
        start = time.perf_counter()
        reader.app.simulate_key(key)
        while not there():
            await asyncio.sleep(0)
        return time.perf_counter() - start, max(gaps)


async def measure(root: Path, count: int) -> None:
    start = time.perf_counter()
    async with reading(root, ready=False) as reader:
        session, browse = reader.session, reader.browse
        await reader.until(lambda: browse.shown is not None)
        readable = time.perf_counter() - start
        await reader.until(lambda: len(session.store.all()) >= count)
        await reader.until(lambda: not browse.library.running)
        loaded = time.perf_counter() - start
        await asyncio.sleep(1)
        gc.collect()
        gc.freeze()
        print(f"\n{count:,} annotations; readable after {readable:.2f} s, all there after {loaded:.2f} s")
        for name, typed in (("", ""), (", tree filtered by :todo", ":todo")):
            browse.tree_view.filter_by(typed)
            shares: list[float] = []
            for _number in range(SAVES):
                shown = browse.shown
                assert shown is not None
                changes = session.note(shown, shown.article.spans[:1], "注")
                await asyncio.to_thread(session.commit, changes, "note")
                begun = time.thread_time()
                browse.annotations_changed(session.refresh())
                shares.append(time.thread_time() - begun)
                await asyncio.sleep(0.02)
            middle, worst = (f"{one * 1e3:.1f} ms" for one in (statistics.median(shares), max(shares)))
            print(f"  save, the screen's share{name}: {middle} (worst {worst})")
        browse.tree_view.filter_by("")
        for key in "aQ":
            for turn in ("the first time", "again"):
                taken, longest = await opened(reader, key, partial(_filled, reader))
                print(f"  key {key}, {turn}: there after {taken * 1e3:.0f} ms, longest {longest * 1e3:.0f} ms")
                await asyncio.sleep(0.5)
                await reader.keys("escape")
                await reader.until(lambda: len(reader.app.screen_stack) == 1)


def _filled(reader: Driver) -> bool:
    """Whether a dialog is there whose list has rows, and they were drawn."""
    lists = reader.app.screen.query(VirtualList) if len(reader.app.screen_stack) == 2 else ()
    return any(one.row_count() and one.size.height and not one._repaint_regions for one in lists)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="The screen's share.")
    parser.add_argument("counts", nargs="*", type=int)
    parser.add_argument("--issues", type=int, default=480)
    options = parser.parse_args()
    articles = options.issues * ARTICLES
    print(f"Python {platform.python_version()}, textual {version('textual')}, {articles} articles")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "library"
        write_issues(root, options.issues)
        catalogue = recognised(root)
        for count in options.counts or COUNTS:
            annotated(root, catalogue, count)
            asyncio.run(measure(root, count))
        catalogue.close()


if __name__ == "__main__":
    main()
