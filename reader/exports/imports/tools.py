"""What Label Studio, doccano and brat give back, or a model wrote in their formats."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from reader.exports.documents import SOURCE, Wording
from reader.exports.imports.found import UNTAGGED, WRONG_EXPORT, Bad, Found, Text, lines_of, points_of
from reader.messages import _
from reader.text.script import Script
from reader.text.spans import Span, Spans, overlapping, text_of

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError)

_Work = tuple[list[dict[str, Any]], "str | None"]
"""The results of one annotation of a task, and who made it."""


def labelstudio(data: str) -> Iterator[Found | Bad]:
    """The tasks of Label Studio's JSON export, their annotations and predictions.

    Offsets are code points; where the words of a region stand at them in UTF-16, as older versions count, they are so.
    """
    try:
        tasks = json.loads(data)
        if not isinstance(tasks, list):
            raise TypeError("no list")
    except _WRONG:
        yield Bad(_("the file"), _("it is no list of tasks"))
        return
    if tasks and all(isinstance(task, dict) and "lead_time" in task and "data" not in task for task in tasks):
        yield Bad(_("the file"), _(WRONG_EXPORT))
        return
    found: list[Bad | tuple[str, _Told, list[_Work]]] = []
    for number, task in enumerate(tasks, 1):
        row = _("task {number}").format(number=number)
        try:
            text = _text_of(task["data"], task["data"]["text"])
            work = [
                ([dict(result) for result in one["result"]], _annotator(one))
                for one in [*(task.get("annotations") or []), *(task.get("predictions") or [])]
                if not one.get("was_cancelled")
            ]
        except _WRONG:
            found.append(Bad(row, _("it is no task with a text")))
            continue
        found.append((row, text, work))
    people = {by for one in found if not isinstance(one, Bad) for results, by in one[2] if results}
    # The server gives people by their numbers. Of several that tells them apart; of one it tells nothing.
    nobody = len(people) == 1 and all(by is not None and by.isdecimal() for by in people)
    for one in found:
        if isinstance(one, Bad):
            yield one
            continue
        row, text, work = one
        for results, by in work:
            yield from _regions(row, text, results, None if nobody else by)


def _regions(row: str, text: _Told, results: list[dict[str, Any]], annotator: str | None) -> Iterator[Found | Bad]:
    """What one person, or a model, said of one text."""
    labelled = {str(result.get("id")) for result in results if result.get("type") == "labels"}
    notes: dict[str, str] = {}
    for result in results:
        key = str(result.get("id"))
        if _is_note(result) and key in labelled:
            with suppress(*_WRONG):  # What cannot be read is told below.
                notes[key] = "\n".join(_texts(result["value"]["text"]))
    for result in results:
        key = str(result.get("id"))
        name = f"{row}, {key}"
        try:
            value, kind = result["value"], result["type"]
            if _is_note(result):
                if key not in notes:
                    yield Bad(name, _("it is a note on no region of its text"))
            elif kind == "choices" and "start" not in value:
                for tag in _texts(value["choices"]):
                    yield Found(name, text.text, "tag", article=True, tag=tag, annotator=annotator)
            elif kind == "textarea":
                for note in _texts(value["text"]):
                    yield Found(name, text.text, "note", article=True, note=note, annotator=annotator)
            elif kind == "labels":
                spans = (_by_words(text.whole, value["start"], value["end"], value.get("text")),)
                # A region is marked even where its label was taken off.
                for number, label in enumerate(_texts(value.get("labels") or []) or ["highlight"]):
                    own = key if number == 0 and _UUID.fullmatch(key) else None
                    yield passage(name, text, spans, label, notes.get(key), own, annotator)
            else:
                yield Bad(name, _("{kind} is not imported").format(kind=kind))
        except _WRONG:
            yield Bad(name, _("it is no region of its text"))


def _is_note(result: Mapping[str, Any]) -> bool:
    """Whether a result is a note on a region, and none on the text."""
    value = result.get("value")
    return result.get("type") == "textarea" and isinstance(value, dict) and "start" in value


def _texts(value: object) -> list[str]:
    """A list of texts, of one of which the list may be missing.

    Raises:
        TypeError: it is none.
    """
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise TypeError("no texts")
    return texts


def doccano(data: bytes, utf16: bool | None) -> Iterator[Found | Bad]:
    """The lines of doccano's JSONL; of its JSON, the objects of the list.

    Args:
        data: the file, in UTF-8.
        utf16: whether offsets are UTF-16; `None`: as the line says (`offsets`), else yes, as doccano's screen counts.
    """
    for row, line in _examples(data):
        try:
            value = json.loads(line) if isinstance(line, str) else line
            about = value.get("meta") if isinstance(value.get("meta"), dict) else value
            text = _text_of(about, value["text"] if "text" in value else value["data"])
            # By the kind of project and its version; the last are the classes of a text that has passages too.
            labels = [label for name in ("label", "labels", "entities", "cats") for label in _list(value.get(name))]
            others = [name for name in ("relations", "Comments", "comments") for _one in _list(value.get(name))]
        except _WRONG:
            yield Bad(row, _("it is no line with a text"))
            continue
        for name in others:
            yield Bad(row, _("{kind} is not imported").format(kind=name))
        counts_utf16 = about.get("offsets") != "code points" if utf16 is None else utf16
        for label in labels:
            try:
                if isinstance(label, str):
                    yield Found(row, text.text, "tag", article=True, tag=label)
                    continue
                if isinstance(label, dict):
                    label = [label["start_offset"], label["end_offset"], label["label"]]
                start, end, name = label
                span = points_of(text.whole, start, end) if counts_utf16 else _inside(text.whole, start, end)
                yield passage(row, text, (span,), str(name))
            except _WRONG:
                yield Bad(
                    row, _("{label} is no passage of its text").format(label=json.dumps(label, ensure_ascii=False))
                )


def _examples(data: bytes) -> Iterator[tuple[str, Any]]:
    if data[:1000].lstrip(codecs.BOM_UTF8 + b" \r\n\t")[:1] != b"[":
        yield from lines_of(data)
        return
    try:
        examples = json.loads(data)
    except _WRONG:
        yield _("the file"), ""  # which is no line of it either
        return
    for number, example in enumerate(examples, 1):
        yield _("task {number}").format(number=number), example


def _list(value: object) -> list[Any]:
    """A list; nothing is one too.

    Raises:
        TypeError: it is none.
    """
    if value is not None and not isinstance(value, list):
        raise TypeError("no list")
    return value or []


def brat(archive: Mapping[str, bytes]) -> Iterator[Found | Bad]:
    """The documents of an archive of `.txt` and `.ann` files, with `documents.json` where we made it."""
    files: dict[str, str] = {}
    for name, data in archive.items():
        if name.endswith((".txt", ".ann", ".conf", ".json")):
            try:
                files[name] = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                yield Bad(name, _("it is no text in UTF-8"))
    about, labels = _about(files)
    for name in sorted(files):
        stem, dot, suffix = name.rpartition(".")
        if suffix != "ann" or not dot:
            continue
        body = files.get(f"{stem}.txt")
        if body is None:
            yield Bad(name, _("there is no {file} beside it").format(file=f"{stem}.txt"))
            continue
        text = _text_of(about.get(stem.rpartition("/")[2], {}), body)
        yield from _standoff(name, text, files[name], labels)


def _about(files: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What leads back to our files, and the label of each type: ours, else those of `visual.conf`."""
    labels: dict[str, str] = {}
    conf = next((text for name, text in files.items() if name.rpartition("/")[2] == "visual.conf"), "")
    for line in conf.partition("[labels]")[2].partition("\n[")[0].splitlines():
        kind, bar, label = line.partition("|")
        if bar:
            labels[kind.strip()] = label.partition("|")[0].strip()
    own = next((text for name, text in files.items() if name.rpartition("/")[2] == "documents.json"), "{}")
    try:
        known = json.loads(own)
        documents = {name: one for name, one in known.get("documents", {}).items() if isinstance(one, dict)}
        ours = {name: one for name, one in known.get("labels", {}).items() if isinstance(one, str)}
    except _WRONG:
        return {}, labels
    return documents, {**labels, **ours}


