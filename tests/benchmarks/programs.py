"""Runs a terminal program as a person would, in a new pseudo-terminal with an empty home, and times what it paints."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

COLUMNS, ROWS = 120, 40

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
"""A Textual app with a Tree of the files of a folder and a Static with some words, nothing else: the baseline."""

_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")

_ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;22c"}
"""What a terminal answers when it is asked where the cursor is, and what it is."""

QUIET = 0.08
"""Seconds without output after which a program counts as at rest."""


class Painted(NamedTuple):
    """What a key did to the screen."""

    first: float
    """Milliseconds until the first byte came."""
    last: float
    """Milliseconds until the last byte came, after which it was quiet."""


class Program:
    """A running program."""

    def __init__(self, pid: int, terminal: int, started: float) -> None:
        self.pid = pid
        self.terminal = terminal
        self._started = started

    def until(self, words: str, seconds: float = 60) -> float:
        """Milliseconds from the start of the process until `words` are on the screen, white space aside.

        Raises:
            RuntimeError: they did not come.
        """
        wanted, written = "".join(words.split()), bytearray()
        while time.perf_counter() < self._started + seconds:
            chunk = self._read(1.0)
            if chunk is None:
                break
            written += chunk
            now = time.perf_counter()
            if wanted in "".join(_ESCAPES.sub(b"", bytes(written)).decode(errors="replace").split()):
                return (now - self._started) * 1000
        screen = _ESCAPES.sub(b"", bytes(written)).decode(errors="replace")
        raise RuntimeError(f"{words!r} did not come on the screen:\n{screen}")

    def drain(self, seconds: float) -> None:
        """Take in what is written, for so long or until the process ends."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0 and self._read(left) is not None:
            pass

    def press(self, key: bytes, seconds: float = 3.0) -> Painted | None:
        """Press a key and wait until nothing is painted any more; `None` if nothing was."""
        started = time.perf_counter()
        os.write(self.terminal, key)
        first = last = 0.0
        while time.perf_counter() < started + seconds:
            chunk = self._read(QUIET if last else seconds)
            if not chunk:
                break
            last = (time.perf_counter() - started) * 1000
            first = first or last
        return Painted(first, last) if last else None

    @property
    def peak(self) -> float:
        """The most memory that the process itself has had, in MiB."""
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    def _read(self, seconds: float) -> bytes | None:
        """What comes within so long, nothing perhaps; `None` if the program is gone."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return b""
        try:
            chunk = os.read(self.terminal, 65536)
        except OSError:
            return None
        for question, answer in _ANSWERS.items():
            if question in chunk:
                os.write(self.terminal, answer)
        return chunk or None


def environment(home: Path) -> dict[str, str]:
    """The environment of somebody who has nothing but this home."""
    out = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return out | {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


@contextmanager
def running(command: list[str], folder: Path | None = None, home: Path | None = None) -> Iterator[Program]:
    """A command, in `folder` and with a home, a new one by default; what still runs at the end is killed."""
    with tempfile.TemporaryDirectory() as new_home:
        started = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:
            if folder is not None:
                os.chdir(folder)
            os.execvpe(command[0], command, environment(home or Path(new_home)))
        try:
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            yield Program(pid, terminal, started)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.close(terminal)
            os.waitpid(pid, 0)
