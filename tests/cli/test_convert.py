"""`reader convert` turns a text line by line, keeps its line ends, and says in a sentence what it cannot read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, ROOT, reader, seed
from tests.terminal import Terminal


def piped(data: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, "convert", *words], input=data, capture_output=True, cwd=ROOT, timeout=120)


@pytest.mark.parametrize(
    ("script", "expected"),
    [("hans", "一个干部里面"), ("hant", "一個幹部裏面"), ("tw", "一個幹部裡面"), ("hk", "一個幹部裏面")],
)
def test_standard_input_is_converted_with_its_line_ends(script: str, expected: str) -> None:
    ran = piped("一个干部里面\r\n\r\n一个干部里面".encode(), "--to", script, "-")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode() == f"{expected}\r\n\r\n{expected}"


def test_words_are_known() -> None:
    ran = piped("资金发放到位，干部于泓说\n".encode(), "--to", "tw")
    assert ran.stdout.decode() == "資金發放到位，幹部于泓說\n"


def test_a_line_is_written_before_the_next_is_there() -> None:
    with subprocess.Popen(
        [*COMMAND, "convert", "--to", "tw"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin and process.stdout
        for line, expected in (("头发\n", "頭髮\n"), ("出发\n", "出發\n")):
            process.stdin.write(line.encode())
            process.stdin.flush()
            assert process.stdout.readline().decode() == expected
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_file_in_any_encoding(tmp_path: Path) -> None:
    text = "关于资金发放到位的通知，请各部门认真贯彻落实。\n" * 3
    for encoding in ("utf-8", "gb18030", "utf-16"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(text.encode(encoding))
        assert reader("convert", "--to", "tw", file).out == "關於資金發放到位的通知，請各部門認真貫徹落實。\n" * 3
    (tmp_path / "empty.txt").write_bytes(b"")
    assert reader("convert", "--to", "tw", tmp_path / "empty.txt") == (0, "", "")


def test_what_it_was_comes_back_from_a_traditional_sample() -> None:
    text = seed("002").read_text("utf-8")
    out = reader("convert", "--to", "tw", seed("002")).out
    assert len(out) == len(text)
    assert "關於" in out
    assert "關于" not in out


def test_bytes_that_are_no_text_are_one_sentence() -> None:
    ran = piped("好\n".encode() + b"\xff\xfe\xff\n", "--to", "tw")
    assert ran.returncode == 3
    assert ran.stdout.decode() == "好\n"
    assert ran.stderr.decode() == (
        "reader: Line 2 of standard input holds bytes that are no UTF-8; name another with --encoding.\n"
    )
    assert piped("好".encode("gb18030"), "--to", "tw", "--encoding", "gb18030").stdout.decode() == "好"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["convert"], 2, "--to"),
        (["convert", "--to", "source", "x"], 2, "--to takes one of hans, hant, tw, hk"),
        (["convert", "--to", "tw", "a", "b"], 2, "one file"),
        (["convert", "--to", "tw", "missing.txt"], 3, "missing.txt"),
    ],
)
def test_words_that_do_not_fit(words: list[str], code: int, said: str) -> None:
    ran = reader(*words)
    assert ran.code == code
    assert said in ran.error
    assert ran.out == ""


def test_a_terminal_gets_nothing_that_it_would_obey(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("好\x1b]0;title\x07\t好\n", encoding="utf-8")
    with Terminal([*COMMAND, "convert", "--to", "tw", str(file)], cwd=ROOT) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw and "]0;title" in terminal.text
    assert piped(file.read_bytes(), "--to", "tw").stdout == file.read_bytes()


@pytest.mark.parametrize(
    ("shell", "code", "said"),
    [
        ('"$@" convert --to tw <&-', 0, ""),
        ('"$@" convert --to tw <&- >&-', 0, ""),
        ('echo 里面 | "$@" convert --to tw >&-', 4, "reader: Standard output could not be written:"),
        ('"$@" --version >&-', 4, "reader: Standard output could not be written:"),
        ('"$@" convert --to tw nowhere.txt >&- 2>&-', 3, ""),
    ],
)
def test_streams_that_are_closed_from_the_start(shell: str, code: int, said: str) -> None:
    ran = subprocess.run(["/bin/sh", "-c", shell, "sh", *COMMAND], capture_output=True, cwd=ROOT, timeout=120)
    assert (ran.returncode, ran.stdout) == (code, b"")
    assert ran.stderr.decode().startswith(said)
    assert ran.stderr.count(b"\n") == bool(said)
