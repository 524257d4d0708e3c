"""`reader show FILE`: the articles of a page, as the app lays them out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.cli import arguments
from reader.cli.reading import article_of, read_page, use_own_words
from reader.errors import UsageError
from reader.library.describing import issue_line
from reader.library.discovery import library_root
from reader.messages import _
from reader.newspaper.compose import ArticleView, compose
from reader.newspaper.layout import lay_out, plain_lines
from reader.newspaper.model import Article, Page, Role
from reader.settings import load
from reader.text import words
from reader.text.script import Script
from reader.text.widths import set_ambiguous_wide
from reader.text.wrap import wrap

WIDTH = 80
"""Cells of a line, unless the terminal is narrower or `--width` says otherwise."""


def run(argv: Sequence[str]) -> int:
    """Print the articles of one file."""
    parser = arguments.Parser(
        usage="reader show FILE [--article N] [--width CELLS] [--script SCRIPT]",
        description=_(
            "Print the issue of a page, its articles, rejoined and laid out, and last what belongs to no article. "
            "Flush left and without styles unless it goes to a terminal."
        ),
    )
    parser.option("--article", metavar="N", text=_("only this article: its number on the page or its id"))
    parser.option(
        "--width",
        metavar="CELLS",
        read=arguments.whole_number("--width", 8, 1000),
        text=_("width of a line in cells, two to a Chinese character (default: 80, or the terminal if narrower)"),
    )
    parser.option(
        "--script",
        metavar="SCRIPT",
        read=arguments.one_of("--script", list(Script)),
        text=_("source, hans (简), hant (繁), tw (台) or hk (港)"),
    )
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    if len(options.words) != 1:
        raise UsageError(_("`reader show` needs one file."))
    file = Path(options.words[0])
    use_own_words(library_root([file]))
    page = read_page(file, options)
    script = Script(options.script or Script.SOURCE)
    if script is not Script.SOURCE:
        words.load()
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    set_ambiguous_wide(load().ambiguous == "wide")
    width = options.width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns if on_terminal else WIDTH)
    if options.article is None:
        line = issue_line(page.issue)
        print(*(line[start:end] for start, end in wrap(line, width)), sep="\n")
    for number, article in enumerate(_articles(page, options.article, file)):
        if number or options.article is None:
            print()
        view = compose(page.source, article, script)
        for line in styled_lines(view, width) if on_terminal else plain_lines(view, width):
            print(line)
    return 0


def _articles(page: Page, key: str | None, file: Path) -> list[Article]:
    if key is None:
        return list(page.all_articles())
    return [article_of(page, key, file)]


def styled_lines(view: ArticleView, width: int) -> Iterator[str]:
    """The lines of an article as the app sets them: the headline in the middle, its title bold."""
    for row in lay_out(view, width):
        if row.block < 0:
            yield ""
            continue
        block = view.blocks[row.block]
        line = block.text.text[row.start : row.end]
        yield " " * row.indent + (f"\x1b[1m{line}\x1b[0m" if block.role is Role.TITLE else line)
