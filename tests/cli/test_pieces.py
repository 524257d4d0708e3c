"""A highlight in several pieces stays one, in its order, whatever is done with the annotations of a library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import fallback_file, library_file, open_store
from reader.text.source import Source
from reader.text.spans import Spans, text_of
from tests.cli.running import reader
from tests.tui.driving import library

PIECES = ((40, 52), (90, 97), (20, 31))
"""The last stands before the others in the file: what is marked goes on in an earlier column."""
SHORTER = ((40, 52), (90, 95), (20, 31))


def marked(folder: Path, annotator: str, spans: Spans) -> tuple[Path, Source]:
    """A library of one page on which somebody marked something."""
    folder.mkdir()
    root = library(folder, ["000"])
    (file,) = root.glob("*.txt")
    source = Source.normalised(file.read_text(encoding="utf-8"))
    store = open_store(library_file(root), annotator, fallback_file(root))
    target = make_target(source, file.name, list(spans), False)
    store.commit([Change(None, new_annotation(Kind.HIGHLIGHT, target, annotator, tag="民生"))], "highlight")
    store.close()
    return root, source


def listed(root: Path, *more: str | Path) -> list[dict[str, Any]]:
    run = reader("list", root, "--json", *more)
    assert run.code == 0, run.error
    return [json.loads(line) for line in run.out.splitlines()]


def quotes(root: Path, *more: str | Path) -> list[str]:
    return sorted(one["exact"] for one in listed(root, *more))


def test_it_is_merged_and_compared(tmp_path: Path) -> None:
    mine, source = marked(tmp_path / "1", "甲", PIECES)
    theirs, _source = marked(tmp_path / "2", "乙", SHORTER)
    out = tmp_path / "both.json"
    run = reader("merge", mine, theirs, "-o", out)
    assert run.code == 0, run.error
    assert quotes(mine, "--db", out) == sorted(text_of(source.text, spans) for spans in (PIECES, SHORTER))
    run = reader("agree", mine, theirs, "--json")
    assert run.code == 0, run.error
    by_tag = json.loads(run.out)["highlights"]["by_tag"]["民生"]
    # White space is not counted; nor is what lies between the pieces.
    assert (by_tag["both"], by_tag["only_a"], by_tag["only_b"]) == (25, 2, 0)
    (place,) = json.loads(run.out)["disagreements"]
    assert place["spans"] == [[95, 97]]


@pytest.mark.parametrize("form", ["jsonl", "w3c"])
def test_it_comes_back_from_an_export(tmp_path: Path, form: str) -> None:
    mine, source = marked(tmp_path / "1", "甲", PIECES)
    out = tmp_path / f"out.{form}"
    assert reader("export", mine, "--format", form, "-o", out).code == 0
    empty = tmp_path / "2"
    empty.mkdir()
    other = library(empty, ["000"])
    run = reader("import", out, other)
    assert run.code == 0, run.error
    assert quotes(other) == [text_of(source.text, PIECES)]
    assert [one["spans"] for one in listed(other)] == [one["spans"] for one in listed(mine)]


def test_it_follows_its_words_into_a_better_recognition(tmp_path: Path) -> None:
    mine, source = marked(tmp_path / "1", "甲", PIECES)
    (file,) = mine.glob("*.txt")
    file.write_text("报头的一行\n" + source.text, encoding="utf-8")
    moved = [[start + 6, end + 6] for start, end in PIECES]
    out = tmp_path / "out.jsonl"
    assert reader("export", mine, "-o", out).code == 0
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines() if '"民生"' in line]
    assert row["spans"] == moved and row["exact"] == text_of(source.text, PIECES)
