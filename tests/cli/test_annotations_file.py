"""`reader history`, `reader compact` and `reader merge`: the annotations file by script."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.annotations.correcting import new_correction
from reader.annotations.history import edited
from reader.annotations.store import Store, fallback_file, library_file, open_store
from reader.newspaper.corrections import Correction, Form
from tests.annotations.examples import TEXT, added, highlight
from tests.cli.running import reader


def opened(root: Path, annotator: str = "甲") -> Store:
    root.mkdir(exist_ok=True)
    (root / "a.txt").write_text(TEXT.text, encoding="utf-8")
    return open_store(library_file(root), annotator, fallback_file(root))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library in which three things were done and the last undone."""
    store = opened(tmp_path / "library")
    one = highlight("民生")
    store.commit(added(one), "highlight")
    store.commit([edited(one, tag="经济", note="\x1b[31m红")], "change tag")
    store.undo()
    return tmp_path / "library"


def test_history_says_who_did_what_when(root: Path) -> None:
    run = reader("history", root)
    lines = run.out.splitlines()
    assert run.code == 0 and [line for line in lines if not line.startswith(" ")][2].endswith("甲  undone: change tag")
    assert lines[1].startswith("  + highlight · 民生 · “本报北京” · a.txt · 0")
    assert lines[3].startswith("  ~ highlight · 经济 · ") and "\x1b" not in run.out
    last = reader("history", root, "-n", "1")
    assert last.out.splitlines() == lines[4:]


def test_history_as_json_holds_every_annotation_before_and_after(root: Path) -> None:
    store = opened(root)
    store.close()
    commits = [json.loads(line) for line in reader("history", root, "--json").out.splitlines()]
    assert [(one["seq"], one["by"], one["did"], one["label"]) for one in commits] == [
        (1, "甲", "step", "highlight"),
        (2, "甲", "step", "change tag"),
        (3, "甲", "undo", "change tag"),
    ]
    assert commits[0]["changes"][0]["before"] is None
    assert commits[1]["changes"][0]["after"]["tag"] == commits[2]["changes"][0]["before"]["tag"] == "经济"


def test_history_names_a_damaged_line_of_an_old_journal(root: Path) -> None:
    opened(root).close()
    (old,) = library_file(root).with_name("annotations.json.history").iterdir()
    old.write_bytes(old.read_bytes().replace("经济".encode(), "经文".encode(), 1))
    run = reader("history", root)
    assert run.code == 3 and str(old) in run.error and "2" in run.error and "highlight" in run.out


def test_compact_brings_the_file_up_to_date(root: Path) -> None:
    run = reader("compact", root)
    assert (run.code, run.error) == (0, "") and "up to date" in run.out
    with TinyDB(library_file(root), encoding="utf-8", access_mode="r") as stock:
        assert [one["tag"] for one in stock.table("annotations")] == ["民生"]
    assert "already" in reader("compact", root).out
    assert reader("compact", "--db", root / "none.json").code == 3


def test_what_a_newer_version_wrote_is_refused_in_one_sentence(root: Path) -> None:
    opened(root).close()
    file = library_file(root)
    data = json.loads(file.read_bytes())
    data["meta"]["1"]["schema"] = 99
    file.write_text(json.dumps(data), encoding="utf-8")
    for words in (("compact", root), ("tag", next(root.glob("*.txt")), "民生")):
        run = reader(*words)
        assert run.code == 4 and run.error.count("\n") == 1 and "newer version" in run.error


def test_where_nothing_was_annotated_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.text, encoding="utf-8")
    for command in ("history", "compact", "export"):
        assert reader(command, tmp_path).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_compact_calls_no_file_up_to_date_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.text, encoding="utf-8")
    run = reader("compact", tmp_path)
    assert (run.code, run.error) == (0, "") and "no annotations" in run.out and "up to date" not in run.out


