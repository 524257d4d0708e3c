"""brat's own parser takes every line; without a checkout of it (`BRAT`, a folder), a strict reader after its rules.

brat is on no package index. It opens files with the mode `rU`, which Python 3.11 knows no more: it is given `r`, which
meant the same in Python 3.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import types
from pathlib import Path
from typing import Any

from tests.proofs.common import Json, equal, expected, main, members

Found = list[tuple[list[list[int]], str, str, "str | None"]]
"""Spans, type, text and note of each passage."""

HALF_WIDTH = str.maketrans("｜＜＞", "|<>")


def check(folder: Path) -> str:
    """Each wording of the brat export."""
    brat = os.environ.get("BRAT")
    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        files = members(folder / f"brat-{wording}.zip")
        labels = _labels(files)
        if brat:
            _configured(brat, files, labels)
        names = sorted(name[:-4] for name in files if name.endswith(".ann"))
        wanted = [one for one in expected(folder, wording) if one["passages"] or one["remarks"]]
        equal(len(names), len(wanted), "documents")
        for name, document in zip(names, wanted, strict=True):
            text, lines = files[f"{name}.txt"], files[f"{name}.ann"]
            found = _by_brat(brat, name, text, lines) if brat else strictly(text, lines)
            _compare(found, text, labels, document)
            count += len(found)
    reader = (
        "brat's annotation.py and projectconfig.py" if brat else "a strict reader of our own (no BRAT checkout named)"
    )
    return f"{reader}: {count} passages, text exact, none unparsed"


def strictly(text: str, lines: str) -> Found:
    """Read an .ann file as strictly as brat does, or fail."""
    assert "\r" not in text + lines and (not lines or lines.endswith("\n"))
    found: dict[str, list[Any]] = {}
    for line in lines.splitlines():
        key, rest, tail = line.split("\t")
        if key.startswith("T"):
            kind, places = rest.split(" ", 1)
            assert re.fullmatch(r"[a-zA-Z0-9_-]+", kind), kind
            assert re.fullmatch(r"\d+ \d+(;\d+ \d+)*", places), places
            spans = [[int(at) for at in pair.split(" ")] for pair in places.split(";")]
            assert all(start < end for start, end in spans) and spans == sorted(spans)
            assert all("\n" not in text[start:end] for start, end in spans)
            equal(" ".join(text[start:end] for start, end in spans), tail, "text of a passage")
            assert key not in found
            found[key] = [spans, kind, tail, None]
        else:
            kind, of = rest.split(" ")
            assert key.startswith("#") and kind == "AnnotatorNotes" and of in found
            found[of][3] = tail
    return [(spans, kind, tail, note) for spans, kind, tail, note in found.values()]


def _by_brat(checkout: str, name: str, text: str, lines: str) -> Found:
    for part in ("server/src", "server/lib", "."):
        sys.path.insert(0, str(Path(checkout) / part))
    import annotation  # type: ignore[import-not-found]

    opened = annotation.codecs_open
    annotation.codecs_open = lambda name, mode, **how: opened(name, mode.replace("U", ""), **how)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "document"
        place.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
        place.with_suffix(".ann").write_text(lines, encoding="utf-8", newline="")
        with annotation.TextAnnotations(str(place), read_only=True) as document:
            assert not document.failed_lines, f"unparsed lines of {name}: {document.failed_lines}"
            notes = {one.target: one.tail.strip("\t\n") for one in document.get_oneline_comments()}
            bounds = list(document.get_textbounds())
            assert len(bounds) + len(notes) == len(lines.splitlines())
            return [([list(span) for span in one.spans], one.type, one.get_text(), notes.get(one.id)) for one in bounds]


def _configured(checkout: str, files: dict[str, str], labels: dict[str, str]) -> None:
    """Brat must know each type, and each by its label: one line that it cannot read and it knows none."""
    for part in ("server/src", "server/lib", "."):
        sys.path.insert(0, str(Path(checkout) / part))
    # Brat's own is made when it is installed.
    sys.modules.setdefault("config", types.SimpleNamespace(BASE_DIR="/", DATA_DIR="/", WORK_DIR="/"))  # type: ignore[arg-type]
    import projectconfig  # type: ignore[import-not-found]

    # It opens files in a mode that Python 3.11 has no more, and closes them itself.
    projectconfig.open_textfile = lambda name, mode="r": Path(name).open(encoding="utf-8")  # noqa: SIM115
    with tempfile.TemporaryDirectory() as folder:
        for name in ("annotation.conf", "visual.conf"):
            (Path(folder) / name).write_text(files[name], encoding="utf-8")
        configured = projectconfig.ProjectConfiguration(folder)
        equal(sorted(configured.get_entity_types()), sorted(labels), "types that brat knows")
        known = {kind: [" ".join(one.split()) for one in names] for kind, names in configured.get_labels().items()}
        shown = files["visual.conf"].partition("[labels]\n")[2].partition("[drawing]")[0]
        lines = (line.split(" | ", 1) for line in shown.splitlines())
        equal(known, {kind: [" ".join(label.split())] for kind, label in lines}, "labels that brat knows")


def _compare(found: Found, text: str, labels: dict[str, str], document: Json) -> None:
    assert len(text) == len(document["text"])
    wanted = [one for one in document["passages"] if one["exact"].strip()]
    equal([labels[kind] for _spans, kind, _text, _note in found], [one["label"] for one in wanted], "labels")
    for (spans, _kind, _said, note), one in zip(found, wanted, strict=True):
        said = "".join(text[start:end] for start, end in spans)
        lines = "".join(text[start:end] for start, end in sorted(one["spans"]))
        equal("".join(said.split()), "".join(lines.split()), "text of a passage")
        assert all(any(start <= low and high <= end for start, end in one["spans"]) for low, high in spans)
        equal(bool(note), bool((one["note"] or "").strip()), "note")


def _labels(files: dict[str, str]) -> dict[str, str]:
    conf = files["visual.conf"].partition("[labels]\n")[2].partition("[drawing]")[0]
    labels = dict(line.split(" | ", 1) for line in conf.splitlines())
    # A name between <> that brat does not know takes away the labels of all types; a line of - is a rule.
    assert not any(re.search("<.*?>", label) or not kind.strip("-") for kind, label in labels.items())
    equal(sorted(files["annotation.conf"].splitlines()[1:-3]), sorted(labels), "types in annotation.conf")
    return {kind: label.translate(HALF_WIDTH) for kind, label in labels.items()}


if __name__ == "__main__":
    main(check)
