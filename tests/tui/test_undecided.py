"""What waits for a decision is said when a library is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, new_id
from reader.annotations.store import Store, library_file
from tests.tui.driving import Driver, library, reading


def made(reader: Driver, kind: Kind) -> list[Annotation]:
    return [one for one in reader.session.store.all() if one.kind is kind]


async def told(reader: Driver, sentence: str) -> None:
    await reader.until(lambda: sentence in [one.message for one in reader.app._notifications])


async def test_corrections_that_contradict_are_told_of_on_opening(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("c", "k")
        await reader.until(lambda: made(reader, Kind.CORRECTION))
        await reader.idle()
        (mine,) = made(reader, Kind.CORRECTION)
        assert not any("contradict" in one.message for one in reader.app._notifications)
    theirs = replace(
        mine, id=new_id(), annotator="乙", body={**mine.body, "value": "byline"}, created="2099-01-01T00:00:00Z"
    )
    store = Store(library_file(root), "乙", tmp_path / "else.json")
    store.load()
    store.commit([Change(None, theirs)], "merged")
    store.close()
    async with reading(root, keys={"corrections": "f8"}) as reader:
        await told(reader, "1 correction contradicts an older one: F8 lists them.")


async def test_an_annotation_that_lost_its_words_is_told_of_on_opening(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("slash")
        await reader.type("困难群众基本")
        await reader.keys("enter", "v", *["shift+right"] * 5, "h")
        await reader.type("甲")
        await reader.keys("enter")
        await reader.until(lambda: made(reader, Kind.HIGHLIGHT))
        await reader.idle()
        (quote,) = {one.target.quote for one in made(reader, Kind.HIGHLIGHT)}
    (file,) = root.glob("*.txt")
    text = file.read_text(encoding="utf-8")
    at = text.index("".join(quote.split()))
    file.write_text(text[: max(0, at - 60)] + "\n" + text[at + 60 :], encoding="utf-8")
    async with reading(root) as reader:
        await told(reader, "1 annotation has no sure place in the text as it is now: a lists all, with ? and ✗.")
