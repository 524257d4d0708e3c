"""jieba's dictionary as a word list: which words there are, and how common each is.

Importing this module imports nothing heavy. jieba is loaded by the first question, in the thread that asks it: a text
in which nothing has to be asked costs nothing.
"""

from __future__ import annotations

import threading

from reader.text import words
from reader.text.tables import simplified


class Lexicon:
    """jieba's words and those that a person gave; may be asked from any thread but the one that draws."""

    @property
    def total(self) -> int:
        """The sum of all frequencies."""
        return int(words.segmenter().tokenizer.total)

    def frequency(self, word: str, /) -> int:
        """How often a word stands in the texts that the dictionary was made from; 0 if it is not in it.

        A Traditional word is looked up as Simplified, which is what jieba knows.
        """
        known = words.segmenter().tokenizer.FREQ
        return known.get(word) or known.get(word.translate(simplified())) or 0


def dictionary() -> str:
    """Which words a `Lexicon` holds now, without loading them: jieba's version, and a hash of a person's own words."""
    global _version
    with _lock:
        if not _version:
            from importlib.metadata import version

            _version = version("jieba")
    own = words.user_words()
    if not own:
        return f"jieba-{_version}"
    import hashlib

    lines = "\n".join(f"{one.text} {one.frequency}" for one in own)
    return f"jieba-{_version}+{hashlib.sha256(lines.encode()).hexdigest()[:12]}"


_version = ""
_lock = threading.Lock()
