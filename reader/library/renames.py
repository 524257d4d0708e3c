"""Which new files of a library are old ones under another name: they are known by their text."""

from __future__ import annotations


class Renames:
    """The files that went from a library, until it is known which of them were renamed. Not thread safe."""

    def __init__(self) -> None:
        self._by_text: dict[str, list[str]] = {}
        """Their paths by the hash of their text."""
        self._by_size: dict[int, set[str | None]] = {}
        """Their sizes in bytes, with the encodings chosen for them."""
        self._gone: list[str] = []
        self._found: list[tuple[str, str]] = []

    def went(self, path: str, sha256: str | None, size: int, encoding: str | None) -> None:
        """Take up a file that is no longer there.

        Args:
            path: its path in the library.
            sha256: hash of its text, if it was ever read.
            size: in bytes.
            encoding: the codec that was chosen for it.
        """
        self._gone.append(path)
        if sha256:
            self._by_text.setdefault(sha256, []).append(path)
            self._by_size.setdefault(size, set()).add(encoding)

    def encodings(self, size: int) -> set[str | None]:
        """In what a new file of this size is to be read to see whether it is one of them; none if it cannot be."""
        return self._by_size.get(size, set())

    def came(self, path: str, sha256: str) -> str | None:
        """The old path of a new file with this text, if it is one of them: of several the one of the same name."""
        paths = self._by_text.get(sha256)
        if not paths:
            return None
        name = path.rpartition("/")[2]
        old = next((one for one in paths if one.rpartition("/")[2] == name), paths[0])
        paths.remove(old)
        self._found.append((old, path))
        return old

    def take_found(self) -> list[tuple[str, str]]:
        """The renames `(old, new)` that were found since this was last asked."""
        found, self._found = self._found, []
        return found

    def take_gone(self) -> list[str]:
        """The paths that went; every new file was read, so what is none of them was deleted, and is forgotten."""
        gone, self._gone = self._gone, []
        self._by_text.clear()
        self._by_size.clear()
        return gone
