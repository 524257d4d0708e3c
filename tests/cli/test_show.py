"""`reader show`: articles as text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from reader.text.wrap import cells
from tests.cli.running import COMMAND, reader, seed
from tests.terminal import Terminal


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("number", ["000", "003"])
def test_no_line_is_wider_than_asked(number: str, width: int) -> None:
    run = reader("show", seed(number), "--width", str(width))
    assert run.code == 0
    assert max(map(cells, run.out.splitlines())) <= width


def test_elements_stand_flush_left_an_empty_line_apart() -> None:
    lines = reader("show", seed("000"), "--article", "1").out.splitlines()
    assert lines[:3] == ["我区多举措保障元旦春节期间困难群众基本生活", "", lines[2]]
    assert lines[2].startswith("\u3000\u3000本报12月27日讯")
    assert ("", "") not in itertools.pairwise(lines)


def test_all_of_the_text_is_shown() -> None:
    head, articles = reader("show", seed("003")).out.split("\n\n", 1)
    assert "2022-11-29 (inferred: 本报11月28日讯 + 2022)" in head
    shown = "".join(articles.split())
    assert sorted(shown) == sorted("".join(seed("003").read_text(encoding="utf-8").split()).replace("#", ""))


def test_an_article_is_found_by_number_and_by_id() -> None:
    articles = json.loads(reader("parse", seed("000"), "--json").out)["articles"]
    by_number = reader("show", seed("000"), "--article", "2")
    assert by_number.code == 0
    assert reader("show", seed("000"), "--article", articles[1]["id"]) == by_number
    missing = reader("show", seed("000"), "--article", "99")
    assert missing.code == 2
    assert "99" in missing.error


@pytest.mark.parametrize(
    ("script", "wanted"), [("source", "关于"), ("hans", "关于"), ("hant", "關於"), ("tw", "關於"), ("hk", "關於")]
)
def test_a_script_is_converted_to(script: str, wanted: str) -> None:
    assert wanted in reader("show", seed("000"), "--script", script).out


def test_on_a_terminal_the_title_stands_bold_in_the_middle_and_fits() -> None:
    with Terminal([*COMMAND, "show", str(seed("000")), "--article", "1"], columns=60, rows=100) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b[1m" in terminal.raw
        title = next(line for line in terminal.text.splitlines() if "我区多举措" in line)
    assert title.startswith("  ")
    assert title.strip() == "我区多举措保障元旦春节期间困难群众基本生活"


def test_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    run = reader("show", tmp_path)
    assert run.code == 3
    assert run.error.count("\n") == 1
