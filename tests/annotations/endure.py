"""What the store has to endure, in full: python -m tests.annotations.endure [KILLS]

Kills, two processes at once, every byte damaged; then, as in every run of the tests: a power cut at every point, a full
disk, a read-only one, a closed folder. The tests run the first three in a short form: 12 kills, 600 annotations once,
one byte in some dozens.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.annotations import damage
from tests.annotations.examples import open_in, output, python

COMMIT = """
import sys
from pathlib import Path
from tests.annotations.examples import added, highlight, open_in
store = open_in(Path(sys.argv[1]))
store._ledger.compact_at = int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    one = highlight(f"{sys.argv[2]}{number}")
    store.commit(added(one), "one")
    print(one.id, flush=True)
"""

KEPT = 30_000
"""Annotations after which a kill loop goes on in a new library, so that opening does not take all its time."""


class Killed(NamedTuple):
    """What a loop of kills did."""

    kills: int
    acknowledged: int


def two_at_once(folder: Path, count: int) -> None:
    """Two processes make so many annotations each in one library; every one of them is there afterwards."""
    both = [_started(folder, name, count, 1 << 20) for name in "甲乙"]
    for process in both:
        _go(process)
    ids = [one for process in both for one in output(process).split()]
    store = open_in(folder)
    assert len(ids) == 2 * count and sorted(one.id for one in store.all()) == sorted(ids)
    assert store.notices == []


def kills(folder: Path, count: int, chance: random.Random, compact_at: int, most: int = 100) -> Killed:
    """Kill a process that makes annotations at random moments; every one that it acknowledged is there afterwards.

    Args:
        folder: the library's.
        count: how many kills.
        chance: when.
        compact_at: bytes of the journal after which it is compacted, so that kills meet that too.
        most: annotations after which a process is killed at the latest, within a hundredth of a second.
    """
    acknowledged: set[str] = set()
    total = library = 0
    for number in range(count):
        process = _started(folder / str(library), f"{number}-", 1_000_000, compact_at)
        _go(process)
        assert process.stdout is not None
        seen = [process.stdout.readline() for _line in range(chance.randrange(most))]
        time.sleep(chance.uniform(0.0, 0.01))
        process.kill()
        # A line that was cut in two was not acknowledged.
        lines = [*seen, *process.communicate()[0].splitlines(keepends=True)]
        acknowledged.update(line.strip() for line in lines if line.endswith("\n"))
        total += len(lines)
        there = {one.id for one in open_in(folder / str(library)).all()}
        assert there >= acknowledged, f"{len(acknowledged - there)} lost after {number} kills"
        if len(there) > KEPT:
            acknowledged.clear()
            library += 1
    return Killed(count, total)


def _started(folder: Path, name: str, count: int, compact_at: int) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    process = python(COMMIT, folder, name, count, compact_at)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        killed = kills(Path(folder), count, random.Random(), compact_at=20_000, most=1_000)
        print(f"{killed.kills} kills, {killed.acknowledged} annotations acknowledged, 0 lost", flush=True)
    for _round in range(10):
        with tempfile.TemporaryDirectory() as folder:
            two_at_once(Path(folder), 300)
    print("two processes x 300 annotations: 600 kept, ten times out of ten", flush=True)
    damage.main()
    sys.stdout.flush()
    tests = [str(Path(__file__).with_name(f"test_{name}.py")) for name in ("power", "store_processes")]
    return subprocess.run([sys.executable, "-m", "pytest", "-q", "-rs", *tests], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
