"""Loading jieba: quietly, from the user's own cache, and without holding up the thread that draws.

Importing this module imports nothing heavy; calling `tokenizer` does.
"""

from __future__ import annotations

import contextlib
import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.files import write_whole

if TYPE_CHECKING:
    from jieba import Tokenizer

_PART: Final = 10_000
"""Words on a line of the cache: read at one go, while every other thread waits, some 5 ms. jieba's own cache is read
at one go in 0.2 s."""


def tokenizer() -> Tokenizer:
    """A tokenizer of jieba's that is ready for use; the first one is costly."""
    with warnings.catch_warnings():
        # jieba's source has unescaped backslashes in strings, and it asks pkg_resources for its dictionary.
        warnings.simplefilter("ignore")
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
    return made


def _folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("reader", appauthor=False))


def _read(cache: Path) -> tuple[dict[str, int], int] | None:
    """The words with their frequencies, and the sum of these; None if the cache is not there or is damaged.

    Pairs of lines, words and frequencies, after a line with the number of words and the sum.
    """
    words: dict[str, int] = {}
    with contextlib.suppress(OSError, ValueError):
        head, *lines = cache.read_text(encoding="utf-8").split("\n")
        size, total = map(int, head.split())
        for keys, values in zip(lines[::2], lines[1::2], strict=True):
            words.update(zip(keys.split(" "), map(int, values.split(" ")), strict=True))
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
