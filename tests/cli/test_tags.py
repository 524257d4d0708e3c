"""`reader tags`: the set of a library listed, written to a file, taken over from one."""

from __future__ import annotations

import json
from pathlib import Path

from tests.annotations.examples import TEXT, added, highlight, open_in
from tests.cli.running import reader

SET = """[[tag]]
name = "民生"
colour = "green"
key = 1
description = "people's lives"

[[tag]]
name = "医疗"
parent = "民生"
"""


def test_a_set_is_taken_over_listed_and_written_again(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    store.commit(added(highlight("医疗"), highlight("别的")), "two", [TEXT])
    store.close()
    root, file = tmp_path / "library", tmp_path / "tags.toml"
    file.write_text(SET, encoding="utf-8")
    assert reader("tags", root, "--import", file).out == f"2 tags taken over from {file}\n"
    assert reader("tags", root).out.splitlines() == [
        "1 #民生  0  green  people's lives",
        "    #医疗  1",
        "- #别的  1  not in the set",
    ]
    assert [json.loads(line)["uses"] for line in reader("tags", root, "--json").out.splitlines()] == [0, 1, 1]
    out = tmp_path / "out.toml"
    assert reader("tags", root, "--export", out).code == 0
    assert out.read_text(encoding="utf-8") == SET
    assert "import tags" in reader("history", root).out


def test_a_bad_file_changes_nothing_and_is_named(tmp_path: Path) -> None:
    root, file = tmp_path / "library", tmp_path / "tags.toml"
    root.mkdir()
    file.write_text("[[tag]]\nkey = 1\n", encoding="utf-8")
    run = reader("tags", root, "--import", file)
    assert (run.code, run.out) == (3, "") and str(file) in run.error and "tag 1 has no name" in run.error
    assert reader("tags", root, "--import", tmp_path / "none").code == 3
    assert not (root / ".reader").exists()
