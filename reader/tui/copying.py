"""What is copied: to the terminal (OSC 52), to the system's clipboard where there is a tool for it, or to a file.

A terminal does not answer whether it took a text. So the clipboard tool is asked as well; where there is none, and the
terminal is known not to take texts or not such long ones, the text stands in a file, and the user is told which.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

CUT: Final = 74_000
"""Bytes of UTF-8 up to which terminals take a text: hterm and tmux stop at 100,000 of base64."""

PATIENCE: Final = 3.0
"""Seconds after which a clipboard tool is given up."""

FILE: Final = "copied.txt"

_TOOLS: Final = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""Clipboard tools, each with the environment variable without which it cannot work."""


def plain(text: str) -> str:
    """The text without control characters, but with its lines and tabs: what is pasted must do nothing by itself."""
    return "".join(c for c in text if c in "\n\t" or not (c < " " or "\x7f" <= c < "\xa0" or "\ud800" <= c <= "\udfff"))


def too_long(text: str) -> bool:
    """Whether the text is longer than terminals take."""
    return len(text.encode()) > CUT


def deaf(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal is known to take no text: VTE (GNOME, Xfce), Apple's Terminal, the Linux console."""
    return (
        "VTE_VERSION" in environment
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
        or environment.get("TERM") in ("linux", "dumb")
    )


def to_tool(text: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Hand the text to the system's clipboard; returns whether a tool took it. For a thread."""
    import shutil
    import subprocess

    # clip.exe reads UTF-16 and nothing else right.
    for needs, command in _TOOLS:
        if needs and not environment.get(needs):
            continue
        program = shutil.which(command[0], path=environment.get("PATH"))
        if program is None:
            continue
        given = text.encode("utf-16") if command[0] == "clip.exe" else text.encode()
        try:
            # Its output goes nowhere: some stay in the background and would hold a pipe open.
            subprocess.run(
                [program, *command[1:]],
                input=given,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return True
    return False


def to_file(text: str) -> Path:
    """Write the text to a file of the user's own, in place of what was copied there before.

    Raises:
        OSError: it could not be written.
    """
    import platformdirs

    from reader.files import write_whole

    path = Path(platformdirs.user_state_dir("reader", appauthor=False)) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
    return path


def keep(text: str, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Do what the terminal may not: the tool, else a file where the terminal cannot have taken it. For a thread.

    Returns:
        The file, if the text stands in one.

    Raises:
        OSError: the file could not be written.
    """
    if to_tool(text, environment) or not (deaf(environment) or too_long(text)):
        return None
    return to_file(text)
