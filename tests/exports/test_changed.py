"""What is imported into a library whose file has another text now: at its place there, or named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.annotations.correcting import new_correction
from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, make_target, new_annotation, place_of
from reader.annotations.passages import passage_at
from reader.annotations.store import open_store
from reader.exports.choosing import Choice
from reader.exports.imports.reading import import_annotations
from reader.exports.registry import FORMATS
from reader.exports.writing import gather, material_of
from reader.library.catalogue import Catalogue
from reader.text.source import Source
from reader.text.spans import Spans, text_of
from tests.newspaper.by_hand import act
from tests.newspaper.examples import page

PATH = "a.txt"


def edited(text: str, share: float, chance: random.Random) -> tuple[str, list[int | None]]:
    """A text of which characters were changed, taken out and put in; and where each of the old is in it."""
    out: list[str] = ["新的版头\n"] if chance.random() < 0.5 else []
    at = sum(map(len, out))
    where: list[int | None] = []
    for char in text:
        way = chance.random() if chance.random() < share and not char.isspace() else 1.0
        where.append(None if way < 0.8 else at)
        new = chance.choice("的一是在不了有和人这") if way < 0.6 else "" if way < 0.8 else char
        new += chance.choice("的一是在不了有和人这") if way < 1.0 and way >= 0.8 else ""
        out.append(new)
        at += len(new)
    return "".join(out), where


def misplaced(before: Spans, after: Spans, where: list[int | None], roughly: bool) -> bool:
    """Whether a passage is not where its characters are; an end that was changed itself may be off by a few.

    Roughly it is where four of five of its characters are.
    """
    first, last = before[0][0], before[-1][1] - 1
    kept = [next((where[at] for at in range(first, last + 1) if where[at] is not None), None),
            next((where[at] for at in range(last, first - 1, -1) if where[at] is not None), None)]  # fmt: skip
    if None in kept or len(before) > 1 or roughly:
        kept_all = {where[at] for start, end in before for at in range(start, end)} - {None}
        found = {at for start, end in after for at in range(start, end)}
        return len(kept_all & found) < 0.8 * len(kept_all)
    return abs(after[0][0] - (kept[0] or 0)) > 4 or abs(after[-1][1] - 1 - (kept[1] or 0)) > 4


def made_on(source: Source, chance: random.Random) -> list[Annotation]:
    """Corrections with their places, bookmarks, highlights and notes."""
    machine = page("000")
    made: list[Annotation] = []
    while len(made) < 25:
        done = act(machine, [], chance.randrange)
        made += [new_correction(source, PATH, one, "甲") for one in done.said] if done else []
    for _number in range(20):
        offset = chance.randrange(len(source.text))
        body = {"letter": "k"}
        made.append(new_annotation(Kind.BOOKMARK, passage_at(source, PATH, offset), "甲", body=body))
        start = chance.randrange(len(source.text) - 60)
        spans = ((start, start + chance.randint(4, 60)),)
        if source.text[slice(*spans[0])].strip():
            made.append(new_annotation(Kind.HIGHLIGHT, make_target(source, PATH, spans, article=False), "甲", tag="乙"))
    return made


@pytest.mark.parametrize("kept", [True, False], ids=["beside the old text", "by its words"])
@pytest.mark.parametrize(("seed", "share"), list(enumerate([0.0, 0.01, 0.03, 0.05])))
def test_it_stands_at_its_place_or_is_named(seed: int, share: float, kept: bool, tmp_path: Path) -> None:
    chance = random.Random(seed)
    source = page("000").source
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / PATH).write_text(source.text, encoding="utf-8")
    text, where = edited(source.text, share, chance)
    (tmp_path / "new" / PATH).write_text(text, encoding="utf-8")
    old, new = (Catalogue(tmp_path / name, [tmp_path / name]) for name in ("old", "new"))
    stores = [open_store(tmp_path / name / "annotations.json", "甲", tmp_path / "none.json") for name in ("old", "new")]
    old.scan()
    new.scan()
    made = {one.id: one for one in made_on(source, chance)}
    stores[0].commit([Change(None, one) for one in made.values()], "made", [source])
    rows, left_out = gather(old, stores[0], Choice())
    data = b"".join(FORMATS["jsonl"].write(material_of(rows, old, FORMATS["jsonl"])))
    if kept:
        stores[1].keep_texts([source])
    report = import_annotations(data, "file", new, stores[1])
    assert report is not None and not left_out
    assert report.count + len(report.refused) == len(made)
    assert report.count >= (0.97 if kept else 0.6) * len(made), report.refused
    for one in stores[1].all():
        before = made[one.id]
        assert {**one.body, "place": None} == {**before.body, "place": None}
        other, now = place_of(before), place_of(one)
        assert (other is None) is (now is None)
        for was, is_ in ((before.target, one.target), (other, now)):
            if was is None or is_ is None:
                continue
            assert is_.quote == text_of(text, is_.spans)[: len(is_.quote)]
            # Without the old text, what stands there again and again may be the next of its kind.
            if kept or source.text.count(was.quote) == 1:
                assert not misplaced(was.spans, is_.spans, where, roughly=not kept), (was, is_)
    new.close()
    old.close()
