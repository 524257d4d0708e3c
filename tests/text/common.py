"""Make the table of common words from the dictionary of the installed jieba: `python -m tests.text.common`."""

from __future__ import annotations

import struct
from pathlib import Path

from reader.text.common import LEAST, PLACES, TABLE, placed

COUNT = 50_000
LONGEST = 4


def commonest() -> dict[str, int]:
    """The commonest words of at most four characters, and their frequencies."""
    import jieba

    found = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if len(word) <= LONGEST:
            found[word] = int(frequency)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:COUNT])


def table() -> bytes:
    """The table; where words want one place, the commonest one has it."""
    places = [0] * PLACES
    for word, frequency in commonest().items():
        first, second, mark = placed(word)
        place = second if places[first] else first
        if not places[place]:
            places[place] = mark << 4 | min(15, max(0, frequency.bit_length() - 1 - LEAST))
    return struct.pack(f"<{PLACES}H", *places)


if __name__ == "__main__":
    TABLE.write_bytes(table())
