"""What was exported comes back; what another tool wrote is laid at its place or named with its reason."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.correcting import new_correction
from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, make_target, new_annotation, place_of
from reader.annotations.store import Store, open_store
from reader.errors import ReaderError
from reader.exports.choosing import Choice
from reader.exports.documents import ARTICLE, SOURCE, Wording
from reader.exports.format import Options, Unit
from reader.exports.imports.placing import Plan
from reader.exports.imports.reading import import_annotations, told
from reader.exports.registry import FORMATS
from reader.exports.writing import export_annotations, gather, material_of
from reader.library.catalogue import Catalogue
from reader.newspaper.corrections import Correction, Form
from reader.text.script import Script
from reader.text.spans import text_of
from tests.exports.planted import NOTES, TAGS, make


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalogue, Store]]:
    catalogue, store = make(tmp_path_factory.mktemp("planted"))
    yield catalogue, store
    catalogue.close()


BODIES = st.dictionaries(
    st.text("abc字"), st.none() | st.integers() | st.text("𠮷\"\\\n'=") | st.lists(st.lists(st.integers(0, 9)))
)
"""What bookmarks and corrections say: any JSON."""


def empty(folder: Path, annotator: str = "导入者") -> Store:
    """The annotations of a library that has none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return open_store(folder / "annotations.json", annotator, folder / "none.json")


def exported(
    catalogue: Catalogue, store: Store, name: str, wording: Wording | None = None, options: Options | None = None
) -> bytes:
    rows, left_out = gather(catalogue, store, Choice())
    assert not left_out
    return b"".join(FORMATS[name].write(material_of(rows, catalogue, FORMATS[name], wording=wording, options=options)))


def imported(data: bytes, catalogue: Catalogue, store: Store, **more: Any) -> Plan:
    report = import_annotations(data, "file", catalogue, store, **more)
    assert report is not None
    return report


def said(one: Annotation) -> tuple[object, ...]:
    return one.kind, one.target.path, one.target.article, one.target.spans, one.tag, one.note


