"""Corrections reach every command; with them `reader parse --json` makes gold standards of the seed documents."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.correcting import new_correction
from reader.annotations.history import Change
from reader.annotations.store import Store, library_file
from reader.newspaper.corrections import Correction, Form
from reader.newspaper.model import Article, Page, Role
from reader.newspaper.recognise import recognise
from reader.text.lexicon import Lexicon
from reader.text.source import Source
from reader.text.spans import Spans
from tests.cli.running import reader, seed
from tests.newspaper.score import gold_of, measures


class Desk:
    """A library of one seed document, and somebody who corrects it."""

    def __init__(self, folder: Path, number: str) -> None:
        original = Path(seed(number))
        self.file = Path(shutil.copy(original, folder / original.name))
        self.text, self.gold = gold_of(original.stem)
        self.source = Source(self.text)
        self.page: Page = recognise(self.source, Lexicon())
        self.store = Store(library_file(folder), "甲", folder / "else.json")

    def say(self, form: Form, spans: Spans, place: Spans = (), value: str = "", field: str = "") -> None:
        said = Correction("", form, spans, place, value, field)
        made = new_correction(self.source, self.file.name, said, "甲")
        self.store.commit([Change(None, made)], form.value, [self.source])

    def holding(self, text: str) -> Article:
        place = self.text.index(text)
        return next(one for one in self.page.articles if any(start <= place < end for start, end in one.spans))

    def parsed(self, *options: str) -> Any:
        run = reader("parse", str(self.file), "--json", *options)
        assert run.code == 0, run
        return json.loads(run.out)

    def score(self, *options: str) -> float:
        return measures(self.text, self.gold, self.parsed(*options))["score"] or 0.0


def misplaced(desk: Desk) -> list[tuple[Article, list[tuple[Article, Spans]]]]:
    """For each true article the recognised one that holds most of it, and the blocks of it that lie in others."""
    out = []
    for true in desk.gold["articles"]:
        elements = [true[role] for role in ("title", "kicker", "subtitle", "byline") if true.get(role)]
        elements += [*true["paragraphs"], *true["captions"], *true["jumps"]]
        places = {place for spans in elements for start, end in spans for place in range(start, end)}
        held = {
            article.id: [
                block.spans for block in article.blocks if all(s in places and e - 1 in places for s, e in block.spans)
            ]
            for article in desk.page.articles
        }
        by_id = {article.id: article for article in desk.page.articles}
        most = max(held, key=lambda key: sum(e - s for spans in held[key] for s, e in spans))
        others = [(by_id[key], spans) for key, blocks in held.items() if key != most for spans in blocks]
        out.append((by_id[most], others))
    return out


@pytest.mark.parametrize("number", ["001", "004"])
def test_a_seed_document_is_corrected_to_gold(tmp_path: Path, number: str) -> None:
    desk = Desk(tmp_path, number)
    before = desk.score()
    assert before < 1
    for home, others in misplaced(desk):
        for article, spans in others:
            if len([one for owner, one in others if owner is article]) == len(article.blocks):
                desk.say(Form.TOGETHER, article.blocks[0].spans, home.spans[-1:])
                break
            last = [block for block in home.blocks if block.spans[0] < spans[0]][-1]
            desk.say(Form.MOVE, spans, last.spans)
    assert desk.score() == 1.0
    assert desk.score("--uncorrected") == before


def test_every_command_shows_the_corrected_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "000")
    article = desk.page.articles[0]
    paragraphs = article.of(Role.PARAGRAPH)
    desk.say(Form.BEGINS, paragraphs[1].spans)
    desk.say(Form.TITLE, article.of(Role.TITLE)[0].spans, value="手打的标题")
    desk.say(Form.ISSUE, ((0, 5),), field="date", value="1998-02-01")
    parsed = reader("parse", str(desk.file), "--json")
    structure = json.loads(parsed.out)
    assert "3 corrections by hand" in parsed.error
    assert len(structure["articles"]) == len(desk.page.articles) + 1
    assert structure["articles"][0]["title_text"] == "手打的标题"
    assert structure["articles"][0]["title"] == [list(span) for span in article.spans_of(Role.TITLE)]
    assert (structure["issue"]["date"], structure["issue"]["date_basis"]) == ("1998-02-01", "by hand")
    assert "title_text" not in structure["articles"][1]
    shown = reader("show", str(desk.file), "--article", "1")
    assert "手打的标题" in shown.out
    words = desk.text[paragraphs[1].spans[0][0] :][:12]
    found = reader("search", words, str(tmp_path), "--json", "--from", "1998-02-01", "--to", "1998-02-01")
    assert found.code == 0, found
    assert structure["articles"][1]["id"] in found.out
    tagged = reader("tag", str(desk.file), "--article", "2", "经济")
    assert tagged.code == 0, tagged
    desk.store.refresh()
    (tag,) = [one for one in desk.store.all() if one.tag]
    assert tag.target.spans[0] == paragraphs[1].spans[0]


def test_corrections_follow_a_file_that_changes(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "000")
    first, second = desk.page.articles[0], desk.page.articles[1]
    moved, after = first.of(Role.PARAGRAPH)[1].spans, second.of(Role.PARAGRAPH)[0].spans
    desk.say(Form.MOVE, moved, after)
    changed = "\n".join(["天气：晴", "", desk.text.replace("经济", "口济").replace("社会", "社口")])
    desk.file.write_text(changed, encoding="utf-8")
    shift = len(changed) - len(desk.text)

    def order(*options: str) -> list[list[int]]:
        return [[spans[0][0] - shift for spans in one["paragraphs"]] for one in desk.parsed(*options)["articles"]]

    place, anchor = moved[0][0], after[0][0]
    assert [place, anchor] not in [starts[:2] for starts in order("--uncorrected")]
    assert any(starts[starts.index(anchor) + 1] == place for starts in order() if anchor in starts)


def test_two_people_s_corrections_are_merged_and_the_older_is_in_force(tmp_path: Path) -> None:
    desks = []
    for name in "甲乙":
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name, "000")
        desk.store.annotator = name
        desks.append(desk)
    title = desks[0].page.articles[0].of(Role.TITLE)[0].spans
    second = desks[0].page.articles[0].of(Role.PARAGRAPH)[1].spans
    for desk, role, made in zip(
        desks, ("kicker", "byline"), ("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"), strict=True
    ):
        said = new_correction(
            desk.source, desk.file.name, Correction("", Form.ROLE, title, (), role), desk.store.annotator
        )
        desk.store.commit([Change(None, replace(said, created=made))], role, [desk.source])
    desks[1].say(Form.BEGINS, second)
    merged = tmp_path / "merged"
    (merged / ".reader").mkdir(parents=True)
    shutil.copy(desks[0].file, merged)
    run = reader("merge", tmp_path / "甲", tmp_path / "乙", "-o", merged / ".reader" / "annotations.json")
    assert run.code == 0 and run.out.count("甲 and 乙 correct the same characters differently") == 1, run
    structure = json.loads(reader("parse", merged / desks[0].file.name, "--json").out)
    assert structure["articles"][0]["kicker"] == [list(span) for span in title], "the older one"
    assert structure["articles"][1]["paragraphs"][0] == [list(span) for span in second], "what nobody contradicts"


def test_a_tag_shows_where_the_larger_part_of_its_article_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "000")
    number = next(at for at, one in enumerate(desk.page.articles) if len(one.of(Role.PARAGRAPH)) > 3)
    article = desk.page.articles[number]
    assert reader("tag", desk.file, "--article", str(number + 1), "经济").code == 0
    stored = [one for one in reader_store(tmp_path).all() if one.tag]
    desk.store.refresh()
    desk.say(Form.BEGINS, article.of(Role.PARAGRAPH)[1].spans)
    (listed,) = [json.loads(line) for line in reader("list", tmp_path, "--tag", "经济", "--json").out.splitlines()]
    ids = [one["id"] for one in desk.parsed()["articles"]]
    assert listed["article"]["id"] == ids[number + 1]
    assert [one for one in reader_store(tmp_path).all() if one.tag] == stored, "what is stored does not move"


def reader_store(folder: Path) -> Store:
    store = Store(library_file(folder), "甲", folder / "else.json")
    store.load()
    return store
