"""Says which folders of the library may not be listed, once each: else what is in them would seem not to be there."""

from __future__ import annotations

from collections.abc import Iterable

from reader.library.decode import printable
from reader.messages import _

NAMED = 3
"""Folders that are named at a time; of more the first are."""


class ClosedFolders:
    """Knows which were told."""

    def __init__(self) -> None:
        self._told: frozenset[str] = frozenset()

    def told(self, closed: Iterable[str]) -> list[str]:
        """A sentence for each that was not closed when this was asked last.

        Args:
            closed: Paths of folders in the library.
        """
        now = frozenset(closed)
        new = sorted(now - self._told)
        self._told = now
        sentence = _("The folder “{name}” cannot be listed; what is in it is left out.")
        return [sentence.format(name=printable(name)) for name in new[:NAMED]]
