"""The 50,000 commonest words of Chinese, for what cannot wait until jieba is loaded.

They are those of jieba's dictionary (jieba 0.42.1, MIT licence, Sun Junyi), kept as a table of fingerprints: 2 bytes at
one of two places that a word's checksum names, 12 bits of the checksum and 4 of how common the word is. Of words that
are not among them some 2 in 10,000 are taken for one of them. The table is read when a word is first asked for, which
takes 0.2 ms; a dictionary of as many strings would take 10.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Final

from reader.text.tables import one_sided, simplified

TABLE: Final = Path(__file__).with_name("common.bin")
"""Made by `python -m tests.text.common`."""

PLACES: Final = 1 << 17
LEAST: Final = 3
"""The class of a word is the binary logarithm of its frequency, less this."""


class CommonWords:
    """A word list that is there at once; may be asked from any thread."""

    total: Final = 60_101_967
    """The sum of all frequencies in jieba's dictionary."""

    def __init__(self) -> None:
        self._table: memoryview | None = None
        self._traditional: frozenset[str] = frozenset()

    def frequency(self, word: str, /) -> int:
        """About how often a word stands in the texts that jieba's dictionary was made from; 0 if it is not common.

        A Traditional word is looked up as Simplified.
        """
        table = self._table
        if table is None:
            self._traditional = one_sided()[1]
            table = self._table = _read()
        if not self._traditional.isdisjoint(word):
            word = word.translate(simplified())
        first, second, mark = placed(word)
        found = table[first]
        if found >> 4 != mark:
            found = table[second]
            if found >> 4 != mark:
                return 0
        return 1 << (found & 0xF) + LEAST


def placed(word: str) -> tuple[int, int, int]:
    """The two places where a word may stand in the table, and the fingerprint (1 to 4,095) that it has there."""
    checksum = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    mark = (checksum >> 20) or 1
    return checksum % PLACES, (checksum ^ mark * 0x9E3779B1) % PLACES, mark


def _read() -> memoryview:
    import sys

    data = bytearray(TABLE.read_bytes())
    if sys.byteorder == "big":
        data[0::2], data[1::2] = data[1::2], data[0::2]
    return memoryview(data).cast("H")
