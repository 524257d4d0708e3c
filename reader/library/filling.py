"""Many files read one after the other, with progress and cancel."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from reader.library.cache import Cache
from reader.library.reading import Job, Reading, readings

REPORT_EVERY: Final = 0.12
"""Seconds between two reports of progress."""


def read_all(
    jobs: Sequence[Job],
    cache: Cache,
    take: Callable[[Sequence[Reading]], None],
    cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
    *,
    again: bool = False,
) -> bool:
    """Do the jobs; whether all are done.

    Args:
        jobs: The files; where they are many, other processes read them.
        cache: Where recognised pages are looked for.
        take: Given what came of them since the last time.
        cancelled: Asked some ten times a second; where it says yes, the rest is left.
        progress: Told how many of how many are done, some eight times a second and at the end.
        again: Whether they were read before: what fails then leaves the file as it was known.
    """
    work = readings(jobs, cache)
    batch: list[Reading] = []
    done, reported = 0, time.monotonic()
    progress(0, len(jobs))
    try:
        for reading in work:
            if cancelled():
                break
            if reading and (reading.record or not again):
                batch.append(reading)
            if batch and time.monotonic() - reported >= REPORT_EVERY:
                done += len(batch)
                take(batch)
                batch = []
                progress(done, len(jobs))
                reported = time.monotonic()
    finally:
        work.close()
        if batch:
            done += len(batch)
            take(batch)
        progress(done, len(jobs))
    return done == len(jobs)
