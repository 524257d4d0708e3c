"""The file of annotations as bytes: TinyDB's own format, one record a line.

Any TinyDB opens the file, and it can be read, compared and mended with a text editor.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from zlib import crc32

Tables = dict[str, dict[str, Any]]
"""TinyDB's data: table name → document number as text → document. A document in it is never changed, but replaced."""

Sums = dict[str, dict[str, int]]
"""The CRC-32 of every record as it stands in the file, by table and number."""

ANNOTATIONS = "annotations"
"""The table of annotations."""

TAGS = "tags"
"""The table of the tag set."""

PIECE: int = 1 << 18
"""Bytes of the file that are read at a time."""

META = "meta"
"""The table whose document 1 says how the file is to be understood."""


_OFTEN = ("kind", "tag", "annotator")
_OFTEN_IN_TARGET = ("path", "sha256", "encoding")
"""Keys whose values are few among very many annotations."""


class Damaged(ValueError):  # noqa: N818 - a state of the file
    """The file is not a TinyDB database of annotations."""


def parse(data: bytes) -> Tables:
    """The tables in the bytes of a file; an empty file holds none, as for TinyDB.

    Raises:
        Damaged: the bytes are something else.
    """
    import json

    if not data.strip():
        return {}
    try:
        tables = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)) from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise Damaged("not the tables of a TinyDB database")
    if not all(number.isdecimal() for number in tables.get(ANNOTATIONS, {})):
        raise Damaged("a document whose number is none")
    return tables


def read_back(data: bytes, piece: int = PIECE) -> Tables:
    """The tables in bytes that `serialise` gave, as `parse` gives them, in half of its memory.

    The file is read some hundred records at a time, for its text as one string takes more than the records in it; and
    words that stand in very many records are kept once.

    Args:
        data: the bytes.
        piece: how many of them are read at a time, and the rest of a line.

    Raises:
        Damaged: the bytes are something else.
    """
    import json

    tables: Tables = {}
    known: dict[str, str] = {}
    try:
        at = data.find(b'\n  "')
        while at >= 0:
            following = data.find(b'\n  "', at + 1)
            begin = data.find(b"\n", at + 1)
            head = data[at:begin].strip().removesuffix(b",")
            empty = head.endswith(b"}")
            table = tables[json.loads(head.removesuffix(b"}").removesuffix(b": {"))] = {}
            end = begin if empty else data.rindex(b"\n  }", begin, following if following >= 0 else len(data))
            while begin < end:
                stop = data.find(b",\n", begin + piece, end)
                stop = end if stop < 0 else stop
                records = json.loads(b"{%s}" % data[begin:stop])
                _share(records, known)
                table.update(records)
                begin = stop + 1
            at = following
    except (ValueError, RecursionError) as error:
        raise Damaged(str(error)) from error
    return tables


def _share(records: dict[str, Any], known: dict[str, str]) -> None:
    """Let records have one string for words that are equal."""
    get = known.get
    for record in records.values():
        try:
            target = record["target"]
            for document, names in ((record, _OFTEN), (target, _OFTEN_IN_TARGET)):
                for name in names:
                    word = document[name]
                    same_word = get(word)
                    if same_word is not None:
                        document[name] = same_word
                    elif type(word) is str:  # and not 1 and True, which are equal as keys
                        known[word] = word
            made = record["created"]
            if type(made) is str and record["modified"] == made:
                record["modified"] = made
        except (KeyError, TypeError):  # no annotation of ours
            continue


def serialise(tables: Tables) -> tuple[bytes, Sums]:
    """The bytes of a file, indented, a document a line, so that a change is a changed line; and what to check it by."""
    encode = _encoder()
    blocks: list[bytes] = []
    sums: Sums = {}
    for name, table in tables.items():
        lines = [_line(encode, number, document) for number, document in table.items()]
        sums[name] = dict(zip(table, map(crc32, lines), strict=True))
        head = _utf8(f"  {encode(name)}: {{")
        blocks.append(head + b"\n    " + b",\n    ".join(lines) + b"\n  }" if lines else head + b"}")
    return (b"{\n" + b",\n".join(blocks) + b"\n}\n" if blocks else b"{}\n"), sums


def sum_of(number: str, document: object) -> int:
    """The CRC-32 that `serialise` gives for a record."""
    return crc32(_line(_encoder(), number, document))


def same(one: object, other: object) -> bool:
    """Whether two documents are written alike; to Python, 1, 1.0 and True are equal."""
    encode = _encoder()
    return one is other or encode(one) == encode(other)


def _line(encode: Callable[[object], str], number: str, document: object) -> bytes:
    key = f'"{number}"' if number.isdecimal() else encode(number)
    return _utf8(f"{key}: {encode(document)}")


@cache
def _encoder() -> Callable[[object], str]:
    import json.encoder

    encoder = json.JSONEncoder(ensure_ascii=False)
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # a Python without the part that is written in C
        return encoder.encode
    # `encode` makes this anew at every call, which is half of its time: 100,000 records are written in half a second.
    # Without the memory of what was met above, which an error would leave full; records are no rings.
    pieces = make(None, encoder.default, json.encoder.encode_basestring, None, ": ", ", ", False, False, True)

    def encode(value: object) -> str:
        return "".join(pieces(value, 0))

    return encode


def _utf8(text: str) -> bytes:
    # A lone surrogate has no UTF-8; Python's escape for it is JSON's as well.
    return text.encode("utf-8", "backslashreplace")
