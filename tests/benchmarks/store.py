"""What the store of annotations costs beside stock TinyDB, in one run: python -m tests.benchmarks.store [COUNT…]

Each figure is the median of what was measured, with the sync of the disk measured beside it.
"""

from __future__ import annotations

import gc
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from tinydb import TinyDB, where

from reader import files
from reader.annotations.index import Named
from reader.annotations.ledger import Ledger
from reader.annotations.model import Annotation, Kind, Target, new_annotation, to_record
from reader.annotations.store import Store, open_store
from reader.annotations.tablefile import ANNOTATIONS
from reader.files import sync
from tests.annotations.examples import added

COUNTS = (1_000, 10_000, 100_000)
"""Documents in the file."""

PER_TEXT = 100
"""Annotations on one text, half of them on the article that is asked for."""


def annotation(number: int) -> Annotation:
    """The annotation with a number, of the length of a usual one."""
    text = number // PER_TEXT
    start = number % PER_TEXT * 40
    target = Target(
        f"1953/{text:05}.txt", f"{text:064x}", "utf-8", ((start, start + 20),),
        "困难群众基本生活保障资金及时足额发放", "各地民政部门将确保" * 3, "到位从二零二二年起我区" * 3, False,
    )  # fmt: skip
    return new_annotation(Kind.HIGHLIGHT, target, "甲", tag="民生", note=None)


def filled(folder: Path, count: int) -> Path:
    """A file with so many annotations."""
    ledger = Ledger(folder / "annotations.json", [])
    ledger.load(may_write=True)
    with ledger.change({}):
        for number in range(count):
            ledger.put(ANNOTATIONS, str(number + 1), to_record(annotation(number)))
    ledger.compact()
    return ledger.path


@contextmanager
def timed_syncs() -> Iterator[list[float]]:
    """The seconds that each sync of the disk takes."""
    taken: list[float] = []

    def timed(descriptor: int) -> None:
        start = time.perf_counter()
        sync(descriptor)
        taken.append(time.perf_counter() - start)

    files.sync = timed
    try:
        yield taken
    finally:
        files.sync = sync


def median(do: Callable[[], object], times: int) -> float:
    """Milliseconds that something takes."""
    taken = []
    for _round in range(times):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        folder = Path(name)
        path = filled(folder, count)
        start, busy = time.perf_counter(), time.process_time()
        store: Store = open_store(path, "甲", folder / "none")
        opened, worked = time.perf_counter() - start, time.process_time() - busy
        assert len(store.all()) == count
        print(f"\n{count:,} documents, {path.stat().st_size / 1e6:.1f} MB")
        numbers = iter(range(count, 1 << 60))
        times = 200
        gc.freeze()  # as the app does after loading
        with timed_syncs() as syncs:
            insert = median(lambda: store.commit(added(annotation(next(numbers))), "one"), times)
        alone = statistics.median(syncs) * 1000
        stock_times = 3 if count > 20_000 else 15
        with TinyDB(path, encoding="utf-8") as stock:
            table = stock.table(ANNOTATIONS)
            record = to_record(annotation(0))
            stock_insert = median(lambda: table.insert(record), stock_times)
        with TinyDB(path, encoding="utf-8", access_mode="r") as stock:
            table = stock.table(ANNOTATIONS)
            named = Named(annotation(count // 2).target.path, annotation(count // 2).target.sha256)
            stock_found = median(lambda: (table.clear_cache(), table.search(where("target").sha256 == named.sha256)), 3)
        store.close()
        fresh = open_store(path, "甲", folder / "none")
        found = median(lambda: [one for one in fresh.at(named) if one.target.spans[0][0] < PER_TEXT * 20], times)
        change = replace(fresh.all()[0], tag="改")
        fresh.commit(added(replace(change, id="one more")), "one more")
        compact = median(fresh.compact, 1)
        print(f"  insert, synced: {insert:.2f} ms, of which the sync {alone:.2f}; beyond it {insert - alone:.2f}"
              f"    stock {stock_insert:,.1f} ms")  # fmt: skip
        print(f"  annotations of one article: {found:.3f} ms    stock {stock_found:,.1f} ms")
        print(f"  open: {opened:.2f} s ({worked:.2f} s of work); compact {compact:,.0f} ms")


def main() -> int:
    """Print the figures."""
    print(f"Python {platform.python_version()}, tinydb {version('tinydb')}, {platform.system()} {platform.machine()}")
    for count in [int(word) for word in sys.argv[1:]] or COUNTS:
        measure(count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
