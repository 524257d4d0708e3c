"""What waits for a person's decision in a library, said once after it was opened: merged corrections that contradict
each other, and annotations whose place in a changed text is not sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.messages import ngettext
from reader.tui.session import Session

KeyOf = Callable[[str, str], str]
"""The key that the user has for something, by its name and its built-in key."""


class Undecided:
    """What was told of one session; for one thread."""

    def __init__(self, session: Session) -> None:
        """Nothing was told yet."""
        self._session = session
        self._told: set[str] = set()

    def told(self, doubtful: Iterable[str], key: KeyOf) -> list[str]:
        """Sentences about what was not told of yet; for a worker thread.

        Args:
            doubtful: ids of the annotations that were looked for in a changed text, and have no sure place in it.
            key: names the keys of the lists.
        """
        out = []
        contradicting = self._new(self._contradicting())
        if contradicting:
            sentence = ngettext(
                "{count} correction contradicts an older one: {key} lists them.",
                "{count} corrections contradict older ones: {key} lists them.",
                contradicting,
            )
            out.append(sentence.format(count=contradicting, key=key("corrections", "C")))
        without = self._new(doubtful)
        if without:
            sentence = ngettext(
                "{count} annotation has no sure place in the text as it is now: {key} lists all, with ? and ✗.",
                "{count} annotations have no sure place in the text as it is now: {key} lists all, with ? and ✗.",
                without,
            )
            out.append(sentence.format(count=without, key=key("annotations", "a")))
        return out

    def _contradicting(self) -> set[str]:
        """Ids of the corrections that contradict an older one of somebody else."""
        store = self._session.store
        named = store.corrected()
        if not named:
            return set()
        from reader.annotations.merging import contradictions

        on = [one for one in self._session.catalogue.ordered() if one.path in named or one.sha256 in named]
        corrections = {one.id: one for entry in on for one in store.corrections(entry.path, entry.sha256 or "")}
        return {late.id for _early, late in contradictions(corrections.values())}

    def _new(self, ids: Iterable[str]) -> int:
        """How many of them were not counted before."""
        new = set(ids) - self._told
        self._told |= new
        return len(new)
