"""What the first words mean, and what a command ends with."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import __version__
from tests.cli.running import reader, seed


def test_version() -> None:
    assert reader("--version") == (0, f"reader {__version__}\n", "")


def test_help_names_every_command() -> None:
    run = reader("--help")
    assert run.code == 0
    assert all(f"reader {name}" in run.out for name in ("parse", "show", "export"))


@pytest.mark.parametrize("command", ["parse", "show", "export"])
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
