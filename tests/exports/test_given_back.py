"""What a tool gives back of an export is known; what it adds is added, and signed as far as the file tells."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotations.history import Change
from reader.annotations.model import Kind, Target, make_target, new_annotation
from reader.annotations.store import Store
from reader.errors import ReaderError
from reader.exports.documents import Wording
from reader.exports.format import Options
from reader.library.catalogue import Catalogue
from reader.text.script import Script
from reader.text.spans import Span
from tests.exports.planted import make, opened
from tests.exports.test_imports import empty, exported, imported


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalogue, Store]]:
    catalogue, store = make(tmp_path_factory.mktemp("planted"))
    yield catalogue, store
    catalogue.close()


@pytest.mark.parametrize(
    ("name", "wording", "options"),
    [
        ("labelstudio", None, None),
        ("doccano", None, None),
        ("doccano", None, Options(layers=True)),
        ("brat", None, None),
        ("brat", Wording(False), None),
        ("csv", None, None),
        ("jsonl", Wording(True, Script.TW), None),
    ],
)
def test_what_comes_back_from_a_tool_as_it_was_is_known(
    planted: tuple[Catalogue, Store], name: str, wording: Wording | None, options: Options | None
) -> None:
    catalogue, store = planted
    before = store.all()
    report = imported(exported(catalogue, store, name, wording, options), catalogue, store)
    assert (report.count, report.refused) == (0, ()) and report.known > 100
    assert store.all() == before


def test_what_was_added_in_a_tool_is_added(planted: tuple[Catalogue, Store]) -> None:
    catalogue, store = planted
    first, *others = exported(catalogue, store, "doccano").decode().splitlines()
    line = json.loads(first)
    line["label"] += [[*line["label"][0][:2], "另一个标签"]]
    report = imported("\n".join([json.dumps(line), *others]).encode(), catalogue, store)
    assert [change.after.tag for change in report.changes if change.after] == ["另一个标签"]
    store.undo()


def tasks(catalogue: Catalogue, *people: object) -> bytes:
    """A task as Label Studio's server gives it, with an annotation by each."""
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    value = {"start": 4, "end": 6, "text": "😀", "labels": ["表情"]}
    answers = [
        {"id": at, "completed_by": by, "was_cancelled": False, "lead_time": 3.1,
         "result": [{"id": "r", "type": "labels", "from_name": "l", "to_name": "text", "origin": "manual",
                     "value": {**value, "labels": [f"表情{at}"]}}]}
        for at, by in enumerate(people)
    ]  # fmt: skip
    return json.dumps([{"id": 1, "data": {"text": text}, "annotations": answers, "predictions": []}]).encode()


def test_numbers_of_people_are_names_only_where_they_tell_people_apart(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, _store = planted
    for place, (people, names) in enumerate(
        [((1, 1), {"导入者"}), ((1, 7), {"1", "7"}), (({"email": "w@x.cn"},), {"w@x.cn"})]
    ):
        other = empty(tmp_path / str(place))
        imported(tasks(catalogue, *people), catalogue, other)
        assert {one.annotator for one in other.all()} == names


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{"text": "字", "label": [], "annotator": 1, "lead_time": 2.0}]).encode(),
        b'"path","tags","annotator","lead_time"\na.txt,x,1,2.0\n',
    ],
)
def test_a_form_of_label_studio_that_says_too_little_is_told(
    planted: tuple[Catalogue, Store], tmp_path: Path, data: bytes
) -> None:
    catalogue, _store = planted
    report = imported(data, catalogue, empty(tmp_path))
    assert report.count == 0 and "export it as JSON" in report.refused[0].sentence


@pytest.mark.parametrize("name", ["spacy", "cas", "texts", "structure"])
def test_an_export_that_cannot_come_back_is_refused(
    planted: tuple[Catalogue, Store], tmp_path: Path, name: str
) -> None:
    catalogue, store = planted
    with pytest.raises(ReaderError, match="file"):
        imported(exported(catalogue, store, name), catalogue, empty(tmp_path))


