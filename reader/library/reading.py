"""Reading one file to its recognised page, and many in the background.

Whatever is told of a file's page to other threads and processes is a `Reading`: small, and without the text.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import closing, redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.errors import ReaderError
from reader.library.cache import Cache, FileRecord, Stamp, packed_page, unpacked_page
from reader.library.decode import Unreadable, read_source, shown_name
from reader.library.entries import packed_articles, packed_issue
from reader.messages import _, language, set_language
from reader.newspaper.model import RECOGNISER, Issue, Page, version
from reader.text.source import Source

if TYPE_CHECKING:
    from concurrent.futures import Future
    from ctypes import c_byte

    from reader.text.userwords import UserWord

MANY: Final = 200
"""Files above which processes pay: each takes some tenths of a second to start."""

TOGETHER: Final = 16
"""Files that a process is given at once."""

TICK: Final = 0.1
"""Seconds after which whoever waits for readings gets a word, to look whether to go on."""


class Job(NamedTuple):
    """A file to read."""

    path: str
    """Its path in the library."""
    absolute: Path
    encoding: str | None
    """The codec a person chose for it."""
    limit: int
    """In bytes."""
    dictionary: str | None = None
    """The words that are asked at doubtful places (see `reader.text.lexicon.dictionary`): without them only the common
    ones are (`reader.text.common`), and a page that was recognised with more is taken as it is."""
    known: tuple[str | None, Issue] | None = None
    """Hash of the text as this recogniser read it before, and what it told of its issue, by its names as well."""


class Reading(NamedTuple):
    """What came of a job: a record and a page, or a sentence for the user."""

    path: str
    record: FileRecord | None = None
    page: bytes | None = None
    """The packed page, if it was not kept already."""
    error: str | None = None
    articles: bytes = b""
    """With a record, the packed articles."""


def stamp(path: Path | str) -> Stamp:
    """The stamp of a file as it is now; of one that cannot be looked at, a stamp that no file has."""
    try:
        facts = os.stat(path)  # noqa: PTH116 - for each of many files
    except (OSError, ValueError):
        return Stamp(-1, -1)
    return Stamp(facts.st_size, facts.st_mtime_ns)


def read_page(job: Job, cache: Cache) -> tuple[Page, Reading]:
    """Read a file, and recognise its page unless that was done before.

    Raises:
        Unreadable: it cannot be read, or is no text.
    """
    before = stamp(job.absolute)  # taken first: a change while it is read will be noticed
    try:
        source = read_source(job.absolute, job.limit, job.encoding)
        recogniser, known = _known(job, cache, source)
        recognised = known or _recognised(source, job)
        # What is kept by the text alone says nothing of the file's name: a copy has another.
        page = recognised._replace(issue=_issue(job, recognised))
        record = FileRecord(
            before,
            source.sha256,
            source.encoding,
            job.encoding,
            recogniser,
            packed_issue(page.issue),
            page.doubtful,
        )
        packed = None if known else packed_page(recognised)
        return page, Reading(job.path, record, packed, articles=packed_articles(page))
    except ReaderError:
        raise
    except Exception as error:  # out of memory, or a fault of ours: the other files still open
        sentence = _("“{name}” could not be recognised ({reason}). Please report it with the file.")
        reason = type(error).__name__
        raise Unreadable(sentence.format(name=shown_name(job.absolute), reason=reason)) from error


def _known(job: Job, cache: Cache, source: Source) -> tuple[str, Page | None]:
    """The version in which the job wants the page, and the page if it was kept."""
    if job.dictionary is None:
        best = cache.best_page(source.sha256, RECOGNISER)
        page = unpacked_page(source, best[1]) if best else None
        return (best[0], page) if best and page else (version(), None)
    packed = cache.page(source.sha256, version(job.dictionary))
    return version(job.dictionary), unpacked_page(source, packed) if packed else None


def _recognised(source: Source, job: Job) -> Page:
    from reader.newspaper.recognise import recognise

    if job.dictionary is None:
        return recognise(source)
    from reader.text.lexicon import Lexicon

    return recognise(source, Lexicon())


def _issue(job: Job, page: Page) -> Issue:
    """The page's issue by its text and its file's name."""
    if job.known is not None and job.known[0] == page.source.sha256:
        return job.known[1]
    from reader.library.naming import told

    return told(page.issue, job.absolute)


def read(job: Job, cache: Cache) -> Reading:
    """What comes of a job; raises nothing."""
    try:
        return read_page(job, cache)[1]
    except ReaderError as error:
        return Reading(job.path, error=str(error))


def readings(jobs: Sequence[Job], cache: Cache) -> Generator[Reading | None, None, None]:
    """What comes of each job, in any order, and `None` where `TICK` has passed without news.

    The work stops soon after the iterator is closed: at the end of the file that is being read.
    """
    if len(jobs) <= MANY:
        yield from _in_a_thread(jobs, cache)
        return
    from concurrent.futures import CancelledError

    left = {job.path: job for job in jobs}
    try:
        with closing(_in_processes(jobs, cache)) as work:
            for reading in work:
                if reading:
                    left.pop(reading.path, None)
                yield reading
    except (OSError, ValueError, RuntimeError, ImportError, CancelledError):
        pass  # there can be no processes here, or one of them was killed
    if left:
        yield from _in_a_thread(list(left.values()), cache)


def _in_a_thread(jobs: Sequence[Job], cache: Cache) -> Generator[Reading | None, None, None]:
    results: queue.SimpleQueue[Reading] = queue.SimpleQueue()
    stopped = threading.Event()

    def work() -> None:
        for job in jobs:
            if stopped.is_set():
                return
            results.put(read(job, cache))

    # A thread of its own, so that a cancel need not wait for a large file; a daemon, so that quitting need not either.
    threading.Thread(target=work, name="reading", daemon=True).start()
    try:
        done = 0
        while done < len(jobs):
            try:
                yield results.get(timeout=TICK)
                done += 1
            except queue.Empty:
                yield None
    finally:
        stopped.set()


def _in_processes(jobs: Sequence[Job], cache: Cache) -> Generator[Reading | None, None, None]:
    """The same in other processes.

    Raises:
        OSError, ValueError, RuntimeError, ImportError, CancelledError: they cannot be started, or one of them died.
    """
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait

    from reader.text.words import user_words

    _start_tracker()
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks and the terminal's state
    stopped = context.RawValue("b", 0)  # without a lock, which a process that is killed could keep
    # Each that asks jieba holds it: 80 MB.
    processes = min(os.cpu_count() or 1, 8 if jobs[0].dictionary is None else 4)
    pool = ProcessPoolExecutor(processes, context, _begin, (language(), cache.path, stopped, user_words()))
    pending: set[Future[list[Reading]]] = set()
    at = 0
    try:
        while at < len(jobs) or pending:
            # A few batches ahead keep the processes busy; more would only have to be taken back.
            while at < len(jobs) and len(pending) < 3 * processes:
                pending.add(pool.submit(_read_batch, jobs[at : at + TOGETHER]))
                at += TOGETHER
            done, pending = wait(pending, TICK, FIRST_COMPLETED)
            if not done:
                yield None
            for future in done:
                yield from future.result()
    finally:
        stopped.value = 1
        pool.shutdown(wait=False, cancel_futures=True)


def _start_tracker() -> None:
    """Start the process that multiprocessing starts before all others, which clears up after them.

    It is handed the file number of `sys.stderr`, and the app has put an object there that has none.

    Raises:
        OSError, ValueError: it cannot be started, or there is no standard error.
    """
    from multiprocessing import resource_tracker

    if sys.__stderr__ is None or sys.__stderr__.fileno() < 0:
        raise OSError("no standard error")
    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


class _Child:
    """What a process of the pool was given when it began."""

    cache: Cache
    stopped: c_byte


def _begin(code: str, cache: Path, stopped: c_byte, words: tuple[UserWord, ...]) -> None:
    """Prepare a process of the pool: it is quiet, modest, and does not outlive its parent."""
    import multiprocessing
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    if hasattr(os, "nice"):
        os.nice(10)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)  # the terminal is the parent's
    os.close(nowhere)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
    set_language(code)
    if words:
        from reader.text.words import use_words

        use_words(words)
    _Child.cache = Cache(cache)
    _Child.stopped = stopped


def _read_batch(jobs: Sequence[Job]) -> list[Reading]:
    out = []
    for job in jobs:
        if _Child.stopped.value:
            break
        out.append(read(job, _Child.cache))
    return out
