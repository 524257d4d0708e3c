"""Every byte of a library's annotations damaged, one at a time. In full: python -m tests.annotations.damage"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reader.annotations.history import edited
from reader.annotations.store import Store, open_store
from tests.annotations.examples import TEXT, added, fallback, highlight, library, open_in

NAMES = ("annotations.json", "annotations.json.journal")


def made(folder: Path) -> Store:
    """A library whose file and journal both hold annotations."""
    store = open_in(folder)
    store.commit(added(*(highlight(tag) for tag in "一二三四")), "four", [TEXT])
    store.compact()
    store.commit([edited(store.all()[1], tag="改", note="注")], "change")
    store.commit(added(highlight("五")), "fifth")
    store.commit(added(highlight("六")), "sixth")
    return store


def damaged(whole: Path, into: Path, name: str, at: int, flip: int) -> tuple[Store, bytes]:
    """The library opened after one byte of one of its files was damaged, and what that file then held."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(whole, into)
    file = into / ".reader" / name
    data = bytearray(file.read_bytes())
    data[at] ^= flip
    file.write_bytes(data)
    return open_store(into / ".reader" / "annotations.json", "甲", fallback(into)), bytes(data)


def check(whole: Path, into: Path, stride: int, chance: random.Random) -> Iterator[tuple[str, int, int]]:
    """Damage every `stride`-th byte; gives the file, the place and how many annotations it cost, after asserting all.

    At most the one record that held the byte is missing or other than it was; what was wrong is said, with the name of
    the file, and the damaged file is kept aside; afterwards the library is sound.
    """
    before = {one.id: one for one in open_store(whole / ".reader" / "annotations.json", "甲", fallback(into)).all()}
    for name in NAMES:
        for at in range(chance.randrange(stride), (whole / ".reader" / name).stat().st_size, stride):
            flip = 1 << chance.randrange(8)
            store, hurt = damaged(whole, into, name, at, flip)
            after = {one.id: one for one in store.all()}
            differ = {id_ for id_ in before if after.get(id_) != before[id_]}
            where = (name, at, flip, store.notices)
            assert len(differ) <= 1, where
            assert len(after.keys() - before.keys()) <= 1, where
            assert any(name in notice for notice in store.notices), where
            asides = list((into / ".reader").glob(f"{name}.damaged-*"))
            assert len(asides) == 1 and asides[0].read_bytes() == hurt, where
            again = open_store(store.path, "甲", fallback(into))
            assert again.all() == store.all(), where
            assert all("cannot be understood" in notice for notice in again.notices), where
            yield name, at, len(differ)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder))
        cost = [differ for *_where, differ in check(library(Path(folder)), Path(folder) / "other", 1, random.Random(1))]
        print(f"{len(cost)} bytes damaged, each noticed; records lost or changed: {sum(cost)}, never more than one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
