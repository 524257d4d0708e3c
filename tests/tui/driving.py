"""The real app on a copy of real pages, driven by keys: what the tests of the screens share."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from reader.settings import Settings
from reader.tui.app import ReaderApp, open_session
from reader.tui.screens.main import MainScreen
from reader.tui.session import Session

SEEDS = Path(__file__).parents[2] / "seeds"
PATIENCE = 20.0
"""Seconds to wait for what a key sets off, on a busy machine."""


class Driver:
    """One running app, and the questions a test asks of what is on the screen."""

    def __init__(self, pilot: Pilot[None], app: ReaderApp, session: Session) -> None:
        self.pilot = pilot
        self.app = app
        self.session = session
        self._key = ("", "")

    @property
    def browse(self) -> MainScreen:
        """The main screen, also under a dialog."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, MainScreen))

    def screen(self) -> str:
        """The text of the topmost screen, without the spaces between cells."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something is true."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not true():
            assert asyncio.get_running_loop().time() < deadline, f"still not true; the screen is\n{self.screen()}"
            await self.pilot.pause(0.01)

    async def see(self, *words: str) -> None:
        """Wait until all these words stand on the screen."""
        await self.until(lambda: all(word in self.screen() for word in words))

    async def keys(self, *keys: str) -> None:
        """Press keys one after the other, as Textual names them."""
        for key in keys:
            await self.pilot.press(key)

    async def type(self, text: str) -> None:
        """Type into the line that has the focus."""
        await self.pilot.press(*text)

    async def opened(self) -> None:
        """Wait until what was asked for is on the screen."""
        await self.until(lambda: not self.browse.opening.on_its_way)

    async def another_article(self) -> None:
        """Wait until another article is shown than when this was asked last."""
        await self.until(lambda: self.browse.opening.key != self._key)
        self._key = self.browse.opening.key

    def titles(self) -> list[str]:
        """The titles of the articles of the page shown."""
        shown = self.browse.shown
        return [article.title for article in self.session.catalogue.entry(shown.entry.path).articles] if shown else []

    async def idle(self) -> None:
        """Wait until saving and opening are done."""
        groups = ("annotate", "article", "state", "preview", "export")
        await self.until(lambda: not any(one.group in groups and one.is_running for one in self.app.workers))


def library(folder: Path, names: Iterable[str] = ("000", "001", "002", "003", "004")) -> Path:
    """A copy of the seeds whose names begin so."""
    root = folder / "library"
    root.mkdir(exist_ok=True)
    for name in names:
        for seed in SEEDS.glob(f"{name}*.txt"):
            shutil.copy(seed, root)
    return root


@asynccontextmanager
async def reading(
    path: Path,
    *,
    size: tuple[int, int] = (120, 40),
    db: Path | None = None,
    ready: bool = True,
    annotator: str = "tester",
    keys: dict[str, str] | None = None,
    notices: bool = False,
) -> AsyncIterator[Driver]:
    """The app open on a folder or file, with an article shown and the library read."""
    settings = Settings(annotator=annotator, keys=keys or {})
    session = open_session([path], settings, db, None, None)
    app = ReaderApp(session, settings, lambda other: session)
    try:
        async with app.run_test(size=size, notifications=notices) as pilot:
            driver = Driver(pilot, app, session)
            await driver.until(lambda: isinstance(app.screen, MainScreen))
            if ready:
                await driver.until(lambda: driver.browse.shown is not None)
                await driver.until(lambda: all(entry.status != "pending" for entry in session.catalogue.entries))
                await driver.another_article()
            yield driver
    finally:
        session.close()