@pytest.mark.parametrize("name", ["jsonl", "w3c"])
def test_export_and_import_into_an_empty_library_give_the_same_annotations(
    planted: tuple[Catalogue, Store], tmp_path: Path, name: str
) -> None:
    catalogue, store = planted
    data = exported(catalogue, store, name)
    assert told(data) == name
    other = empty(tmp_path)
    report = imported(data, catalogue, other)
    assert (report.count, report.known, report.refused) == (len(store.all()), 0, ())
    assert {one.id: one for one in other.all()} == {one.id: one for one in store.all()}
    assert any(one.extra for one in other.all()) and any(one.target.extra for one in other.all())
    again = imported(data, catalogue, other)
    assert (again.count, again.known, again.refused) == (0, len(store.all()), ())
    other.undo()
    assert other.all() == ()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_annotation_comes_back_the_same(
    planted: tuple[Catalogue, Store], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    catalogue, _store = planted
    entry = data.draw(st.sampled_from(sorted(catalogue.entries, key=lambda one: one.path)))
    source = catalogue.load(entry).source
    ends = data.draw(st.lists(st.integers(0, len(source.text)), min_size=2, max_size=6, unique=True).map(sorted))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    if data.draw(st.booleans()):
        spans = spans[::-1]  # reading order need not be the order of the file
    target = make_target(source, entry.path, spans, article=data.draw(st.booleans()))
    words = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from([*TAGS, *filter(None, NOTES)])
    kind = data.draw(st.sampled_from(list(Kind)))
    tag = data.draw(words.filter(bool)) if kind is Kind.TAG else data.draw(st.none() | words.filter(bool))
    body = data.draw(st.just({}) | BODIES) if kind in (Kind.BOOKMARK, Kind.DONE, Kind.CORRECTION) else {}
    key = data.draw(st.uuids().map(str) | st.text("ab/ é字%", min_size=1))
    time = "2026-11-22T08:00:00Z"
    one = Annotation(key, kind, target, tag, data.draw(st.none() | words), time, time, data.draw(words), body)
    folder = tmp_path_factory.mktemp("any")
    first = empty(folder / "first")
    first.commit([Change(None, one)], "one")
    if not text_of(source.text, target.spans).strip():
        return  # white space alone is no place for an annotation
    for name in ("jsonl", "w3c"):
        other = empty(folder / name)
        report = imported(exported(catalogue, first, name), catalogue, other)
        assert report.refused == () and other.all() == (one,), name


@pytest.mark.parametrize("name", ["labelstudio", "doccano", "brat", "jsonl", "w3c"])
@pytest.mark.parametrize("wording", [SOURCE, ARTICLE, Wording(True, Script.HANS)], ids=lambda one: one.name)
def test_what_a_tool_is_given_is_placed_again(
    planted: tuple[Catalogue, Store], tmp_path: Path, name: str, wording: Wording
) -> None:
    catalogue, store = planted
    data = exported(catalogue, store, name, wording)
    other = empty(tmp_path)
    report = imported(data, catalogue, other, format=name)
    assert report.refused == () and report.count
    passages = {(one.target.path, _words(catalogue, one), one.tag) for one in store.all() if not one.target.article}
    found = [one for one in other.all() if not one.target.article]
    assert found
    for one in found:
        words = _words(catalogue, one)
        if wording.script is Script.SOURCE:
            assert (one.target.path, words, one.tag) in passages
        else:  # a phrase may be converted as a whole, and is taken as a whole
            assert any(path == one.target.path and part in words for path, part, _tag in passages)
    again = imported(data, catalogue, other, format=name)
    assert (again.count, again.refused) == (0, ())


def _words(catalogue: Catalogue, one: Annotation) -> str:
    source = catalogue.load(catalogue.entry(one.target.path)).source
    return "".join(text_of(source.text, sorted(one.target.spans)).split())


def test_doccano_is_read_in_the_unit_that_it_counts(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, store = planted
    both = [exported(catalogue, store, "doccano", options=Options(unit=unit)) for unit in (Unit.UTF16, Unit.POINTS)]
    stores = [empty(tmp_path / str(number)) for number in range(2)]
    for data, other in zip(both, stores, strict=True):
        assert imported(data, catalogue, other).refused == ()
    assert both[0] != both[1]
    assert sorted(map(str, map(said, stores[0].all()))) == sorted(map(str, map(said, stores[1].all())))


def test_label_studio_regions_that_count_utf_16_are_known_by_their_words(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    value = {"start": 4, "end": 6, "text": "😀", "labels": ["表情"]}
    result = {"id": "r1", "type": "labels", "from_name": "label", "to_name": "text", "value": value}
    other = empty(tmp_path)
    task = {"data": {"text": text}, "predictions": [{"model_version": "m-1", "result": [result]}]}
    assert imported(json.dumps([task]).encode(), catalogue, other).count == 1
    (one,) = other.all()
    assert (one.target.quote, one.tag, one.annotator) == ("😀", "表情", "m-1")


def test_tags_of_articles_come_from_a_table(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    page = catalogue.load(catalogue.entry("000.txt"))
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows(
        [
            ["path", "article", "tags", "note"],
            ["000.txt", page.articles[0].id, "民生; 甲\\;乙", "'=1+1"],
            ["000.txt", "2", "第二", ""],
            ["短.txt", "", "唯一", ""],
            ["000.txt", "", "哪一篇", ""],
            ["没有.txt", "", "无", ""],
            ["000.txt", "999", "无", ""],
            ["000.txt", "1", "", ""],
        ]
    )
    other = empty(tmp_path)
    report = imported(out.getvalue().encode("utf-8-sig"), catalogue, other)
    assert [(one.target.path, one.tag, one.note) for one in other.all() if one.target.path == "000.txt"] == [
        ("000.txt", "民生", "=1+1"),
        ("000.txt", "甲;乙", None),
        ("000.txt", "第二", None),
    ]
    assert report.count == 4 and {one.annotator for one in other.all()} == {"导入者"}
    assert [bad.row for bad in report.refused] == ["line 5", "line 6", "line 7", "line 8"]
    assert all(one.target.article for one in other.all())


def test_our_own_table_comes_back(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, store = planted
    for name, options in (("guarded", Options()), ("raw", Options(raw=True))):
        other = empty(tmp_path / name)
        report = imported(exported(catalogue, store, "csv", options=options), catalogue, other)
        assert report.refused == () and report.count == len(store.all())
        before = {one.id: (said(one)[:5], one.annotator) for one in store.all()}
        assert {one.id: (said(one)[:5], one.annotator) for one in other.all()} == before


def test_a_row_that_does_not_fit_is_named_and_the_rest_is_one_step(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, store = planted
    lines = exported(catalogue, store, "jsonl").decode().splitlines()[:6]
    rows = [json.loads(line) for line in lines]
    rows[1]["exact"] += "X" if rows[1]["scope"] == "passage" else ""
    rows[1]["spans"] = [[10**8, 10**8 + 3]]
    rows[2]["sha256"], rows[2]["path"] = "0" * 64, "none.txt"
    rows[3]["kind"] = "relation"
    data = "\n".join([*(json.dumps(row) for row in rows), "no json", ""]).encode()
    other = empty(tmp_path)
    report = imported(data, catalogue, other, format="jsonl")
    assert report.count == 3 and [bad.row for bad in report.refused] == ["line 2", "line 3", "line 4", "line 7"]
    assert all(bad.reason for bad in report.refused)
    # Another annotation of the same id is not written over.
    changed = replace(other.all()[0], tag="另一个")
    other.commit([Change(other.all()[0], changed)], "changed")
    report = imported(data, catalogue, other, format="jsonl")
    assert report.known == 2 and any("this id" in bad.reason for bad in report.refused)
    assert changed in other.all()


def test_a_file_of_another_name_is_known_by_its_text(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, store = planted
    rows = [json.loads(line) for line in exported(catalogue, store, "jsonl").decode().splitlines()[:5]]
    for row in rows:
        row["path"] = "another/name.txt"
    other = empty(tmp_path)
    report = imported("\n".join(map(json.dumps, rows)).encode(), catalogue, other)
    assert report.count == 5 and {one.target.path for one in other.all()} <= {one.path for one in catalogue.entries}


@pytest.mark.parametrize("name", ["jsonl", "w3c", "csv"])
def test_what_was_marked_in_another_text_of_the_file_is_found_by_its_words_or_named(tmp_path: Path, name: str) -> None:
    first, store = make(tmp_path / "first")
    data = exported(first, store, name)
    first.close()
    second, _other = make(tmp_path / "second")
    second.close()
    path = tmp_path / "second" / "000.txt"
    before = path.read_text(encoding="utf-8")
    gone = before.index("据了解")
    after = "新的版头\n\n" + before[:gone].replace("自治区民政厅", "自治区民政庁") + before[before.index("\n", gone) :]
    path.write_text(after, encoding="utf-8")
    second = Catalogue(tmp_path / "second", [tmp_path / "second"])
    second.scan()
    other = empty(tmp_path)
    report = imported(data, second, other)
    on_it = [one for one in store.all() if one.target.path == "000.txt"]
    assert report.count + len(report.refused) == len(store.all()) and len(report.refused) < len(on_it) / 2
    ((changed, moved),) = report.moved
    assert changed == "000.txt" and 0 < moved < report.count and all(bad.reason for bad in report.refused)
    mine = {one.id: one for one in store.all()}
    whole = [one for one in other.all() if one.target.path == "000.txt"]
    assert {one.target.article for one in whole} == {True, False}
    for one in whole:
        assert one.target.sha256 == second.load(second.entry("000.txt")).source.sha256
        if not one.target.article and "庁" not in one.target.quote:
            assert "".join(one.target.quote.split()) == "".join(mine[one.id].target.quote.split())
    second.close()


def test_a_correction_of_another_text_of_the_file_finds_both_its_places(tmp_path: Path) -> None:
    first, store = make(tmp_path / "first")
    source = first.load(first.entry("000.txt")).source
    here, there = source.text.index("据了解"), source.text.index("本报12月27日讯")
    said = Correction("", Form.TOGETHER, ((here, here + 30),), ((there, there + 30),))
    one = new_correction(source, "000.txt", said, "甲")
    store.commit([Change(None, one)], "one")
    data = exported(first, store, "jsonl")
    first.close()
    path = tmp_path / "first" / "000.txt"
    path.write_text("新的版头\n\n" + source.text, encoding="utf-8")
    second = Catalogue(tmp_path / "first", [tmp_path / "first"])
    second.scan()
    other = empty(tmp_path)
    assert imported(data, second, other).refused == ()
    moved = next(found for found in other.all() if found.id == one.id)
    place = place_of(moved)
    assert place is not None and (moved.target.spans, place.spans) == (
        ((here + 6, here + 36),),
        ((there + 6, there + 36),),
    )
    second.close()


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"structure", "texts", "articles", "parquet"}))
def test_a_format_holds_every_kind_or_says_how_many_it_leaves_out(
    planted: tuple[Catalogue, Store], tmp_path: Path, name: str
) -> None:
    catalogue, _store = planted
    entry = catalogue.entry("000.txt")
    page = catalogue.load(entry)
    whole = make_target(page.source, entry.path, page.articles[0].spans, article=True)
    part = make_target(page.source, entry.path, page.articles[0].spans[:1], article=False)
    made = [
        new_annotation(Kind.TAG, whole, "甲", tag="民生"),
        new_annotation(Kind.BOOKMARK, part, "甲", body={"letter": "a"}),
        new_annotation(Kind.DONE, whole, "甲"),
        new_annotation(Kind.CORRECTION, part, "甲", body={"says": "boundary"}),
    ]
    store = empty(tmp_path)
    store.commit([Change(None, one) for one in made], "made")
    report = export_annotations(catalogue, store, name, tmp_path / "out")
    assert report is not None
    written = (tmp_path / "out").read_bytes()
    if name in ("jsonl", "w3c"):
        assert (report.count, report.lost) == (4, ()) and b"boundary" in written
    else:
        kinds = [kind for kind in ("bookmark", "done", "correction") if kind in report.notice]
        assert kinds == ["bookmark", "done", "correction"] and b"boundary" not in written
        assert {one.id for one in report.lost} >= {one.id for one in made[1:]}
    only = export_annotations(catalogue, store, "jsonl", tmp_path / "only", choice=Choice(kind="bookmark"))
    assert only is not None and only.count == 1 and b'"letter' in (tmp_path / "only").read_bytes()


@pytest.mark.parametrize("finer", [1, 1000, 10**6])
def test_times_that_a_library_made_numbers_of_are_the_same(
    planted: tuple[Catalogue, Store], tmp_path: Path, finer: int
) -> None:
    catalogue, store = planted
    rows = [json.loads(line) for line in exported(catalogue, store, "jsonl").decode().splitlines()]
    for row in rows:
        time = datetime.fromisoformat(row["created"])
        row["created"] = int(time.timestamp() * 1000) * finer  # as datasets and pandas write it
        row["modified"] = row["modified"].replace("Z", ".000Z")
    other = empty(tmp_path)
    imported("\n".join(map(json.dumps, rows)).encode(), catalogue, other)
    assert set(other.all()) == set(store.all())


def anew(value: Any) -> Any:
    """JSON as a tool for JSON-LD writes it: an array of one is what is in it, and an array has no order."""
    if isinstance(value, dict):
        return {name: anew(one) for name, one in reversed(value.items())}
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and "selector" not in value[0]:
            value = value[::-1]
        return anew(value[0]) if len(value) == 1 else [anew(one) for one in value]
    return value


def test_json_ld_that_was_written_anew_is_the_same(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, store = planted
    for wording in (SOURCE, Wording(True)):
        other = empty(tmp_path / wording.name)
        data = anew(json.loads(exported(catalogue, store, "w3c", wording)))
        report = imported(json.dumps(data).encode(), catalogue, other)
        assert report.refused == () and len(other.all()) == len(store.all())
        if wording == SOURCE:
            assert set(other.all()) == set(store.all())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"{",
        b'{"a": 1}',
        b"PK\x03\x04broken",
        b"[1, 2]",
        b'["tasks"]',
        b"a,b\n1,2\n",
        b"[" * 10**5,
    ],
)
def test_what_is_no_file_of_annotations_is_said_and_nothing_is_added(
    planted: tuple[Catalogue, Store], tmp_path: Path, data: bytes
) -> None:
    catalogue, _store = planted
    other = empty(tmp_path)
    for name in (None, "jsonl", "w3c", "csv", "labelstudio", "doccano", "brat"):
        try:
            report = imported(data, catalogue, other, format=name)
        except ReaderError as error:
            assert "file" in str(error)
        else:
            assert report.count == 0 and (report.refused or not data)
    assert other.all() == ()


def test_brat_types_and_notes_of_a_folder_that_is_not_ours(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("d/a.txt", text)
        archive.writestr(
            "d/a.ann", "T1\tShop 0 3\t𠮷野家\n#1\tAnnotatorNotes T1\t店名\nT2\tShop 0 2\t吉野\nR1\tX Arg1:T1\n"
        )
        archive.writestr("d/visual.conf", "[labels]\nShop | 店 | S\n")
    other = empty(tmp_path)
    report = imported(out.getvalue(), catalogue, other)
    (one,) = other.all()
    assert (one.tag, one.note, one.target.quote, one.target.path) == ("店", "店名", "𠮷野家", "短.txt")
    assert [bad.row for bad in report.refused] == ["d/a.ann:3", "d/a.ann:4"]
