"""`reader search` finds what a reader sees, prints it as grep does, and ends as grep does."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import library_file, open_store
from reader.newspaper.recognise import recognise
from reader.text.fold import fold_query
from reader.text.source import Source
from tests.cli.running import COMMAND, ROOT, SEEDS, reader, seed


def test_a_hit_is_a_line_with_file_and_number_and_its_sentence(tmp_path: Path) -> None:
    text = "会议\n\n本报讯 昨天下雨。今天市 新 城\n区召开会议，研究工作。明天休息。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    ran = reader("search", "新城區", ".", cwd=tmp_path)
    assert ran == (0, "a.txt:3: 今天市新城区召开会议，研究工作。\n", "")
    assert reader("search", "没有", tmp_path) == (1, "", "")


def test_the_ways_of_searching(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("保障民生。\n关系人民生活。\n到呼活浩特。\n", "utf-8")

    def lines(*words: str) -> list[str]:
        return [line.split(": ", 1)[1] for line in reader("search", *words, ".", cwd=tmp_path).out.splitlines()]

    assert lines("民生") == ["保障民生。", "关系人民生活。"]
    assert lines("--word", "民生") == ["保障民生。"]
    assert lines("--fuzzy", "呼和浩特") == ["到呼活浩特。"]
    assert lines("--regex", "(保障|關係).{2,4}") == ["保障民生。", "关系人民生活。"]


def test_json_says_where_in_code_points() -> None:
    ran = reader("search", "--json", "綠電", SEEDS)
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0 and len(found) >= 2
    for one in found:
        text = Source.normalised((ROOT / one["path"]).read_text("utf-8"))
        assert one["sha256"] == text.sha256
        words = "".join(text.text[start:end] for start, end in one["spans"])
        assert fold_query(words) == "绿电"
        assert text.text.count("\n", 0, one["spans"][0][0]) + 1 == one["line"]
        start, end = one["hit"]
        assert fold_query(one["sentence"][start:end]) == "绿电"
        assert one["date"] == "2022-12-06" and one["title"] and len(one["article"]) == 12


def test_issues_by_date_and_articles_by_tag(tmp_path: Path) -> None:
    for name in ("000", "003"):
        (tmp_path / f"{name}.txt").write_bytes(seed(name).read_bytes())
    every = reader("search", "工作", tmp_path).out.splitlines()
    first = reader("search", "工作", tmp_path, "--to", "2021").out.splitlines()
    second = reader("search", "工作", tmp_path, "--from", "2022-11", "--to", "2022-11-29").out.splitlines()
    assert first and second and first + second == every
    assert reader("search", "工作", tmp_path, "--from", "2023").code == 1

    path = tmp_path / "000.txt"
    page = recognise(Source.normalised(path.read_text("utf-8")))
    article = page.articles[1]
    target = make_target(page.source, "000.txt", article.spans, article=True)
    library_file(tmp_path).parent.mkdir()
    store = open_store(library_file(tmp_path), "me", tmp_path / "fallback.json")
    store.commit([Change(None, new_annotation(Kind.TAG, target, "me", tag="民生"))], "tag")
    tagged = reader("search", "--json", "工作", tmp_path, "--tag", "民生").out.splitlines()
    assert tagged and {json.loads(line)["article"] for line in tagged} == {article.id}
    ran = reader("search", "工作", tmp_path, "--tag", "没有")
    assert ran.code == 1 and "没有" in ran.error


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("会议", ".", "--from", "2022", "--to", "2021"), 2, "--from is after --to"),
        ((), 2, "needs a query"),
        (("  ", "."), 2, "nothing that can be found"),
        (("(", ".", "--regex"), 2, "bracket"),
        (("a", ".", "--regex", "--word"), 2, "one can be given"),
        (("a", ".", "--from", "2021-13"), 2, "2021-13"),
        (("a", "nowhere"), 3, "nowhere"),
        (("(a+)+b", ".", "--wrong"), 2, "--wrong"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    (tmp_path / "a.txt").write_text("会议", "utf-8")
    ran = reader("search", *words, cwd=tmp_path)
    assert (ran.code, ran.out) == (code, "") and said in ran.error and ran.error.count("\n") == 1


def test_a_file_that_is_no_text_is_told_and_the_others_are_searched(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0\1\2\3" * 100)
    ran = reader("search", "会议", ".", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "a.txt:1: 会议\n") and "b.txt" in ran.error


def test_on_a_terminal_the_hit_is_coloured_and_nothing_in_the_text_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("召开\x1b[2J会议。", "utf-8")
    for term, coloured in (("xterm", True), ("dumb", False)):
        ours, theirs = pty.openpty()
        subprocess.run(
            [*COMMAND, "search", "会议", "."],
            cwd=tmp_path,
            stdout=theirs,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": term},
            check=True,
            timeout=60,
        )
        os.close(theirs)
        out = os.read(ours, 9999).decode()
        os.close(ours)
        assert "\x1b[2J" not in out
        assert ("\x1b[1;31m会议\x1b[0m" in out) == coloured
        assert re.sub("\x1b\\[[0-9;]*m", "", out).startswith("a.txt:1: 召开")
