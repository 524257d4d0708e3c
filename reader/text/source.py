"""The text of one file: decoded, never changed, named by its hash."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import NamedTuple


class _Decoded(NamedTuple):
    text: str
    encoding: str = "utf-8"
    """Name of the codec that the file was read with."""


class Source(_Decoded):
    """A text after decoding and universal newlines; all spans of the project are code-point offsets into `text`."""

    @classmethod
    def normalised(cls, decoded: str, encoding: str = "utf-8") -> Source:
        """From decoded text: one leading BOM removed, CRLF and CR made LF."""
        text = decoded.removeprefix("\ufeff")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(text, encoding)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text as UTF-8: the same for a file that was merely re-encoded."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
