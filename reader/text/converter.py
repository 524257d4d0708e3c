"""Script conversion that knows which character became which: OpenCC's tables, matched with offsets.

Importing this module imports `opencc`; `reader.text.script` does so when the first text is to be converted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from opencc import OpenCC

from reader.text.mapped import Edit, MappedText


@dataclass(frozen=True)
class _Table:
    """One dictionary file, ready to be looked up at any place of a text."""

    words: dict[str, str]
    """Each key with its candidates, parted by spaces; the first one is meant."""
    lengths: dict[str, tuple[int, ...]]
    """How long the words are that begin with these two characters."""
    single: dict[str, str]
    """The entries of one character."""


class Converter(OpenCC):  # type: ignore[misc]
    """One of OpenCC's configurations (`t2s`, `s2tw`, …), for views.

    It converts as the package's `convert` does: in each stage the longest word anywhere first, then the leftmost, and
    no word over white space or a mark. But it needs linear time, shares its tables with its like, and changes a view,
    so that every character still knows its source.
    """

    _files: ClassVar[dict[str, Any]] = {}
    _tables: ClassVar[dict[int, _Table]] = {}

    def __init__(self, name: str) -> None:
        super().__init__()
        self.conversion = name
        self.dict_cache = self._files
        self._init_dict()
        self._stages = [[self._table(words) for _, _, words in stage] for stage in self._dict_chain_data]

    def convert_view(self, view: MappedText) -> MappedText:
        """The view in the other script; its text is what `convert` makes of `view.text`."""
        for stage in self._stages:
            view = _convert(view, stage)
        return view

    def _table(self, words: dict[str, str]) -> _Table:
        table = self._tables.get(id(words))
        if table is None:
            # A few names hold a full-width dot; a text is cut there before it is matched, so they never match.
            whole = [word for word in words if len(word) > 1 and not self.split_chars_re.search(word)]
            single = {word: value.split(" ")[0] for word, value in words.items() if len(word) == 1}
            table = self._tables[id(words)] = _Table(words, _lengths(whole), single)
        return table


def _lengths(words: list[str]) -> dict[str, tuple[int, ...]]:
    masks: dict[str, int] = {}
    for word in words:
        masks[word[:2]] = masks.get(word[:2], 0) | 1 << len(word)
    # 28,000 heads, but only some hundred different tuples: shared, they cost no memory.
    spread = {mask: tuple(at for at in range(mask.bit_length()) if mask >> at & 1) for mask in set(masks.values())}
    return {head: spread[mask] for head, mask in masks.items()}


def _convert(view: MappedText, stage: list[_Table]) -> MappedText:
    """Match the tables of a stage one after the other, each against what those before it left."""
    text = view.text
    chars = list(text)
    taken = bytearray(len(text))
    edits: list[Edit] = []
    for table in stage:
        for start, end in _words(text, table, taken):
            taken[start:end] = b"\1" * (end - start)
            word = table.words[text[start:end]].split(" ")[0]
            if len(word) == end - start:
                chars[start:end] = word
            else:
                edits.append(Edit(start, end, word))
        for at in [at for at, char in enumerate(text) if char in table.single and not taken[at]]:
            taken[at] = 1
            word = table.single[text[at]]
            if len(word) == 1:
                chars[at] = word
            else:
                edits.append(Edit(at, at + 1, word))
    view = view.with_text("".join(chars))
    return view.replace(sorted(edits)) if edits else view


def _words(text: str, table: _Table, taken: bytearray) -> list[tuple[int, int]]:
    """The ranges of the words of a table in what is not taken yet: longer ones first, then from the left."""
    lengths = table.lengths
    found: list[tuple[int, int]] = []
    for at, pair in enumerate(map(str.__add__, text, text[1:])):
        if pair in lengths:
            for length in lengths[pair]:
                end = at + length
                if end <= len(text) and text[at:end] in table.words and taken.find(1, at, end) < 0:
                    found.append((-length, at))
    found.sort()
    out: list[tuple[int, int]] = []
    seen = bytearray(len(text))
    for shorter, at in found:
        end = at - shorter
        if seen.find(1, at, end) < 0:
            seen[at:end] = b"\1" * (end - at)
            out.append((at, end))
    return out
