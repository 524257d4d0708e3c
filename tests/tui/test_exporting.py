"""`e`: what the dialog shows before a file is written, and the forms that a format can be written in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from textual.widgets import Input, Label, Static

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import library_file, open_store
from reader.library.catalogue import Catalogue
from reader.library.decode import read_source
from tests.tui.driving import library, reading


def marked(root: Path, count: int) -> None:
    """Highlights on the first article of the only page, each overlapping the one before it."""
    catalogue = Catalogue(root, [root])
    catalogue.scan()
    entry = catalogue.entries[0]
    page = catalogue.load(entry)
    start, end = max(page.articles[0].spans, key=lambda span: span[1] - span[0])
    store = open_store(library_file(root), "乙", root / "none.json")
    made = []
    for number in range(count):
        low = start + number % (end - start - 20)
        target = make_target(page.source, entry.path, ((low, low + 12),), article=False)
        made.append(new_annotation(Kind.HIGHLIGHT, target, "乙", tag=f"标签{number:03}"))
    store.commit([Change(None, one) for one in made], "made")
    store.close()
    catalogue.close()


async def test_overlaps_are_counted_before_and_can_be_written_a_layer_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library(tmp_path, ["000"])
    marked(root, 60)
    monkeypatch.chdir(tmp_path)
    async with reading(root) as reader:
        await reader.keys("e")
        # More than a first look takes; the rest follows without being asked for.
        await reader.see("60 annotations", "标签001")
        await reader.until(lambda: "shown: of the first" not in reader.screen())
        await reader.keys(*["down"] * 6)
        await reader.see("55 annotations were left out", "--layers", "without what overlaps, in UTF-16")
        await reader.keys("ctrl+o")
        await reader.see("layer-1.jsonl", "a file for each layer", ".zip")
        assert "were left out" not in reader.screen()
        await reader.keys("ctrl+s")
        for said in ("60 annotations written", "Exported to"):
            await reader.until(lambda said=said: any(said in note.message for note in reader.app._notifications))  # type: ignore[misc]
    (written,) = tmp_path.glob("annotations-*.zip")
    with zipfile.ZipFile(written) as archive:
        assert len(archive.namelist()) == 12


async def test_a_format_of_one_form_has_no_other(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    marked(root, 1)
    async with reading(root) as reader:
        await reader.keys("e")
        await reader.see("1 annotation", '"kind": "highlight"')
        said = reader.app.screen.query_one("#export-text", Label)
        path = reader.app.screen.query_one("#export-path", Input)
        before = str(said.content), path.value
        await reader.keys("ctrl+o")
        assert (str(said.content), path.value) == before
        await reader.keys("down", "down", "ctrl+o")
        await reader.until(lambda: "formulas too" in str(said.content))


async def test_a_text_of_the_library_is_refused_at_once_and_not_offered_to_be_replaced(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    marked(root, 1)
    async with reading(root) as reader:
        await reader.keys("e")
        await reader.see("1 annotation")
        reader.app.screen.query_one("#export-path", Input).value = str(next(root.glob("*.txt")))
        await reader.keys("ctrl+s")
        said = reader.app.screen.query_one("#export-said", Static)
        await reader.until(lambda: "belongs to the library itself" in str(said.content))
        assert "Write once more" not in str(said.content)


async def test_of_one_file_that_is_opened_only_its_annotations_are_counted_and_shown(tmp_path: Path) -> None:
    root = library(tmp_path, ["000", "001"])
    marked(root, 60)
    (marks,) = (path for path in root.glob("001*"))
    store = open_store(library_file(root), "乙", root / "none.json")
    source = read_source(marks)
    target = make_target(source, marks.name, ((10, 20),), article=False)
    store.commit([Change(None, new_annotation(Kind.HIGHLIGHT, target, "乙", tag="只此"))], "made")
    store.close()
    async with reading(marks) as reader:
        await reader.keys("e")
        await reader.see("只此")
        said = str(reader.app.screen.query_one("#export-said", Static).content)
        assert said.startswith("1 annotation\n")