def test_merge_into_a_closed_folder_is_one_sentence_or_works_as_root(root: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    run = reader("merge", root, root, "-o", closed / "out.json")
    assert "Traceback" not in run.error
    may_write = os.access(closed, os.W_OK)
    assert run.code == 0 if may_write else (run.code == 4 and "out.json could not be written" in run.error)


def test_merge_joins_two_libraries_and_changes_neither(root: Path, tmp_path: Path) -> None:
    other = opened(tmp_path / "other", "乙")
    other.commit(added(highlight("乙的")), "highlight")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json*") if path.is_file()}
    out = tmp_path / "joined.json"
    run = reader("merge", root, tmp_path / "other", "-o", out)
    assert (run.code, run.error) == (0, "") and "2 annotations" in run.out
    with TinyDB(out, encoding="utf-8", access_mode="r") as stock:
        assert {one["tag"] for one in stock.table("annotations")} == {"民生", "乙的"}
    assert before == {path: path.read_bytes() for path in before}
    again = reader("merge", root, tmp_path / "other", "-o", out)
    assert again.code == 2 and "joined.json" in again.error
    assert reader("merge", root, "-o", tmp_path / "x.json").code == 2
    nothing = reader("merge", root, tmp_path, "-o", tmp_path / "x.json")
    assert nothing.code == 3 and "no annotations" in nothing.error
    mistyped = reader("agree", root, tmp_path / "mistyped")
    assert (mistyped.code, mistyped.error) == (
        3,
        f"reader: “{tmp_path / 'mistyped'}” does not exist. Check the path.\n",
    )


def test_agree_measures_names_the_places_and_writes_them_for_the_app(root: Path, tmp_path: Path) -> None:
    other = opened(tmp_path / "other", "乙")
    other.commit(added(highlight("民生", (0, 4)), highlight("经济", (2, 8))), "two", [TEXT])
    run = reader("agree", root, tmp_path / "other", "--json")
    found = json.loads(run.out)
    assert (run.code, found["texts"], found["compared"]) == (0, 1, "annotated")
    assert found["highlights"]["by_tag"]["民生"]["kappa"] == found["highlights"]["by_tag"]["民生"]["alpha"] == 1
    assert found["highlights"]["by_tag"]["经济"]["only_b"] == 6
    out = tmp_path / "differ.json"
    run = reader("agree", root, tmp_path / "other", "-o", out)
    assert run.code == 0 and "A: 民生 · B: 民生, 经济" in run.out and "A: – · B: 经济" in run.out
    notes = reader("list", root, "--db", out).out.splitlines()
    assert len(notes) == len(found["disagreements"]) == 2 and notes[0].endswith("A: 民生 · B: 民生, 经济")
    again = reader("agree", root, tmp_path / "other", "-o", out)
    assert again.code == 2 and out.name in again.error
    # Two files alone, whose texts are only those kept beside them.
    for number, name in enumerate((root, tmp_path / "other")):
        shutil.copytree(name / ".reader", tmp_path / str(number))
    alone = reader("agree", *(tmp_path / name / "annotations.json" for name in "01"), "--json")
    assert alone.code == 0 and json.loads(alone.out)["highlights"] == found["highlights"]
    for texts in tmp_path.glob("[01]/*.texts"):
        shutil.rmtree(texts)
    alone = reader("agree", *(tmp_path / name / "annotations.json" for name in "01"))
    assert alone.code == 3 and "nothing to compare" in alone.error


def test_agree_takes_the_articles_as_the_first_library_has_corrected_them(root: Path, tmp_path: Path) -> None:
    other = opened(tmp_path / "other", "乙")
    other.commit(added(highlight("民生", (0, 4))), "one")
    assert json.loads(reader("agree", root, other.path, "--json").out)["articles"] == 1
    second = TEXT.text.index("第二段")
    split = new_correction(TEXT, "a.txt", Correction("", Form.BEGINS, ((second, second + 3),)), "甲")
    opened(root).commit(added(split), "split", [TEXT])
    assert json.loads(reader("agree", root, other.path, "--json").out)["articles"] == 2
    assert json.loads(reader("agree", other.path, root, "--json").out)["articles"] == 1
    (root / "a.txt").unlink()
    (tmp_path / "other" / "a.txt").unlink()
    assert json.loads(reader("agree", root, other.path, "--json").out)["articles"] == 2


@pytest.mark.parametrize("words", [("A",), ("A", "A", "A")])
def test_agree_needs_two_libraries(root: Path, words: tuple[str, ...]) -> None:
    run = reader("agree", *(root for _word in words))
    assert (run.code, run.error.count("\n")) == (2, 1)


def test_a_text_is_never_taken_for_an_annotations_file(root: Path) -> None:
    text = root / "a.txt"
    before = text.read_bytes()
    for words in (
        ("merge", root, text, "-o", root / "x.json"),
        ("agree", text, root),
        ("list", root, "--db", text),
        ("tag", text, "民生", "--db", text),
        (root, "--db", text),
    ):
        run = reader(*words)
        assert (run.code, run.error.count("\n")) == (2, 1) and "not an annotations file" in run.error
    assert text.read_bytes() == before and {path.name for path in root.iterdir()} == {"a.txt", ".reader"}


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".zip"])
def test_an_export_is_never_taken_for_a_damaged_annotations_file(root: Path, tmp_path: Path, suffix: str) -> None:
    export = tmp_path / f"export{suffix}"
    export.write_text('"id","kind"\r\n', encoding="utf-8")
    for words in (("list", root, "--db", export), ("merge", root, export, "-o", tmp_path / "x.json")):
        run = reader(*words)
        assert run.code == 2 and run.error.count("\n") == 1 and "is an export" in run.error
    assert [path for path in tmp_path.iterdir() if path.name.startswith("export")] == [export]
    assert export.read_bytes() == b'"id","kind"\r\n'
