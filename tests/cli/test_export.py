"""`reader export`: what was annotated comes out true, and nothing is written over by mistake."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import fallback_file, library_file, open_store
from reader.library.decode import read_source
from tests.cli.running import COMMAND, ROOT, SEEDS, reader
from tests.newspaper.score import gold_of, measures, seed_names

PASSAGE = "困难群众基本生活保障资金"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    """The samples with an article tagged in the first and a passage highlighted, tagged and noted."""
    root = tmp_path / "library"
    shutil.copytree(SEEDS, root)
    store = open_store(library_file(root), "王晓博", fallback_file(root))
    file = sorted(root.glob("000_*.txt"))[0]
    source = read_source(file)
    start = source.text.index(PASSAGE)
    passage = make_target(source, file.name, ((start, start + len(PASSAGE)),), article=False)
    article = make_target(source, file.name, ((0, start + len(PASSAGE)),), article=True)
    made = [
        new_annotation(Kind.TAG, article, "王晓博", tag="民生"),
        new_annotation(Kind.HIGHLIGHT, passage, "王晓博", tag="资金", note="=1+1"),
    ]
    store.commit([Change(None, annotation) for annotation in made], "made")
    yield root


def test_json_lines_hold_true_offsets(library: Path) -> None:
    run = reader("export", library, "--format", "jsonl")
    assert (run.code, run.error) == (0, "")
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert [row["tags"] for row in rows] == [["民生"], ["资金"]]
    for row in rows:
        text = (library / row["path"]).read_text(encoding="utf-8")
        assert "".join(text[start:end] for start, end in row["spans"]) == row["exact"]
    assert rows[1]["exact"] == PASSAGE


def test_a_tag_chooses(library: Path) -> None:
    run = reader("export", library, "--tag", "民生", "--format", "jsonl")
    assert [json.loads(line)["tags"] for line in run.out.splitlines()] == [["民生"]]
    assert reader("export", library, "--tag", "无此签", "--format", "jsonl").out == ""


def test_a_file_is_written_whole_and_told(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "标注.csv"
    run = reader("export", library, "--format", "csv", "-o", out)
    assert run.code == 0
    assert "2 annotations" in run.out
    assert out.name in run.out
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_markdown_quotes(library: Path) -> None:
    run = reader("export", library, "--format", "markdown", "-o", "-")
    assert f"> {PASSAGE}" in run.out


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"}]
)
def test_output_is_utf8_whatever_the_locale(library: Path, locale: dict[str, str]) -> None:
    assert PASSAGE in reader("export", library, env=locale).out


def test_a_text_of_the_library_is_never_replaced(library: Path) -> None:
    text = sorted(library.glob("*.txt"))[0]
    before = text.read_bytes()
    run = reader("export", library, "-o", text)
    assert run.code == 4
    assert text.read_bytes() == before
    assert reader("export", library, "-o", library_file(library)).code == 4


def test_a_file_that_cannot_be_written_is_named_with_code_4(library: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    for name, problem in {
        "no/such/folder.jsonl": "its folder does not exist",
        "library": "it is a folder",
        "file/folder.jsonl": "a file stands where a folder should be",
    }.items():
        run = reader("export", library, "-o", tmp_path / name)
        assert (run.code, run.out) == (4, "")
        assert run.error == f"reader: {tmp_path / name} could not be written: {problem}.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
def test_a_full_disk_under_standard_output_is_told_as_such(library: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        run = subprocess.run([*COMMAND, "export", library], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert run.returncode == 4
    assert run.stderr == b"reader: Standard output could not be written: the disk is full.\n"
    assert "/dev/full could not be written: the disk is full" in reader("export", library, "-o", "/dev/full").error


def test_an_annotations_file_that_is_not_there_is_named_with_code_3(library: Path, tmp_path: Path) -> None:
    run = reader("export", library, "--db", tmp_path / "mistyped.json")
    assert (run.code, run.out) == (3, "")
    assert run.error == f"reader: “{tmp_path / 'mistyped.json'}” does not exist. Check the path.\n"
    assert reader("export", library, "--db", library_file(library)) == reader("export", library)


def test_a_tag_that_nothing_has_is_told_and_nothing_exported(library: Path, tmp_path: Path) -> None:
    run = reader("export", library, "--tag", "民声")
    assert run == (0, "", "reader: No annotation has the tag “民声”.\n")
    run = reader("export", library, "--tag", "民声", "--format", "csv", "-o", tmp_path / "out.csv")
    assert (run.code, run.error) == (0, "reader: No annotation has the tag “民声”.\n")
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


def test_what_lost_its_place_is_named_and_the_rest_is_exported(library: Path) -> None:
    text = sorted(library.glob("000_*.txt"))[0]
    text.write_text("# 另一篇\n\n本报讯。\n", encoding="utf-8")
    run = reader("export", library)
    assert run.code == 3
    assert text.name in run.error


def test_a_damaged_file_is_kept_and_named(library: Path) -> None:
    library_file(library).write_text('{"annotations": {')
    run = reader("export", library)
    assert library_file(library).parent.name in run.error
    (aside,) = library_file(library).parent.glob("annotations.json.damaged-*")
    assert aside.read_text() == '{"annotations": {' and aside.name in run.error
    assert (run.code, len(run.out.splitlines())) == (0, 2)


def test_without_a_library_it_says_what_to_do(tmp_path: Path) -> None:
    run = reader("export", env={"XDG_STATE_HOME": str(tmp_path)})
    assert (run.code, run.out) == (2, "")
    assert "reader export" in run.error


def test_formats_are_listed_with_their_unit_and_tool(library: Path) -> None:
    lines = reader("export", "--list").out.splitlines()
    doccano = next(line for line in lines if line.startswith("doccano"))
    assert "UTF-16" in doccano and ".jsonl" in doccano and "article" in doccano
    assert len(lines) == 18


def test_what_a_format_cannot_hold_is_told_and_is_no_failure(library: Path, tmp_path: Path) -> None:
    run = reader("export", library, "--format", "bio", "-o", tmp_path / "out.tsv")
    assert run.code == 0 and "1 annotation written" in run.out
    assert "1 annotation was left out (on an article; BIO knows only passages): 000_" in run.error
    assert "A part of 1 annotation was left out (the note; BIO holds none)" in run.error


def test_filters_choose(library: Path) -> None:
    def count(*words: str) -> int:
        return len(reader("export", library, *words).out.splitlines())

    assert count("--kind", "tag") == 1 and count("--kind", "note") == 0
    assert count("--from", "2021-12-28", "--to", "2021") == 2 and count("--to", "2021-12-27") == 0
    assert count("--annotator", "王晓博") == 2 and count("--annotator", "乙") == 0
    assert count("--article", "多举措保障") == 2 and count("--article", "没有") == 0


def test_offsets_can_count_in_the_article_in_another_script(library: Path) -> None:
    lines = reader("export", library, "--script", "tw").out.splitlines()
    rows = [json.loads(line) for line in lines]
    (text,) = {row["text"] for row in rows if row["text"] is not None}
    assert {row["text_of"] for row in rows} == {"article-tw"} and "資金" in rows[1]["exact"]
    for row in rows:
        assert "".join(text[start:end] for start, end in row["spans"]) == row["exact"]


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "csv", "--layers"),
        ("--format", "csl", "--text", "source"),
        ("--text", "source", "--script", "tw"),
        ("--from", "2021-13"),
        ("--from", "2022", "--to", "2021"),
    ],
)
def test_words_that_do_not_fit_are_refused(library: Path, words: tuple[str, ...]) -> None:
    run = reader("export", library, *words)
    assert (run.code, run.out, run.error.count("\n")) == (2, "", 1)


def test_the_structure_of_pages_is_what_parse_gives_and_the_scorer_takes(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages.jsonl"
    run = reader("export", library, "--format", "structure", "-o", out)
    assert (run.code, run.error) == (0, "")
    exported = {Path(one["source"]["path"]).stem: one for one in map(json.loads, out.read_text("utf-8").splitlines())}
    parsed = {
        Path(one["source"]["path"]).stem: one
        for one in map(json.loads, reader("parse", library, "--json").out.splitlines())
    }
    assert sorted(exported) == sorted(parsed) == seed_names()
    for name in seed_names():
        text, gold = gold_of(name)
        found = measures(text, gold, exported[name])
        assert found == measures(text, gold, parsed[name])
        assert found["bad_spans"] == found["lost"] == found["dup"] == 0
        assert (found["score"] or 0) > 0.9
