"""The tag set: kept with the annotations, changed everywhere at once, taken back in one step, shared as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.history import Change
from reader.annotations.merging import merge, side_of, write
from reader.annotations.model import Annotation, Kind, make_target, new_annotation, tidy_tag
from reader.annotations.palette import COLOUR_NAMES, colours
from reader.annotations.retagging import Retagged, defined, removed, renamed, undefined
from reader.annotations.store import Conflict, Store, open_store
from reader.annotations.tagfile import as_toml, read_tags, write_tags
from reader.annotations.tagset import KEYS, Tag, TagChange, TagSet, taken_over
from reader.errors import ReaderError
from tests.annotations.examples import TEXT, added, highlight, open_in

PEOPLE = Tag("民生", "green", 1, "生活")
HEALTH = Tag("医疗", None, 2, parent="民生")

NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=4).map(tidy_tag)
TAGS = st.lists(
    st.builds(Tag, NAMES, st.none() | st.sampled_from(COLOUR_NAMES), st.none(), st.text("说明“\n\\x", max_size=5)),
    unique_by=lambda tag: tag.name,
    min_size=1,
    max_size=9,
).map(lambda tags: [replace(tag, key=key) for tag, key in zip(tags, KEYS, strict=False)])


def with_set(folder: Path, *tags: Tag) -> Store:
    """A store with a tag set."""
    store = open_in(folder)
    store.commit([], "set", tags=[TagChange(None, tag) for tag in tags])
    return store


def do(store: Store, found: Retagged) -> None:
    store.commit(found.changes, "retag", tags=found.tags)


def uses(store: Store) -> list[tuple[str, str | None, str | None]]:
    return sorted(((one.kind.value, one.tag, one.note) for one in store.all()), key=str)


def test_a_set_is_there_after_a_restart_and_undone_across_it(tmp_path: Path) -> None:
    store = with_set(tmp_path, PEOPLE, HEALTH)
    store.close()
    again = open_in(tmp_path)
    assert list(again.tagset) == [PEOPLE, HEALTH]
    assert again.undo() is not None
    assert len(again.tagset) == 0
    again.redo()
    assert list(open_in(tmp_path).tagset) == [PEOPLE, HEALTH]


def test_another_process_sees_the_set_and_a_stale_change_of_it_is_refused(tmp_path: Path) -> None:
    store, other = with_set(tmp_path, PEOPLE), open_in(tmp_path)
    store.commit([], "key", tags=[TagChange(PEOPLE, replace(PEOPLE, key=5))])
    assert other.refresh() and other.tagset.keys() == {5: "民生"}
    store.commit([], "key", tags=[TagChange(replace(PEOPLE, key=5), PEOPLE)])
    with pytest.raises(Conflict):
        other.commit([], "key", tags=[TagChange(replace(PEOPLE, key=5), replace(PEOPLE, key=6))])
    assert list(other.tagset) == [PEOPLE]


def test_a_rename_is_everywhere_at_once_and_one_step(tmp_path: Path) -> None:
    store = with_set(tmp_path, PEOPLE, HEALTH)
    store.commit(added(highlight("民生"), highlight("民生", (5, 9)), highlight("医疗")), "three", [TEXT])
    before = store.all()
    do(store, renamed(store.tagset, store.all(), "民生", "民众生活"))
    assert store.tags() == {"民众生活": 2, "医疗": 1}
    assert [tag.name for tag in store.tagset] == ["医疗", "民众生活"]
    assert store.tagset.get("民众生活") == replace(PEOPLE, name="民众生活")
    assert store.tagset.above("医疗") == ("民众生活",)
    store.undo()
    assert store.all() == before and set(store.tagset) == {PEOPLE, HEALTH}


def test_merged_tags_collapse_where_one_person_said_the_same_twice(tmp_path: Path) -> None:
    store = with_set(tmp_path, PEOPLE, HEALTH)
    article = make_target(TEXT, "a.txt", [(0, 20)], True)

    def tag(name: str, who: str, note: str | None = None) -> Annotation:
        return new_annotation(Kind.TAG, article, who, tag=name, note=note)

    mine = [tag("民生", "甲"), tag("医疗", "甲", "注"), tag("医疗", "乙")]
    passages = [highlight("医疗"), highlight("民生"), highlight("医疗", (5, 9))]
    store.commit(added(*mine, *passages), "six", [TEXT])
    before = store.all()
    do(store, renamed(store.tagset, store.all(), "医疗", "民生"))
    assert store.tags() == {"民生": 4}
    assert ("tag", "民生", "注") in uses(store)
    assert {one.annotator for one in store.all() if one.kind is Kind.TAG} == {"甲", "乙"}
    assert list(store.tagset) == [PEOPLE]
    store.undo()
    assert {one.id: one for one in store.all()} == {one.id: one for one in before}


def test_a_removed_tag_leaves_passages_and_notes(tmp_path: Path) -> None:
    store = with_set(tmp_path, PEOPLE, HEALTH)
    article = make_target(TEXT, "a.txt", [(0, 20)], True)
    noted = new_annotation(Kind.TAG, article, "甲", tag="民生", note="想法")
    store.commit(added(highlight("民生"), noted, new_annotation(Kind.TAG, article, "甲", tag="民生")), "", [TEXT])
    do(store, removed(store.tagset, store.all(), "民生"))
    assert uses(store) == [("highlight", None, None), ("note", None, "想法")]
    assert list(store.tagset) == [replace(HEALTH, parent=None)]


def test_a_parent_means_its_children_at_any_depth_and_no_ring_is_made() -> None:
    tags = TagSet([PEOPLE, HEALTH, Tag("医院", parent="医疗"), Tag("经济")])
    assert tags.below("民生") == {"民生", "医疗", "医院"}
    assert tags.below("没有") == {"没有"}
    assert tags.above("医院") == ("医疗", "民生")
    assert [(depth, tag.name) for depth, tag in tags.tree()] == [(0, "民生"), (1, "医疗"), (2, "医院"), (0, "经济")]
    with pytest.raises(ValueError):
        defined(tags, replace(PEOPLE, parent="医院"))
    ring = TagSet([Tag("一", parent="二"), Tag("二", parent="一")])
    assert ring.below("一") == {"一", "二"} and len(ring.tree()) == 2 and ring.above("一") == ("二",)
    for old, new in (("民生", "医院"), ("医院", "民生"), ("医疗", "医院")):
        after = {tag.name: tag for tag in tags}
        for before, become in renamed(tags, [], old, new).tags:
            after.pop(before.name if before else "", None)
            after |= {become.name: become} if become else {}
        left = TagSet(after.values())
        assert old not in left and all(tag.name not in left.above(tag.name) for tag in left)


def test_a_key_belongs_to_one_tag() -> None:
    tags = TagSet([PEOPLE, HEALTH])
    assert defined(tags, replace(HEALTH, key=1)) == [
        TagChange(PEOPLE, replace(PEOPLE, key=None)),
        TagChange(HEALTH, replace(HEALTH, key=1)),
    ]
    assert tags.free_key() == 3
    coming = taken_over(tags, [Tag("经济", key=2)])
    assert TagChange(HEALTH, replace(HEALTH, key=None)) in coming
    assert undefined(tags, "民生")[0] == TagChange(HEALTH, replace(HEALTH, parent=None))


def test_a_chosen_colour_is_kept_by_its_tag_alone() -> None:
    given_ = colours(["一", "二", "三"], {"民生": 5})
    assert given_["民生"] == 5 and len(set(given_.values())) == 4


@given(TAGS)
@settings(max_examples=40)
def test_a_set_comes_back_from_its_file(tmp_path_factory: pytest.TempPathFactory, tags: list[Tag]) -> None:
    path = tmp_path_factory.mktemp("tags") / "tags.toml"
    write_tags(path, tags)
    assert read_tags(path) == tags


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tag = 3", "[[tag]]"),
        ("[[tag]]\ncolour = 'red'", "1"),
        ("[[tag]]\nname = '甲'\nkey = 12", "甲"),
        ("[[tag]]\nname = '甲'\ncolor = 'red'", "color"),
        ("[[tag]]\nname = '甲'\n[[tag]]\nname = '甲'", "甲"),
        ("[[tag]]\nname = '甲'\nkey = 1\n[[tag]]\nname = '乙'\nkey = 1", "乙"),
        ("[[tag]]\nname = '甲'\nparent = '乙'\n[[tag]]\nname = '乙'\nparent = '甲'", "甲"),
        ('[[tag]]\nname = "甲\\u001b[2J"', "1"),
        ("not toml", "line 1"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence_that_names_it(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "tags.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError) as error:
        read_tags(path)
    assert "tags.toml" in str(error.value) and said in str(error.value)


def test_merged_libraries_have_both_sets_and_what_one_removed_is_gone(tmp_path: Path) -> None:
    stores = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        stores.append(with_set(tmp_path / name, PEOPLE, HEALTH))
    one, other = stores
    do(one, renamed(one.tagset, one.all(), "医疗", "卫生"))
    other.commit([], "", tags=[TagChange(PEOPLE, replace(PEOPLE, description="别的")), TagChange(None, Tag("体育"))])
    other.commit(added(highlight("医疗")), "", [TEXT])
    merged = merge(side_of(one), side_of(other))
    write(tmp_path / "out.json", merged, stores, "丙", "merge")
    out = open_store(tmp_path / "out.json", "丙", tmp_path / "out.json")
    assert sorted(tag.name for tag in out.tagset) == sorted(["民生", "卫生", "体育"])
    assert merged.differing == [(PEOPLE, replace(PEOPLE, description="别的"))]
    assert out.tagset.get("民生") == PEOPLE and as_toml(out.tagset).count("[[tag]]") == 3


def test_many_annotations_are_renamed_in_one_commit(tmp_path: Path) -> None:
    store = with_set(tmp_path, PEOPLE)
    store.commit(added(*(highlight("民生", (at % 30, at % 30 + 1 + at // 30)) for at in range(300))), "", [TEXT])
    do(store, renamed(store.tagset, store.all(), "民生", "改"))
    assert store.tags() == {"改": 300}
    step = store.undo()
    assert step is not None and store.tags() == {"民生": 300}
    assert all(isinstance(change, Change) for change in step.changes)
