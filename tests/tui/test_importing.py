"""`I`: a file of annotations is looked at before it is taken over, in one step that `u` takes back."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import library_file, open_store
from reader.exports.writing import export_annotations
from reader.library.catalogue import Catalogue
from reader.tui.typed_path import completed
from tests.tui.driving import library, reading


def exported(root: Path, out: Path) -> None:
    """Three annotations on the only page of a library, as JSON Lines; the library is left without any."""
    catalogue = Catalogue(root, [root])
    catalogue.scan()
    page = catalogue.load(catalogue.entries[0])
    spans = page.articles[0].spans
    whole = make_target(page.source, catalogue.entries[0].path, spans, article=True)
    part = make_target(page.source, catalogue.entries[0].path, ((spans[0][0], spans[0][0] + 6),), article=False)
    store = open_store(out.with_name("other.json"), "乙", out.with_name("none.json"))
    made = [
        new_annotation(Kind.TAG, whole, "乙", tag="民生"),
        new_annotation(Kind.HIGHLIGHT, part, "乙", tag="政策"),
        new_annotation(Kind.DONE, whole, "乙"),
    ]
    store.commit([Change(None, one) for one in made], "made")
    export_annotations(catalogue, store, "jsonl", out)
    catalogue.close()


async def test_an_import_is_previewed_done_at_once_and_taken_back_at_once(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    out = tmp_path / "back.jsonl"
    exported(root, out)
    bad = {**json.loads(out.read_text(encoding="utf-8").splitlines()[1]), "id": "x", "spans": [[9**9, 9**9 + 1]]}
    out.write_text(out.read_text(encoding="utf-8") + json.dumps(bad) + "\n", encoding="utf-8")
    async with reading(root) as reader:
        await reader.keys("I")
        await reader.see("Import annotations", "told by the file")
        path = reader.app.screen.query_one(Input)
        path.value = f"{tmp_path}/"
        path.cursor_position = len(path.value)
        await reader.type("bac")
        await reader.see("There is no such file yet")
        await reader.until(lambda: path._suggestion)
        await reader.keys("right")
        await reader.see("3 annotations to add", "1 could not be placed", "line 4 was not imported", "#政策")
        assert not library_file(root).exists()
        await reader.keys("ctrl+t", "ctrl+t")
        await reader.see("Format: w3c", "it is no collection of ours")
        await reader.keys("enter")  # nothing to import: the dialog stays
        await reader.keys(*["ctrl+t"] * 5)
        await reader.see("Format: jsonl", "3 annotations to add")
        await reader.keys("enter")
        await reader.see("saved: import of back.jsonl")
        store = open_store(library_file(root), "丙", tmp_path / "no.json")
        assert {one.annotator for one in store.all()} == {"乙"} and len(store.all()) == 3
        await reader.keys("u")
        await reader.see("undone: import of back.jsonl")
        assert store.refresh() and store.all() == ()


async def test_an_answer_that_comes_late_does_not_stand_for_what_is_typed_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library(tmp_path, ["000"])
    out = tmp_path / "back.jsonl"
    exported(root, out)
    held, free, came = threading.Event(), threading.Event(), threading.Event()
    async with reading(root) as reader:
        await reader.keys("I")
        await reader.see("told by the file")
        path = reader.app.screen.query_one(Input)
        call = reader.app.call_from_thread

        def late(callback: Callable[..., Any], *arguments: Any) -> Any:
            """Hold the first answer until it is let go."""
            if held.is_set():
                return call(callback, *arguments)
            held.set()
            free.wait(20)
            call(callback, *arguments)
            return came.set()

        monkeypatch.setattr(reader.app, "call_from_thread", late)
        path.value = str(tmp_path / "none")
        await reader.until(held.is_set)
        path.value = str(out)
        await reader.see("3 annotations to add")
        free.set()
        await reader.until(came.is_set)
        await reader.see("3 annotations to add")
        await reader.keys("enter")
        await reader.see("saved: import of back.jsonl")


async def test_a_file_that_is_none_of_ours_is_told_the_key_that_names_its_format(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    text = tmp_path / "text.txt"
    text.write_text("中国", "utf-8")
    async with reading(root, keys={"import.format": "f7"}) as reader:
        await reader.keys("I")
        await reader.see("told by the file")
        reader.app.screen.query_one(Input).value = str(text)
        await reader.see("no file of annotations", "F7 names one of")
        assert "--format" not in reader.screen()


async def test_a_path_that_no_disk_can_hold_is_told_where_it_is_typed(tmp_path: Path) -> None:
    long = str(tmp_path / ("名" * 5000))
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("I")
        await reader.see("told by the file")
        reader.app.screen.query_one(Input).value = long
        said = reader.app.screen.query_one("#import-said", Static)
        await reader.until(lambda: "cannot be read" in str(said.content))
        await reader.keys("escape", "e")
        await reader.see("Export the annotations")
        reader.app.screen.query_one("#export-path", Input).value = long
        await reader.keys("ctrl+s")
        said = reader.app.screen.query_one("#export-said", Static)
        await reader.until(lambda: "could not be written" in str(said.content))


def test_a_typed_path_is_completed_by_the_first_name_that_begins_so(tmp_path: Path) -> None:
    (tmp_path / "甲乙").mkdir()
    (tmp_path / "甲乙" / "x.jsonl").touch()
    assert completed(f"{tmp_path}/甲") == f"{tmp_path}/甲乙/"
    assert completed(f"{tmp_path}/甲乙/x") == f"{tmp_path}/甲乙/x.jsonl"
    assert completed(f"{tmp_path}/none") is None and completed(f"{tmp_path}/甲乙/") is None
    assert completed(f"{tmp_path}/no/folder/x") is None and completed("~nosuchuser/x") is None
