"""The journal beside the file of annotations: one line a commit, each with its own checksum.

A line is eight hexadecimal digits (the CRC-32 of the rest), a space, a JSON object and a line feed. It is on the disk
before a commit is acknowledged. So a last line without its line feed was never acknowledged, and one wrong byte
anywhere is noticed and costs no other line.

The first line, and any other with a `snapshot`, says which file of annotations the lines after it continue.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from zlib import crc32

Body = dict[str, Any]
"""The JSON object of a line."""


class Line(NamedTuple):
    """A good line."""

    number: int
    """Its number in the file, from 1."""
    body: Body


class Reading(NamedTuple):
    """What a journal, or a part of it, holds."""

    lines: list[Line]
    bad: list[int]
    """The numbers of the lines that hold a wrong byte."""
    size: int
    """Bytes up to the end of the last line; what stands after them is to be cut."""
    head: int
    """Bytes of the first line."""

    @property
    def commits(self) -> list[Body]:
        """The lines that change something."""
        return [line.body for line in self.lines if "changes" in line.body]


def encode(body: Body) -> bytes:
    """The line of a JSON object."""
    import json

    # A lone surrogate has no UTF-8; Python's escape for it is JSON's as well.
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return b"%08x %s\n" % (crc32(data), data)


def read(data: bytes, first: int = 1) -> Reading:
    """The lines in the bytes of a journal, or of what was added to it.

    Args:
        data: the bytes, from the beginning of a line.
        first: the number of the first line.
    """
    lines: list[Line] = []
    bad: list[int] = []
    *whole, tail = data.split(b"\n")
    size = len(data) - len(tail)
    for number, text in enumerate(whole, first):
        body = _body(text)
        if body is not None:
            lines.append(Line(number, body))
        else:
            bad.append(number)
            lines.extend(Line(number, body) for body in _within(text))
    # Its line feed turned into something else: that it is whole shows that it was once acknowledged.
    body = _body(tail[:-1]) if tail else None
    if body is not None:
        lines.append(Line(first + len(whole), body))
        bad.append(first + len(whole))
        size = len(data)
    return Reading(lines, bad, size, data.find(b"\n") + 1)


def _body(text: bytes) -> Body | None:
    """The object of a line without its line feed; `None` if the line is not as it was written."""
    import json

    if text[8:9] != b" " or text[:8] != b"%08x" % crc32(memoryview(text)[9:]):
        return None
    try:
        body = json.loads(text[9:])
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _within(text: bytes) -> Iterator[Body]:
    """The good lines in a bad one: where a line feed turned into something else, two have become one."""
    starts = [match.start() for match in re.finditer(rb'[0-9a-f]{8} \{"', text)]
    for start, following in itertools.pairwise([*starts, len(text) + 1]):
        body = _body(text[start : following - 1])
        if body is not None:
            yield body
