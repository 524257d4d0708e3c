"""How long until the first page can be read, and how much memory it takes, against a bare Textual app.

By hand: `python -m tests.benchmarks.start [--runs N]`. Each run is a new process in a new pseudo-terminal with a new,
empty home; the two apps take turns, so that a busy machine slows both. The clock runs from the start of the process
until the first words of the first article are on the screen. The bare app has a Tree of the same issues and a Static
with the same words, nothing else. Byte code is compiled first.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import statistics
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.programs import BARE, COLUMNS, ROWS, running

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"


class Measured(NamedTuple):
    """One run."""

    milliseconds: float
    """From the start of the process until the words were on the screen."""
    at_once: float
    """Peak of the resident memory until then, in MiB."""
    later: float
    """The same one second later: the rest of the library was read, and the dictionary is loading."""


def measure(command: list[str], words: str) -> Measured:
    """Run a command until `words` are on its screen, then a second more, and end it with `q`.

    Raises:
        RuntimeError: the words did not come within a minute.
    """
    with running(command, ROOT) as program:
        milliseconds, at_once = program.until(words), program.peak
        program.drain(1.0)
        later = program.peak
        os.write(program.terminal, b"q")
        program.drain(3.0)
    return Measured(milliseconds, at_once, later)


def main() -> int:
    """Measure and print the medians and the ratio of the two."""
    parser = argparse.ArgumentParser(description="Time to the first page against a bare Textual app.")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--words", default="本报12月27日讯", help="what stands on the first page")
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "reader", quiet=1)
    commands = {
        "bare": [sys.executable, "-c", BARE, str(SEEDS), options.words],
        "reader": [str(Path(sys.executable).with_name("reader")), str(SEEDS)],
    }
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for command in commands.values():
        measure(command, options.words)
    for _run in range(options.runs):
        for name, command in commands.items():
            runs[name].append(measure(command, options.words))
    print(
        f"Python {platform.python_version()}, textual {version('textual')}, {COLUMNS}×{ROWS}, {options.runs} runs each"
    )
    for name, measured in runs.items():
        times = [run.milliseconds for run in measured]
        at_once, later = (statistics.median(peaks) for peaks in zip(*(run[1:] for run in measured), strict=True))
        print(
            f"{name:7} {statistics.median(times):6.0f} ms ({min(times):.0f}–{max(times):.0f})  "
            f"peak {at_once:5.1f} MiB, a second later {later:5.1f} MiB"
        )
    ratios = [after.milliseconds / before.milliseconds for before, after in zip(*runs.values(), strict=True)]
    print(f"reader / bare: {statistics.median(ratios):.2f} × the time (median of {options.runs} pairs)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
