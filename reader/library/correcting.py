"""What is handed out of a library with the corrections that people made: the cache keeps the page of the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from reader.library.entries import Entry, packed_articles
from reader.newspaper.model import Page
from reader.text.source import Source

if TYPE_CHECKING:
    from reader.newspaper.corrections import Correction


class Corrects(Protocol):
    """Where corrections come from; may be asked from any thread."""

    def named(self) -> set[str]:
        """The paths, and the hashes of the texts, that may have corrections."""

    def told(self, path: str, sha256: str) -> object:
        """What is the same as long as nothing else is said of a text."""

    def __call__(self, path: str, source: Source) -> tuple[Correction, ...]:
        """The corrections of a text, oldest first."""


class Corrected:
    """The corrected pages of a library, and what is known of their files; only files that have corrections pay."""

    def __init__(self) -> None:
        """Nothing is corrected yet."""
        self.corrector: Corrects | None = None
        self._lock = Lock()
        self._entries: dict[str, tuple[Entry, Entry]] = {}
        """By path the entry as the machine made it, and as it is corrected."""
        self._told: dict[str, tuple[Entry, object]] = {}
        """By path what was said when its entry was last looked at."""
        self._pages: dict[str, tuple[Page, tuple[Correction, ...], Page]] = {}
        """The page last corrected at a path."""

    def page(self, path: str, page: Page) -> Page:
        """A page as it was recognised, corrected."""
        corrections = self.corrector(path, page.source) if self.corrector else ()
        if not corrections:
            with self._lock:
                self._pages.pop(path, None)
            return page
        with self._lock:
            kept = self._pages.get(path)
        if kept is not None and kept[0] is page and kept[1] == corrections:
            return kept[2]
        from reader.newspaper.corrections import apply

        corrected = apply(page, corrections)
        with self._lock:
            self._pages[path] = page, corrections, corrected
        return corrected

    def entry(self, entry: Entry) -> Entry:
        """What is known of a file, as far as that was corrected."""
        kept = self._entries.get(entry.path)
        return kept[1] if kept is not None and kept[0] == entry else entry

    def take(self, entry: Entry, page: Page) -> bool:
        """Know a file by its corrected page; returns whether that is different from what was known.

        Args:
            entry: as the machine made it.
            page: as it was recognised.
        """
        if self.corrector:
            self._told[entry.path] = entry, self.corrector.told(entry.path, page.source.sha256)
        corrections = self.corrector(entry.path, page.source) if self.corrector else ()
        known = self.entry(entry)
        if not corrections:
            with self._lock:
                return self._entries.pop(entry.path, None) is not None
        told = _digest(corrections)
        if known.corrections == told:
            return False
        corrected = self.page(entry.path, page)
        new = entry._replace(
            issue=corrected.issue,
            doubtful=corrected.doubtful,
            packed=packed_articles(corrected),
            corrections=told,
        )
        with self._lock:
            self._entries[entry.path] = entry, new
        return True

    def concerned(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of the entries of which something else is said than when they were last looked at."""
        corrector = self.corrector
        named = corrector.named() if corrector else set()
        if corrector is None or not (named or self._entries):
            return []
        near = (one for one in entries if one.path in named or one.sha256 in named or one.path in self._entries)
        return [one for one in near if self._told.get(one.path) != (one, corrector.told(one.path, one.sha256 or ""))]


def _digest(corrections: Iterable[Correction]) -> str:
    """By what the corrections of a page are told from others."""
    told = [(*one._replace(over=frozenset()), *sorted(one.over)) for one in corrections]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:12]
