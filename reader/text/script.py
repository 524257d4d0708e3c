"""The script of a text, and views of it in another: Simplified, Traditional, and its forms in Taiwan and Hong Kong."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Collection
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from reader.text import words
from reader.text.mapped import MappedText
from reader.text.tables import one_sided, simplified

if TYPE_CHECKING:
    from reader.text.converter import Converter, Guard
    from reader.text.guard import Guarding
    from reader.text.originals import Originals


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

_AT_ONCE: Final = 1 << 14
"""Characters that are counted at one go, while every other thread waits: 1 ms."""

_MINORITY: Final = 0.2
"""A text is of one script if less than this share of the characters that tell are of the other: a quoted headline or
a name in the other script does not make it mixed."""

_TOLD_APART: Final = "[關关由對对終终位屬属在用基鑑鉴至]於|幹部|骨幹|(?:以|之|最|今|然|先|前)後|後來|裡|裏"
_NOT_TOLD_APART: Final = "[關关由對对終终位屬属在用基鑑鉴至]于|干部|骨干|(?:以|之|最|今|然|先|前)后|后來"
"""What a Traditional text has, and what only one has that was made from Simplified character by character."""


def detect(text: str) -> str:
    """The script a text is in, by its characters that only one script has.

    Returns:
        `hans`, `hant`, `mixed`, or `neither` where no character tells.
    """
    only_simplified, only_traditional = one_sided()
    counts: Counter[str] = Counter()
    for at in range(0, len(text), _AT_ONCE):
        counts.update(text[at : at + _AT_ONCE])
    hans = sum(map(counts.__getitem__, only_simplified.intersection(counts)))
    hant = sum(map(counts.__getitem__, only_traditional.intersection(counts)))
    if not hans + hant:
        return "neither"
    if hant < _MINORITY * (hans + hant):
        return "hans"
    return "hant" if hans < _MINORITY * (hans + hant) else "mixed"


def reliable(text: str) -> bool:
    """Whether a Traditional text tells apart what is one character in Simplified: 于 and 於, 后 and 後.

    A text that a machine made from Simplified, knowing no words, does not: it has 關于 and 干部.
    """
    wrong = len(re.findall(_NOT_TOLD_APART, text))
    return wrong == 0 or 20 * wrong < len(re.findall(_TOLD_APART, text))


def convert(
    view: MappedText, script: Script, source_script: str, *, keeping: bool = False, names: Collection[str] = ()
) -> MappedText:
    """A view in another script; it still knows the source of every character.

    A phrase is matched only on the boundaries of words where jieba is loaded (see `guarded`). 1,000 characters take
    2 to 4 ms; the first call takes some 0.1 s for the tables (see `load`). Safe to call from several threads.

    Args:
        view: What to convert, rejoined: a word that a line end cuts is not recognised.
        script: What to convert to; `SOURCE` gives the view itself.
        source_script: What `detect` said of the source. A text that is not Simplified throughout is taken through
            Simplified: the tables to Traditional expect that.
        keeping: Whether the characters of a Traditional source are `reliable`.
        names: Personal names in the text, in any script: their characters are those of names.

    Raises:
        ReaderError: the tables are not there.
    """
    if script is Script.SOURCE:
        return view
    text, through = view.text, source_script in ("hant", "mixed") and script is not Script.HANS
    if through or script is Script.HANS:
        view = _converter(_TO_SIMPLIFIED).convert_view(view, _guard(view.text, (), to_simplified=True))
        if source_script in ("hant", "mixed"):
            from reader.text.aspect import with_aspect

            view = view.with_text(with_aspect(view.text))
    if script is Script.HANS:
        return view
    name = _FROM_SIMPLIFIED[script]
    view = _converter(name).convert_view(view, _guard(view.text, names, to_simplified=False))
    if through and len(view.text) == len(text):
        view = view.with_text(_originals().kept(text, view.text, name, keeping=keeping))
    return view


def loaded(script: Script) -> bool:
    """Whether `convert` to a script needs no more loading of tables, whatever the script of the source."""
    return all(name in _converters for name in _tables(script))


def guarded() -> bool:
    """Whether `convert` knows words from now on: whether jieba is loaded."""
    return words.loaded()


def knowledge(script: Script) -> object:
    """What `convert` to a script knows at present: where this is equal, it makes the same of the same text."""
    if script is Script.SOURCE:
        return None
    return loaded(script), guarded(), words.user_words()


def load(script: Script | None = None) -> None:
    """Load the tables of a script, or of every one; for a worker thread.

    Raises:
        ReaderError: the tables are not there.
    """
    for one in Script if script is None else [script]:
        for name in _tables(one):
            _converter(name)


def _tables(script: Script) -> tuple[str, ...]:
    return () if script is Script.SOURCE else (_TO_SIMPLIFIED, *filter(None, [_FROM_SIMPLIFIED.get(script)]))


def _guard(text: str, names: Collection[str], *, to_simplified: bool) -> Guard | None:
    """The guard of a text; none while jieba is not loaded."""
    if not words.loaded():
        return None
    table = simplified()
    own = words.user_words()
    guarding = _guarding(own)
    cut = text.translate(table)
    if to_simplified:
        return guarding.edges(cut)
    known = {name.translate(table) for name in names}
    known.update(word.text.translate(table) for word in own if (word.kind or "").startswith("nr"))
    return guarding.guard(cut, known)


@lru_cache(maxsize=2)
def _guarding(own: object) -> Guarding:
    """What makes guards while a library's own words are these."""
    from reader.text.guard import Guarding

    table = _converter("s2t")
    return Guarding(words.cut, words.frequency, table.singles, table.phrases)


@cache
def _originals() -> Originals:
    from reader.text.originals import Originals

    return Originals()


_converters: dict[str, Converter] = {}
_lock = threading.RLock()


def _converter(name: str) -> Converter:
    found = _converters.get(name)
    if found is None:
        with _lock:
            found = _converters.get(name)
            if found is None:
                from reader.text.converter import Converter
                from reader.text.dictionaries import usage

                found = _converters[name] = Converter(name, usage())
    return found