def _standoff(name: str, text: _Told, lines: str, labels: Mapping[str, str]) -> Iterator[Found | Bad]:
    numbered = [(f"{name}:{number}", line.removesuffix("\r")) for number, line in enumerate(lines.split("\n"), 1)]
    keys = {line.split("\t")[0] for _row, line in numbered if line.startswith("T")}
    notes: dict[str, list[str]] = {}
    for row, line in numbered:
        if line.startswith("#"):
            _key, about, note = (*line.split("\t", 2), "", "")[:3]
            on = about.rpartition(" ")[2]
            if on not in keys:
                yield Bad(row, _("it is a note on no passage of this file"))
            elif note:
                notes.setdefault(on, []).append(note)
    # Line ends of Windows count as two characters to brat; but they may have come to the text later.
    bodies = dict.fromkeys((text, text._replace(whole=text.text.text or "")))
    for row, line in numbered:
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith("T"):
            yield Bad(row, _("only passages (T) and their notes are imported"))
            continue
        try:
            key, place, words = line.split("\t")
            kind, spans = place.split(" ", 1)
            pairs = tuple(_pair(one) for one in spans.split(";"))
            body = next((one for one in bodies if _says(one.whole, pairs, words)), None)
            if body is None:
                raise ValueError(words)
            yield passage(row, body, pairs, labels.get(kind, kind), "\n".join(notes.get(key, ())))
        except _WRONG:
            yield Bad(row, _("it is no passage of its text"))


