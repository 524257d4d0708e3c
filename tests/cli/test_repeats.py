from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.running import SEEDS, reader, seed


def test_the_repeats_of_the_seeds() -> None:
    run = reader("repeats", "seeds")
    assert (run.code, run.error) == (0, "")
    heads = [line for line in run.out.splitlines() if line and not line.startswith(" ")]
    assert [head.split("  ")[0] for head in heads] == ["294 characters", "286 characters"]
    assert "  seeds/001_57aa74c62ebf1dbf.txt:53  [2901, 3187)" in run.out.splitlines()
    assert "  seeds/004_5c64cc92b6e8f7cc.txt:159  [7803, 8103)" in run.out.splitlines()


def test_as_json_a_passage_is_a_line(tmp_path: Path) -> None:
    shutil.copy(seed("001"), tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(seed("001").read_text("utf-8").replace("\n\n", "\n"), "utf-8")
    run = reader("repeats", tmp_path, "--json")
    found = [json.loads(line) for line in run.out.splitlines()]
    assert [one["characters"] for one in found] == sorted((one["characters"] for one in found), reverse=True)
    assert [Path(place["file"]).name for place in found[0]["places"]] == ["a.txt", "b.txt"]
    texts = {name: (tmp_path / name).read_text("utf-8") for name in ("a.txt", "b.txt")}
    for one in found:
        places = [(texts[Path(place["file"]).name], place) for place in one["places"]]
        assert len({"".join(text[place["start"] : place["end"]].split()) for text, place in places}) == 1
        assert all(place["line"] == text.count("\n", 0, place["start"]) + 1 for text, place in places)
        text, place = places[0]
        head = "".join(text[place["start"] : place["end"]].split())
        assert head.startswith("".join(one["words"].rstrip("…").split()))


def test_a_file_that_is_no_text_is_named_and_the_others_are_compared(tmp_path: Path) -> None:
    shutil.copy(seed("004"), tmp_path)
    (tmp_path / "x.txt").write_bytes(b"\x00\x01\x02" * 999)
    run = reader("repeats", tmp_path)
    assert run.code == 3 and run.error.count("x.txt") == 1
    assert run.out.startswith("294 characters")


def test_no_repeat_and_no_library_are_said(tmp_path: Path) -> None:
    run = reader("repeats", seed("002"))
    assert (run.code, run.out) == (0, "") and run.error == "reader: No passage stands twice.\n"
    run = reader("repeats", env={"XDG_STATE_HOME": str(tmp_path)})
    assert run.code == 2 and "reader repeats" in run.error
    assert reader("repeats", tmp_path / "nothing").code == 3


def test_parse_tells_the_repeats_of_a_page() -> None:
    structure = json.loads(reader("parse", SEEDS / "001_57aa74c62ebf1dbf.txt", "--json").out)
    assert structure["repeats"] == [{"characters": 286, "spans": [[2901, 3187], [5296, 5582]]}]
