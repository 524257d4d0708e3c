"""What is not as it was written is noticed, named and kept aside, and costs the one record that held it."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.annotations.history import Change, edited
from reader.annotations.store import open_store
from reader.annotations.texts import Texts
from tests.annotations.damage import check, damaged, made
from tests.annotations.examples import TEXT, added, fallback, highlight, journal, library, open_in


def test_one_damaged_byte_costs_at_most_its_record_and_is_named(tmp_path: Path) -> None:
    made(tmp_path)
    assert len(list(check(library(tmp_path), tmp_path / "other", 83, random.Random(3)))) > 50


def test_a_last_line_that_was_torn_anywhere_is_cut_and_the_others_stand(tmp_path: Path) -> None:
    store = made(tmp_path)
    before = [one.tag for one in store.all()]
    data = journal(store).read_bytes()
    start = data[:-1].rindex(b"\n") + 1
    for at in range(start, len(data)):
        journal(store).write_bytes(data[:at])
        torn = open_in(tmp_path)
        assert [one.tag for one in torn.all()] == before[:-1] and torn.notices == []
    torn.commit(added(highlight("七")), "seventh")
    assert [one.tag for one in open_in(tmp_path).all()] == [*before[:-1], "七"]


def test_every_line_of_a_journal_is_checked(tmp_path: Path) -> None:
    store = made(tmp_path)
    lines = journal(store).read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace("五".encode(), "伍".encode())
    journal(store).write_bytes(b"".join(lines))
    again = open_in(tmp_path)
    assert [one.tag for one in again.all()] == ["一", "改", "三", "四", "六"]
    (notice,) = again.notices
    (aside,) = journal(store).parent.glob("*.journal.damaged-*")
    assert "3" in notice and str(aside) in notice and aside.read_bytes() == b"".join(lines)


def test_records_of_a_broken_file_are_found_again_in_the_history(tmp_path: Path) -> None:
    store = made(tmp_path)
    before = store.all()
    store.close()
    store.path.write_bytes(store.path.read_bytes()[:400])
    again = open_in(tmp_path)
    assert again.all() == before
    assert "damaged" in again.notices[0] and "again" in again.notices[0]


def test_a_file_that_is_gone_is_found_again_in_the_history(tmp_path: Path) -> None:
    store = made(tmp_path)
    before = store.all()
    store.path.unlink()
    again = open_in(tmp_path)
    assert again.all() == before and str(store.path) in again.notices[0]


def test_a_record_that_stands_nowhere_else_is_named_as_lost(tmp_path: Path) -> None:
    store = made(tmp_path)
    one = store.all()[0]
    shutil.rmtree(store.path.with_name("annotations.json.history"))
    at = store.path.read_bytes().index(b'"kind"') + len(b'"kind"')
    again, _ = damaged(library(tmp_path), tmp_path / "other", "annotations.json", at, 0x10)
    assert len(again.all()) == 5 and one.id not in {found.id for found in again.all()}
    assert any("nowhere else" in notice for notice in again.notices)


def test_what_another_program_changed_and_what_stands_in_the_journal_are_both_kept(tmp_path: Path) -> None:
    store = made(tmp_path)
    first, second, third, _fourth, fifth, sixth = store.all()
    with TinyDB(store.path, encoding="utf-8") as stock:
        table = stock.table("annotations")
        table.update({"tag": "外"}, doc_ids=[1])  # only there
        table.update({"tag": "外"}, doc_ids=[2])  # there, and in the journal
        table.remove(doc_ids=[3])
        table.insert({**table.get(doc_id=1), "id": "theirs", "tag": "新"})  # with the number of the fifth
    again = open_in(tmp_path)
    found = {one.id: one for one in again.all()}
    assert found[first.id].tag == "外" and found["theirs"].tag == "新" and third.id not in found
    assert found[fifth.id] == fifth and found[sixth.id] == sixth
    (copy,) = (one for one in again.all() if one.extra.get("copy_of") == second.id)
    assert {found[second.id].tag, copy.tag} == {"外", "改"} and copy.note == "注"
    assert any("another program" in notice for notice in again.notices)
    assert any("both are kept" in notice for notice in again.notices)
    assert open_in(tmp_path).notices == []


def test_a_running_store_sees_and_tells_what_another_program_wrote(tmp_path: Path) -> None:
    store = made(tmp_path)
    store.compact()
    data = json.loads(store.path.read_bytes())
    data["annotations"]["1"]["tag"] = "外来"
    store.path.write_text(json.dumps(data), encoding="utf-8")
    assert store.refresh() and store.all()[0].tag == "外来" and len(store.notices) == 2
    store.commit([Change(store.all()[0], None)], "remove")
    assert "外来" not in {one.tag for one in open_in(tmp_path).all()}


def test_nothing_is_written_over_where_a_newer_program_went_on(tmp_path: Path) -> None:
    store = made(tmp_path)
    data = json.loads(store.path.read_bytes())
    data["meta"]["1"] |= {"schema": 3}
    store.path.write_text(json.dumps(data), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in store.path.parent.iterdir() if path.is_file()}
    again = open_in(tmp_path)
    again.close()
    assert "newer" in again.notices[0]
    assert before == {path.name: path.read_bytes() for path in store.path.parent.iterdir() if path.is_file()}


@pytest.mark.parametrize("at", [30, -20])
def test_a_kept_text_that_is_damaged_is_not_taken_for_the_text(tmp_path: Path, at: int) -> None:
    store = made(tmp_path)
    assert store.kept_texts.get(TEXT.sha256) == TEXT
    (file,) = store.path.with_name("annotations.json.texts").iterdir()
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert store.kept_texts.get(TEXT.sha256) is None


def test_a_text_is_kept_once_and_named_only_by_a_hash(tmp_path: Path) -> None:
    texts = Texts(tmp_path / "texts")
    texts.keep([TEXT, TEXT])
    (file,) = (tmp_path / "texts").iterdir()
    before = file.stat().st_mtime_ns
    texts.keep([TEXT])
    assert file.stat().st_mtime_ns == before and texts.get(TEXT.sha256) == TEXT
    (tmp_path / "secret.txt.gz").write_bytes(file.read_bytes())
    assert texts.get("../secret") is None and not texts.holds("../secret")


def test_an_edit_and_an_undo_after_setting_right_are_kept(tmp_path: Path) -> None:
    store = made(tmp_path)
    store.path.write_bytes(b"{broken")
    again = open_store(store.path, "甲", fallback(tmp_path))
    again.commit([edited(again.all()[0], tag="后", note=None)], "after")
    step = again.undo()
    assert step is not None and step.label == "after"
    assert open_in(tmp_path).all() == again.all()
