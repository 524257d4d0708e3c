"""Maps invert (I3), nothing is lost or doubled (I1), nothing is invented (I2): over arbitrary chains of operations."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.mapped import Edit, MappedText
from reader.text.spans import length, normalised
from tests.costs import cost, growth

SOURCE = st.text(alphabet="报纸 記者\n,。𠮷a1😀", min_size=0, max_size=40)
Operation = Callable[[MappedText, st.DataObject], MappedText]


def replace(mapped: MappedText, data: st.DataObject) -> MappedText:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mapped)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return mapped.replace([Edit(a, b, data.draw(st.sampled_from(["", "x", "兩字", "　　"]))) for a, b in pairs])


def cut(mapped: MappedText, data: st.DataObject) -> MappedText:
    start = data.draw(st.integers(0, len(mapped)))
    return mapped.slice(start, data.draw(st.integers(start, len(mapped))))


def insert_and_join(mapped: MappedText, data: st.DataObject) -> MappedText:
    place = mapped.source_place(0)
    return MappedText.join([MappedText.inserted("　　", place), mapped, MappedText.inserted("¶", place)])


def convert(mapped: MappedText, data: st.DataObject) -> MappedText:
    return mapped.with_text(mapped.text.translate({ord("报"): "報", ord("记"): "記"}))


OPERATIONS: list[Operation] = [replace, cut, insert_and_join, convert]


@st.composite
def views(draw: st.DrawFn) -> tuple[str, MappedText]:
    """A source, and a view of it after pieces were taken in any order and a chain of operations."""
    source = draw(SOURCE)
    cuts = sorted({0, len(source), *draw(st.lists(st.integers(0, len(source)), max_size=5))})
    pieces = list(itertools.pairwise(cuts))
    kept = [piece for piece in draw(st.permutations(pieces)) if draw(st.booleans())] if pieces else []
    mapped = MappedText.of(source, kept)
    data = draw(st.data())
    for operation in draw(st.lists(st.sampled_from(OPERATIONS), max_size=4)):
        mapped = operation(mapped, data)
    return source, mapped


@given(views())
def test_runs_tile_the_text_and_no_source_character_stands_twice(view: tuple[str, MappedText]) -> None:
    source, mapped = view
    at = 0
    for run in mapped.runs:
        assert run.start == at
        at = run.end
        if run.aligned:
            (span,) = run.spans
            assert span[1] - span[0] == run.end - run.start
    assert at == len(mapped.text)
    assert length(mapped.spans) == length(normalised(mapped.spans))
    assert all(0 <= start <= end <= len(source) for start, end in mapped.spans)


@given(views(), st.data())
def test_a_range_walks_to_the_source_and_back(view: tuple[str, MappedText], data: st.DataObject) -> None:
    _, mapped = view
    start = data.draw(st.integers(0, len(mapped)))
    end = data.draw(st.integers(start, len(mapped)))
    spans = mapped.to_source(start, end)
    touched = [r for r in mapped.runs if max(r.start, start) < min(r.end, end) and not r.inserted]
    if not touched:
        assert not spans or all(r.deleted for r in mapped.runs if start < r.start < end and not r.inserted)
        return
    ((low, high),) = mapped.to_display(spans)
    first, last = max(start, touched[0].start), min(end, touched[-1].end)
    assert low <= first and high >= last
    if start <= touched[0].start and end >= touched[-1].end:
        assert (low, high) == (touched[0].start, touched[-1].end)


@given(views(), st.data())
def test_cutting_and_joining_gives_the_text_again(view: tuple[str, MappedText], data: st.DataObject) -> None:
    _, mapped = view
    at = data.draw(st.integers(0, len(mapped)))
    # A text of which all is deleted is whole in either half, and a replaced run that is cut, too.
    whole_twice = not mapped.text and any(r.deleted for r in mapped.runs)
    if whole_twice or any(r.start < at < r.end and not r.aligned and not r.inserted for r in mapped.runs):
        with pytest.raises(ValueError):
            MappedText.join([mapped.slice(0, at), mapped.slice(at, len(mapped))])
        return
    joined = MappedText.join([mapped.slice(0, at), mapped.slice(at, len(mapped))])
    assert joined.text == mapped.text
    assert normalised(joined.spans) == normalised(mapped.spans)
    assert joined.to_source(0, len(joined)) == mapped.to_source(0, len(mapped))


@given(views(), st.data())
def test_an_edit_loses_no_source_character(view: tuple[str, MappedText], data: st.DataObject) -> None:
    _, mapped = view
    assert normalised(replace(mapped, data).spans) == normalised(mapped.spans)


@given(views(), st.data())
def test_what_a_deletion_hides_shows_as_the_empty_range_at_its_place(
    view: tuple[str, MappedText], data: st.DataObject
) -> None:
    _, mapped = view
    start = data.draw(st.integers(0, len(mapped)))
    end = data.draw(st.integers(start, len(mapped)))
    spans = mapped.to_source(start, end)
    hidden = mapped.replace([Edit(start, end, "")])
    if spans and not any(r.start < start < r.end or r.start < end < r.end for r in mapped.runs if not r.aligned):
        assert hidden.to_display(spans) == ((start, start),)


@given(views(), st.data())
def test_a_place_walks_to_the_source_and_back(view: tuple[str, MappedText], data: st.DataObject) -> None:
    _, mapped = view
    if not mapped.text:
        return
    offset = data.draw(st.integers(0, len(mapped) - 1))
    run = next(r for r in mapped.runs if r.start <= offset < r.end)
    back = mapped.display_place(mapped.source_place(offset))
    if run.aligned:
        assert back == offset
    elif not run.inserted:
        assert back == run.start


def test_joining_refuses_to_show_a_character_twice() -> None:
    once = MappedText.of("報紙", [(0, 2)])
    with pytest.raises(ValueError):
        MappedText.join([once, once.slice(0, 1)])
    with pytest.raises(ValueError):
        MappedText.of("報紙", [(0, 2), (1, 2)])


def test_a_name_broken_over_a_column_is_two_spans_and_one_range() -> None:
    source = "（记者 马芳\n广告\n宋爽）"
    view = MappedText.of(source, [(0, 6), (10, len(source))]).replace([Edit(6, 6, " ")])
    assert view.text == "（记者 马芳 宋爽）"
    spans = view.to_source(4, 9)
    assert [source[start:end] for start, end in spans] == ["马芳", "宋爽"]
    assert view.to_display(spans) == ((4, 9),)


def in_pieces(count: int) -> MappedText:
    """A view whose text stands in `count` aligned runs with a deleted one after each."""
    source = "甲乙丙丁 " * count
    return MappedText.of(source, [(0, len(source))]).replace([Edit(i * 5 + 4, i * 5 + 5, "") for i in range(count)])


@pytest.mark.parametrize(
    "ask",
    [
        lambda view, at: view.to_source(at, at + 2),
        lambda view, at: view.slice(at, at + 2),
        lambda view, at: view.source_place(at),
        lambda view, at: view.to_display(view.to_source(at, at + 6)),
    ],
    ids=["to_source", "slice", "source_place", "to_display"],
)
def test_a_question_costs_the_same_in_a_view_of_many_runs(ask: Callable[[MappedText, int], object]) -> None:
    def asked(view: MappedText) -> list[object]:
        return [ask(view, 4 * number) for number in range(200)]

    few, many = in_pieces(1_000), in_pieces(64_000)
    assert cost(lambda: asked(many), lambda: asked(few)) < 8


def test_edits_cost_by_their_number_not_its_square() -> None:
    views = {count: in_pieces(count) for count in (2_000, 40_000)}

    def edited(count: int) -> MappedText:
        return views[count].replace([Edit(i * 4 + 1, i * 4 + 2, "x") for i in range(count)])

    assert growth(edited, *views) < 5


def test_edits_inside_one_replaced_run_cost_by_their_number() -> None:
    empty = MappedText.of("甲", [(0, 1)])
    views = {count: empty.replace([Edit(0, 1, "x" * 2 * count)]) for count in (2_000, 40_000)}

    def edited(count: int) -> MappedText:
        return views[count].replace([Edit(i * 2, i * 2 + 1, "y") for i in range(count)])

    assert growth(edited, *views) < 5
