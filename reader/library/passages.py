"""What of a page stands elsewhere too: on the page itself, or in another file of the library."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from reader.errors import ReaderError
from reader.library.catalogue import Catalogue
from reader.library.entries import Entry
from reader.library.repeats import Passage, between, inside, together
from reader.library.shared import SharedIndex
from reader.text.source import Source

FILES: Final = 32
"""Other files that a page is compared with: those that share the most with it."""

CHARACTERS: Final = 8_000_000
"""Characters that they may have in all."""

BATCH: Final = 16
"""Files that are taken into the index at once."""


class LibraryPassages:
    """The passages of one library; for worker threads."""

    def __init__(self, catalogue: Catalogue, index: SharedIndex | None = None) -> None:
        """Nothing is opened yet.

        Args:
            catalogue: The library.
            index: Where what texts have in common is kept; `None` is the user's.
        """
        self._catalogue = catalogue
        self._index = index or SharedIndex()

    def fill(self, cancelled: Callable[[], bool], progress: Callable[[int, int], None]) -> bool:
        """Take every text of the library into the index that is not there yet; whether there were any.

        It rests as long as it works: the thread that draws must not wait for it.

        Args:
            cancelled: Asked between files.
            progress: Told after each batch how many of how many are done.
        """
        paths = {entry.sha256: entry.path for entry in self._catalogue.entries if entry.sha256}
        left = sorted(paths[sha256] for sha256 in self._index.unknown(paths))
        for at in range(0, len(left), BATCH):
            texts = []
            for path in left[at : at + BATCH]:
                if cancelled():
                    return True
                started = time.monotonic()
                try:
                    source = self._catalogue.source(path)
                    texts.append((source.sha256, source.text))
                except ReaderError:
                    continue  # it went meanwhile; a scan tells of it
                time.sleep(min(0.1, time.monotonic() - started))
            started = time.monotonic()
            self._index.take_in(texts)
            progress(min(at + BATCH, len(left)), len(left))
            time.sleep(time.monotonic() - started)
        if left:
            self._index.prune()
        return bool(left)

    def of(self, path: str, source: Source, cancelled: Callable[[], bool] = lambda: False) -> Iterator[list[Passage]]:
        """The passages of a page, the longest first: those that stand twice in it, then those in other files as well.

        Args:
            path: The page's file.
            source: Its text.
            cancelled: Asked every few milliseconds; where it says yes, nothing more is given.
        """

        def pause() -> None:
            if cancelled():
                raise _CancelledError

        with suppress(_CancelledError):
            own = inside(path, source.text, pause)
            yield own
            texts = self._likely(path, source, pause)
            if len(texts) > 1:
                shared = between(texts, pause)
                yield together(own, (one for one in shared if any(stand.path == path for stand in one.stands)))

    def _likely(self, path: str, source: Source, pause: Callable[[], None]) -> list[tuple[str, str]]:
        """The page and the files that may share something with it, with their texts, in the order of the library."""
        holders: dict[str, list[Entry]] = {}
        order = self._catalogue.ordered()
        for entry in order:
            if entry.sha256 and entry.path != path:
                holders.setdefault(entry.sha256, []).append(entry)
        likely = self._index.sharing(source.text, holders.keys(), FILES, pause)
        same = [source.sha256] if source.sha256 in holders else []
        wanted = [entry.path for sha256 in dict.fromkeys([*same, *likely]) for entry in holders[sha256]][:FILES]
        texts, room = {path: source.text}, CHARACTERS
        for other in wanted:
            pause()
            try:
                text = self._catalogue.source(other).text
            except ReaderError:
                continue
            room -= len(text)
            if room >= 0:
                texts[other] = text
        return [(entry.path, texts[entry.path]) for entry in order if entry.path in texts]

    def close(self) -> None:
        """Close the index; it opens again when something is asked."""
        self._index.close()


class _CancelledError(Exception):
    """Nobody waits for the answer any more."""
