"""What stays of a Traditional text that was taken through Simplified: the forms that were right already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.text.dictionaries import candidates, usage
from reader.text.tables import simplified

_REGIONAL: Final = {"s2tw": "TWVariants.txt", "s2hk": "HKVariants.txt"}
_FROM_REGIONAL: Final = ("TWVariantsRev.txt", "HKVariantsRev.txt")


class Originals:
    """Knows which characters one Simplified character may stand for, and their regional forms."""

    def __init__(self) -> None:
        """Read the tables; some 5 ms.

        Raises:
            ReaderError: they are not there.
        """
        self._meant = candidates("STCharacters.txt")
        self._standard: dict[str, str] = {}
        for name in _FROM_REGIONAL:
            self._standard |= {char: values[0] for char, values in candidates(name).items()}
        self._regional: dict[str, Mapping[str, str]] = {
            config: {char: values[0] for char, values in candidates(name).items()} for config, name in _REGIONAL.items()
        }
        ours = {ord(word): value for word, value in usage().simplifying.items() if len(word) == 1}
        self._simplified: Mapping[int, int | str] = {**simplified(), **ours}

    def kept(self, original: str, converted: str, configuration: str, *, keeping: bool) -> str:
        """The conversion of a text by way of Simplified, with what was right in the text put back.

        A character that is one of several for its Simplified one says more than a conversion can know, unless a
        machine put it there that knew only the usual one.

        Args:
            original: a Traditional text.
            converted: what became of it, of the same length.
            configuration: what it was converted with.
            keeping: whether the text tells apart what is one character in Simplified.
        """
        regional = self._regional.get(configuration)
        chars = list(converted)
        for at, (before, after) in enumerate(zip(original, converted, strict=True)):
            if before != after:
                chars[at] = self._chosen(before, after, regional, keeping)
        return "".join(chars)

    def _chosen(self, before: str, after: str, regional: Mapping[str, str] | None, keeping: bool) -> str:
        standard = self._standard.get(before, before)
        if regional is None and any(table.get(after) == before for table in self._regional.values()):
            return before
        plain = standard.translate(self._simplified)
        meant = self._meant.get(plain, ())
        if standard in meant and (keeping or standard not in (meant[0], plain)):
            return before if regional is None else regional.get(standard, standard)
        return after
