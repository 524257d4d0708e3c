"""What the store promises within one process: it keeps, finds, takes back, and tells what it could not do."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from reader.annotations.history import Change, edited
from reader.annotations.model import to_record
from reader.annotations.store import Conflict, Store, open_store
from reader.errors import SaveError
from tests.annotations.examples import added, fallback, highlight, library, open_in


def stored(store: Store) -> list[Any]:
    """The annotations as stock TinyDB reads them after compacting."""
    store.compact()
    return in_stock(store.path)


def in_stock(path: Path) -> list[Any]:
    with TinyDB(path, encoding="utf-8", access_mode="r") as database:
        return [dict(document) for document in database.table("annotations")]


def test_nothing_is_made_before_the_first_commit(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    assert store.all() == () and store.notices == [] and not store.refresh()
    store.commit([], "nothing")
    assert list(library(tmp_path).iterdir()) == []
    store.commit(added(highlight()), "highlight")
    assert store.path == library(tmp_path) / ".reader" / "annotations.json"
    assert store.path.is_file() and not fallback(tmp_path).exists()


def test_stock_tinydb_opens_the_file_and_a_new_store_reads_it(tmp_path: Path) -> None:
    one, two = highlight("政治"), highlight(None, (4, 6))
    store = open_in(tmp_path)
    store.commit(added(one, two), "highlight")
    assert stored(store) == [to_record(one), to_record(two)]
    assert open_in(tmp_path).all() == (one, two)
    text = store.path.read_text(encoding="utf-8")
    assert "政治" in text and text.count("\n") > 5


def test_what_stock_tinydb_wrote_is_read(tmp_path: Path) -> None:
    one = highlight()
    (library(tmp_path) / ".reader").mkdir()
    path = library(tmp_path) / ".reader" / "annotations.json"
    with TinyDB(path, encoding="utf-8") as database:
        database.table("annotations").insert(to_record(one))
        database.table("others").insert({"a": [1]})
    store = open_in(tmp_path)
    assert store.all() == (one,)
    two = highlight("乙")
    store.commit(added(two), "highlight")
    with TinyDB(path, encoding="utf-8") as database:
        assert [dict(document) for document in database.table("others")] == [{"a": [1]}]
    assert stored(store) == [to_record(one), to_record(two)]


def test_changing_and_removing_are_kept_and_leave_the_others_where_they_were(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one, two, three = highlight("一"), highlight("二"), highlight("三")
    store.commit(added(one, two, three), "highlight")
    change = edited(two, tag="二", note="第一行\n第二行 <b>[x](y)</b>")
    store.commit([change], "note")
    store.commit([Change(one, None)], "remove")
    assert change.after is not None
    assert store.all() == (change.after, three) == open_in(tmp_path).all()
    store.compact()
    assert list(json.loads(store.path.read_bytes())["annotations"]) == ["2", "3"]


def test_undo_and_redo_walk_through_the_session_and_are_on_the_disk(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = highlight()
    states = [store.all()]
    store.commit(added(one), "highlight")
    states.append(store.all())
    change = edited(one, tag="经济", note="注")
    store.commit([change, *added(highlight("乙"))], "retag")
    states.append(store.all())
    store.commit([Change(change.after, None)], "remove")
    labels = []
    while step := store.undo():
        labels.append(step.label)
        assert store.all() == open_in(tmp_path).all()
        assert sorted(map(repr, store.all())) == sorted(map(repr, states[-len(labels)]))
    assert labels == ["remove", "retag", "highlight"]
    assert store.all() == ()
    while step := store.redo():
        labels.append(step.label)
        assert store.all() == open_in(tmp_path).all()
    assert labels[3:] == ["highlight", "retag", "remove"]
    assert [one.tag for one in store.all()] == ["乙"]


def test_a_commit_after_an_undo_forgets_what_was_undone(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    store.commit(added(highlight("一")), "one")
    store.undo()
    store.commit(added(highlight("二")), "two")
    assert store.redo() is None
    assert [one.tag for one in store.all()] == ["二"]


def test_keys_of_other_programs_survive_a_change_and_an_undo(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = highlight()
    store.commit(added(one), "highlight")
    store.close()
    data = json.loads(store.path.read_bytes())
    data["annotations"]["1"]["importance"] = {"stars": 5}
    data["annotations"]["1"]["target"]["page"] = "A3"
    store.path.write_text(json.dumps(data), encoding="utf-8")
    store = open_in(tmp_path)
    store.commit([edited(store.all()[0], tag="新", note=None)], "retag")
    record = stored(store)[0]
    assert (record["tag"], record["importance"], record["target"]["page"]) == ("新", {"stars": 5}, "A3")
    store.commit([Change(store.all()[0], None)], "remove")
    store.undo()
    assert stored(store) == [record]


def test_records_that_mean_nothing_here_stay_in_the_file_and_are_told_of(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = highlight()
    store.commit(added(one), "highlight")
    strange = [{"id": "x", "kind": "drawing"}, 5, to_record(one)]
    store.close()
    data = json.loads(store.path.read_bytes())
    data["annotations"].update({"7": strange[0], "8": strange[1], "9": strange[2]})
    store.path.write_text(json.dumps(data), encoding="utf-8")
    store = open_in(tmp_path)
    assert store.all() == (one,)
    told = [notice for notice in store.notices if "understood" in notice]
    assert len(told) == 1 and "3" in told[0] and str(store.path) in told[0]
    store.commit([*added(highlight("新")), Change(one, None)], "both")
    store.compact()
    after = json.loads(store.path.read_bytes())["annotations"]
    assert [after[number] for number in ("7", "8", "9")] == strange
    assert after["10"]["tag"] == "新" and "1" not in after
    assert [notice for notice in store.notices if "understood" in notice] == told


def test_lone_surrogates_are_kept(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = replace(highlight(), note="\udc80 and \x00")
    store.commit(added(one), "note")
    assert open_in(tmp_path).all() == (one,)
    assert stored(store) == [to_record(one)]


@pytest.mark.parametrize(
    "content", [b'{"annotations": {"1": {"id"', b"\x00" * 300, b"[1]", b'{"annotations": {"x": {}}}']
)
def test_a_damaged_file_is_kept_aside_and_named(tmp_path: Path, content: bytes) -> None:
    folder = library(tmp_path) / ".reader"
    folder.mkdir()
    (folder / "annotations.json").write_bytes(content)
    store = open_in(tmp_path)
    aside = next(folder.glob("annotations.json.damaged-????????-??????"))
    assert aside.read_bytes() == content
    assert len(store.notices) == 1 and str(aside) in store.notices[0]
    one = highlight()
    store.commit(added(one), "highlight")
    assert store.path == folder / "annotations.json" and stored(store) == [to_record(one)]
    assert aside.read_bytes() == content


def test_two_damaged_files_in_one_second_are_both_kept(tmp_path: Path) -> None:
    for content in (b"{one", b"{two", b"{three"):
        path = library(tmp_path) / ".reader" / "annotations.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        open_in(tmp_path)
    asides = [aside.read_bytes() for aside in path.parent.glob("*.damaged-*")]
    assert sorted(asides) == [b"{one", b"{three", b"{two"]


def test_a_file_damaged_or_removed_while_open_costs_nothing_that_was_seen(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one, two, three = highlight("一"), highlight("二"), highlight("三")
    store.commit(added(one), "one")
    store.path.write_bytes(b"{half")
    assert not store.refresh() and store.all() == (one,)
    store.commit(added(two), "two")
    assert len(list(store.path.parent.glob("*.damaged-*"))) == 1 and len(store.notices) == 1
    store.path.unlink()
    store.commit(added(three), "three")
    assert store.all() == (one, two, three) == open_in(tmp_path).all()


def test_another_stores_changes_are_seen_by_refresh_and_kept_by_a_commit(tmp_path: Path) -> None:
    here, there = open_in(tmp_path), open_in(tmp_path)
    one, two, three = highlight("一"), highlight("二"), highlight("三")
    there.commit(added(one), "one")
    assert here.all() == () and here.refresh() and here.all() == (one,)
    assert not here.refresh()
    there.commit(added(two), "two")
    here.commit(added(three), "three")
    assert here.all() == (one, two, three) == open_in(tmp_path).all()
    assert not here.refresh()


def test_threads_lose_nothing_of_each_others(tmp_path: Path) -> None:
    store = open_in(tmp_path)

    def work(name: str) -> None:
        for number in range(20):
            store.commit(added(highlight(f"{name}{number}")), "one")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, "甲乙丙丁"))
    assert len({one.tag for one in store.all()}) == 80 and open_in(tmp_path).all() == store.all()
    while store.undo():
        pass
    assert store.all() == () == open_in(tmp_path).all()


def test_what_another_store_changed_is_not_written_over(tmp_path: Path) -> None:
    here, there = open_in(tmp_path), open_in(tmp_path)
    one = highlight()
    here.commit(added(one), "first")
    there.refresh()
    theirs = edited(one, tag="民生", note="theirs")
    there.commit([theirs], "note")
    with pytest.raises(Conflict, match="another program"):
        here.commit([edited(one, tag="民生", note="mine"), *added(highlight("新"))], "note")
    assert here.all() == (theirs.after,) == open_in(tmp_path).all()


def test_undo_of_what_another_store_changed_is_refused_and_the_step_before_can_be_undone(tmp_path: Path) -> None:
    here, there = open_in(tmp_path), open_in(tmp_path)
    one, two = highlight("一"), highlight("二")
    here.commit(added(one), "first")
    here.commit(added(two), "second")
    there.refresh()
    theirs = edited(two, tag="二", note="theirs")
    there.commit([theirs], "note")
    with pytest.raises(Conflict, match="second"):
        here.undo()
    assert here.all() == (one, theirs.after) == open_in(tmp_path).all()
    step = here.undo()
    assert step is not None and step.label == "first"
    there.refresh()
    there.commit(added(one), "the same again")
    there.commit([edited(one, tag="改", note=None)], "changed")
    with pytest.raises(Conflict, match="first"):
        here.redo()
    assert [found.tag for found in here.all()] == ["二", "改"]
    assert here.redo() is None and here.undo() is None


def test_removing_what_another_store_removed_is_done_already(tmp_path: Path) -> None:
    here, there = open_in(tmp_path), open_in(tmp_path)
    one = highlight()
    here.commit(added(one), "first")
    there.refresh()
    there.commit([Change(one, None)], "remove")
    here.commit([Change(one, None)], "remove")
    assert here.all() == ()


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "synced"
    real.mkdir()
    (library(tmp_path) / ".reader").mkdir()
    link = library(tmp_path) / ".reader" / "annotations.json"
    link.symlink_to(real / "notes.json")
    store = open_in(tmp_path)
    store.commit(added(highlight()), "one")
    assert link.is_symlink() and stored(store) == in_stock(real / "notes.json") != []
    assert open_in(tmp_path).all() == store.all()


def test_a_file_of_a_newer_version_is_shown_and_not_changed(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    one = highlight()
    store.commit(added(one), "one")
    store.close()
    data = json.loads(store.path.read_bytes())
    data["meta"]["1"]["schema"] = 99
    store.path.write_text(json.dumps(data), encoding="utf-8")
    before = store.path.read_bytes()
    store = open_in(tmp_path)
    assert store.all() == (one,) and "newer" in store.notices[0]
    with pytest.raises(SaveError, match="newer"):
        store.commit(added(highlight()), "two")
    assert store.path.read_bytes() == before and store.all() == (one,)


def test_annotations_made_while_the_library_could_not_be_written_are_told_of(tmp_path: Path) -> None:
    elsewhere: Store = open_store(fallback(tmp_path), "甲", fallback(tmp_path))
    elsewhere.commit(added(highlight()), "one")
    store = open_in(tmp_path)
    assert store.all() == ()
    assert len(store.notices) == 1 and str(fallback(tmp_path)) in store.notices[0]
