"""How long until the first page can be read, and how much memory it takes, against a bare Textual app.

By hand: `python -m tests.benchmarks.start [--runs N]`. Each run is a new process in a new pseudo-terminal with a new,
empty home; the two apps take turns, so that a busy machine slows both. The clock runs from the start of the process
until the first words of the first article are on the screen. The bare app has a Tree of the same issues and a Static
with the same words, nothing else. Byte code is compiled first.
"""

from __future__ import annotations

import argparse
import compileall
import fcntl
import os
import platform
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"
COLUMNS, ROWS = 120, 40

ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")

BARE = """
import sys
from pathlib import Path
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static, Tree

class Bare(App[None]):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        tree = Tree("seeds")
        tree.root.expand()
        for path in sorted(Path(sys.argv[1]).iterdir()):
            tree.root.add_leaf(path.name)
        with Horizontal():
            yield tree
            yield Static(sys.argv[2], markup=False)

Bare().run()
"""


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
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        environment |= {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        started = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(ROOT)
            os.execve(command[0], command, environment)
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            milliseconds = (_until(terminal, words, started) - started) * 1000
            at_once = _peak(pid)
            _drain(terminal, 1.0)
            later = _peak(pid)
            os.write(terminal, b"q")
            _drain(terminal, 3.0)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.close(terminal)
            os.waitpid(pid, 0)
    return Measured(milliseconds, at_once, later)


def _peak(pid: int) -> float:
    """The most memory that a process has had, in MiB."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(peak[1]) / 1024 if peak else 0.0


def _until(terminal: int, words: str, started: float) -> float:
    wanted, written = "".join(words.split()), bytearray()
    while time.perf_counter() < started + 60:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            written += os.read(terminal, 65536)
        except OSError:
            break
        now = time.perf_counter()
        if wanted in "".join(ESCAPES.sub(b"", bytes(written)).decode(errors="replace").split()):
            return now
    raise RuntimeError(
        f"{words!r} did not come on the screen:\n{ESCAPES.sub(b'', bytes(written)).decode(errors='replace')}"
    )


def _drain(terminal: int, seconds: float) -> None:
    """Take in what is written, for so long or until the process ends."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                if not os.read(terminal, 65536):
                    return
            except OSError:
                return


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
