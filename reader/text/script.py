"""The script of a text, and views of it in another: Simplified, Traditional, and its forms in Taiwan and Hong Kong."""

from __future__ import annotations

import threading
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from reader.text.mapped import MappedText
from reader.text.tables import one_sided

if TYPE_CHECKING:
    from reader.text.converter import Converter


class Script(StrEnum):
    """What to show a text in. The order is that in which a user goes through them."""

    SOURCE = "source"
    """As the file has it."""
    HANS = "hans"
    """Simplified."""
    HANT = "hant"
    """Traditional, OpenCC's standard forms."""
    TW = "tw"
    """Traditional as in Taiwan; nearest to what is printed from Simplified."""
    HK = "hk"
    """Traditional as in Hong Kong."""


# The configurations that also change words (s2twp) damage newspaper text: 社区 would become 社群.
_FROM_SIMPLIFIED: Final = {Script.HANT: "s2t", Script.TW: "s2tw", Script.HK: "s2hk"}
_TO_SIMPLIFIED: Final = "t2s"

_MINORITY: Final = 0.2
"""A text is of one script if less than this share of the characters that tell are of the other: a quoted headline or
a name in the other script does not make it mixed."""


def detect(text: str) -> str:
    """The script a text is in, by its characters that only one script has.

    Returns:
        `hans`, `hant`, `mixed`, or `neither` where no character tells.
    """
    only_simplified, only_traditional = one_sided()
    counts = Counter(text)
    hans = sum(map(counts.__getitem__, only_simplified.intersection(counts)))
    hant = sum(map(counts.__getitem__, only_traditional.intersection(counts)))
    if not hans + hant:
        return "neither"
    if hant < _MINORITY * (hans + hant):
        return "hans"
    return "hant" if hans < _MINORITY * (hans + hant) else "mixed"


def convert(view: MappedText, script: Script, source_script: str) -> MappedText:
    """A view in another script; it still knows the source of every character.

    It takes about 2 ms for 1,000 characters, and once some 0.1 s to load the tables (see `load`). Safe to call from
    several threads.

    Args:
        view: What to convert, rejoined: a word that a line end cuts is not recognised.
        script: What to convert to; `SOURCE` gives the view itself.
        source_script: What `detect` said of the source. A text that is not Simplified throughout is taken through
            Simplified: the tables to Traditional expect that.
    """
    for name in _steps(script, source_script):
        view = _converter(name).convert_view(view)
    return view


def loaded(script: Script) -> bool:
    """Whether `convert` to a script needs no more loading, whatever the script of the source."""
    return all(name in _converters for name in _steps(script, "mixed"))


def load() -> None:
    """Load the tables of every script; for a worker thread."""
    for script in Script:
        for name in _steps(script, "mixed"):
            _converter(name)


def _steps(script: Script, source_script: str) -> tuple[str, ...]:
    if script is Script.SOURCE:
        return ()
    if script is Script.HANS:
        return (_TO_SIMPLIFIED,)
    last = _FROM_SIMPLIFIED[script]
    return (_TO_SIMPLIFIED, last) if source_script in ("hant", "mixed") else (last,)


_converters: dict[str, Converter] = {}
_lock = threading.Lock()


def _converter(name: str) -> Converter:
    found = _converters.get(name)
    if found is None:
        with _lock:
            found = _converters.get(name)
            if found is None:
                from reader.text.converter import Converter

                found = _converters[name] = Converter(name)
    return found
