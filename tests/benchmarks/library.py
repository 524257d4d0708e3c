"""How long a library takes to stand there, cold and warm. By hand: `python -m tests.benchmarks.library [FILES]`."""

from __future__ import annotations

import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.library.cache import Cache
from reader.library.catalogue import Catalogue
from reader.library.state import State
from tests.library.pages import make_library


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def walk(root: Path) -> None:
    """The baseline: what any program must do that looks at every file."""
    for folder, _folders, names in os.walk(root):
        for name in names:
            os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118


def megabytes() -> float:
    """Peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "library"
        make_library(library, count)
        print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {count} files")
        walk(library)
        baseline = timed(lambda: walk(library))
        print(f"os.walk + os.stat        {baseline:8.3f} s   1.0")

        def report(label: str, seconds: float) -> None:
            print(f"{label:<24} {seconds:8.3f} s {seconds / baseline:5.1f}   peak {megabytes():.0f} MB")

        def opened() -> Catalogue:
            catalogue = Catalogue(
                library,
                [library],
                cache=Cache(folder / "cache.sqlite3"),
                state=State(library, folder / "state.sqlite3"),
            )
            catalogue.scan()
            catalogue.ordered()
            return catalogue

        cold: list[Catalogue] = []
        report("cold, tree usable", timed(lambda: cold.append(opened())))
        filled = timed(lambda: cold[0].fill(lambda: False, lambda done, total: None, lambda entries: None))
        report("cold, all recognised", filled)
        cold.pop().close()
        warm: list[Catalogue] = []
        report("warm, tree usable", timed(lambda: warm.append(opened())))
        report("warm, every title", timed(lambda: [entry.articles for entry in warm[0].entries]))
        report("looked at again", timed(warm[0].scan))
        statuses = {entry.status for entry in warm[0].entries}
        articles = sum(len(entry.articles) for entry in warm[0].entries)
        print(f"{articles} articles, {statuses}, cache {(folder / 'cache.sqlite3').stat().st_size / 2**20:.0f} MB")
        warm.pop().close()


if __name__ == "__main__":
    main()
