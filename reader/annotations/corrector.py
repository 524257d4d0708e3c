"""Which corrections are on a text; what they need is loaded when there is one."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from reader.annotations.model import Annotation
from reader.text.source import Source

if TYPE_CHECKING:
    from reader.annotations.anchors import Anchored
    from reader.newspaper.corrections import Correction


class HoldsTexts(Protocol):
    """Texts by their hashes."""

    def get(self, sha256: str) -> Source | None:
        """The text with a hash, if it is kept."""


class HoldsCorrections(Protocol):
    """A store, as far as corrections go."""

    def corrected(self) -> set[str]:
        """The paths, and the hashes of the texts, that corrections name."""

    def corrections(self, path: str, sha256: str) -> list[Annotation]:
        """The corrections that name a file or a text."""

    @property
    def kept_texts(self) -> HoldsTexts:
        """The texts that annotations were made on."""


class Corrector:
    """Gives the corrections of a text, for `Catalogue.corrector`; may be called from any thread.

    Those that were made on this very text, wherever its file is now, and those on the file at its path as it was
    before, where their places are found for certain.
    """

    def __init__(self, store: HoldsCorrections) -> None:
        """Nothing is looked for yet."""
        self._store = store
        self._lock = Lock()
        self._anchored: dict[tuple[str, str, str], Anchored | None] = {}

    def named(self) -> set[str]:
        """The paths, and the hashes of the texts, that may have corrections."""
        return self._store.corrected()

    def told(self, path: str, sha256: str) -> object:
        """What is the same as long as nothing else is said of a text."""
        return frozenset((one.id, one.modified) for one in self._store.corrections(path, sha256))

    def __call__(self, path: str, source: Source) -> tuple[Correction, ...]:
        """The corrections of a text, oldest first."""
        found = (self._at(one, source) for one in self._store.corrections(path, source.sha256))
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))

    def _at(self, annotation: Annotation, source: Source) -> Correction | None:
        key = annotation.id, annotation.modified, source.sha256
        with self._lock:
            known = key in self._anchored
            anchored = self._anchored.get(key)
        if not known:
            from reader.annotations.anchors import anchor

            anchored = anchor(annotation, source, self._store.kept_texts.get)
            with self._lock:
                self._anchored[key] = anchored
        if anchored is None or not anchored.certain or not _inside(source, (*anchored.spans, *anchored.place)):
            return None
        from reader.annotations.correcting import correction_of

        return correction_of(annotation, anchored.spans, anchored.place)


def _inside(source: Source, spans: Iterable[tuple[int, int]]) -> bool:
    return all(end <= len(source.text) for _start, end in spans)
