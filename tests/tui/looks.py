"""What the screen looks like, kept as text: every row as it is drawn, and the style of every cell.

`python -m tests.tui.looks` writes the files in `looks_kept` anew; whoever changes them reads the difference line by
line.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style
from textual.strip import Strip

from tests.tui.driving import Driver, library, reading

KEPT = Path(__file__).parent / "looks_kept"

SIZES = ((60, 16), (80, 24), (120, 40), (200, 60))
THEMES = {"light": "textual-light", "dark": "textual-dark"}


def name_of(size: tuple[int, int], theme: str) -> str:
    """The name of the file of a look."""
    return f"{size[0]}x{size[1]}-{theme}.txt"


async def taken(folder: Path, size: tuple[int, int], theme: str) -> str:
    """The look of the app on the samples, with a search in the first article."""
    async with reading(library(folder), size=size) as driver:
        driver.app.theme = THEMES[theme]
        await driver.keys("slash")
        await driver.type("困难群众")
        await driver.keys("enter")
        await driver.see("1/7")
        await driver.idle()
        inks = driver.browse.pane._inks
        await driver.until(lambda: inks is not None and not inks.flash)
        await driver.pilot.pause()
        return _written(driver)


def _written(driver: Driver) -> str:
    strips = [Strip(strip) for strip in driver.app.screen._compositor.render_strips()]
    letters: dict[str, str] = {}
    rows = [strip.text.rstrip() for strip in strips]
    styles = [" ".join(_runs(strip, letters)) for strip in strips]
    legend = [f"{letter} {style}" for style, letter in letters.items()]
    return "\n".join([*rows, "", "Cells of each style in each row:", *styles, "", *legend, ""])


def _runs(strip: Strip, letters: dict[str, str]) -> list[str]:
    """Letter of the style and number of cells, from left to right."""
    segments = [(_named(segment.style or Style()), cell_len(segment.text)) for segment in strip if segment.text]
    runs = []
    for style, group in groupby(segments, lambda segment: segment[0]):
        letter = letters.setdefault(style, chr(ord("a") + len(letters)))
        runs.append(f"{letter}{sum(cells for _style, cells in group)}")
    return runs


def _named(style: Style) -> str:
    colours = []
    for colour in (style.color, style.bgcolor):
        known = colour is not None and colour.type is not ColorType.DEFAULT
        colours.append(colour.get_truecolor().hex if known and colour is not None else "default")
    shapes = [name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)]
    return " ".join([f"{colours[0]} on {colours[1]}", *shapes])


def main() -> int:
    """Write the files."""
    KEPT.mkdir(exist_ok=True)
    for size in SIZES:
        for theme in THEMES:
            with tempfile.TemporaryDirectory() as folder:
                os.environ["HOME"] = folder
                look = asyncio.run(taken(Path(folder), size, theme))
            (KEPT / name_of(size, theme)).write_text(look, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
