"""Loading jieba: quietly, from the user's own cache, and without holding up the thread that draws.

Importing this module imports nothing heavy; making a `Segmenter` does.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from reader.files import write_whole
from reader.text.fold import fold_query
from reader.text.tables import simplified
from reader.text.userwords import UserWord

_PART: Final = 1_000
"""Words on a line of the cache: read at one go, while every other thread waits, half a millisecond. jieba's own cache
is read at one go in 0.2 s."""


class Segmenter:
    """A tokenizer of jieba's that is ready for use, with the words that a person gave. Costly to make."""

    def __init__(self) -> None:
        with quiet():
            import jieba

            made: Any = jieba.Tokenizer()
            dictionary = made.get_dict_file()
        # Above every level: it reports on stderr, where the screen is.
        jieba.setLogLevel(100)
        with dictionary:
            cache = _folder() / f"jieba-{jieba.__version__}.words"
            found = _read(cache)
            if found is None:
                found = made.gen_pfdict(dictionary)
                _write(cache, *found)
        made.FREQ, made.total = found
        made.initialized = True
        self.tokenizer = made
        self._before: dict[str, int | None] = {}
        """What the dictionary held, where the words in use have changed it."""
        self._total: int = made.total

    def cut(self, text: str) -> Iterator[str]:
        """The words of a Simplified text, one after the other."""
        pieces: Iterator[str] = self.tokenizer.cut(text)
        return pieces

    def knows(self, text: str) -> bool:
        """Whether two or three characters inside a longer word are a word, as in jieba's mode for search engines."""
        return 2 <= len(text) <= 3 and bool(self.tokenizer.FREQ.get(text))

    def use(self, words: Iterable[UserWord]) -> None:
        """Respect these words, and no longer those given before."""
        made = self.tokenizer
        for key, count in self._before.items():
            if count is None:
                made.FREQ.pop(key, None)
            else:
                made.FREQ[key] = count
        self._before.clear()
        made.user_word_tag_tab.clear()
        made.total = self._total
        for word in words:
            # Texts are cut in Simplified, and folded ones in lower case too.
            for text in {word.text.translate(simplified()), fold_query(word.text)}:
                for end in range(1, len(text) + 1):
                    self._before.setdefault(text[:end], made.FREQ.get(text[:end]))
                made.add_word(text, word.frequency, word.kind or "n")


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Import jieba, or a part of it, without a word of it, a warning, or the modules it can do without."""
    # jieba asks pkg_resources, if there is one, for its dictionary: 0.2 s and a warning for what `open` does too.
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            # Its source has unescaped backslashes in strings: warnings that differ from one Python to the next.
            warnings.simplefilter("ignore")
            yield
    finally:
        if absent:
            del sys.modules["pkg_resources"]


def _folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("reader", appauthor=False))


def _read(cache: Path) -> tuple[dict[str, int], int] | None:
    """The words with their frequencies, and the sum of these; None if the cache is not there or is damaged.

    Pairs of lines, words and frequencies, after a line with the number of words and the sum.
    """
    words: dict[str, int] = {}
    with contextlib.suppress(OSError, ValueError), cache.open(encoding="utf-8", newline="\n") as lines:
        size, total = map(int, next(lines, "").split())
        for keys in lines:
            words.update(zip(keys[:-1].split(" "), map(int, next(lines, "").split(" ")), strict=True))
        if len(words) == size:
            return words, total
    return None


def _write(cache: Path, words: dict[str, int], total: int) -> None:
    """Keep the words for the next time; if that is not possible, it is not."""
    entries = iter(words.items())
    lines = [f"{len(words)} {total}"]
    for part in iter(lambda: list(islice(entries, _PART)), []):
        lines += [" ".join(word for word, _ in part), " ".join(str(value) for _, value in part)]
    with contextlib.suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        write_whole(cache, "\n".join(lines).encode())
