"""Corrections as they are kept: the page before them and after them comes back exactly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.annotations.correcting import new_correction
from reader.annotations.corrector import Corrector
from reader.annotations.history import Change
from reader.annotations.store import Store, open_store
from reader.newspaper.corrections import apply
from reader.newspaper.model import Page
from reader.newspaper.steadying import steadied
from tests.newspaper.by_hand import act, strewn
from tests.newspaper.examples import page

PATH = "a.txt"


@pytest.mark.parametrize("seed", range(6))
def test_undo_and_redo_go_through_the_very_pages(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed).randrange
    machine = page(("000", "003", "004")[pick(3)]) if seed % 2 else strewn(pick)
    file = tmp_path / "annotations.json"

    def opened() -> Store:
        return open_store(file, "甲", tmp_path / "else.json")

    store = opened()

    def shown() -> Page:
        return apply(machine, Corrector(store)(PATH, machine.source))

    pages = [machine]
    while len(pages) < 9:
        known = Corrector(store)(PATH, machine.source)
        done = act(pages[-1], known, pick)
        if done is None:
            continue
        whole = steadied(machine, known, done.said, "甲")
        after = apply(machine, [*known, *whole])
        store.commit([Change(None, new_correction(machine.source, PATH, one, "甲")) for one in whole], done.what)
        assert shown() == after
        pages.append(after)
    store.close()
    store = opened()
    for before in pages[-2::-1]:
        assert store.undo() is not None
        assert shown() == before
    for again in pages[1:]:
        assert store.redo() is not None
        assert shown() == again
    store.close()