def _pair(words: str) -> Span:
    start, end = map(int, words.split(" "))
    return start, end


def _says(text: str, spans: Spans, words: str) -> bool:
    """Whether the words stand at spans of a text, a space between two of them."""
    inside = all(0 <= start < end <= len(text) for start, end in spans) and not overlapping(spans)
    return inside and " ".join(text[start:end] for start, end in spans) == words


def passage(
    row: str,
    text: _Told,
    spans: Spans,
    label: str,
    note: str | None = None,
    key: str | None = None,
    annotator: str | None = None,
) -> Found:
    """A passage with the label that a tool gave it; our own labels for what has no tag are its kind."""
    kind = "note" if label == "note" and note else "highlight"
    tag = None if label in UNTAGGED else label
    whole = text.whole
    if "\r" in whole:
        spans = tuple(
            (start - whole.count("\r\n", 0, start), end - whole.count("\r\n", 0, end)) for start, end in spans
        )
    exact = text_of(text.text.text or "", spans)
    return Found(row, text.text, kind, False, tag, note or None, spans, exact, key, annotator)


class _Told(NamedTuple):
    """A text as a tool gives it."""

    whole: str
    """With its own line ends, which its offsets count."""
    text: Text
    """As the library has it: a line ends with one character."""


def _text_of(about: Mapping[str, Any], text: object) -> _Told:
    if not isinstance(text, str):
        raise TypeError("no text")

    def said(name: str) -> str | None:
        value = about.get(name)
        return value if isinstance(value, str) and value else None

    wording = said("text_of") or ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    named = said("path"), said("sha256"), said("article"), wording if wording in _WORDINGS else ""
    return _Told(text, Text(*named, lines))


_WORDINGS = {SOURCE.name, *(Wording(True, script).name for script in Script)}
"""What a text may say that it is; what says anything else is looked for as either."""


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise ValueError(f"{start}-{end}")
    return start, end


def _by_words(text: str, start: int, end: int, words: str | None) -> tuple[int, int]:
    """The span at which the words stand: in code points, else in UTF-16."""
    if words is None or text[start:end] == words:
        return _inside(text, start, end)
    span = points_of(text, start, end)
    if text[span[0] : span[1]] != words:
        raise ValueError(words)
    return span


def _annotator(annotation: Mapping[str, Any]) -> str | None:
    by = annotation.get("completed_by") or annotation.get("model_version")
    if isinstance(by, dict):
        by = by.get("email") or by.get("username") or by.get("id")
    return None if by is None else str(by)
