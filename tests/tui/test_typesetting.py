"""How the text is set: asked with a key, kept, and shown at once with the place kept."""

from __future__ import annotations

import itertools
from pathlib import Path

from reader.settings import load
from tests.tui.driving import Driver, library, reading


def column(driver: Driver) -> list[str]:
    """The lines of the article in view."""
    pane = driver.browse.pane
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


async def chosen(driver: Driver, number: int) -> None:
    """Choose a line of the box of settings."""
    await driver.keys("p", *["down"] * number, "enter")
    await driver.idle()


async def test_spacing_and_hanging_are_set_with_a_key_and_kept(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as driver:
        before = column(driver)
        place = driver.browse.pane.place
        await chosen(driver, 4)
        loose = column(driver)
        words = [line for line in loose if line.strip()]
        assert words == [line for line in before if line.strip()][: len(words)]
        body = loose.index(words[1])
        assert not any(one.strip() and other.strip() for one, other in itertools.pairwise(loose[body:]))
        assert driver.browse.pane.place == place
        await chosen(driver, 5)
        await chosen(driver, 3)
        await driver.until(lambda: load().hanging)
        kept = load()
        assert (kept.line_spacing, kept.paragraph_spacing, kept.hanging) == (1, 2, True)
        setting = driver.browse.pane.setting
        assert (setting.between_lines, setting.between_paragraphs, setting.hanging) == (1, 2, True)
        for _round in range(2):
            await chosen(driver, 4)
        await driver.until(lambda: load().line_spacing == 0)


async def test_a_theme_says_where_headlines_stand(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as driver:
        pane = driver.browse.pane
        centred = column(driver)
        title = next(line for line in centred if line.strip())
        body = min(len(line) - len(line.lstrip()) for line in centred if line.strip())
        assert len(title) - len(title.lstrip()) > body
        driver.app.theme = "column"
        await driver.until(lambda: not pane.setting.centred)
        flush = next(line for line in column(driver) if line.strip())
        assert flush.strip() == title.strip()
        assert len(flush) - len(flush.lstrip()) == body
        driver.app.theme = "paper"
        await driver.until(lambda: column(driver) == centred)
