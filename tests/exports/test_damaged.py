"""Files that a program wrote wrong, a disk or a hand: each row that says nothing true is named, and nothing else is."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.model import from_record, to_record
from reader.annotations.store import Store
from reader.errors import ReaderError
from reader.exports.imports.reading import read_file
from reader.library.catalogue import Catalogue
from reader.text.spans import text_of
from tests.costs import cost
from tests.exports.planted import make, opened
from tests.exports.test_imports import empty, exported, imported


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalogue, Store]]:
    catalogue, store = make(tmp_path_factory.mktemp("library"))
    yield catalogue, store
    catalogue.close()
    store.close()


WRONG: list[tuple[str, object]] = [
    ("sha256", ["x"]),
    ("sha256", 5),
    ("path", None),
    ("article", {"id": ["x"]}),
    ("article", {"id": 3}),
    ("text_of", "article-xx"),
    ("text_of", "banana"),
    ("text_of", 7),
    ("prefix", 7),
    ("spans", [[0, 5], [3, 8]]),
    ("spans", [[-3, 5]]),
    ("spans", [[5, 5]]),
    ("spans", [[0, True]]),
    ("spans", [[0, 2.0]]),
    ("spans", [[0, 10**30]]),
    ("extra", '{"annotation": []}'),
    ("extra", '{"annotation": {"target": 5}}'),
    ("extra", '{"target": {"sha256": "other"}}'),
    ("extra", "[" * 10**5),
    ("body", "[]"),
    ("tags", "民生"),
    ("note", ["x"]),
    ("created", 10**30),
    ("modified", -1),
]


@pytest.mark.parametrize("scope", ["article", "passage"])
@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_field_that_is_wrong_is_named_by_its_row_and_the_others_are_imported(
    planted: tuple[Catalogue, Store], tmp_path: Path, scope: str, name: str, value: object
) -> None:
    catalogue, store = planted
    rows = [json.loads(line) for line in exported(catalogue, store, "jsonl").decode().splitlines()]
    one = next(at for at, row in enumerate(rows) if row["scope"] == scope)
    rows = rows[max(0, one - 1) : one + 2]
    line = min(one, 1) + 1
    rows[line - 1][name] = value
    other = empty(tmp_path)
    report = imported("\n".join(map(json.dumps, rows)).encode(), catalogue, other, format="jsonl")
    assert [bad.row for bad in report.refused] == [f"line {line}"]
    assert len(other.all()) == len(rows) - 1


def test_what_is_imported_of_an_article_lies_in_its_text_and_says_what_the_row_says(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, store = planted
    for name in ("jsonl", "w3c", "csv"):
        data = exported(catalogue, store, name).decode()
        opening = next(one.target.quote for one in store.all() if one.target.article)[:12]
        # The words of an article are changed, its place is not.
        other = empty(tmp_path / name)
        report = imported(data.replace(opening, "甲" * len(opening)).encode(), catalogue, other)
        assert report.refused
        for one in other.all():
            text = catalogue.load(catalogue.entry(one.target.path)).source.text
            assert text_of(text, one.target.spans).startswith(one.target.quote)
            assert from_record(json.loads(json.dumps(to_record(one)))) == one


def regions(text: str, *results: Any) -> bytes:
    return json.dumps([{"data": {"text": text}, "annotations": [{"result": list(results)}]}]).encode()


def test_regions_of_label_studio_are_placed_or_named(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    place = {"start": 0, "end": 3, "text": "𠮷野家"}
    data = regions(
        text,
        {"id": "a", "type": "labels", "value": {**place, "labels": ["店"]}},
        {"id": "a", "type": "textarea", "value": {"start": 0, "end": 3, "text": "一家店"}},
        {"id": "b", "type": "labels", "value": {"start": 3, "end": 4, "text": "😀", "labels": []}},
        {"id": "c", "type": "textarea", "value": {"start": 3, "end": 4, "text": ["无处"]}},
        {"id": "d", "type": "textarea"},
        {"id": "e", "type": "textarea", "value": {"text": 5}},
        {"id": "f", "type": "choices", "value": {**place, "choices": ["一段的"]}},
        {"id": "g", "type": "labels", "value": None},
        {"type": "relation"},
    )
    other = empty(tmp_path)
    report = imported(data, catalogue, other)
    assert [(one.tag, one.note, one.target.quote) for one in other.all()] == [
        ("店", "一家店", "𠮷野家"),
        (None, None, "😀"),
    ]
    assert [bad.row for bad in report.refused] == [f"task 1, {key}" for key in (*"cdefg", None)]
    report = imported(
        json.dumps([{"data": {"text": text}, "annotations": [{"result": [1.5]}]}]).encode(), catalogue, other
    )
    assert [bad.row for bad in report.refused] == ["task 1"]


def test_two_people_who_worked_on_one_region_keep_their_own_notes(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    annotations = [
        {
            "completed_by": {"email": person},
            "result": [
                {"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": [label]}},
                {"id": "a", "type": "textarea", "value": {"start": 0, "end": 3, "text": [note]}},
            ],
        }
        for person, label, note in (("甲@a", "店", "甲说"), ("乙@a", "名", "乙说"))
    ]
    other = empty(tmp_path)
    imported(json.dumps([{"data": {"text": text}, "annotations": annotations}]).encode(), catalogue, other)
    assert [(one.annotator, one.tag, one.note) for one in other.all()] == [
        ("甲@a", "店", "甲说"),
        ("乙@a", "名", "乙说"),
    ]


def test_every_line_of_brat_is_placed_or_named(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    lines = (
        "T1\tShop 0 3\t𠮷野家",
        "#1\tAnnotatorNotes T1\t第一",
        "#2\tAnnotatorNotes T1\t第二",
        "#3\tAnnotatorNotes T9\t无处",
        "T2\tShop 0 2;1 3\t𠮷野 野家",
        "#4 坏",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", text)
        archive.writestr("a.ann", "\r\n".join(lines))
        archive.writestr("b.ann", b"\xff")
        archive.writestr("documents.json", '{"documents": {"a": 5}, "labels": {"Shop": 7}}')
    other = empty(tmp_path)
    report = imported(out.getvalue(), catalogue, other)
    assert [(one.tag, one.note) for one in other.all()] == [("Shop", "第一\n第二")]
    assert sorted(bad.row for bad in report.refused) == ["a.ann:4", "a.ann:5", "a.ann:6", "b.ann"]


def test_an_archive_that_would_fill_the_memory_is_refused(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("tasks.json", b"[]")
    data = bytearray(out.getvalue())
    at = data.index(b"PK\x01\x02") + 24  # the size that its directory tells
    data[at : at + 4] = (2**31).to_bytes(4, "little")
    with pytest.raises(ReaderError, match="more than 1 GB"):
        imported(bytes(data), catalogue, empty(tmp_path), format="labelstudio")


TABLES: list[tuple[str, list[str], list[str | None]]] = [
    # A comma in a tag that was not quoted, a column that stands twice, a cell more that holds nothing.
    ("path,tag\n短.txt,民生, 教育\n短.txt,甲,\n", ["line 2"], ["甲"]),
    ("path,tag,tag\n短.txt,甲,乙\n", ["line 1"], []),
    # Lines that are empty or in a cell count; what cannot be read is named by the line that it begins on.
    ('\npath,tag\n\n短.txt,"甲\n"\n没有.txt,乙\n,丙\n短.txt\n', ["line 6", "line 7", "line 8"], ["甲"]),
    ('path,tag\n短.txt,甲\n短.txt,"乙\n短.txt,丙\n', ["line 3"], ["甲"]),
    # Paths as other systems and people write them.
    ("path,tag\n.\\短.txt,甲\n./短.txt,乙\n深/../短.txt,丙\n", [], ["甲", "乙", "丙"]),
]


@pytest.mark.parametrize(("text", "refused", "tags"), TABLES)
def test_nothing_in_a_table_is_dropped_without_a_word(
    planted: tuple[Catalogue, Store], tmp_path: Path, text: str, refused: list[str], tags: list[str | None]
) -> None:
    catalogue, _store = planted
    other = empty(tmp_path)
    report = imported(text.encode(), catalogue, other)
    assert [bad.row for bad in report.refused] == refused
    assert [one.tag for one in other.all()] == tags


def test_a_cell_longer_than_any_spreadsheets_comes_back(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    table = "path,tag,note\n短.txt,长," + "字" * 300_000 + "\n"
    other = empty(tmp_path)
    assert imported(table.encode(), catalogue, other).refused == ()
    assert [len(one.note or "") for one in other.all()] == [300_000]


def test_a_text_with_the_line_ends_of_windows_is_the_text_of_the_library(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (root / "a.txt").write_bytes("标题在此\r\n\r\n第一行😀文字，\r\n第二行文字。\r\n".encode())
    catalogue, _store = opened(root)
    text = (root / "a.txt").read_bytes().decode()
    words = "第二行"
    at = text.index(words)
    utf16 = at + 1
    task = {"id": "a", "type": "labels", "value": {"start": at, "end": at + 3, "text": words, "labels": ["行"]}}
    brat = io.BytesIO()
    with zipfile.ZipFile(brat, "w") as archive:
        archive.writestr("a.txt", text)
        # Counted with both characters of a line end, and as it was before the file came to Windows.
        plain = text.replace("\r\n", "\n").index(words)
        archive.writestr("a.ann", f"T1\tX {at} {at + 3}\t{words}\r\nT2\tY {plain} {plain + 3}\t{words}\r\n")
    files = {
        "labelstudio": regions(text, task),
        "doccano": json.dumps({"text": text, "label": [[utf16, utf16 + 3, "行"]]}).encode(),
        "brat": brat.getvalue(),
    }
    for name, data in files.items():
        other = empty(tmp_path / name)
        report = imported(data, catalogue, other)
        assert report.refused == () and {one.target.quote for one in other.all()} == {words}
    catalogue.close()


def test_what_else_doccano_says_is_imported_or_named(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    line = {
        "text": text,
        "entities": [{"id": 1, "label": "店", "start_offset": 0, "end_offset": 4}],
        "cats": ["经济"],
        "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "x"}],
        "Comments": ["一句"],
    }
    other = empty(tmp_path)
    report = imported(json.dumps(line).encode(), catalogue, other)
    assert [(one.tag, one.target.article) for one in other.all()] == [("店", False), ("经济", True)]
    assert [bad.reason for bad in report.refused] == ["relations is not imported", "Comments is not imported"]
    listed = imported(json.dumps([line, {"text": 5, "label": []}]).encode(), catalogue, other)
    assert (listed.format, listed.count, listed.known) == ("doccano", 0, 2)
    assert [bad.row for bad in listed.refused] == ["task 1", "task 1", "task 2"]


def test_another_encoding_and_another_layout_are_told_or_taken(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, store = planted
    for name in ("jsonl", "doccano"):
        data = exported(catalogue, store, name).decode().encode("gb18030")
        with pytest.raises(ReaderError, match="“file” is not in UTF-8"):
            imported(data, catalogue, empty(tmp_path / name))
    laid_out = json.dumps(json.loads(exported(catalogue, store, "w3c")), indent=2, ensure_ascii=False)
    other = empty(tmp_path / "w3c")
    assert imported(laid_out.encode("utf-8-sig"), catalogue, other).refused == ()
    assert set(other.all()) == set(store.all())


def test_texts_that_are_none_of_the_librarys_cost_one_look_through_it(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, _store = planted
    other = empty(tmp_path)

    def foreign(count: int) -> None:
        lines = [json.dumps({"text": f"第{number}篇外来的文本。", "label": [[0, 2, "甲"]]}) for number in range(count)]
        report = imported("\n".join(lines).encode(), catalogue, other)
        assert report.count == 0 and len(report.refused) == count

    assert cost(lambda: foreign(40), lambda: foreign(2), enough=4) <= 4


def test_one_of_the_two_files_of_brat_is_told(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    with pytest.raises(ReaderError, match="keeps a document in two files"):
        imported("T1\tShop 0 3\t𠮷野家\n".encode(), catalogue, empty(tmp_path))


def test_a_folder_of_brat_is_read_with_those_below_it(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    data = tmp_path / "data"
    below = data / "a" / "b"
    below.mkdir(parents=True)
    with pytest.raises(ReaderError, match="no file of annotations"):
        imported(read_file(data), catalogue, empty(tmp_path / "nothing"))
    for name, label in ((data / "one", "店"), (below / "two", "店铺")):
        name.with_suffix(".txt").write_text(text, encoding="utf-8")
        name.with_suffix(".ann").write_text(f"T1\tShop 0 3\t𠮷野家\n#1\tAnnotatorNotes T1\t{label}\n", encoding="utf-8")
    os.utime(data / "one.ann", (0, 0))  # before an archive can say
    other = empty(tmp_path / "brat")
    assert imported(read_file(data), catalogue, other).refused == ()
    assert [one.note for one in other.all()] == ["店铺", "店"]


def test_a_column_that_was_taken_out_of_our_table_is_named(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, store = planted
    table = list(csv.DictReader(io.StringIO(exported(catalogue, store, "csv").decode("utf-8-sig"), newline="")))
    kept = [("prefix", len(table)), ("date_basis", len(table))]
    for gone, count in [("encoding", 0), ("spans", 0), ("exact", 0), ("id", 0), *kept]:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [name for name in table[0] if name != gone], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)
        report = imported(out.getvalue().encode(), catalogue, empty(tmp_path / gone))
        assert report.count == count
        assert [bad.reason for bad in report.refused] == ([] if count else [f"the column {gone} is missing"])


def test_a_folder_is_left_as_soon_as_it_is_no_longer_asked_for(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.ann").touch()
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 2

    assert read_file(tmp_path, cancelled) == b"" and len(asked) == 2


def test_a_folder_that_holds_more_than_memory_does_is_told(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(ReaderError, match="more than 1 GB"):
        read_file(tmp_path)
