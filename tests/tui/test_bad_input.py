"""What a reader must survive: files that are none, text that is code, a damaged store, a full disk."""

from __future__ import annotations

import os
import re
import resource
from pathlib import Path

import pytest

from reader.settings import Settings
from reader.tui.app import ReaderApp, open_session
from reader.tui.closed_folders import ClosedFolders
from tests.tui.driving import library, reading
from tests.tui.test_annotating import saved


async def test_a_bad_file_says_why_and_the_others_open(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    (root / "a.txt").write_bytes(bytes(range(256)) * 20)
    (root / "b.txt").write_bytes(b"")
    async with reading(root) as reader:
        await reader.see("我区多举措保障", "✕ a.txt", "✕ b.txt")
        await reader.keys("tab", "end", "enter")
        await reader.until(lambda: any("b.txt" in note.message for note in reader.app._notifications))
        await reader.keys("up", "enter")
        await reader.until(lambda: any("a.txt" in note.message for note in reader.app._notifications))
        assert any(note.message.endswith("name its encoding with E.") for note in reader.app._notifications)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
async def test_a_folder_that_may_not_be_listed_is_told_once(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    (root / "shut").mkdir(0)
    async with reading(root) as reader:
        await reader.until(lambda: any("“shut” cannot be listed" in note.message for note in reader.app._notifications))
        told = len(list(reader.app._notifications))
        (root / "new.txt").write_text("中国人民站起来了。", "utf-8")
        await reader.see("new")  # the folder was looked at again
        assert len(list(reader.app._notifications)) <= told


def test_folders_that_may_not_be_listed_are_told_once_and_again_after_they_were_open() -> None:
    closed = ClosedFolders()
    assert len(closed.told(["甲", "乙"])) == 2
    assert closed.told(["甲", "乙"]) == []
    (sentence,) = closed.told(["甲", "丙"])
    assert "“丙”" in sentence
    assert closed.told([]) == [] and len(closed.told(["甲"])) == 1


async def test_an_empty_folder_says_what_is_read(tmp_path: Path) -> None:
    root = library(tmp_path, [])
    async with reading(root, ready=False) as reader:
        await reader.see(".txt or .md")
        await reader.keys("s")
        await reader.until(lambda: "简" in reader.screen().splitlines()[-2])
        assert "loading" not in reader.screen(), "there is nothing to convert"


async def test_a_folder_of_bad_files_says_why(tmp_path: Path) -> None:
    root = library(tmp_path, [])
    (root / "only.txt").write_bytes(b"\x00\x01\x02" * 500)
    async with reading(root, ready=False) as reader:
        await reader.see("only.txt")


async def test_what_looks_like_code_in_a_text_is_text(tmp_path: Path) -> None:
    root = library(tmp_path, [])
    lines = [
        "[bold red]标题[/bold red]",
        "",
        "本报讯(记者 [link=http://x]张三[/link])正文里有\x1b[31m红色\x1b[0m和\x1b]0;title\x07还有\x00结束。",
        "",
        "反向\u202e文字，零宽\u200b字符，[@click=app.quit]退出[/]。",
    ]
    (root / "[markup] $x.txt").write_text("\n".join(lines), encoding="utf-8")
    async with reading(root) as reader:
        await reader.see("[bold red]", "[/link]", "[@click=app.quit]", "[markup] $x")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", reader.screen())
        await reader.keys("t")
        await reader.type("[b]x[/b]")
        await reader.keys("enter")
        await reader.see("#[b]x[/b]")
        await reader.keys("a")
        await reader.see("[b]x[/b]")


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16", "utf-8-sig"])
async def test_old_encodings_are_read_as_they_are(tmp_path: Path, encoding: str) -> None:
    root = library(tmp_path, ["002"])
    (file,) = root.glob("*.txt")
    text = file.read_text(encoding="utf-8")
    file.write_bytes(text.encode(encoding, "replace"))
    async with reading(root) as reader:
        await reader.see("經過集中攻堅和持續整改")


async def test_a_file_in_the_wrong_encoding_is_read_in_the_one_chosen(tmp_path: Path) -> None:
    root = library(tmp_path, [])
    (root / "short.txt").write_bytes("台北訊".encode("big5"))
    async with reading(root) as reader:
        await reader.keys("E")
        await reader.see("Big5")
        await reader.keys("down", "down", "down", "enter")
        await reader.see("台北訊")
    async with reading(root) as reader:
        await reader.see("台北訊")


async def test_a_damaged_annotations_file_is_kept_aside_and_named(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    file = root / ".reader" / "annotations.json"
    file.parent.mkdir()
    file.write_text('{"annotations": {"1": {"id"', encoding="utf-8")
    async with reading(root) as reader:
        await reader.until(lambda: any("damaged" in note.message for note in reader.app._notifications))
        (aside,) = file.parent.glob("*.damaged-*")
        assert aside.read_text(encoding="utf-8") == '{"annotations": {"1": {"id"'
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生")
    assert len(saved(root)) == 1 and aside.exists()


async def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生")
        lines = root / ".reader" / "annotations.json.journal"
        before = lines.read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), hard))
        try:
            await reader.keys("J")
            await reader.another_article()
            await reader.keys("full_stop")
            await reader.see("NOT SAVED")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert lines.read_bytes() == before
        assert "#民生" not in reader.screen().splitlines()[-2]
        await reader.keys("full_stop")
        await reader.see("saved: tag 民生")
    assert len(saved(root)) == 2


