"""The texts of a library stay in step with its files, and are kept between sessions and beyond the memory."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.library.cache import Cache
from reader.library.catalogue import Catalogue, Entry
from reader.library.corpus import Corpus
from reader.library.sentences import Sentences
from reader.library.state import State
from reader.newspaper.model import Page
from reader.text.query import Mode, Query
from reader.text.words import load
from tests.library.pages import SEEDS, make_library


def opened(folder: Path) -> Catalogue:
    root = folder / "library"
    catalogue = Catalogue(
        root, [root], cache=Cache(folder / "cache.sqlite3"), state=State(root, folder / "state.sqlite3")
    )
    refresh(catalogue)
    return catalogue


def refresh(catalogue: Catalogue) -> None:
    catalogue.scan()
    catalogue.fill(lambda: False, lambda done, total: None, lambda entries: None)


def counts(corpus: Corpus, words: str, mode: Mode = Mode.PLAIN) -> dict[str, int]:
    return {page.entry.path: len(page.hits) for page in corpus.search(Query(words, mode)) if page.hits}


def test_every_file_is_searched_and_what_changed_is_searched_anew(tmp_path: Path) -> None:
    paths = make_library(tmp_path / "library", 30, (1, 2))
    catalogue = opened(tmp_path)
    corpus = Corpus(catalogue, tmp_path / "search.sqlite3")
    assert counts(corpus, "第7号") == {}
    told: list[tuple[int, int]] = []
    assert corpus.update(progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 30)
    assert counts(corpus, "第7号") == {"000/00007.txt": 1}
    assert len(counts(corpus, "号")) == 30
    assert not corpus.update()
    paths[7].write_text("敕勒川\n", "utf-8")
    paths[8].unlink()
    refresh(catalogue)
    assert corpus.update()
    assert counts(corpus, "第7号") == counts(corpus, "第8号") == {}
    assert counts(corpus, "敕勒川")["000/00007.txt"] == 1


def test_texts_are_kept_for_the_next_session_and_need_not_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(tmp_path / "library", 30, (1, 2))
    catalogue = opened(tmp_path)
    first = Corpus(catalogue, tmp_path / "search.sqlite3")
    first.update()

    def fail(self: Catalogue, entry: Entry) -> Page:
        raise AssertionError(entry.path)

    monkeypatch.setattr(Catalogue, "peek", fail)
    again = Corpus(catalogue, tmp_path / "search.sqlite3")
    again.update()
    small = Corpus(catalogue, tmp_path / "search.sqlite3", in_memory=0)
    small.update()
    assert small.characters < again.characters
    for words in ("工作", "第3号", "号"):
        assert counts(first, words) == counts(again, words) == counts(small, words) != {}


def test_a_damaged_database_is_made_anew(tmp_path: Path) -> None:
    make_library(tmp_path / "library", 3, (1, 1))
    (tmp_path / "search.sqlite3").write_bytes(b"no database" * 100)
    corpus = Corpus(opened(tmp_path), tmp_path / "search.sqlite3")
    corpus.update()
    assert counts(corpus, "第2号") == {"000/00002.txt": 1}


def test_a_search_is_given_up_between_pages_and_keeps_to_what_is_wanted(tmp_path: Path) -> None:
    make_library(tmp_path / "library", 10, (1, 1))
    corpus = Corpus(opened(tmp_path), tmp_path / "search.sqlite3")
    corpus.update()
    asked = iter([False, False, True])
    assert len(list(corpus.search(Query("号"), cancelled=lambda: next(asked)))) <= 2
    one = list(corpus.search(Query("号"), lambda entry: None if entry.path.endswith("4.txt") else frozenset()))
    assert [page.entry.path for page in one] == ["000/00004.txt"]
    assert all(hit.article == 0 for hit in next(corpus.search(Query("工"), lambda entry: frozenset({0}))).hits)


def test_a_sentence_is_rejoined_and_cut_around_its_hit(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    long = "在" * 200
    (root / "a.txt").write_text(f"昨天。今天召\n开会议！\n\n{long}大会{long}\n\n20℃ Inner\nMongolia 报", "utf-8")
    catalogue = opened(tmp_path)
    corpus = Corpus(catalogue, tmp_path / "search.sqlite3")
    corpus.update()
    source = catalogue.source("a.txt")
    told = {}
    for words in ("召开", "大会", "c", "innermongolia"):
        for page in corpus.search(Query(words)):
            told[words] = [Sentences(source, page.text).of(hit) for hit in page.hits]
    (first,) = told["召开"]
    assert first is not None and (first.text, first.line) == ("今天召开会议！", 1)
    assert first.text[first.start : first.end] == "召开"
    (second,) = told["大会"]
    assert second is not None and second.text[0] == second.text[-1] == "…" and len(second.text) < 190
    assert second.text[second.start : second.end] == "大会"
    assert told["c"] == [None]
    (last,) = told["innermongolia"]
    assert last is not None and last.text[last.start : last.end] == "Inner Mongolia"


def test_only_the_articles_that_are_searched_are_counted_also_among_those_that_are_no_words(tmp_path: Path) -> None:
    load()
    root = tmp_path / "library"
    root.mkdir()
    for seed in SEEDS:
        shutil.copy(seed, root)
    corpus = Corpus(opened(tmp_path), tmp_path / "search.sqlite3")
    corpus.update()
    query = Query("区内", Mode.WORD)
    every = list(corpus.search(query))
    numbers = range(1 + max(len(page.entry.articles) for page in every))
    parts = [page for number in numbers for page in corpus.search(query, lambda entry, at=number: frozenset({at}))]  # type: ignore[misc]
    assert len(parts) > len(every)
    for page in every:
        own = [part for part in parts if part.entry == page.entry]
        assert sorted(hit for part in own for hit in part.hits) == page.hits
        assert sum(part.hidden for part in own) == page.hidden
    assert any(page.hidden for page in every)
