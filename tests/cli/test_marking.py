"""`reader tag`, `untag`, `note`, `list` and `remove`: what the keys do, from a shell."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.annotations.store import fallback_file, library_file, open_store
from tests.cli.running import COMMAND, ROOT, SEEDS, reader

PASSAGE = "孤儿和事实无人抚养儿童等困难群众"
"""Words that the file has over a column break."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The samples in a folder below a library."""
    root = tmp_path / "library"
    (root / ".reader").mkdir(parents=True)
    shutil.copytree(SEEDS, root / "pages")
    return root


def file(library: Path, number: str) -> Path:
    return next((library / "pages").glob(f"{number}_*.txt"))


def test_a_shell_tags_notes_lists_and_removes_through_the_librarys_own_store(library: Path) -> None:
    one, other = file(library, "000"), file(library, "001")
    made = reader(
        "tag",
        one,
        other,
        one.parent / ".." / "pages" / one.name,
        "--article",
        "2",
        "民生",
        " 党 建 ",
        "--annotator",
        "乙",
    )
    assert (made.code, made.error, len(made.out.split())) == (0, "", 4)
    again = reader("tag", one, "--article", "2", "民生")
    assert (again.code, again.out) == (0, "") and "already" in again.error
    note = reader("note", one, "--quote", PASSAGE.replace("儿", "兒"), "=查\n核")
    assert note.code == 0

    listed = [json.loads(line) for line in reader("list", library, "--json").out.splitlines()]
    assert sorted(row["id"] for row in listed) == sorted((made.out + note.out).split())
    assert {row["path"].split("/")[0] for row in listed} == {"pages"}
    passage = next(row for row in listed if row["kind"] == "note")
    assert "".join(passage["exact"].split()) == PASSAGE and passage["note"] == "=查\n核"
    assert {row["annotator"] for row in listed if row["kind"] == "tag"} == {"乙"}

    (line,) = reader("list", "--tag", "党 建", "pages/" + one.name, cwd=library).out.splitlines()
    cells = line.split("\t")
    title = next(row["article"]["title"] for row in listed if row["kind"] == "tag")
    assert cells[1:5] == ["tag", f"pages/{one.name}", "2", "党 建"]
    assert len(cells[5]) > 10 and title.startswith(cells[5].rstrip("…"))
    run = subprocess.run(
        [*COMMAND, "remove", "-"], input=line.encode(), capture_output=True, check=True,
        cwd=library / "pages", env={"PYTHONPATH": str(ROOT), "HOME": str(library), "PATH": ""},
    )  # fmt: skip
    assert run.stdout.decode().split() == [cells[0]]
    assert reader("untag", one, "--article", "2", "民生").out.split() == [made.out.split()[0]]

    store = open_store(library_file(library), "乙", fallback_file(library))
    assert sorted(found.tag or "" for found in store.all()) == ["", "党 建", "民生"]
    assert store.kept_texts.holds(store.all()[0].target.sha256)
    step = store.undo()
    assert step is not None and step.label == "tag 民生 党 建"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tag", "000", "民生"), 2, "6 articles"),
        (("tag", "000", "--article", "7", "民生"), 2, "no article 7"),
        (("tag", "000", "--article", "1"), 2, "FILE TAG"),
        (("tag", "none.txt", "--article", "1", "民生"), 3, "none.txt"),
        (("tag", "LIBRARY", "民生"), 2, "is a folder"),
        (("note", "000", "--quote", "困难群众", "x"), 2, "7 times"),
        (("note", "000", "--quote", "没有的字", "x"), 2, "does not stand"),
        (("note", "000", "--span", "9-4", "x"), 2, "--span"),
        (("note", "000", "--span", "0-999999", "x"), 2, "5455"),
        (("note", "000", "--article", "1", " "), 2, "empty"),
        (("remove",), 2, "ids"),
        (("remove", "no-such-id", "LIBRARY"), 3, "no-such-id"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_saved(
    library: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    given = [{"000": str(file(library, "000")), "LIBRARY": str(library)}.get(word, word) for word in words]
    run = reader(*given)
    assert (run.code, run.out, run.error.count("\n")) == (code, "", 1) and said in run.error
    assert not library_file(library).exists()


def test_one_bad_file_of_several_leaves_all_as_they_were(library: Path) -> None:
    one, other = file(library, "000"), file(library, "001")
    count = len(reader("parse", other, "--json").out and json.loads(reader("parse", other, "--json").out)["articles"])
    run = reader("tag", one, other, "--article", str(count + 1), "民生")
    assert run.code == 2 and reader("list", library).out == ""


def test_an_annotation_that_lost_its_place_is_listed_and_can_be_removed(library: Path) -> None:
    one = file(library, "000")
    key = reader("note", one, "--quote", PASSAGE, "注").out.strip()
    shutil.rmtree(library / ".reader" / "annotations.json.texts", ignore_errors=True)
    one.write_text("# 另一篇\n\n本报讯。\n", encoding="utf-8")
    run = reader("list", library)
    assert run.out.split("\t")[0] == key and key in run.error
    assert reader("remove", key, library).out == key + "\n" and reader("list", library).out == ""


def test_a_page_that_is_known_is_tagged_without_the_screen_and_without_jieba(library: Path) -> None:
    one = file(library, "000")
    reader("tag", one, "--article", "1", "民生")
    code = (
        "import sys\nfrom reader.cli import main\n"
        f"main(['tag', {str(one)!r}, '--article', '1', '再'])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(run.stdout.splitlines()[-1].split())
    assert not loaded & {"textual", "jieba", "rich", "opencc", "rapidfuzz"}
