"""What formats share: text as bytes, archives, names for tools that allow few characters."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from reader.exports.visible import visible

PIECE = 1 << 20
"""Bytes of a piece of a file."""


def encoded(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts as UTF-8 in larger pieces; a lone surrogate, which has none, as an escape."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= PIECE // 2:
            yield "".join(waiting).encode("utf-8", "backslashreplace")
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting).encode("utf-8", "backslashreplace")


def archived(files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A ZIP archive of texts by name; the same files give the same bytes."""
    return archived_parts((name, lambda text=text: iter((text,))) for name, text in files)  # type: ignore[misc]


def archived_parts(files: Iterable[tuple[str, Callable[[], Iterable[str]]]]) -> Iterator[bytes]:
    """A ZIP archive of texts that are made piece by piece, one after the other."""
    import zipfile

    with tempfile.TemporaryFile() as whole:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, made in files:
                about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                about.compress_type = zipfile.ZIP_DEFLATED
                about.external_attr = 0o644 << 16
                with archive.open(about, "w", force_zip64=True) as file:
                    for piece in encoded(made()):
                        file.write(piece)
        whole.seek(0)
        while piece := whole.read(PIECE):
            yield piece


def xml_text(text: str) -> str:
    """A text for XML 1.0, character for character: what XML may not hold is made visible, marks are escaped."""
    return (
        _NO_XML.sub("\ufffd", visible(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )  # fmt: skip


def xml_value(text: str) -> str:
    """A text for the value of an XML attribute in double quotes; line ends and tabs survive."""
    escaped = xml_text(text).replace('"', "&quot;")
    return escaped.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


_NO_XML = re.compile("[\ufffe\uffff]")


class Names:
    """Gives each text a name of few characters, the same each time, no two texts the same name."""

    def __init__(self, allowed: str, fallback: str, ends: str = "_") -> None:
        """Characters that may stand in a name as the inside of a `[…]`, and what to call a text that has none.

        Of `ends` none stands at an end of a name, so that no name is of these alone.
        """
        self._ends = ends
        self._bad = re.compile(f"[^{allowed}]+")
        self._fallback = fallback
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, text: str) -> str:
        """The name of a text."""
        name = self._names.get(text)
        if name is None:
            plain = unicodedata.normalize("NFC", text)
            base = self._bad.sub("_", plain).strip(self._ends) or self._fallback
            name, number = base, 2
            while name.casefold() in self._taken:
                name, number = f"{base}_{number}", number + 1
            self._names[text] = name
            self._taken.add(name.casefold())
        return name

    def known(self) -> dict[str, str]:
        """The names given, by their texts."""
        return dict(self._names)


def file_name(name: str, number: int) -> str:
    """A name for a file in an archive, without suffix: a number and the words of the path that every system takes."""
    stem = re.sub(r"[^\w.#-]+", "_", visible(name).rpartition("/")[2]).replace("#", "-")
    stem = re.sub(r"\.(txt|md)(?=-|$)", "", stem, flags=re.IGNORECASE)
    return f"{number:04d}-{stem[:60]}".rstrip(".-_ ")
