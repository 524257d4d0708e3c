"""The installed command in a terminal, as a person uses it: from open to export, and whatever ends it early."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import SEEDS
from tests.library.pages import make_library
from tests.terminal import Terminal

COMMAND = str(Path(sys.executable).with_name("reader"))

RESTORED = [b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"]
"""The screen before, the cursor, no mouse reports, no marked pastes."""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples in a folder of their own, and a home of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    shutil.copytree(SEEDS, tmp_path / "library")
    return tmp_path / "library"


def test_from_open_to_export(library: Path, tmp_path: Path) -> None:
    with Terminal([COMMAND, str(library)]) as terminal:
        terminal.wait_for("本报12月27日讯(记者 杨婷)")
        terminal.press("J")
        terminal.wait_for("本报12月27日讯(记者 刘晓冬)")
        terminal.press("t")
        terminal.wait_for("Tag this article")
        terminal.press("脱贫", "enter")
        terminal.wait_for("Who signs your annotations?")
        terminal.press("-乙", "enter")
        terminal.wait_for("saved: tag 脱贫")
        terminal.press("t")
        terminal.wait_for("Tag this article")
        terminal.press("再", "enter")
        terminal.wait_for("saved: tag 再")  # it is asked once
        terminal.press("u")
        terminal.wait_for("undone: tag 再")
        terminal.press("/")
        terminal.press("人力資源", "enter")
        terminal.wait_for("found 1/")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert all(restored in terminal.raw for restored in RESTORED)
    out = tmp_path / "out.jsonl"
    run = subprocess.run(
        [COMMAND, "export", "--format", "jsonl", "-o", out], capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == (f"1 annotation written to {out}\n", "")
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert row["tags"] == ["脱贫"] and row["annotator"].endswith("-乙")
    assert row["article"]["title"].startswith("2021年度统筹开展")
    text = (library / row["path"]).read_text(encoding="utf-8")
    assert "".join(text[start:end] for start, end in row["spans"]) == row["exact"]


def test_the_place_is_found_again(library: Path) -> None:
    with Terminal([COMMAND, str(library)]) as terminal:
        terminal.wait_for("本报12月27日讯(记者 杨婷)")
        terminal.press("J")
        terminal.wait_for("本报12月27日讯(记者 刘晓冬)")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with Terminal([COMMAND]) as terminal:
        terminal.wait_for("本报12月27日讯(记者 刘晓冬)")
        terminal.press("ctrl+c")
        assert terminal.wait_for_end() == 0


def test_a_library_of_many_files_is_read_while_the_first_page_is_shown(library: Path) -> None:
    late = make_library(library / "more", 230, (1, 1))[-1]
    late.write_text("1998年5月6日 星期三\n\n本报讯 最后一个文件，却是最早的一天。\n", encoding="utf-8")
    with Terminal([COMMAND, str(library)]) as terminal:
        terminal.wait_for("本报12月27日讯(记者 杨婷)")
        terminal.wait_for("1998-05-06")  # what has been read stands by its date
        terminal.wait_until(lambda screen: "reading " not in screen, "the end of the reading")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_polite_kill_leaves_the_terminal_as_it_was(library: Path, sent: signal.Signals, code: int) -> None:
    with Terminal([COMMAND, str(library)]) as terminal:
        terminal.wait_for("本报12月27日讯(记者 杨婷)")
        terminal.process.kill(sent)
        assert terminal.wait_for_end() == code
        assert all(restored in terminal.raw for restored in RESTORED)


def test_a_hard_kill_loses_nothing_that_was_said_to_be_saved(library: Path) -> None:
    with Terminal([COMMAND, str(library)]) as terminal:
        terminal.wait_for("本报12月27日讯(记者 杨婷)")
        terminal.press("t")
        terminal.wait_for("Tag this article")
        terminal.press("民生", "enter")
        terminal.wait_for("Who signs your annotations?")
        terminal.press("enter")
        terminal.wait_for("saved: tag 民生")
        terminal.process.kill(signal.SIGKILL)
        assert terminal.wait_for_end() == -signal.SIGKILL
    run = subprocess.run([COMMAND, "export", str(library)], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["tags"] == ["民生"]


@pytest.mark.parametrize(("columns", "rows"), [(60, 16), (200, 60)])
def test_it_is_readable_in_a_small_and_in_a_large_terminal(library: Path, columns: int, rows: int) -> None:
    with Terminal([COMMAND, str(library)], columns=columns, rows=rows) as terminal:
        terminal.wait_for("我区多举措保障")
        terminal.resize(100, 30)
        terminal.wait_for("我区多举措保障元旦春节期间困难群众基本生活")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_what_stands_in_a_text_is_not_obeyed(library: Path) -> None:
    hostile = "# \x1b]0;owned\x07标题[bold red]一\n\n本报讯\x1b[2J\x1b[31m，\x9b41m[link=x]正文[/]。\n"
    (library / "0.txt").write_text(hostile, encoding="utf-8")
    with Terminal([COMMAND, str(library / "0.txt")]) as terminal:
        screen = terminal.wait_for("本报讯")
        assert "[bold red]" in screen
        assert "[link=x]" in screen
        assert b"owned\x07" not in terminal.raw
        assert b"\x1b]0;owned" not in terminal.raw
        assert "\x9b".encode() not in terminal.raw
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_path_that_is_not_there_is_told_without_touching_the_screen(tmp_path: Path) -> None:
    with Terminal([COMMAND, str(tmp_path / "none")]) as terminal:
        assert terminal.wait_for_end() == 3
        assert "does not exist" in terminal.text
        assert b"\x1b[?1049h" not in terminal.raw
