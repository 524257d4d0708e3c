"""What the first words mean, and what a command ends with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader import __version__
from tests.cli.running import ROOT, reader, seed

INSTALLED = Path(sys.executable).with_name("reader")


def test_version() -> None:
    assert reader("--version") == (0, f"reader {__version__}\n", "")


def test_help_names_every_command() -> None:
    run = reader("--help")
    assert run.code == 0
    assert all(f"reader {name}" in run.out for name in ("parse", "show", "convert", "export"))


@pytest.mark.parametrize("command", ["parse", "show", "convert", "export"])
def test_every_command_has_help_of_its_own(command: str) -> None:
    run = reader(command, "--help")
    assert run.code == 0
    assert run.out.startswith(f"usage: reader {command} ")


@pytest.mark.parametrize(("code", "words"), [("zh_Hans", "选项"), ("zh_Hant", "選項")])
def test_help_speaks_the_language_asked_for(code: str, words: str) -> None:
    assert words in reader("parse", "--help", "--lang", code).out
    assert words in reader("--lang", code, "parse", "--help").out
    assert words in reader("parse", "--help", env={"LANGUAGE": code}).out


def test_help_speaks_the_language_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "settings.toml").write_text('language = "zh_Hant"\n')
    assert "選項" in reader("parse", "--help", env={"XDG_CONFIG_HOME": str(tmp_path)}).out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--nope"], "--nope"),
        (["parse"], "reader parse"),
        (["parse", "--nope", "seeds"], "--nope"),
        (["parse", "seeds", "-o"], "-o"),
        (["parse", "seeds", "--json=yes"], "--json"),
        (["parse", "seeds", "--encoding", "klingon"], "klingon"),
        (["parse", "seeds", "--limit", "0"], "--limit"),
        (["show"], "reader show"),
        (["show", "a.txt", "b.txt"], "reader show"),
        (["show", "a.txt", "--width", "two"], "--width"),
        (["show", "a.txt", "--script", "pinyin"], "pinyin"),
        (["export", "--format", "pdf"], "pdf"),
        (["--lang", "fr", "parse", "seeds"], "--lang"),
        ([""], "is empty"),
        (["search", "", "seeds"], "what to look for"),
        (["seeds", ""], "is empty"),
        (["--", ""], "is empty"),
        (["parse", ""], "is empty"),
        (["parse", "seeds", ""], "is empty"),
        (["show", ""], "is empty"),
        (["export", ""], "is empty"),
        (["parse", "seeds", "-o", ""], "-o"),
        (["export", "seeds", "--tag="], "--tag"),
        (["--db", "", "seeds"], "--db"),
        (["parse", "seeds", "--lang"], "--lang"),
    ],
)
def test_words_that_do_not_fit_get_one_sentence_and_code_2(words: list[str], named: str) -> None:
    run = reader(*words)
    assert run.code == 2
    assert run.out == ""
    assert run.error.startswith("reader: ")
    assert named in run.error
    assert run.error.count("\n") == 1


@pytest.mark.parametrize("columns", ["70", "80", "97"])
@pytest.mark.parametrize("code", ["en", "zh_Hans", "zh_Hant"])
def test_help_keeps_a_path_on_one_line(columns: str, code: str) -> None:
    for words in (["--help"], ["export", "--help"]):
        assert ".reader/annotations.json" in reader(*words, "--lang", code, env={"COLUMNS": columns}).out
    assert "FOLDER/NAME.json" in reader("parse", "--help", "--lang", code, env={"COLUMNS": columns}).out


@pytest.mark.parametrize(
    ("program", "words", "module"),
    [
        (["-m", "reader"], ["parse", "seeds"], "reader.cli.loading"),
        (["-m", "reader"], ["seeds"], "textual.geometry"),
        ([str(INSTALLED)], ["parse", "seeds"], "reader.cli.loading"),
        ([str(INSTALLED)], ["seeds"], "textual.geometry"),
    ],
)
def test_ctrl_c_while_it_is_loaded_ends_it_quietly(program: list[str], words: list[str], module: str) -> None:
    command = [sys.executable, "-X", "importtime", *program, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        for line in run.stderr:
            if line.split()[-1] == module:
                break
        else:
            pytest.fail(f"{module} was not loaded")
        run.send_signal(signal.SIGINT)
        said = [line for line in run.stderr if not line.startswith("import time:")]
        assert (run.wait(30), said, run.stdout.read()) == (130, [], "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["parse", "seeds"], ["parse", "seeds", "--json"], ["show"], ["--version"]])
def test_a_full_disk_under_standard_output_gets_one_sentence_and_code_4(words: list[str], unbuffered: str) -> None:
    words = [*words, str(seed("000"))] if words == ["show"] else words
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            text=True,
            check=False,
        )
    assert (run.returncode, run.stderr) == (4, "reader: Standard output could not be written: the disk is full.\n")


def test_the_app_without_a_terminal_says_so_and_ends(tmp_path: Path) -> None:
    run = reader(seed("002"), env={"HOME": str(tmp_path)})
    assert (run.code, run.out) == (2, "")
    assert "needs a terminal" in run.error and "\x1b" not in run.error
    assert reader(tmp_path / "nothing").code == 3


def test_options_stand_anywhere_among_the_words() -> None:
    first = reader("parse", "--json", seed("000"), seed("001"))
    assert first.code == 0
    assert reader("parse", seed("000"), "--json", seed("001")) == first
    assert reader("--limit", "64", "parse", seed("000"), seed("001"), "--json") == first


def test_a_file_whose_name_looks_like_an_option_is_reached_after_two_dashes(tmp_path: Path) -> None:
    (tmp_path / "-x.txt").write_text("本报讯\n", encoding="utf-8")
    assert reader("parse", "-x.txt", cwd=tmp_path).code == 2
    assert reader("parse", "--", "-x.txt", cwd=tmp_path).code == 0
    assert reader("parse", "./-x.txt", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["parse", "{odd}"], ["show", "{odd}"], ["search", "x", "{odd}"], ["list", "{odd}"],
        ["list", "--db", "{odd}", "{page}"], ["import", "{odd}", "{page}"], ["merge", "{odd}", "{page}", "-o", "out"],
        ["export", "{page}", "-o", "{odd}"], ["parse", "{page}", "-o", "{odd}"],
        ["tags", "{page}", "--export", "{odd}"],
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "shut",
    [
        pytest.param(True, marks=pytest.mark.skipif(os.geteuid() == 0, reason="root may look everywhere")),
        False,
    ],
)
def test_a_path_that_cannot_be_looked_at_gets_one_sentence(words: list[str], shut: bool, tmp_path: Path) -> None:
    page = tmp_path / "library" / "page.txt"
    page.parent.mkdir()
    page.write_text("中国人民站起来了。", encoding="utf-8")
    folder = tmp_path / "shut"
    folder.mkdir(0 if shut else 0o700)
    odd = folder / ("a" if shut else "a" * 300)
    run = reader(*(word.format(odd=odd, page=page) for word in words), cwd=tmp_path)
    assert run.code in (3, 4)
    assert run.error.count("\n") == 1 and str(folder) in run.error and "Traceback" not in run.error
