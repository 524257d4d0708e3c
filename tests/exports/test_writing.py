"""From a real library and a real store to a file: whole or not at all, and true of the files as they are now."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import Store, fallback_file, library_file, open_store
from reader.errors import SaveError
from reader.exports.choosing import Choice
from reader.exports.registry import FORMATS
from reader.exports.writing import export_annotations
from reader.library.catalogue import Catalogue
from tests.annotations.examples import SEEDS, output, python, seed

QUOTES = {"000": "困难群众基本生活", "002": "集中攻堅", "003": "11 月 28 日"}

CHILD = """
import resource, sys
from pathlib import Path
from reader.annotations.store import open_store, library_file, fallback_file
from reader.errors import SaveError
from reader.exports.writing import export_annotations
from reader.library.catalogue import Catalogue
root = Path(sys.argv[1])
catalogue = Catalogue(root, [root])
catalogue.scan()
store = open_store(library_file(root), "甲", fallback_file(root))
out = Path(sys.argv[3]) if sys.argv[3:] else None
if out:
    catalogue.fill(lambda: False, lambda done, total: None, lambda entries: None)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    export_annotations(catalogue, store, sys.argv[2], out)
except SaveError as error:
    print(error)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of three seeds, each with a highlight, and the first with a tag on an article."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in QUOTES:
        shutil.copy(SEEDS / seed(number)[0], folder)
    catalogue, store = opened(folder)
    changes = []
    for number, quote in QUOTES.items():
        name, source = seed(number)
        start = source.text.index(quote)
        target = make_target(source, name, [(start, start + len(quote))], article=False)
        changes.append(Change(None, new_annotation(Kind.HIGHLIGHT, target, "甲", tag="民生", note=number)))
    name, source = seed("000")
    page = catalogue.load(catalogue.entry(name))
    whole = make_target(source, name, page.articles[0].spans, article=True)
    changes.append(Change(None, new_annotation(Kind.TAG, whole, "甲", tag="政策")))
    store.commit(changes, "all")
    catalogue.close()
    return folder


def opened(root: Path, *paths: Path) -> tuple[Catalogue, Store]:
    catalogue = Catalogue(root, paths or [root])
    catalogue.scan()
    return catalogue, open_store(library_file(root), "甲", fallback_file(root))


def exported(root: Path, *paths: Path, tag: str | None = None) -> tuple[list[dict[str, Any]], str]:
    """The JSON Lines of a library, each held against its file, and the notice."""
    catalogue, store = opened(root, *paths)
    out = root.parent / "out.jsonl"
    report = export_annotations(catalogue, store, "jsonl", out, choice=Choice(tag=tag))
    catalogue.close()
    assert report is not None and report.path == out
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert report.count == len(lines)
    for line in lines:
        text = (root / line["path"]).read_text(encoding=line["encoding"])
        assert "".join(text[start:end] for start, end in line["spans"]) == line["exact"]
    return lines, report.notice


def test_a_library_is_exported_in_order_with_true_offsets(root: Path) -> None:
    lines, notice = exported(root)
    assert notice == ""
    assert [line["path"][:3] for line in lines] == ["000", "000", "003", "002"]  # by date, the undated last
    assert {line["scope"] for line in lines[:2]} == {"article", "passage"}
    assert [line["exact"] for line in lines if line["scope"] == "passage"] == [QUOTES[n] for n in ("000", "003", "002")]
    assert [line["issue"]["date"] for line in lines] == ["2021-12-28", "2021-12-28", "2022-11-29", None]


def test_only_a_tag(root: Path) -> None:
    assert [line["tags"] for line in exported(root, tag="政策")[0]] == [["政策"]]
    assert exported(root, tag="没有")[0] == []


def test_annotations_follow_renamed_reencoded_and_changed_files(root: Path) -> None:
    first, second, third = (root / seed(number)[0] for number in ("000", "002", "003"))
    (root / "moved").mkdir()
    first.rename(root / "moved" / "一.txt")
    first.write_text("与此无关的另一篇文字,放在了旧的名字下面。", encoding="utf-8")
    third.write_bytes(third.read_text(encoding="utf-8").encode("gb18030"))
    second.write_text("编者按\n" + second.read_text(encoding="utf-8"), encoding="utf-8")
    lines, notice = exported(root)
    assert notice == ""
    assert {line["note"]: (line["path"], line["exact"]) for line in lines if line["note"]} == {
        "000": ("moved/一.txt", QUOTES["000"]),
        "002": (second.name, QUOTES["002"]),
        "003": (third.name, QUOTES["003"]),
    }


