"""The characters that only one script has, from the character tables of OpenCC.

`python -m tests.text.one_sided` writes them to the file that the reader reads at its start, when those tables changed:
to work them out takes 4 ms, to read them 0.3 ms.
"""

from __future__ import annotations

from reader.text.tables import ONE_SIDED, entries


def one_sided() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only a Simplified text has, and those that only a Traditional one has."""
    regional = {value for name in ("TWVariants", "HKVariants") for _key, values in entries(name) for value in values}
    simplified_only = {key for key, values in entries("STCharacters") if key not in values} - regional
    traditional_only = {key for key, values in entries("TSCharacters") if key not in values}
    return frozenset(simplified_only), frozenset(traditional_only - simplified_only)


if __name__ == "__main__":
    ONE_SIDED.write_text("".join("".join(sorted(side)) + "\n" for side in one_sided()), encoding="utf-8", newline="\n")
