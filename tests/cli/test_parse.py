"""`reader parse`: outlines and structures of real pages, and what becomes of files that are none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.parse import output_names
from tests.cli.running import COMMAND, ROOT, SEEDS, reader, seed


def spans_of(structure: Any) -> list[tuple[int, int]]:
    """Every pair of numbers in a structure."""
    if isinstance(structure, dict):
        return [span for value in structure.values() for span in spans_of(value)]
    if isinstance(structure, list):
        if len(structure) == 2 and all(isinstance(number, int) for number in structure):
            return [(structure[0], structure[1])]
        return [span for value in structure for span in spans_of(value)]
    return []


def test_the_outline_tells_date_basis_titles_and_parts() -> None:
    run = reader("parse", seed("000"))
    assert run.code == 0
    assert "2021-12-28" in run.out
    assert "本报12月27日讯" in run.out
    assert "我区多举措保障元旦春节期间困难群众基本生活" in run.out
    assert "1 title" in run.out


def test_a_folder_stands_for_the_texts_in_it() -> None:
    run = reader("parse", "seeds")
    assert run.code == 0
    assert [line for line in run.out.splitlines() if line.startswith("seeds/")] == [
        f"seeds/{path.name}" for path in sorted(SEEDS.iterdir())
    ]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_structure_covers_the_text(number: str) -> None:
    run = reader("parse", seed(number), "--json")
    structure = json.loads(run.out)
    text = seed(number).read_text(encoding="utf-8")
    assert structure["source"]["path"] == f"seeds/{seed(number).name}"
    assert structure["source"]["characters"] == len(text)
    covered = {at for start, end in spans_of(structure) for at in range(start, end)}
    assert [
        text[at] for at in range(len(text)) if at not in covered and not text[at].isspace() and text[at] != "#"
    ] == []


def test_several_files_give_a_line_of_json_each_and_the_same_in_files(tmp_path: Path) -> None:
    run = reader("parse", "seeds", "--json")
    assert reader("parse", "seeds", "-o", tmp_path / "out").out == ""
    lines = run.out.splitlines()
    assert len(lines) == 5
    for line in lines:
        name = PurePosixPath(json.loads(line)["source"]["path"]).stem
        assert (tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8") == line + "\n"
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_files_of_one_name_are_written_side_by_side(tmp_path: Path) -> None:
    for name in ("a/1.txt", "b/1.txt", "b/1.md", "2.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(f"本报讯{name}\n", encoding="utf-8")
    assert reader("parse", "in", "-o", "out", cwd=tmp_path).code == 0
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")}
    assert written == {"2.json", "a/1.json", "b/1.txt.json", "b/1.md.json"}


@given(
    st.sets(
        st.tuples(
            st.sampled_from(["", "a/", "A/b/"]),
            st.sampled_from(["1", "x", "X"]),
            st.sampled_from(["", ".txt", ".md", ".txt.md"]),
        )
    )
)
def test_no_two_files_are_written_to_one_name(parts: set[tuple[str, str, str]]) -> None:
    files = [PurePosixPath("".join(part)) for part in parts]
    names = output_names(files)
    assert len(set(names)) == len(files)
    assert all(name.suffix == ".json" and not name.is_absolute() for name in names)


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def too_large(path: Path) -> None:
    path.write_bytes("报".encode() * 400_000)


@pytest.mark.parametrize("spoil", [binary, empty, too_large])
def test_a_bad_file_is_named_and_the_others_are_done(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    (tmp_path / "1.txt").write_bytes(seed("000").read_bytes())
    spoil(tmp_path / "2.txt")
    (tmp_path / "3.txt").write_bytes(seed("001").read_bytes())
    run = reader("parse", tmp_path, "--json", "--limit", "1")
    assert run.code == 3
    assert [Path(json.loads(line)["source"]["path"]).name for line in run.out.splitlines()] == ["1.txt", "3.txt"]
    assert run.error.startswith("reader: ")
    assert "2.txt" in run.error
    assert run.error.count("\n") == 1


def test_a_missing_path_is_named() -> None:
    run = reader("parse", "seeds", "no/such.txt")
    assert (run.code, run.out) == (3, "")
    assert "no/such.txt" in run.error


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    run = reader("parse", tmp_path)
    assert (run.code, run.out) == (3, "")
    assert str(tmp_path) in run.error


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_an_encoding_is_found_or_told(tmp_path: Path, encoding: str) -> None:
    text = seed("000").read_text(encoding="utf-8")
    (tmp_path / "1.txt").write_bytes(text.encode(encoding))
    wanted = json.loads(reader("parse", seed("000"), "--json").out)
    for words in ([], ["--encoding", encoding]):
        structure = json.loads(reader("parse", tmp_path / "1.txt", "--json", *words).out)
        assert structure["source"]["sha256"] == wanted["source"]["sha256"]
        assert structure["articles"] == wanted["articles"]


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_output_is_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    assert "困难群众" in reader("parse", seed("000"), env=locale).out
    assert "困难群众" in reader("show", seed("000"), env=locale).out


def test_nothing_in_a_text_or_its_name_reaches_the_terminal(tmp_path: Path) -> None:
    name = "坏\x1b]0;名\x07\u202e.txt"
    (tmp_path / name).write_text("# 标\x1b[31m题\x9b2J\u202e一\n\n本报\x07讯。\n", encoding="utf-8")
    for words in (["parse"], ["parse", "--json"], ["show"]):
        run = reader(*words, tmp_path / name)
        assert run.code == 0
        assert not set(run.out + run.error) & set("\x1b\x07\x9b\u202e")
    assert json.loads(reader("parse", "--json", tmp_path / name).out)["source"]["path"].endswith(name)


def test_a_name_that_is_no_utf8_is_told_and_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xc4\xe3.txt")
    path.write_text("本报讯\n", encoding="utf-8")
    run = reader("parse", path, "--json")
    assert run.code == 0
    assert os.fsencode(json.loads(run.out)["source"]["path"]) == os.fsencode(path)


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    for number in range(200):  # more than a pipe holds
        (tmp_path / f"{number}.txt").write_bytes(seed("000").read_bytes())
    with subprocess.Popen(
        [*COMMAND, "parse", str(tmp_path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.read(10)
        run.stdout.close()
        assert run.wait(60) == 141
        assert run.stderr.read() == b""


def test_ctrl_c_leaves_whole_files_only(tmp_path: Path) -> None:
    text = seed("002").read_bytes()
    (tmp_path / "in").mkdir()
    for number in range(1000):
        (tmp_path / "in" / f"{number:04}.txt").write_bytes(text)
    out = tmp_path / "out"
    with subprocess.Popen(
        [*COMMAND, "parse", str(tmp_path / "in"), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as run:
        end = time.monotonic() + 60
        while len(list(out.glob("*.json"))) < 5:
            assert time.monotonic() < end
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        assert run.wait(30) == 130
        assert run.communicate() == (b"", b"")
    written = list(out.iterdir())
    assert 5 <= len(written) < 1000
    for path in written:
        assert json.loads(path.read_text(encoding="utf-8"))["articles"]


def test_a_folder_that_cannot_be_written_is_named_with_code_4(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    run = reader("parse", seed("000"), "-o", tmp_path / "file" / "out")
    assert (run.code, run.out) == (4, "")
    assert f"{tmp_path / 'file' / 'out'}/" in run.error
    assert "a file stands where a folder should be" in run.error
    assert run.error.count("\n") == 1


def test_a_file_where_the_folder_should_be_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("a file")
    run = reader("parse", seed("000"), "-o", "mine.txt", cwd=tmp_path)
    assert run == (2, "", "reader: “mine.txt” is a file, not a folder.\n")
    assert (tmp_path / "mine.txt").read_text() == "a file"


def test_explain_tells_why_as_text_and_as_json() -> None:
    run = reader("parse", seed("002"), "--explain")
    assert run.code == 0
    assert "? article 1" in run.out
    assert run.out.rstrip().splitlines()[-1].startswith("1 of 1 article is doubtful")
    assert run.out == reader("parse", seed("002"), "--explain").out
    structure = json.loads(reader("parse", seed("002"), "--explain", "--json").out)
    assert structure["articles"][0]["reason"] == "text without a headline"
    assert {"role", "spans", "confidence", "reason"} == structure["articles"][0]["blocks"][0].keys()
