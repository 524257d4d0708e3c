"""Finding words in a folded text: blind to script, width, case, white space and line ends."""

from __future__ import annotations

from reader.text.fold import Folded, fold_query


def find(folded: Folded, query: str) -> list[tuple[int, int]]:
    """All places of a query, as ranges `[start, end)` in code points of the text before folding.

    They ascend and do not overlap. A place that would begin or end inside one original character (the `c` of ℃) is
    none. A query of nothing but white space and invisible marks has no place.
    """
    needle = fold_query(query)
    if not needle:
        return []
    text, starts, ends = folded.text, folded.starts, folded.ends
    hits: list[tuple[int, int]] = []
    at = text.find(needle)
    while at >= 0:
        last = at + len(needle)
        opens = at == 0 or starts[at - 1] != starts[at]
        closes = last == len(text) or starts[last - 1] != starts[last]
        if opens and closes:
            hits.append((starts[at], ends[last - 1]))
            at = text.find(needle, last)
        else:
            at = text.find(needle, at + 1)
    return hits