def test_what_has_no_place_is_left_out_told_and_kept(root: Path) -> None:
    first, second = (root / seed(number)[0] for number in ("000", "002"))
    first.unlink()
    second.write_text("此页改了,什么也没有留下。", encoding="utf-8")
    lines, notice = exported(root)
    assert [line["note"] for line in lines] == ["003"]
    assert notice.count("annotation was left out (the file is gone)") == 0 and "2 annotations were left out" in notice
    assert first.name in notice and "gone" in notice and QUOTES["002"] in notice and "no longer" in notice
    assert len(opened(root)[1].all()) == 4


def test_of_a_library_opened_in_part_only_that_part_is_exported(root: Path) -> None:
    lines, notice = exported(root, root / seed("003")[0])
    assert [line["note"] for line in lines] == ["003"] and notice == ""


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_standard_output_gets_the_bytes_of_the_file(root: Path, tmp_path: Path, name: str) -> None:
    catalogue, store = opened(root)
    export_annotations(catalogue, store, name, tmp_path / "out")
    process = python(CHILD, root, name)
    assert process.stdout is not None
    data = process.stdout.buffer.read()  # type: ignore[attr-defined]
    output(process)
    assert data == (tmp_path / "out").read_bytes() != b""


def test_a_file_is_replaced_at_once_and_stays_if_it_cannot_be(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    said = output(python(CHILD, root, "csv", out))
    assert str(out) in said and out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    catalogue, store = opened(root)
    export_annotations(catalogue, store, "csv", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    for bad in (tmp_path / "none" / "out.csv", tmp_path):
        with pytest.raises(SaveError, match=str(bad)):
            export_annotations(catalogue, store, "csv", bad)


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(root: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reading = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reading.start()
    catalogue, store = opened(root)
    export_annotations(catalogue, store, "jsonl", pipe)
    reading.join(10)
    assert len(got[0].splitlines()) == 4 and pipe.is_fifo()


def test_the_librarys_own_files_are_not_written_over(root: Path) -> None:
    catalogue, store = opened(root)
    for own in (root / seed("000")[0], store.path, root / ".reader" / ".." / seed("000")[0]):
        before = own.read_bytes()
        with pytest.raises(SaveError, match="belongs to the library"):
            export_annotations(catalogue, store, "jsonl", own)
        assert own.read_bytes() == before


def test_a_text_that_was_not_opened_or_is_behind_a_link_is_not_written_over(root: Path, tmp_path: Path) -> None:
    other = root / seed("002")[0]
    outside = tmp_path / "outside.txt"
    outside.write_text("在外的文本。", encoding="utf-8")
    (root / "link.txt").symlink_to(outside)
    words = root / ".reader" / "userdict.txt"
    words.write_text("旗县", encoding="utf-8")
    for paths in ((root,), (root / seed("000")[0],)):
        catalogue, store = opened(root, *paths)
        for text in (other, root / "link.txt", words):
            before = text.read_bytes()
            with pytest.raises(SaveError, match="belongs to the library"):
                export_annotations(catalogue, store, "jsonl", text)
            assert text.read_bytes() == before
        catalogue.close()
    assert outside.read_text(encoding="utf-8") == "在外的文本。"


def test_a_cancelled_export_writes_nothing(root: Path, tmp_path: Path) -> None:
    catalogue, store = opened(root)
    seen: list[tuple[int, int]] = []
    out = tmp_path / "out.jsonl"
    report = export_annotations(
        catalogue, store, "jsonl", out, cancelled=lambda: bool(seen), progress=lambda *done: seen.append(done)
    )
    assert report is None and not out.exists() and seen == [(0, 3)]


def test_progress_counts_the_files(root: Path, tmp_path: Path) -> None:
    catalogue, store = opened(root)
    seen: list[tuple[int, int]] = []
    export_annotations(catalogue, store, "csv", tmp_path / "out", progress=lambda *done: seen.append(done))
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_many_left_out_are_counted_and_some_named(root: Path) -> None:
    _, store = opened(root)
    one = store.all()[0]
    lost = replace(one.target, path="gone.txt", sha256="0" * 64)
    store.commit([Change(None, new_annotation(Kind.HIGHLIGHT, lost, "甲")) for _ in range(9)], "nine")
    _, notice = exported(root)
    assert notice.startswith("9 annotations") and notice.count("gone.txt") == 5 and notice.endswith("; …")


def test_of_what_is_left_out_no_part_is_told_besides(root: Path, tmp_path: Path) -> None:
    catalogue, store = opened(root)
    first = next(one for one in store.all() if not one.target.article)
    over = new_annotation(Kind.HIGHLIGHT, first.target, "乙", tag="另一个", note="也有话")
    store.commit([Change(None, over)], "over")
    report = export_annotations(catalogue, store, "doccano", tmp_path / "out.jsonl")
    catalogue.close()
    assert report is not None
    whole, parts = ({one.id for one in some} for some in (report.lost, report.reduced))
    assert len(whole) == 1 and parts and not whole & parts
