"""brat standoff: a `.txt` and an `.ann` for each document, with the configuration that names its types.

Offsets are code points of the text with LF. A passage over a line end is written discontinuous, a piece a line, and its
text with one space between the pieces, as brat demands. Types are ASCII; `visual.conf` gives their labels. A note on a
passage is an `AnnotatorNotes` on one line. brat knows nothing of a document as a whole: tags and notes of articles are
left out and told. `documents.json` leads back to the files, for `reader import`; brat passes over it.

Read by: brat's own annotation.py and projectconfig.py where a checkout is named, else by a strict reader of our own in
the tests, written after their rules (tests/proofs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import Names, archived, file_name
from reader.exports.rows import Row, skipped_row
from reader.exports.visible import visible
from reader.messages import _
from reader.text.json_line import json_line
from reader.text.spans import Span

TOOL = "brat"


def write(material: Material) -> Iterator[bytes]:
    """An archive to be unpacked in brat's data folder."""
    return archived(_files(material))


def _files(material: Material) -> Iterator[tuple[str, str]]:
    types = Names("A-Za-z0-9-", "Tag", ends="_-")  # a line of - alone is a rule
    about: dict[str, object] = {}
    for number, document in enumerate(material.documents(), 1):
        name = file_name(document.name, number)
        text = plain(document.text)
        yield f"{name}.txt", text
        yield f"{name}.ann", "".join(_lines(document, text, types, material))
        about[name] = document.about
    known = sorted(types.known().items(), key=lambda item: item[1])
    yield "annotation.conf", _configuration([name for _text, name in known])
    yield "visual.conf", _labels(known)
    yield "documents.json", json_line({"documents": about, "labels": {name: text for text, name in known}}) + "\n"


def plain(text: str) -> str:
    """A text as brat takes it: one line end, nothing that another program would take for one; as long as before."""
    return visible(text).replace("\r", "␍")


def pieces(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """The spans, cut at line ends, without white space at the ends of a piece."""
    out = []
    for start, end in spans:
        for match in re.finditer(r"[^\n]+", text[start:end]):
            line = match[0]
            left = len(line) - len(line.lstrip())
            right = len(line.rstrip())
            if left < right:
                out.append((start + match.start() + left, start + match.start() + right))
    return out


def _lines(document: Document, text: str, types: Names, material: Material) -> Iterator[str]:
    for row in document.remarks:
        material.leave_out(skipped_row(row, _("on an article; {tool} knows only passages").format(tool=TOOL)))
    number = 0
    for row in document.passages:
        # In the order of the text, which discontinuous spans of brat must have.
        spans = tuple(sorted(row.spans))
        parts = pieces(text, spans)
        if spans != row.spans:
            material.reduce(skipped_row(row, _("the order of its pieces")))
        if not parts:
            material.leave_out(skipped_row(row, _("only white space")))
            continue
        number += 1
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(text[start:end] for start, end in parts)
        yield f"T{number}\t{types.of(row.label)} {places}\t{words}\n"
        if row.note:
            if re.search(r"\s", row.note.replace(" ", "")):
                material.reduce(skipped_row(row, _("the line ends and tabs of the note")))
            note = _one_line(row)
            if note.strip():
                yield f"#{number}\tAnnotatorNotes T{number}\t{note}\n"


def _one_line(row: Row) -> str:
    return " ".join(visible(row.note or "").replace("\r", "\n").replace("\t", " ").split("\n"))


def _configuration(names: list[str]) -> str:
    return "\n".join(["[entities]", *names, "[relations]", "[events]", "[attributes]"]) + "\n"


def _labels(known: list[tuple[str, str]]) -> str:
    lines = [f"{name} | {plain(text).translate(_FULL_WIDTH)}" for text, name in known]
    return "\n".join(["[labels]", *lines, "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:#ffe083"]) + "\n"


_FULL_WIDTH = str.maketrans("|<>", "｜＜＞")
"""What in a label would part it, or stand for a macro: one unknown to brat makes it drop the labels of all."""

FORMAT = Format("brat", ".zip", Unit.POINTS, TOOL, write, rank=12, wording=ARTICLE)
