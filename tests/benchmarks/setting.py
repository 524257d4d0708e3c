"""How well and how fast text is broken into lines: `python -m tests.benchmarks.setting [FOLDER…]`.

Without a folder it is done on the samples. Every article of every text file is set at several widths, with and without
hanging marks, and every line end is held against the rules by `tests.text.kinsoku`; a line's fill is what it takes of
its width, a paragraph's last line left out. The time is CPU time, the least of some rounds, beside Rich's wrapping of
the same text (which knows none of the rules); Python, rich and textual as named. Ends with 1 if a rule was broken.
"""

from __future__ import annotations

import itertools
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import NamedTuple

from rich._wrap import divide_line

from reader.newspaper.compose import ArticleView, compose
from reader.newspaper.layout import INDENT, PLAIN, Typesetting, lay_out
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.text.wrap import cells, wrap
from tests.text.kinsoku import faults

SEEDS = Path(__file__).parents[2] / "seeds"
WIDTHS = (20, 40, 60, 80, 100, 120)
ROUNDS = 5
LONG = 300_000
"""Characters that the speed is measured on, at least."""


class Found(NamedTuple):
    """What there is to say of texts set at one width."""

    breaks: int
    faults: list[str]
    fill: float
    """Mean of the cells used of a line, 0 to 1."""


def views(files: Sequence[Path]) -> Iterator[ArticleView]:
    """Every article of some files, as it is shown."""
    for file in files:
        page = recognise(Source.normalised(file.read_text("utf-8-sig")))
        yield from (compose(page.source, article) for article in page.all_articles())


def examine(articles: Sequence[ArticleView], width: int, setting: Typesetting = PLAIN) -> Found:
    """Set articles, and look at every line end."""
    wrong: list[str] = []
    filled: list[float] = []
    for view in articles:
        rows = [row for row in lay_out(view, width, setting) if row.block >= 0]
        for number, group in itertools.groupby(rows, lambda row: row.block):
            lines = list(group)
            text = view.blocks[number].text.text
            wrong += faults(text, [(row.start, row.end) for row in lines])
            filled += [(row.indent + cells(text[row.start : row.end])) / width for row in lines[:-1]]
    return Found(len(filled), wrong, sum(filled) / max(1, len(filled)))


def speed(articles: Sequence[ArticleView], width: int = 80) -> tuple[float, float]:
    """Million characters a second: ours, and Rich's."""
    texts = [block.text.text for view in articles for block in view.blocks]
    texts *= 1 + LONG // max(1, sum(map(len, texts)))
    count = sum(map(len, texts)) / 1e6

    def seconds(each: object) -> float:
        start = process_time()
        for text in texts:
            each(text)  # type: ignore[operator]
        return process_time() - start

    ours = min(seconds(lambda text: wrap(text, width, INDENT)) for _round in range(ROUNDS))
    rich = min(seconds(lambda text: divide_line(text, width)) for _round in range(ROUNDS))
    return count / ours, count / rich


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    folders = [Path(argument) for argument in arguments] or [SEEDS]
    articles = list(views(sorted(file for folder in folders for file in folder.glob("*.txt"))))
    print(f"Python {platform.python_version()}, rich {version('rich')}; {len(articles)} articles")
    print("width   breaks  faults    fill   hanging: breaks  faults    fill")
    broken = 0
    for width in WIDTHS:
        plain = examine(articles, width)
        hung = examine(articles, width, PLAIN._replace(hanging=True))
        broken += len(plain.faults) + len(hung.faults)
        print(
            f"{width:5}{plain.breaks:9}{len(plain.faults):8}{plain.fill:8.3f}"
            f"{hung.breaks:17}{len(hung.faults):8}{hung.fill:8.3f}"
        )
        for fault in dict.fromkeys((*plain.faults, *hung.faults)):
            print(f"      {fault}")
    ours, rich = speed(articles)
    print(f"{ours:.2f} million characters a second at 80 cells; Rich {rich:.2f}: {ours / rich:.2f} times as fast")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
