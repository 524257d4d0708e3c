"""From a file to annotations of a library: which format it is, and what it holds."""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from reader.annotations.store import Store
from reader.errors import ReaderError, UsageError
from reader.exports.imports import jsonld, rows, tools
from reader.exports.imports.archives import names_in, refuse_too_large, unpacked
from reader.exports.imports.found import Bad, Found, is_utf8
from reader.exports.imports.placing import Plan, planned
from reader.library.catalogue import Catalogue
from reader.messages import _

IMPORTS = ("jsonl", "w3c", "csv", "labelstudio", "doccano", "brat")
"""The formats that are read, by the names under which they are written."""


def import_annotations(
    data: bytes,
    name: str,
    catalogue: Catalogue,
    store: Store,
    *,
    format: str | None = None,  # noqa: A002 - the word of the command
    utf16: bool | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Plan | None:
    """Import the annotations of a file; for a worker thread. `None` if it was cancelled.

    Raises:
        ReaderError: the file is none of the formats.
        SaveError: it could not be saved; nothing was added.
    """
    plan = plan_import(data, name, catalogue, store, format=format, utf16=utf16, cancelled=cancelled, progress=progress)
    if plan is not None:
        store.commit(plan.changes, plan.label, plan.sources)
    return plan


def plan_import(
    data: bytes,
    name: str,
    catalogue: Catalogue,
    store: Store,
    *,
    format: str | None = None,  # noqa: A002 - the word of the command
    utf16: bool | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Plan | None:
    """What an import would add, and what it would not; for a worker thread. `None` if it was cancelled.

    Args:
        data: the file.
        name: what it is called.
        catalogue: the library, scanned.
        store: its annotations.
        format: one of `IMPORTS`; `None` is told by the file.
        utf16: of doccano, whether offsets are UTF-16; `None` is told by the file.
        cancelled: asked between texts.
        progress: told how many of how many texts are done.

    Raises:
        ReaderError: the file is none of the formats.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = decoded(data, name).encode("utf-8")
    chosen = format or told(data)
    found = read(data, name, chosen, utf16)
    label = _("import of {file}").format(file=name)
    plan = planned(found, catalogue, store, label, cancelled, progress)
    return replace(plan, format=chosen or "") if plan else None


class UnknownFormatError(UsageError):
    """A file that tells by nothing which of the formats it is in."""

    def __init__(self, file: str) -> None:
        super().__init__(self.advice(file, "--format"))
        self.file = file

    @staticmethod
    def advice(file: str, chooser: str) -> str:
        """What to do: with the option of the command, or with a key of the app."""
        sentence = _("“{file}” is no file of annotations that is known here; {chooser} names one of {names}.")
        return sentence.format(file=file, chooser=chooser, names=", ".join(IMPORTS))


def read(data: bytes, name: str, chosen: str | None, utf16: bool | None) -> Iterator[Found | Bad]:
    """What a file of the chosen format holds.

    Raises:
        ReaderError: it is none of the formats.
    """
    if chosen is None:
        raise UnknownFormatError(name)
    if chosen == "brat":
        if not data.startswith(b"PK"):
            raise ReaderError(
                _("“{file}” is no folder and no archive: brat keeps a document in two files.").format(file=name)
            )
        return tools.brat(unpacked(data, name))
    if chosen == "doccano" and data.startswith(b"PK"):
        return _layers(data, name, utf16)
    if data.startswith(b"PK"):
        data = _tasks(data, name)
    if not is_utf8(data):
        if chosen != "csv":
            raise ReaderError(_("“{file}” is not in UTF-8.").format(file=name))
        return rows.table(decoded(data, name))
    if chosen == "doccano":
        return tools.doccano(data, utf16)
    if chosen == "jsonl":
        return rows.json_lines(data)
    readers = {"w3c": jsonld.collection, "csv": rows.table, "labelstudio": tools.labelstudio}
    return readers[chosen](data.decode("utf-8-sig"))


def decoded(data: bytes, name: str) -> str:
    """The text of a file as a spreadsheet or a shell of Windows saves it: in UTF-16, or in GB18030 or Big5.

    Raises:
        ReaderError: it is no text.
    """
    from reader.library.decode import decode, printable

    return decode(data, printable(name)).text


def told(data: bytes) -> str | None:
    """The format of a file, by what it begins with."""
    if data.startswith(b"PK"):
        names = names_in(data)
        if names is None:
            return "brat"  # which says what is wrong with it
        if "TypeSystem.xml" in names:
            return None  # UIMA's
        suffixes = {name.rpartition("/")[2].rpartition(".")[2] for name in names}
        if "tasks.json" in names:
            return "labelstudio"
        return next((known for suffix, known in _IN_ARCHIVES.items() if suffix in suffixes), None)
    start = data[:100_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in start:
        return None  # no text: a Parquet file, a database
    if start.startswith(b"["):
        return "labelstudio" if _TASK.search(start) or not re.search(rb'"(label|entities)"\s*:', start) else "doccano"
    if start.startswith(b"{"):
        at = data.index(b"{")
        end = data.find(b"\n", at)
        line = data[at : end if end >= 0 else None]
        if _COLLECTION.search(start[:2000]) or _COLLECTION.search(data[-2000:]):  # perhaps written anew by a tool
            return "w3c"
        try:
            keys = set(json.loads(line.decode("utf-8", "replace")))  # another encoding is told later
        except (ValueError, RecursionError):
            return None
        if {"kind", "spans"} <= keys:
            return "jsonl"
        return "doccano" if keys & {"text", "data"} and keys & {"label", "labels", "entities"} else None
    if re.match(rb"(T\d+\t\S+ \d+ \d+|#\d+\tAnnotatorNotes )", start):
        return "brat"  # of which one file says too little
    return "csv" if re.search(rb"[,;\t]|^sep=", start.split(b"\n", 1)[0]) else None


_TASK = re.compile(rb'"data"\s*:\s*\{|"lead_time"')
"""What a task of Label Studio has, in one form or another, and an example of doccano has not."""

_COLLECTION = re.compile(rb'"type"\s*:\s*"AnnotationCollection"')

_IN_ARCHIVES = {"ann": "brat", "jsonl": "doccano", "json": "doccano"}
"""The format of an archive by the files in it, looked for in this order."""


def _layers(data: bytes, name: str, utf16: bool | None) -> Iterator[Found | Bad]:
    """The layers that `reader export --format doccano --layers` writes, or the files of the members of a project.

    Of several members a file's name tells who; of one it tells nothing.
    """
    files = unpacked(data, name)
    people = {file: file.rpartition("/")[2].removesuffix(".jsonl").removesuffix(".json") for file in files}
    people = {file: who for file, who in people.items() if not re.fullmatch(r"all|layer-\d+", who)}
    for file, lines in files.items():
        if not is_utf8(lines):
            yield Bad(file, _("it is no text in UTF-8"))
            continue
        for one in tools.doccano(lines, utf16):
            named = replace(one, row=f"{file}, {one.row}")
            yield replace(named, annotator=people.get(file)) if len(people) > 1 and isinstance(named, Found) else named


def _tasks(data: bytes, name: str) -> bytes:
    """The tasks in our archive for Label Studio."""
    tasks = unpacked(data, name).get("tasks.json")
    if tasks is None:
        raise ReaderError(_("“{file}” is an archive without tasks.json.").format(file=name))
    return tasks


def read_file(path: Path, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """The bytes of a file; of a folder, an archive of what stands in it, as brat keeps documents.

    Args:
        path: the file or folder.
        cancelled: asked between folders and files; where it says yes, what follows is left out.

    Raises:
        ReaderError: it cannot be read, or is a folder that holds too much.
    """
    from reader.files import problem_of
    from reader.library.decode import shown_name

    try:
        return _archive(path, cancelled) if path.is_dir() else path.read_bytes()
    except FileNotFoundError as error:
        raise ReaderError(_("“{name}” does not exist. Check the path.").format(name=shown_name(path))) from error
    except OSError as error:
        sentence = _("“{file}” cannot be read: {problem}.")
        raise ReaderError(sentence.format(file=shown_name(path), problem=problem_of(error))) from error


def _archive(folder: Path, cancelled: Callable[[], bool]) -> bytes:
    """What a folder holds of annotations: documents of brat in it and below it, and files of other tools in it."""
    import io
    import zipfile

    found: set[Path] = set()
    for name, _folders, names in os.walk(folder):
        if cancelled():
            return b""
        below = Path(name)
        documents = [below / one for one in names if one.endswith(".ann")]
        found |= {path for one in documents for path in (one, one.with_suffix(".txt"))}
        if documents:
            found |= {*below.glob("*.conf"), below / "documents.json"}
    found |= {*folder.glob("*.json"), *folder.glob("*.jsonl")}
    files = [path for path in sorted(found) if path.is_file()]
    refuse_too_large(folder.name, sum(path.stat().st_size for path in files))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in files:
            if not cancelled():
                # A name may be no Unicode, and a file older than a ZIP archive can say.
                name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return out.getvalue()
