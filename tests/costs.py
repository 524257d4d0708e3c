"""What a piece of work costs beside another: for tests that hold growth, never seconds.

A busy machine, a slow one and the garbage of two thousand other tests change every time that is taken. So the costs
of two pieces of work are taken by turns, without the garbage collector, and the round that was least disturbed
counts: what grows too fast grows too fast in every round.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ROUNDS = 6


def _seconds(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def cost(work: Callable[[], object], other: Callable[[], object], enough: float = 1.0) -> float:
    """How many times what `other` costs `work` costs, in the round that was least disturbed.

    Args:
        work: What is asked about.
        other: What it is compared with; both are run once before they count.
        enough: No further round is needed once the ratio is at most this.
    """
    other()
    work()
    least = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _round in range(ROUNDS):
            measure = min(_seconds(other) for _time in range(3))
            least = min(least, _seconds(work) / max(measure, 1e-6))
            if least <= enough:
                break
    finally:
        gc.enable()
    return least


def growth(work: Callable[[int], object], short: int, long: int) -> float:
    """How the cost of one unit grows between two sizes: about 1 if it is linear, `long / short` if it is quadratic."""
    times = long / short
    return cost(lambda: work(long), lambda: work(short), enough=1.5 * times) / times
