"""Make the pictures of the running app anew: `python -m screenshots.make [FOLDER]`.

Every picture is the real app on a copy of the seeds, driven by key presses in a fresh home. Where a key does not lead
to what the picture is to show, the script fails: so it is a test as well.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from html import escape, unescape
from itertools import accumulate
from pathlib import Path

from rich.cells import cell_len

FOLDER = Path(__file__).parent
SEEDS = FOLDER.parent / "seeds"

FONTS = 'Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "PingFang SC", "Microsoft YaHei", monospace'
"""Fonts that are on most machines; the ones that Rich names are fetched from the web and have no ideographs."""


FONT_SIZE = 20
"""Pixels: the width of an ideograph; a cell is 12.2 wide, and a letter takes 12 of it."""


@dataclass(frozen=True)
class Picture:
    """One picture: what is pressed, and words that must then stand on the screen."""

    name: str
    keys: Sequence[str]
    shows: Sequence[str]
    size: tuple[int, int] = (110, 34)
    language: str = "en"
    theme: str = "textual-dark"


TAG = ("t", *"民生", "enter")
HIGHLIGHT = ("slash", *"低收入人口", "enter", "v", *["shift+right"] * 5, "h", *"扶贫", "enter", "escape", "escape")
NOTE = ("m", *"Compare with the notice of 2021.", "ctrl+s")
THIRD_PAGE = ("tab", "end", "up", "up", "enter", "down", "enter")

PICTURES: tuple[Picture, ...] = (
    Picture("reader", (*TAG, *HIGHLIGHT, "J", "K"), ("我区多举措保障", "民生", "2021-12-28"), size=(120, 36)),
    Picture("script-source", (), ("发放到位", "原文")),
    Picture("script-hans", ("S",), ("发放到位", "简")),
    Picture("script-hant", ("s",), ("困難羣衆", "繁")),
    Picture("script-tw", ("s", "s"), ("困難群眾", "台")),
    Picture("script-hk", ("s", "s", "s"), ("困難羣眾", "港")),
    Picture("search", ("slash", *"困難群眾"), ("found 1/7",)),
    Picture("filter", ("tab", "slash", *"退役军人 2024"), ("2024-01-05",)),
    Picture("annotations", (*TAG, *HIGHLIGHT, *NOTE, "J", ".", "a"), ("4 annotations", "低收入人口")),
    Picture("export", (*TAG, *HIGHLIGHT, "e"), ("jsonl", "低收入人口")),
    Picture("help", ("question_mark",), ("Next article",), size=(110, 44)),
    Picture("zh-hans", (*TAG, "t"), ("民生",), language="zh_Hans"),
    Picture("zh-hant", (*TAG, "t"), ("民生",), language="zh_Hant"),
    Picture("narrow", (*TAG,), ("我区多举措保障",), size=(60, 16)),
    Picture("light", (*TAG, *HIGHLIGHT), ("我区多举措保障",), theme="textual-light"),
    Picture("wide", (*TAG,), ("我区多举措保障",), size=(200, 60)),
    Picture("columns", (*TAG, *HIGHLIGHT, "V"), ("︐",), size=(120, 36)),
    Picture("raw", ("r",), ("## 我区多举措保障",), size=(150, 36)),
    Picture("beside", ("vertical_line", "J"), ("2021年度统筹", "我区多举措保障"), size=(150, 36)),
    Picture("correct", ("c",), ("an article begins here",), size=(110, 34)),
)


def main(folder: Path = FOLDER) -> None:
    """Make every picture in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        with tempfile.TemporaryDirectory() as place:
            svg = asyncio.run(_taken(picture, Path(place)))
        (folder / f"{picture.name}.svg").write_text(with_true_widths(svg), encoding="utf-8")
        print(f"{picture.name}.svg")


async def _taken(picture: Picture, place: Path) -> str:
    """The picture as Textual draws it."""
    home = place / "home"
    home.mkdir()
    shutil.copytree(SEEDS, home / "seeds")
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        del os.environ[name]
    os.environ.update(HOME=str(home), LANG="C.UTF-8", USER="reader", LOGNAME="reader")
    from reader.messages import set_language
    from reader.settings import Settings
    from reader.tui.app import ReaderApp, open_session

    set_language(picture.language)
    settings = Settings(theme=picture.theme, annotator="reader")
    with chdir(home):
        session = open_session([home / "seeds"], settings, None, None, None)
        app = ReaderApp(session, settings, lambda path: session)
        async with app.run_test(size=picture.size) as pilot:
            await _until(lambda: "2021-12-28" in _screen(app) or picture.size[0] < 80, picture, app)
            await _until(lambda: "困难群众" in _screen(app), picture, app)
            for key in picture.keys:
                await pilot.press(key)
                await _settled(app)
            await _until(lambda: all(words in _screen(app) for words in picture.shows), picture, app)
            app.clear_notifications()
            await pilot.pause(0.1)
            return app.export_screenshot(title="reader")


async def _settled(app: object) -> None:
    """Wait for what a key set off: dialogs and saving run in workers."""
    for _ in range(200):
        busy = [one for one in app.workers if one.group in ("annotate", "article", "preview") and one.is_running]  # type: ignore[attr-defined]
        if not busy or app.screen.is_modal:  # type: ignore[attr-defined]
            break
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.02)


async def _until(true: Callable[[], bool], picture: Picture, app: object) -> None:
    """Wait until something is true, ten seconds at most."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.02)
    sys.exit(f"{picture.name}: the screen does not show {picture.shows}\n{_screen(app)}")


def _screen(app: object) -> str:
    """The text on the screen."""
    strips = app.screen._compositor.render_strips()  # type: ignore[attr-defined]
    return "\n".join(strip.text for strip in strips)


def with_true_widths(svg: str) -> str:
    """An SVG of Rich's with every character on its cell, in fonts that the machine has.

    Rich gives a text one cell a character (Textualize/rich#2742), which squeezes ideographs to half their width.
    """
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?Fira Code, ?monospace", f"font-family: {FONTS}", svg)
    svg = svg.replace("font-variant-east-asian: full-width;", "")

    def placed(found: re.Match[str]) -> str:
        head, left, middle, length, tail, text = found.groups()
        shown = unescape(text)
        cell = float(length) / len(shown)
        edges = accumulate((cell_len(character) * cell for character in shown), initial=float(left))
        spare = (2 * cell - FONT_SIZE if cell_len(character) == 2 else 0 for character in shown)
        at = [edge + free / 2 for edge, free in zip(edges, spare, strict=False)]
        return f"{head}{middle.strip()}{tail}>{''.join(_runs(shown, at))}</text>"

    pattern = r'(<text[^>]*? )x="([\d.]+)"([^>]*?) textLength="([\d.]+)"([^>]*)>(.+?)</text>'
    return re.sub(pattern, placed, svg, flags=re.DOTALL)


def _runs(text: str, places: Sequence[float]) -> Iterator[str]:
    """A text in pieces that begin where they belong; ideographs one by one: some renderers know no list of places."""
    start = 0
    for number, character in enumerate(text):
        following = text[number + 1 : number + 2]
        if _runs_on(character) and _runs_on(following):
            continue
        at = " ".join(f"{place:.1f}".removesuffix(".0") for place in places[start : number + 1])
        if not character.isspace():
            yield f'<tspan x="{at}">{escape(text[start : number + 1])}</tspan>'
        start = number + 1


def _runs_on(character: str) -> bool:
    return cell_len(character) == 1 and not character.isspace()


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:2]))
