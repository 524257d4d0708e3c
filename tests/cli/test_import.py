"""`reader import`: what was exported comes back, and what cannot be placed is named."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, ROOT, reader
from tests.exports.planted import make


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("planted")
    catalogue, _store = make(root)
    catalogue.close()
    yield root


@pytest.mark.parametrize("name", ["jsonl", "w3c"])
def test_export_piped_into_import_gives_the_same_annotations(planted: Path, tmp_path: Path, name: str) -> None:
    data = reader("export", planted, "--format", name).out
    database = tmp_path / "other.json"
    command = [*COMMAND, "import", "-", str(planted), "--db", str(database)]
    run = subprocess.run(command, input=data.encode(), capture_output=True, cwd=ROOT, check=True)
    assert run.stderr == b"" and b"annotations added" in run.stdout
    assert reader("export", planted, "--format", name, "--db", database).out == data


def test_a_row_without_a_place_is_named_and_the_rest_is_added(planted: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in reader("export", planted).out.splitlines()[:3]]
    lines[1]["exact"], lines[1]["sha256"] = "没有", "0" * 64
    file = tmp_path / "some.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run = reader("import", file, planted, "--db", tmp_path / "other.json")
    assert run.code == 3 and run.error.startswith("reader: line 2 was not imported: ")
    assert run.out == "2 annotations added · 1 could not be placed\n"


def test_a_table_of_tags_is_signed_by_who_imports_it(planted: Path, tmp_path: Path) -> None:
    file, database = tmp_path / "tags.csv", tmp_path / "other.json"
    file.write_text("path,tag\n短.txt,店\n", encoding="utf-8")
    assert reader("import", file, planted, "--db", database, "--annotator", "乙").code == 0
    (row,) = [json.loads(line) for line in reader("export", planted, "--db", database).out.splitlines()]
    assert (row["tags"], row["annotator"], row["scope"]) == (["店"], "乙", "article")


def test_what_cannot_be_read_is_said_in_a_sentence(planted: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello")
    for words, code in (
        (("import",), 2),
        (("import", tmp_path / "none", planted), 3),
        (("import", tmp_path / "x", planted), 2),
        (("import", tmp_path / "x", planted, "--format", "pdf"), 2),
        (("import", tmp_path / "x", planted, "--format", "csv", "--unit", "utf-16"), 2),
    ):
        run = reader(*words)
        assert run.code == code and run.error.count("\n") == 1 and "Traceback" not in run.error, words
