"""The tag set by keys alone: its screen, and the nine tags that a digit gives."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from reader.annotations.tagset import Tag, TagChange
from tests.tui.driving import Driver, library, reading
from tests.tui.test_annotating import holds, saved, select, store_of


def with_tags(root: Path) -> None:
    """Put three tags into a library's set."""
    tags = [Tag("民生", "green", 1, "生活"), Tag("医疗", None, 3, parent="民生"), Tag("经济", None, 2)]
    store_of(root).commit([], "set", tags=[TagChange(None, tag) for tag in tags])


def has(root: Path, name: str) -> bool:
    """Whether a tag stands in the saved set."""
    return name in store_of(root).tagset


async def tag_by(reader: Driver, *keys: str) -> None:
    """Open the dialog and press keys in it."""
    await reader.keys("t")
    await reader.see("Tag this article")
    await reader.keys(*keys)


async def test_a_digit_gives_the_tag_of_its_key_and_a_name_can_still_be_typed(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    with_tags(root)
    async with reading(root) as reader:
        await tag_by(reader, "3")
        await reader.see("saved: tag 医疗", "#医疗")
        await tag_by(reader, "２")
        await reader.see("saved: tag 经济")
        await reader.see("#医疗 #经济")
        await tag_by(reader)
        await reader.type("第3")
        await reader.keys("enter")
        await reader.see("saved: tag 第3")
        await tag_by(reader, "9")
        await reader.see("new tag: 9")
        await reader.keys("escape")
        await select(reader, "足额发放")
        await reader.keys("h")
        await reader.see("Highlight")
        await reader.keys("1")
        await reader.see("saved: highlight")
        assert [record["tag"] for record in saved(root)] == ["医疗", "经济", "第3", "民生"]


async def test_the_set_is_made_and_changed_on_its_screen(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await tag_by(reader)
        await reader.type("旧名")
        await reader.keys("enter")
        await reader.see("saved: tag 旧名")
        await reader.keys("number_sign")
        await reader.see("Tags of the library", "旧名", "not in the set")
        for name in ("民生", "医疗"):
            await reader.keys("a")
            await reader.see("New tag")
            await reader.type(name)
            await reader.keys("enter")
            await reader.until(partial(has, root, name))
        assert store_of(root).tagset.keys() == {1: "民生", 2: "医疗"}
        await reader.until(lambda: "New tag" not in reader.screen())
        await reader.keys("7")
        await reader.until(lambda: store_of(root).tagset.keys() == {1: "民生", 7: "医疗"})
        await reader.keys("p")
        await reader.see("stands under")
        await reader.keys("down", "enter")
        await reader.until(lambda: store_of(root).tagset.above("医疗") == ("民生",))
        await reader.keys("c")
        await reader.see("Colour of #医疗", "turquoise")
        await reader.keys("down", "enter")
        await reader.until(lambda: store_of(root).tagset.fixed_colours() == {"医疗": 0})
        await reader.keys("d")
        await reader.see("What #医疗 means")
        await reader.type("看病")
        await reader.keys("enter")
        await reader.see("看病")
        await reader.keys("G", "m")
        await reader.see("Merge #旧名 into")
        await reader.keys("down", "enter")
        await reader.until(lambda: store_of(root).tags() == {"医疗": 1})
        await reader.until(lambda: "not in the set" not in reader.screen())
        await reader.keys("u")
        await reader.until(lambda: store_of(root).tags() == {"旧名": 1})
        await reader.see("not in the set")
        await reader.keys("G", "r")
        await reader.see("Rename #旧名")
        await reader.keys("backspace", "backspace")
        await reader.type("新名")
        await reader.keys("enter")
        await reader.until(lambda: store_of(root).tags() == {"新名": 1})
        await reader.see("新名")
        await reader.keys("x")
        await reader.see("#新名 is used 1 time")
        await reader.keys("enter")
        await reader.until(partial(holds, root, 0))
        await reader.keys("escape")
        await reader.until(lambda: reader.app.screen is reader.browse)
        assert sorted(tag.name for tag in store_of(root).tagset) == ["医疗", "民生"]


async def test_a_filter_by_a_tag_finds_what_has_one_below_it(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    with_tags(root)
    async with reading(root) as reader:
        await tag_by(reader, "3")
        await reader.see("saved: tag 医疗")
        await reader.keys("tab", "slash")
        await reader.type("#民生")
        await reader.see("1 article")
        await reader.keys("escape", "a")
        await reader.see("1 annotation")
        await reader.type("民生")
        await reader.see("医疗 · ")
        await reader.type("x")
        await reader.until(lambda: "医疗 · " not in reader.screen())


async def test_a_name_is_taken_as_whoever_tags_can_type_it(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root, size=(80, 24)) as reader:
        await reader.keys("number_sign")
        await reader.see("No tags yet")
        await reader.keys("a")
        await reader.see("New tag")
        await reader.type("#民生,医疗")
        await reader.keys("enter")
        await reader.until(partial(has, root, "医疗"))
        assert store_of(root).tagset.keys() == {1: "民生", 2: "医疗"}
        await reader.until(lambda: "New tag" not in reader.screen())
        await reader.keys("r")
        await reader.see("Rename #医疗")
        await reader.type(",经济")
        await reader.keys("enter")
        await reader.until(lambda: any("comma" in one.message for one in reader.app._notifications))
        assert store_of(root).tagset.keys() == {1: "民生", 2: "医疗"}


async def test_what_the_keys_do_to_a_tag_stands_below_however_many_there_are(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    store_of(root).commit([], "set", tags=[TagChange(None, Tag(f"标签{number}")) for number in range(40)])
    async with reading(root, size=(80, 24)) as reader:
        await reader.keys("number_sign")
        await reader.see("标签0", "x remove", "u undo", "Esc back")
        await reader.keys("end")
        await reader.see("标签39", "x remove")


async def test_a_key_that_the_tag_has_already_is_no_change_to_save(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    with_tags(root)
    async with reading(root) as reader:
        await reader.keys("number_sign")
        await reader.see("Tags of the library")
        await reader.keys("1")
        await reader.until(lambda: not any(one.group == "tags" and one.is_running for one in reader.app.workers))
        await reader.keys("escape")
        await reader.see("J K article")
        assert "saved" not in reader.screen()
        await reader.keys("number_sign", "7")
        await reader.see("7 ■ 民生")
        await reader.keys("escape")
        await reader.see("saved: key of 民生")
