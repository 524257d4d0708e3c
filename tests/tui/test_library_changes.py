"""What happens under the reader's hands: files edited, removed, unreadable; keys pressed at the wrong moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui import held_keys
from tests.tui.driving import library, reading
from tests.tui.test_annotating import saved, select


@pytest.mark.parametrize("pause", [0.0, 2.0], ids=["read", "being read"])
async def test_an_edit_keeps_the_article_and_its_annotations_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: float
) -> None:
    monkeypatch.setattr(held_keys, "PAUSE", pause)  # what waits for a pause meets the file as it was written meanwhile
    root = library(tmp_path, ["003"])
    async with reading(root) as reader:
        for _press in range(4):
            await reader.keys("J")
            await reader.another_article()
        await reader.keys("t")
        await reader.type("农业")
        await reader.keys("enter")
        await reader.see("saved: tag 农业", "article 5 of")
        (file,) = root.glob("003*")
        file.write_text(file.read_text(encoding="utf-8") + "\n\n新的一行。\n", encoding="utf-8")
        before = reader.browse.shown
        await reader.until(lambda: reader.browse.shown is not before)
        await reader.see("article 5 of", "#农业")


async def test_annotations_follow_a_file_that_was_edited_and_then_renamed(tmp_path: Path) -> None:
    root = library(tmp_path, ["003"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("农业")
        await reader.keys("enter")
        await reader.see("saved: tag 农业")
        (file,) = root.glob("003*")
        file.write_text(file.read_text(encoding="utf-8") + "\n\n新的一行。\n", encoding="utf-8")
        before = reader.browse.shown
        await reader.until(lambda: reader.browse.shown is not before)
        await reader.see("#农业")
        file.rename(file.with_name("新名.txt"))
        await reader.see("新名.txt", "#农业")
        assert [one["target"]["path"] for one in saved(root)] == ["新名.txt"]
    async with reading(root) as reader:
        await reader.see("新名.txt", "#农业")


async def test_an_idle_escape_does_not_stop_the_watching(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("escape", "escape")
        library(tmp_path, ["004"])
        await reader.see("2022-12-06 004")


async def test_an_annotated_file_that_cannot_be_read_any_more_does_not_stop_the_watching(tmp_path: Path) -> None:
    root = library(tmp_path, ["000", "004"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生")
    (file,) = root.glob("000*")
    file.write_bytes(bytes(range(256)) * 40)
    async with reading(root) as reader:
        await reader.see("✕ 000", "article 1 of")
        library(tmp_path, ["003"])
        await reader.see("2022-11-29 003")
    assert len(saved(root)) == 1


@pytest.mark.parametrize("note", ["[a='b", "[/]", "[bold", "\\[", "[@click=app.quit]x[/]"])
async def test_no_note_is_read_as_markup(tmp_path: Path, note: str) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("m")
        await reader.see("Ctrl+S")
        await reader.type(note)
        await reader.keys("ctrl+s")
        await reader.see("saved: note")
        await reader.keys("x")
        await reader.see(note, "Delete")


async def test_the_home_of_nobody_is_told(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await select(reader, "足额发放")
        await reader.keys("h", "enter")
        await reader.see("saved: highlight")
        await reader.keys("e")
        await reader.see("labelstudio", "1 annotation")
        reader.app.screen.query_one("#export-path").value = "~nosuchuser/x.jsonl"  # type: ignore[attr-defined]
        await reader.keys("ctrl+s")
        await reader.see("no such home folder")


async def test_leaving_the_line_by_tab_can_be_mended(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("slash")
        await reader.type("困难")
        await reader.keys("tab", "slash")
        await reader.type("群众")
        await reader.keys("escape")
        await reader.until(lambda: not reader.browse.searching.typing)
        assert "Search" not in reader.screen()


async def test_the_next_hit_while_a_long_article_is_searched(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    (root / "001.txt").write_text("困难群众基本生活。" * 30_000, encoding="utf-8")
    async with reading(root) as reader:
        await reader.keys("slash")
        await reader.type("困难群众")
        await reader.see("found 1/7")
        await reader.keys("enter")
        for _press in range(6):
            await reader.keys("J", "n", "n", "K", "n")
        assert reader.app.is_running


async def test_what_was_edited_while_it_was_closed_is_seen_soon_after_it_is_opened(tmp_path: Path) -> None:
    root = library(tmp_path, ["000", "004"])
    async with reading(root) as reader:
        await reader.see("2022-12-06 004")
        await reader.idle()
    for number, day in (("000", "2020年1月2日"), ("004", "2020年1月3日")):
        (file,) = root.glob(f"{number}*")
        file.write_text(f"山花日报 {day}\n\n山花开了\n\n今年的山花开得早，山里人家都高兴。\n", encoding="utf-8")
    async with reading(root) as reader:
        await reader.see("2020-01-02 山花日报", "2020-01-03 山花日报", "• 山花开了")
        await reader.idle()
        assert reader.browse.shown is not None
        assert reader.browse.shown.entry.path.startswith("000")