async def test_a_line_of_twenty_megabytes_opens(tmp_path: Path) -> None:
    root = library(tmp_path, [])
    sentence = "本报讯 今天召开的会议指出，要进一步做好各项工作。"
    (root / "long.txt").write_text(sentence * (20_000_000 // len(sentence.encode())), encoding="utf-8")
    async with reading(root) as reader:
        await reader.see("今天召开的会议指出")
        await reader.keys("end")
        await reader.see("100%")


async def test_a_note_that_could_not_be_saved_is_there_again(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    (root / ".reader").mkdir()
    (root / ".reader" / "annotations.json").write_text("{}", encoding="utf-8")
    async with reading(root) as reader:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        await reader.keys("m")
        await reader.see("Ctrl+S")
        await reader.type("hours of work")
        resource.setrlimit(resource.RLIMIT_FSIZE, (2, hard))
        try:
            await reader.keys("ctrl+s")
            await reader.see("NOT SAVED")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        await reader.keys("q")
        await reader.until(lambda: any("not saved" in note.message for note in reader.app._notifications))
        await reader.keys("m")
        await reader.see("hours of work")
        await reader.keys("ctrl+s")
        await reader.see("saved: note")
    assert [record["note"] for record in saved(root)] == ["hours of work"]


async def test_an_encoding_that_does_not_fit_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("E")
        await reader.see("Big5")
        await reader.keys("down", "down", "down", "enter")
        await reader.until(lambda: any("big5" in note.message.lower() for note in reader.app._notifications))
        await reader.see("我区多举措保障元旦春节期间困难群众基本生活")
        assert {entry.status for entry in reader.session.catalogue.entries} == {"ready"}


async def test_an_encoding_can_be_chosen_for_the_only_file_when_it_could_not_be_read(tmp_path: Path) -> None:
    root = library(tmp_path, [])
    (root / "only.txt").write_bytes(bytes(range(256)) * 20)
    async with reading(root, ready=False) as reader:
        await reader.see("✕ only.txt")
        await reader.keys("E")
        await reader.see("GB18030", "Big5")


async def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    settings = Settings(theme="none of ours", annotator="甲")
    app = ReaderApp(None, settings, lambda path: open_session([path], settings, None, None, None))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert any("none of ours" in note.message for note in app._notifications)
    async with ReaderApp(None, Settings(theme="paper"), app._open).run_test() as pilot:
        await pilot.pause()
        assert pilot.app.theme == "paper" and not list(pilot.app._notifications)
