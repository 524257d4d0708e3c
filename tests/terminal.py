"""A terminal for tests: runs a command in a pseudo-terminal and sees the screen that a person would see.

By hand, or from CI: `python -m tests.terminal --wait TEXT --press q -- COMMAND…` runs a command, waits until TEXT is on
the screen, presses the keys and ends with the command's exit code.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "ctrl+c": "\x03",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "backspace": "\x7f",
}
"""Keys with a name; any other key is the characters it types."""

_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>?][0-9;]*\$?[pu]")
"""Queries and keyboard protocol, which pyte would print."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;<=>?$]*)?$")


class Terminal:
    """A command running in a pseudo-terminal. Use it in a `with`; what still runs at the end is killed."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        columns: int = 120,
        rows: int = 40,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pending = b""
        self.raw = bytearray()
        """Every byte that the command has written."""
        environment = {**(os.environ if env is None else env), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment["TEXTUAL_ANIMATIONS"] = "none"
        self.process = pexpect.spawn(
            command[0], list(command[1:]), env=environment, cwd=cwd, dimensions=(rows, columns), timeout=None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.close(force=True)

    @property
    def text(self) -> str:
        """The screen as lines of text; a wide character counts once."""
        # Not `Screen.display`, which fails where a wide character was overwritten in part.
        lines = [self._screen.buffer[row] for row in range(self._screen.lines)]
        columns = range(self._screen.columns)
        return "\n".join("".join(line[column].data for column in columns).rstrip() for line in lines)

    def wait_for(self, text: str, seconds: float = 30) -> str:
        """Wait until `text` is on the screen, white space aside; returns the screen.

        Raises:
            AssertionError: it did not come, or the command ended; with the screen as it was.
        """
        return self.wait_until(lambda screen: _squeezed(text) in _squeezed(screen), text, seconds)

    def wait_until(self, holds: Callable[[str], bool], what: str, seconds: float = 30) -> str:
        """Wait until something holds of the screen; returns the screen.

        Raises:
            AssertionError: it never did; with the screen as it was.
        """
        end = time.monotonic() + seconds
        while not holds(self.text):
            if not self._read(min(0.1, max(0.0, end - time.monotonic()))):
                raise AssertionError(f"ended without {what!r} on the screen:\n{self.text}")
            if time.monotonic() > end:
                raise AssertionError(f"no {what!r} on the screen after {seconds} s:\n{self.text}")
        return self.text

    def press(self, *keys: str) -> None:
        """Type keys, one after the other."""
        for key in keys:
            self.process.send(KEYS.get(key, key))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self._screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def wait_for_end(self, seconds: float = 30) -> int:
        """Wait until the command ends; returns its exit code, or the negative number of the signal that ended it.

        Raises:
            AssertionError: it did not end.
        """
        end = time.monotonic() + seconds
        while self._read(0.1):
            if time.monotonic() > end:
                raise AssertionError(f"still running after {seconds} s:\n{self.text}")
        self.process.wait()
        return -self.process.signalstatus if self.process.signalstatus else int(self.process.exitstatus)

    def _read(self, seconds: float) -> bool:
        """Take in what the command writes within this time; false once it has ended."""
        try:
            chunk = self.process.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += chunk
        data = self._pending + chunk
        unfinished = _UNFINISHED.search(data)
        self._pending = unfinished[0] if unfinished else b""
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data.removesuffix(self._pending)))
        return True


def _squeezed(text: str) -> str:
    return "".join(text.split())


def main() -> int:
    """See the module's description."""
    parser = argparse.ArgumentParser(description="Run a command in a pseudo-terminal, wait for a text, press keys.")
    parser.add_argument("--wait", required=True)
    parser.add_argument("--press", action="append", default=[])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    with Terminal(options.command) as terminal:
        print(terminal.wait_for(options.wait, options.seconds))
        terminal.press(*options.press)
        return terminal.wait_for_end(options.seconds)


if __name__ == "__main__":
    sys.exit(main())
