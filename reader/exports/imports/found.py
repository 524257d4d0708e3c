"""What an import reads out of a file, before it is known where it stands."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.messages import N_, _
from reader.text.spans import Spans

WRONG_EXPORT = N_("Label Studio says too little in this form; export it as JSON")
"""The reason for a file in one of Label Studio's other formats."""

UNTAGGED: frozenset[str] = frozenset({"highlight", "note"})
"""The labels under which a tool that knows one label a passage is given what has no tag: the kind."""


@dataclass(frozen=True)
class Text:
    """What a file says of the text that its offsets count in."""

    path: str | None = None
    """A file of the library."""
    sha256: str | None = None
    """Of that file's text."""
    article: str | None = None
    """The id of the article, or its title, or its number on the page."""
    text_of: str = "source"
    """What the offsets count in, see `reader.exports.documents.Wording.name`."""
    text: str | None = None
    """The text itself, where the file carries it."""


@dataclass(frozen=True)
class Found:
    """One annotation of a file."""

    row: str
    """How a person finds it in the file: `line 3`, `task 2 region a1`."""
    text: Text
    kind: str
    article: bool
    """Whether it is on the article as a whole."""
    tag: str | None = None
    note: str | None = None
    spans: Spans = ()
    """In code points of the text; of an annotation on an article they may be missing."""
    exact: str | None = None
    """The words that must stand there."""
    id: str | None = None
    """Where it is one of ours."""
    annotator: str | None = None
    created: str | None = None
    modified: str | None = None
    encoding: str | None = None
    prefix: str = ""
    """What stood before the words, in the text that they were marked in."""
    suffix: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    target_extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Bad:
    """A row that is no annotation."""

    row: str
    reason: str

    @property
    def sentence(self) -> str:
        """It as a sentence."""
        return _("{row} was not imported: {reason}.").format(row=self.row, reason=self.reason)


def lines_of(data: bytes) -> Iterator[tuple[str, str]]:
    """The lines of a text in UTF-8 that hold something, each after its name.

    One at a time: of a large file, all of them would be as much memory again, and often more.
    """
    at = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    number = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        number += 1
        line = data[at:end].decode("utf-8")
        if line.strip():
            yield _("line {number}").format(number=number), line
        at = end + 1


def is_utf8(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8; it is looked at piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_PIECE = 1 << 20


def points_of(text: str, start: int, end: int) -> tuple[int, int]:
    """A span in UTF-16 code units of a text as one in code points.

    Raises:
        ValueError: it lies outside the text, or cuts a character.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= start <= end <= len(units) // 2:
        raise ValueError(f"{start}-{end}")
    try:
        return len(units[: 2 * start].decode("utf-16-le")), len(units[: 2 * end].decode("utf-16-le"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{start}-{end}") from error
