"""Two people's annotations joined: nothing of either is lost, and what both changed stands there twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reader.annotations.history import Change, edited
from reader.annotations.merging import merge, side_of, write
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.annotations.store import Store, open_store
from tests.annotations.examples import TEXT, added, highlight, open_in


@pytest.fixture
def both(tmp_path: Path) -> tuple[Store, Store, tuple[Annotation, ...]]:
    """Two people who began with the same four annotations."""
    stores = []
    begun = tuple(highlight(tag) for tag in "一二三四")
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        store = open_in(tmp_path / name)
        store.commit(added(*begun), "four", [TEXT])
        stores.append(store)
    return stores[0], stores[1], begun


def joined(one: Store, other: Store, out: Path) -> tuple[Store, list[tuple[Annotation, Annotation]], list[Annotation]]:
    merged = merge(side_of(one), side_of(other))
    write(out, merged, [one, other], "丙", "merge")
    return open_store(out, "丙", out), merged.twice, merged.removed


def test_what_each_added_changed_and_removed_is_in_the_result(
    tmp_path: Path, both: tuple[Store, Store, tuple[Annotation, ...]]
) -> None:
    one, other, (first, second, third, fourth) = both
    one.commit([edited(first, tag="甲改", note=None)], "retag")
    other.commit([edited(second, tag="乙改", note=None)], "retag")
    one.commit([Change(third, None)], "remove")
    one.commit(added(mine := highlight("甲新")), "new")
    other.commit(added(theirs := highlight("乙新")), "new")
    out, twice, removed = joined(one, other, tmp_path / "out.json")
    assert sorted(found.tag or "" for found in out.all()) == sorted(["甲改", "乙改", "四", "甲新", "乙新"])
    assert {mine, theirs, fourth} <= set(out.all())
    assert (twice, removed) == ([], [third])
    assert out.kept_texts.get(TEXT.sha256) == TEXT
    assert out.notices == [] and len(json.loads(out.path.read_bytes())["annotations"]) == 5


def test_what_both_changed_is_kept_twice_and_named(
    tmp_path: Path, both: tuple[Store, Store, tuple[Annotation, ...]]
) -> None:
    one, other, (first, *_rest) = both
    one.commit([edited(first, tag="甲改", note=None)], "retag")
    other.commit([edited(first, tag="乙改", note="注")], "retag")
    out, twice, _removed = joined(one, other, tmp_path / "out.json")
    ((kept, copy),) = twice
    assert (kept.tag, copy.tag, copy.note) == ("甲改", "乙改", "注")
    assert kept.id == first.id != copy.id and copy.extra["copy_of"] == first.id
    assert {kept, copy} <= set(out.all()) and len(out.all()) == 5


def test_what_one_removed_and_the_other_changed_stays(
    tmp_path: Path, both: tuple[Store, Store, tuple[Annotation, ...]]
) -> None:
    one, other, (first, *_rest) = both
    one.commit([Change(first, None)], "remove")
    other.commit([edited(first, tag="乙改", note=None)], "retag")
    out, _twice, removed = joined(one, other, tmp_path / "out.json")
    assert removed == [] and "乙改" in {found.tag for found in out.all()}


def test_of_a_newer_and_an_older_copy_of_one_library_the_newer_counts(
    tmp_path: Path, both: tuple[Store, Store, tuple[Annotation, ...]]
) -> None:
    one, other, (first, *_rest) = both
    change = edited(first, tag="甲改", note=None)
    one.commit([change], "retag")
    assert change.after is not None
    one.commit([edited(change.after, tag="再改", note=None)], "retag")
    for pair in ((one, other), (other, one)):
        out, twice, _removed = joined(*pair, tmp_path / f"{len(list(tmp_path.iterdir()))}.json")
        assert "再改" in {found.tag for found in out.all()} and twice == [] and len(out.all()) == 4


def test_texts_are_matched_by_what_stands_in_them(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = open_in(tmp_path / "one"), open_in(tmp_path / "other")
    mine = highlight("甲")
    theirs = highlight("乙")
    theirs = replace(theirs, target=replace(theirs.target, path="another name.txt"))
    one.commit(added(mine), "mine")
    other.commit(added(theirs), "theirs")
    out, _twice, _removed = joined(one, other, tmp_path / "out.json")
    assert {found.target.path for found in out.all()} == {"a.txt"}
    assert one.all() == (mine,) and other.all() == (theirs,)


def test_records_that_this_version_does_not_know_go_along(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = open_in(tmp_path / "one"), open_in(tmp_path / "other")
    one.commit(added(highlight("甲")), "mine")
    one.close()
    data = json.loads(one.path.read_bytes())
    data["annotations"]["9"] = {"id": "x", "kind": "drawing"}
    one.path.write_text(json.dumps(data), encoding="utf-8")
    out, _twice, _removed = joined(open_in(tmp_path / "one"), other, tmp_path / "out.json")
    assert {"id": "x", "kind": "drawing"} in json.loads(out.path.read_bytes())["annotations"].values()


@pytest.mark.parametrize(
    ("kind", "body", "other_body"),
    [
        (Kind.BOOKMARK, {"letter": "a"}, {"letter": "b"}),
        (Kind.DONE, {}, {"again": True}),
        (Kind.CORRECTION, {"form": "title", "value": "甲"}, {"form": "title", "value": "乙"}),
    ],
)
def test_every_kind_is_joined_with_what_it_says(
    tmp_path: Path, kind: Kind, body: dict[str, object], other_body: dict[str, object]
) -> None:
    target = make_target(TEXT, "a.txt", [(0, 4)], article=kind is Kind.DONE)
    begun = [new_annotation(kind, target, "甲", body={**body, "number": number}) for number in range(3)]
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = open_in(tmp_path / "one"), open_in(tmp_path / "other")
    for store in (one, other):
        store.commit(added(*begun), "begun", [TEXT])
    first, second, third = begun
    one.commit([Change(first, replace(first, body=other_body, modified="2030-01-01T00:00:00Z"))], "changed")
    one.commit([Change(second, replace(second, body=body))], "mine")
    other.commit([Change(second, replace(second, body=other_body | {"x": 1}))], "theirs")
    other.commit([Change(third, None)], "removed")
    out, twice, removed = joined(one, other, tmp_path / "out.json")
    assert removed == [third]
    ((kept, copy),) = twice
    assert (kept.body, copy.body, kept.id) == (body, other_body | {"x": 1}, second.id)
    assert {found.id: found.body for found in out.all()} == {
        first.id: other_body, kept.id: kept.body, copy.id: copy.body,
    }  # fmt: skip
    assert {found.kind for found in out.all()} == {kind}
