"""The pages that were read last, kept in memory as they were recognised."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from reader.library.cache import Stamp
from reader.newspaper.model import Page

MOST: Final = 16
"""Pages that are kept."""

MOST_CHARACTERS: Final = 8_000_000
"""Characters that the pages kept may have in all, unless a single one has more."""


class PagesKept:
    """Pages by the paths of their files; whoever has it locks it."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._pages: OrderedDict[str, tuple[Stamp, str | None, Page]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, path: str, stamp: Stamp, encoding: str | None) -> Page | None:
        """The page of a file, if it was read from the same state of it in the same encoding."""
        kept = self._pages.get(path)
        if kept is None or kept[:2] != (stamp, encoding):
            return None
        self._pages.move_to_end(path)
        return kept[2]

    def keep(self, path: str, stamp: Stamp, encoding: str | None, page: Page) -> None:
        """Keep a page; those that were not asked for the longest go."""
        self._pages[path] = (stamp, encoding, page)
        self._pages.move_to_end(path)
        sizes = [len(one.source.text) for _stamp, _encoding, one in self._pages.values()]
        while len(sizes) > MOST or (sum(sizes) > MOST_CHARACTERS and len(sizes) > 1):
            self._pages.popitem(last=False)
            del sizes[0]

    def drop(self, path: str) -> None:
        """Keep the page of a file no longer."""
        self._pages.pop(path, None)
