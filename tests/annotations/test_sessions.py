"""What goes on from one session to the next, and between two that are open at once."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.annotations.archive import archived
from reader.annotations.history import Change, edited
from reader.annotations.locking import remote_kind
from reader.annotations.model import to_record
from reader.annotations.store import Conflict
from reader.text.spans import text_of
from tests.annotations.examples import TEXT, added, highlight, library, open_in

MADE_BY_0_1 = Path(__file__).with_name("made_by_0_1.json").read_text(encoding="utf-8")
"""A file as version 0.1, which knew no journal, wrote it: a tag, a highlight with a note, a note; one was removed."""


def test_steps_are_undone_and_redone_after_restarts(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one, two = highlight("一"), highlight("二")
    store.commit(added(one), "first")
    store.commit(added(two), "second")
    store.close()
    store = open_in(tmp_path)
    change = edited(one, tag="改", note=None)
    store.commit([change], "third")
    store = open_in(tmp_path)  # not closed: what stands in the journal counts as well
    assert [step.label for step in (store.undo(), store.undo()) if step] == ["third", "second"]
    assert store.all() == (one,)
    store.close()
    store = open_in(tmp_path)
    assert [step.label for step in (store.redo(), store.redo()) if step] == ["second", "third"]
    assert store.redo() is None
    assert [found.tag for found in open_in(tmp_path).all()] == ["改", "二"]
    store.close()
    store = open_in(tmp_path)
    labels = []
    while step := store.undo():
        labels.append(step.label)
    assert labels == ["third", "second", "first"] and open_in(tmp_path).all() == ()


def test_a_new_step_after_a_restart_forgets_what_was_undone(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    store.commit(added(highlight("一")), "first")
    store.undo()
    store = open_in(tmp_path)
    store.commit(added(highlight("二")), "second")
    assert store.redo() is None
    store = open_in(tmp_path)
    assert store.redo() is None and (step := store.undo()) is not None and step.label == "second"


def test_another_annotators_steps_are_not_undone(tmp_path: Path) -> None:
    theirs, mine = open_in(tmp_path, "乙"), open_in(tmp_path, "甲")
    mine.commit(added(highlight("一")), "mine")
    theirs.refresh()
    theirs.commit(added(highlight("二", annotator="乙")), "theirs")
    again = open_in(tmp_path, "甲")
    step = again.undo()
    assert step is not None and step.label == "mine" and again.undo() is None
    assert [found.tag for found in again.all()] == ["二"]


def test_a_file_renamed_between_step_and_restart_hinders_no_undo(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = highlight("一")
    store.commit(added(one), "first")
    store.amend([Change(one, replace(one, target=replace(one.target, path="b.txt")))])
    store = open_in(tmp_path)
    step = store.undo()
    assert step is not None and step.label == "first" and store.all() == ()


def test_what_another_process_did_to_a_step_of_an_earlier_session_is_told(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = highlight("一")
    store.commit(added(one), "first")
    other = open_in(tmp_path, "乙")
    other.commit([edited(one, tag="乙", note=None)], "theirs")
    with pytest.raises(Conflict, match="first"):
        open_in(tmp_path).undo()
    assert [found.tag for found in open_in(tmp_path).all()] == ["乙"]


def test_an_open_store_sees_what_is_added_compacted_and_undone_elsewhere(tmp_path: Path) -> None:
    here, there = open_in(tmp_path), open_in(tmp_path)
    for number in range(4):
        there.commit(added(highlight(str(number))), "one")
        if number % 2:
            there.compact()
        assert here.refresh() and here.all() == there.all()
    for number in range(3):
        there.commit(added(highlight(f"later {number}")), "one")
        there.compact()
    there.undo()
    assert here.refresh() and here.all() == there.all()
    assert not here.refresh()
    here.commit(added(highlight("here")), "one")
    assert there.refresh() and there.all() == here.all() == open_in(tmp_path).all()
    assert here.notices == there.notices == []


def test_compacted_journals_stay_and_hold_every_commit(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    for number in range(3):
        store.commit(added(highlight(str(number))), "one")
        assert store.compact() and not store.compact()
    files = archived(store.path.with_name("annotations.json.history"))
    assert [(one.first, one.last) for one in files] == [(1, 1), (2, 2), (3, 3)]
    with TinyDB(store.path, encoding="utf-8", access_mode="r") as stock:
        assert [dict(one) for one in stock.table("annotations")] == [to_record(one) for one in store.all()]


def test_a_file_of_version_0_1_opens_and_becomes_one_of_this_version_with_the_first_commit(tmp_path: Path) -> None:
    path = library(tmp_path) / ".reader" / "annotations.json"
    path.parent.mkdir()
    path.write_text(MADE_BY_0_1, encoding="utf-8")
    store = open_in(tmp_path)
    assert [(one.kind, one.tag, one.note, one.annotator) for one in store.all()] == [
        ("highlight", None, "注", "甲"),
        ("note", None, "行\n二", "甲"),
        ("tag", "民生", None, "乙"),
    ]
    assert all(text_of(TEXT.text, one.target.spans) == one.target.quote for one in store.all())
    assert store.notices == [] and path.read_text(encoding="utf-8") == MADE_BY_0_1
    store.commit([edited(store.all()[0], tag="新", note="注")], "retag")
    # A program of version 0.1 knows no journal; from now on it must see that it may not write.
    assert json.loads(path.read_bytes())["meta"]["1"]["schema"] == 2
    store.close()
    before, after = json.loads(MADE_BY_0_1)["annotations"], json.loads(path.read_bytes())["annotations"]
    assert after.keys() == before.keys() and after["2"]["tag"] == "新"
    assert [after[number] for number in ("3", "4")] == [before[number] for number in ("3", "4")]
    assert open_in(tmp_path).undo() is not None


def test_a_network_disk_is_told_from_a_disk_of_this_computer(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
        "30 22 0:26 / /srv/my\\040papers rw,relatime shared:2 - nfs4 host:/papers rw\n"
        "31 22 0:27 / /srv/my\\040papers/here rw - tmpfs tmpfs rw\n"
    )
    assert remote_kind(Path("/srv/my papers/.reader/annotations.json"), mounts) == "nfs4"
    assert remote_kind(Path("/srv/my papers/here/annotations.json"), mounts) == ""
    assert remote_kind(Path("/home/annotations.json"), mounts) == ""
    assert remote_kind(Path("/home/annotations.json"), tmp_path / "none") == ""


def test_a_disk_without_locks_is_told_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def no_locks(*_arguments: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    store = open_in(tmp_path)
    store.commit(added(highlight("一")), "one")
    (notice,) = store.notices
    assert "without locks" in notice and str(store.path.parent) in notice
    assert len(open_in(tmp_path).all()) == 1
