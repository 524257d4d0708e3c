"""How fast a text of 500 KB stands on the screen and turns its pages, beside other programs that show text.

By hand: `python -m tests.benchmarks.peers [--runs N] [--program NAME=PATH …]`, each program in an environment of its
own: less, toolong (`tl`), frogmouth, baca and epy are known by name; one that is not installed is passed over and said
to be. The text is the seeds one after the other until they fill 500 KB; as Markdown and as EPUB of 21 chapters for the
programs that read nothing else. They take turns, each run in a new process, pseudo-terminal and home.
"""

from __future__ import annotations

import argparse
import compileall
import html
import platform
import shutil
import statistics
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.programs import BARE, COLUMNS, ROWS, Painted, running

ROOT = Path(__file__).parent.parent.parent
SIZE = 500_000
"""Bytes of the text."""
FIRST = "起始标记甲乙丙丁"
"""The first line, by which it is known that the text stands there."""
LAST = "结束标记戊己庚辛"
"""The last line, for programs that open a text at its end."""
CHAPTERS = 21
PAGE_DOWN = b"\x1b[6~"
PAGE_UP = b"\x1b[5~"
PRESSES = 6
SETTLED = 2.0
"""Seconds before memory is read and keys are pressed, so that what loads behind the first page is there."""


class Peer(NamedTuple):
    """A program to compare with."""

    name: str
    executable: str
    file: str
    """What it is given: text, its Markdown or its EPUB."""
    at_end: bool = False
    """Whether it opens a text at its end; it then turns its pages backwards."""


PEERS = (
    Peer("less", "less", "text.txt"),
    Peer("toolong", "tl", "text.txt", at_end=True),
    Peer("frogmouth", "frogmouth", "text.md"),
    Peer("baca", "baca", "text.epub"),
    Peer("epy", "epy", "text.epub"),
)


class Run(NamedTuple):
    """One run."""

    shown: float
    """Milliseconds from the start of the process until the first line (of toolong: the last) was on the screen."""
    memory: float
    """Peak in MiB, `SETTLED` later."""
    first: float
    last: float
    """Milliseconds from PageDown to the first and to the last byte painted, medians of `PRESSES`."""


def write_texts(folder: Path) -> None:
    """Write the text in the three shapes."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").iterdir())]
    text, number = FIRST + "\n", 0
    while len(text.encode()) < SIZE:
        text += seeds[number % len(seeds)] + "\n"
        number += 1
    text += LAST + "\n"
    for name in ("text.txt", "text.md"):
        (folder / name).write_text(text, encoding="utf-8")
    _write_epub(folder / "text.epub", text.split("\n"))


def _write_epub(path: Path, lines: list[str]) -> None:
    size = len(lines) // CHAPTERS + 1
    names = [f"c{number}.xhtml" for number in range(CHAPTERS)]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    order = "".join(f'<itemref idref="{name}"/>' for name in names)
    points = "".join(
        f'<navPoint id="n{name}"><navLabel><text>{name}</text></navLabel><content src="{name}"/></navPoint>'
        for name in names
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="i">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>t</dc:title><dc:language>zh</dc:language>'
            '<dc:identifier id="i">i</dc:identifier></metadata>'
            f'<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>'
            f'<spine toc="ncx">{order}</spine></package>',
        )
        book.writestr(
            "toc.ncx",
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>'
            f"<docTitle><text>t</text></docTitle><navMap>{points}</navMap></ncx>",
        )
        for number, name in enumerate(names):
            body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[number * size : (number + 1) * size])
            head = f"<head><title>{name}</title></head>"
            book.writestr(name, f'<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{body}</body></html>')


def measure(command: list[str], *, at_end: bool = False) -> Run:
    """One run of a command."""
    with running(command) as program:
        shown = program.until(LAST if at_end else FIRST)
        program.drain(SETTLED)
        memory = program.peak
        painted = [one for one in (program.press(PAGE_UP if at_end else PAGE_DOWN) for _press in range(PRESSES)) if one]
    first, last = (statistics.median(times) for times in zip(*(painted or [Painted(0, 0)]), strict=True))
    return Run(shown, memory, first, last)


def _commands(given: dict[str, str], folder: Path) -> dict[str, tuple[list[str], bool]]:
    reader = str(Path(sys.executable).with_name("reader"))
    commands = {
        "bare Textual": ([sys.executable, "-c", BARE, str(ROOT / "seeds"), FIRST], False),
        "reader": ([reader, str(folder / "text.txt")], False),
    }
    for peer in PEERS:
        found = given.get(peer.name) or shutil.which(peer.executable)
        if found is None:
            print(f"{peer.name} is not installed")
        else:
            commands[peer.name] = ([found, str(folder / peer.file)], peer.at_end)
    return commands


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="500 KB of text in several programs.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--program", action="append", default=[], metavar="NAME=PATH", help="where a program is")
    options = parser.parse_args()
    given = dict(one.split("=", 1) for one in options.program)
    compileall.compile_dir(ROOT / "reader", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_texts(folder)
        commands = _commands(given, folder)
        runs: dict[str, list[Run]] = {label: [] for label in commands}
        for number in range(options.runs + 1):
            for label, (command, at_end) in commands.items():
                run = measure(command, at_end=at_end)
                if number:
                    runs[label].append(run)
    print(
        f"Python {platform.python_version()}, textual {version('textual')}, {COLUMNS}×{ROWS}, {options.runs} runs each"
    )
    print("program        first line ms (least)   × bare   peak MiB   PageDown ms: first byte, at rest")
    bare = statistics.median(run.shown for run in runs["bare Textual"])
    for label, measured in runs.items():
        shown, memory, first, last = (statistics.median(column) for column in zip(*measured, strict=True))
        least = min(run.shown for run in measured)
        keys = f"{first:8.1f} {last:8.1f}" if last else "       –        –"
        print(f"{label:14} {shown:8.0f} ({least:.0f}) {shown / bare:10.2f} {memory:10.1f}   {keys}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
