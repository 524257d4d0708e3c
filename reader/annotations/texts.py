"""The texts that annotations were made on, kept by their hash, so that a corrected file can be compared with them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from reader.files import sync_folder, write_whole
from reader.text.source import Source

_HASH = re.compile("[0-9a-f]{64}")
"""What a hash looks like; it comes from a file that anybody may have written, and becomes a file's name."""


class Texts:
    """A folder with one gzip file a text."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before the first text."""
        self._folder = folder
        self._last: Source | None = None

    def holds(self, sha256: str) -> bool:
        """Whether a text is kept."""
        return _HASH.fullmatch(sha256) is not None and self._path(sha256).exists()

    def keep(self, texts: Iterable[Source]) -> None:
        """Keep texts, each once; on the disk when this returns.

        Raises:
            OSError: one could not be written.
        """
        import gzip

        new = {text.sha256: text for text in texts if not self.holds(text.sha256)}
        if new:
            self._folder.mkdir(exist_ok=True)
            for sha256, text in new.items():
                write_whole(self._path(sha256), gzip.compress(text.text.encode("utf-8", "surrogatepass"), mtime=0))
            sync_folder(self._folder)
            sync_folder(self._folder.parent)

    def get(self, sha256: str) -> Source | None:
        """The text with this hash; `None` if it is not kept, or what is kept is not it."""
        import gzip

        if self._last is not None and self._last.sha256 == sha256:
            return self._last
        if not _HASH.fullmatch(sha256):
            return None
        try:
            text = gzip.decompress(self._path(sha256).read_bytes()).decode("utf-8", "surrogatepass")
        except (OSError, EOFError, ValueError, zlib.error):
            return None
        source = Source(text)
        if source.sha256 != sha256:
            return None
        self._last = source
        return source

    def take_over(self, other: Texts) -> None:
        """Keep what another folder keeps.

        Raises:
            OSError: one could not be written.
        """
        names = sorted(path.name.removesuffix(".txt.gz") for path in other._folder.glob("*.txt.gz"))
        self.keep(text for name in names if not self.holds(name) and (text := other.get(name)) is not None)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.txt.gz"


def texts_beside(file: Path) -> Texts:
    """The kept texts of a file of annotations."""
    return Texts(file.with_name(f"{file.name}.texts"))
