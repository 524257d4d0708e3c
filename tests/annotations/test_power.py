"""A power cut at any point of a commit, of an undo and of a compaction takes back nothing that was acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.history import edited
from reader.annotations.model import Annotation
from reader.annotations.store import open_store
from tests.annotations.examples import TEXT, added, fallback, highlight
from tests.annotations.power import ForgetfulDisk


def work(root: Path, disk: ForgetfulDisk) -> list[dict[str, Annotation]]:
    """Commits, changes, undo and compaction; gives what stood there after each acknowledgement."""
    store = open_store(root / "annotations.json", "甲", root / "elsewhere")
    stood: list[dict[str, Annotation]] = [{}]

    def done() -> None:
        stood.append({one.id: one for one in store.all()})
        disk.acknowledged = len(stood) - 1

    for number in range(3):
        store.commit(added(highlight(str(number)), highlight(f"{number}'")), "two", [TEXT])
        done()
    store.compact()
    store.commit([edited(store.all()[0], tag="改", note="注")], "change")
    done()
    store.undo()
    done()
    store.commit(added(highlight("后")), "one more")
    done()
    store.close()
    store = open_store(root / "annotations.json", "甲", root / "elsewhere")
    store.commit(added(highlight("末")), "last")
    done()
    return stood


def test_a_power_cut_at_any_point_takes_nothing_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "library"
    root.mkdir()
    with monkeypatch.context() as patch:
        disk = ForgetfulDisk(root, patch)
        stood = work(root, disk)
    states = list(disk.states())
    disk.close()
    assert len(states) > 50
    for number, (acknowledged, files) in enumerate(states):
        after = tmp_path / f"after-{number}"
        after.mkdir()
        for name, data in files.items():
            (after / name).parent.mkdir(exist_ok=True)
            (after / name).write_bytes(data)
        store = open_store(after / "annotations.json", "甲", fallback(tmp_path))
        there = {one.id: one for one in store.all()}
        # Of the step that was being made when the power went, all may be there or nothing.
        assert there in (stood[acknowledged], *stood[acknowledged + 1 : acknowledged + 2]), (number, files.keys())
        assert store.notices == []
        one = highlight("以后")
        store.commit(added(one), "afterwards")
        again = open_store(after / "annotations.json", "甲", fallback(tmp_path))
        assert {found.id: found for found in again.all()} == {**there, one.id: one}