def test_an_archive_that_was_cut_off_adds_nothing(planted: tuple[Catalogue, Store], tmp_path: Path) -> None:
    catalogue, store = planted
    for name in ("brat", "labelstudio"):
        whole = exported(catalogue, store, name)
        changed = whole[:200] + bytes(100) + whole[300:]
        for data in (whole[:3000], whole[:-30], changed, b"PK\x03\x04" + whole[3000:]):
            with pytest.raises(ReaderError, match="“file” is a damaged archive"):
                imported(data, catalogue, empty(tmp_path), format=name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.jsonl", b"\xff\xff")
    report = imported(out.getvalue(), catalogue, empty(tmp_path))
    assert report.count == 0 and [bad.row for bad in report.refused] == ["a.jsonl"]


def test_what_a_tool_cannot_hold_as_it_is_comes_back_as_known(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (root / "a.txt").write_text("零\u200b宽\u3000的\x1b字\u202e与「highlight」。", encoding="utf-8")
    catalogue, store = opened(root)
    source = catalogue.load(catalogue.entry("a.txt")).source
    article = catalogue.load(catalogue.entry("a.txt")).articles[0]
    whole = make_target(source, "a.txt", article.spans, article=True)

    def on(*spans: Span) -> Target:
        return make_target(source, "a.txt", spans, article=False)

    said = [
        new_annotation(Kind.HIGHLIGHT, on((1, 3)), "甲", tag="\x1b[31m红", note="控\x00制\u202e"),
        new_annotation(Kind.HIGHLIGHT, on((2, 6)), "甲", tag="highlight"),
        new_annotation(Kind.NOTE, on((2, 4)), "甲", note="\n\n"),
        new_annotation(Kind.HIGHLIGHT, on((7, 8), (4, 5)), "甲", tag="倒序"),
        new_annotation(Kind.TAG, whole, "甲", tag="\x9b1m"),
        new_annotation(Kind.BOOKMARK, on((3, 4)), "甲", body={"letter": "a"}),
    ]
    store.commit([Change(None, one) for one in said], "marked")
    for name in ("jsonl", "w3c", "csv", "labelstudio", "doccano", "brat"):
        for wording in (Wording(False), Wording(True)):
            report = imported(exported(catalogue, store, name, wording), catalogue, store)
            assert (report.count, report.refused) == (0, ()) and report.known
    for name in ("jsonl", "w3c"):
        other = empty(tmp_path / name)
        imported(exported(catalogue, store, name), catalogue, other)
        assert set(other.all()) == set(store.all())
    catalogue.close()


def test_two_people_who_say_the_same_are_both_there_and_neither_twice(
    planted: tuple[Catalogue, Store], tmp_path: Path
) -> None:
    catalogue, _store = planted
    text = catalogue.load(catalogue.entry("短.txt")).source.text
    line = json.dumps({"text": text, "label": [[0, 4, "店"]]})
    members, lists = io.BytesIO(), io.BytesIO()
    for archived, suffix, content in ((members, "jsonl", line), (lists, "json", f"[{line}]")):
        with zipfile.ZipFile(archived, "w") as archive:
            for who in ("甲", "乙"):
                archive.writestr(f"{who}.{suffix}", content)
    work = [
        {
            "completed_by": {"email": who},
            "result": [{"id": "r", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["店"]}}],
        }
        for who in ("甲", "乙")
    ]
    for name, data in (
        ("doccano", members.getvalue()),
        ("doccano's JSON", lists.getvalue()),
        ("labelstudio", json.dumps([{"data": {"text": text}, "annotations": work}]).encode()),
    ):
        other = empty(tmp_path / name)
        for count in (2, 0):
            assert imported(data, catalogue, other).count == count
        assert {one.annotator for one in other.all()} == {"甲", "乙"}
    # What the library said before is known whoever says it: tools give it back under other names.
    other = empty(tmp_path / "one")
    assert imported(line.encode(), catalogue, other).count == 1
    assert imported(members.getvalue(), catalogue, other).count == 0
