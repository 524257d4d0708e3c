"""Tags, highlights, notes, their change and removal, undo: by keys, into a real TinyDB file."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from reader.annotations.history import edited
from reader.annotations.model import to_record
from reader.annotations.store import Store, library_file, open_store
from reader.text.spans import text_of
from tests.tui.driving import Driver, library, reading


def saved(root: Path) -> list[dict[str, Any]]:
    """The annotations as another process finds them on the disk."""
    return [to_record(one) for one in store_of(root).all()]


def store_of(root: Path) -> Store:
    """The library's annotations, as another process opens them."""
    return open_store(library_file(root), "乙", root.parent / "elsewhere" / "annotations.json")


def holds(root: Path, count: int) -> bool:
    """Whether so many annotations are saved."""
    return len(saved(root)) == count


async def select(reader: Driver, words: str) -> None:
    """Select words by keys: search for them, put the caret there, extend."""
    await reader.keys("slash")
    await reader.type(words)
    await reader.see("found 1/")
    await reader.keys("enter", "v", *["shift+right"] * len(words))
    await reader.until(lambda: len(reader.browse.pane.selected_text()) == len(words))
    assert reader.browse.pane.selected_text() == words


async def test_articles_are_tagged_without_the_mouse_and_saved_when_the_screen_says_so(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生", "#民生")
        assert [record["tag"] for record in saved(root)] == ["民生"]
        for number in (2, 3, 4):
            await reader.keys("J")
            await reader.another_article()
            await reader.keys("full_stop")
            await reader.until(partial(holds, root, number))
        await reader.keys("t", "enter")
        await reader.until(lambda: len(saved(root)) == 3)


async def test_several_articles_are_chosen_and_tagged_at_once(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("tab", "v", "v", "v")
        await reader.see("3 chosen")
        await reader.keys("t")
        await reader.see("Tag 3 articles")
        await reader.type("经济,要闻")
        await reader.keys("enter")
        await reader.until(lambda: len(saved(root)) == 6)
        await reader.keys("u")
        await reader.until(lambda: not saved(root))


async def test_a_highlight_is_the_selection_whatever_the_script(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        text = reader.browse.shown.page.source.text if reader.browse.shown else ""
        await reader.keys("s", "s")
        await reader.see("台")
        await reader.idle()
        await select(reader, "困難群眾")
        await reader.keys("h")
        await reader.see("Highlight")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: highlight")
        (record,) = saved(root)
        spans = [tuple(span) for span in record["target"]["spans"]]
        assert text_of(text, spans) == "困难群众" == record["target"]["quote"]
        before = spans
        await reader.keys("s", "s")
        await reader.idle()
        assert [tuple(span) for span in saved(root)[0]["target"]["spans"]] == before


async def test_a_note_is_written_changed_and_deleted(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("m")
        await reader.see("Ctrl+S")
        await reader.type("first")
        await reader.keys("ctrl+s")
        await reader.see("saved: note")
        await reader.keys("m")
        await reader.see("first")
        await reader.type(" thought")
        await reader.keys("ctrl+s")
        await reader.see("saved: change note")
        assert [record["note"] for record in saved(root)] == ["first thought"]
        await reader.keys("x")
        await reader.see("Delete")
        await reader.keys("end", "enter")
        await reader.see("saved: delete")
        assert not saved(root)
        await reader.keys("u")
        await reader.until(lambda: [record["note"] for record in saved(root)] == ["first thought"])
        await reader.keys("U")
        await reader.until(lambda: not saved(root))


async def test_a_note_left_by_mistake_is_there_again(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("m")
        await reader.see("Ctrl+S")
        await reader.type("half a thou")
        await reader.keys("escape", "m")
        await reader.see("half a thou")


async def test_a_highlight_is_put_on_another_passage_and_gets_another_tag(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await select(reader, "困难群众")
        await reader.keys("h", "enter")
        await reader.see("saved: highlight")
        await reader.keys("escape", "escape")
        await select(reader, "困难群众基本生活")
        await reader.keys("x")
        await reader.see("Put it on the selection")
        await reader.keys("enter")
        await reader.see("saved: re-cut")
        assert [record["target"]["quote"] for record in saved(root)] == ["困难群众基本生活"]
        await reader.keys("x")
        await reader.see("Another tag")
        await reader.keys("enter")
        await reader.see("no tag")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.until(lambda: [record["tag"] for record in saved(root)] == ["民生"])


async def test_the_list_of_all_annotations_jumps_to_the_place(tmp_path: Path) -> None:
    root = library(tmp_path, ["000", "003"])
    async with reading(root) as reader:
        await select(reader, "足额发放")
        await reader.keys("h", "enter")
        await reader.see("saved: highlight")
        await reader.keys("escape", "escape", "J", "J")
        await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.number == 3)
        await reader.keys("a")
        await reader.see("1 annotation", "足额发放")
        await reader.keys("enter")
        await reader.until(lambda: reader.browse.shown is not None and reader.browse.shown.number == 1)
        await reader.see("足额发放")


async def test_annotations_follow_a_renamed_file_and_a_small_edit(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生")
        await select(reader, "足额发放")
        await reader.keys("h", "enter")
        await reader.see("saved: highlight")
    (file,) = root.glob("000*")
    file.rename(root / "renamed.txt")
    async with reading(root) as reader:
        await reader.see("renamed", "#民生")
        await reader.until(lambda: all(one.target.path == "renamed.txt" for one in reader.session.store.all()))
    text = (root / "renamed.txt").read_text(encoding="utf-8")
    (root / "renamed.txt").write_text("报头\n" + text.replace("缓", "緩"), encoding="utf-8")
    async with reading(root) as reader:
        await reader.until(lambda: all(one.spans for one in reader.session.placements.all()))
        placed = reader.session.placements.all()
        source = reader.session.catalogue.load(reader.session.catalogue.entry("renamed.txt")).source.text
        highlight = next(one for one in placed if one.annotation.kind == "highlight")
        assert highlight.spans and text_of(source, highlight.spans) == "足额发放"
        await reader.see("#民生")


async def test_an_annotation_of_another_program_appears(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生")
        other = store_of(root)
        other.commit([edited(other.all()[0], tag="外来", note=None)], "another tag")
        await reader.see("#外来")
        other.compact()
        with TinyDB(other.path) as stock:
            stock.table("annotations").update({"tag": "手改"})
        await reader.see("#手改")
        sentence = "changed by another program"
        await reader.until(lambda: any(sentence in note.message for note in reader.app._notifications))


async def test_a_note_that_was_changed_meanwhile_is_kept_as_a_draft_and_that_is_told(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("m")
        await reader.type("one")
        await reader.keys("ctrl+s")
        await reader.see("saved: note")
        await reader.keys("m")
        await reader.see("Note")
        await reader.type(" mine")
        other = store_of(root)
        other.commit([edited(other.all()[0], tag=None, note="theirs")], "note")
        await reader.keys("ctrl+s")
        await reader.see("NOT SAVED")
        told = [note.message for note in reader.app._notifications]
        assert any("changed by another program" in one for one in told)
        assert any("kept as a draft" in one and "m opens it again" in one for one in told)
        assert [one["note"] for one in saved(root)] == ["theirs"]
        await reader.keys("m")
        await reader.see("one mine")
        await reader.keys("ctrl+s")
        await reader.until(lambda: [one["note"] for one in saved(root)] == ["one mine"])


async def test_export_from_the_app_writes_true_offsets(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    out = tmp_path / "out.jsonl"
    async with reading(root) as reader:
        source = reader.browse.shown.page.source.text if reader.browse.shown else ""
        await select(reader, "足额发放")
        await reader.keys("h", "enter")
        await reader.see("saved: highlight")
        await reader.keys("e")
        await reader.see("labelstudio", "1 annotation", "足额发放")
        await reader.keys("tab", "tab", "ctrl+a")
        path = reader.app.screen.query_one("#export-path")
        path.value = str(out)  # type: ignore[attr-defined]
        await reader.keys("ctrl+s")
        await reader.until(out.exists)
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert row["exact"] == "足额发放" == "".join(source[start:end] for start, end in row["spans"])


async def test_keys_pressed_faster_than_articles_open_mean_the_article_asked_for(tmp_path: Path) -> None:
    root = library(tmp_path, ["004"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.type("快")
        await reader.keys("enter")
        await reader.see("saved: tag 快")
        for _press in range(5):
            await reader.browse.run_action("article(1)")
            await reader.browse.run_action("repeat_tag")
        await reader.until(partial(holds, root, 6))
        await reader.idle()  # the file is written before the screen hears of it
        ids = [article.id for article in reader.session.catalogue.entries[0].articles]
        tagged = reader.session.tags(reader.session.catalogue.entries[0])
        assert set(tagged) == set(ids[:6])


async def test_a_tag_that_begins_another_is_not_taken_for_it(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        for tag in ("民生", "民"):
            await reader.keys("t")
            await reader.type(tag)
            await reader.keys("enter")
            await reader.see(f"saved: tag {tag}")
        await reader.keys("J")
        await reader.another_article()
        await reader.keys("t")
        await reader.type("民生")
        await reader.keys("backspace", "tab", "enter")
        await reader.until(partial(holds, root, 3))
        assert [record["tag"] for record in saved(root)] == ["民生", "民", "民生"]


async def test_keys_on_an_article_whose_file_was_renamed_or_deleted(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("escape", "t")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see("saved: tag 民生")
        (file,) = root.glob("000*")
        file.rename(root / "改名.txt")
        await reader.see("改名.txt", "#民生")
        await reader.keys("full_stop", "J")
        await reader.another_article()
        (root / "改名.txt").unlink()
        await reader.until(lambda: any("改名" in note.message for note in reader.app._notifications))
        await reader.keys("t", "full_stop")
        await reader.pilot.pause(0.3)
        assert reader.app.is_running and len(saved(root)) == 1


async def test_a_step_of_an_earlier_session_is_named_with_its_day_when_it_is_undone(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("t")
        await reader.see("Tag this article")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.until(lambda: reader.session.store.all())
        await reader.idle()
        await reader.keys("u")
        await reader.see("undone: tag 民生")
        assert not any("earlier session" in note.message for note in reader.app._notifications)
        await reader.keys("U")
        await reader.see("redone: tag 民生")
    async with reading(root) as reader:
        (made,) = reader.session.store.all()
        when = datetime.fromisoformat(made.created).astimezone().strftime("%Y-%m-%d %H:")
        for key, word in (("u", "undone"), ("U", "redone")):
            await reader.keys(key)
            await reader.see(f"{word}: tag 民生, made {when}")
            await reader.until(
                lambda: any(
                    f"earlier session: tag 民生, made {when}" in note.message for note in reader.app._notifications
                )
            )
            assert bool(reader.session.store.all()) is (key == "U")
