"""Running `python -m reader` as a user's shell does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"
COMMAND = [sys.executable, "-m", "reader"]


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    error: str


def reader(*words: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Ran:
    """Run the command to its end, with these environment variables besides the usual ones."""
    run = subprocess.run(
        [*COMMAND, *map(str, words)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return Ran(run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def seed(number: str) -> Path:
    """The sample page with this number."""
    return next(SEEDS.glob(f"{number}_*.txt"))
