from __future__ import annotations

import datetime
import sqlite3
import sys
from pathlib import Path

import pytest

from reader.library.cache import Cache, FileRecord, Stamp, packed_page, unpacked_page
from reader.library.decode import read_source
from reader.library.entries import packed_articles, packed_issue, unpacked_articles, unpacked_issues
from reader.newspaper.compose import label_text
from reader.newspaper.model import Issue
from reader.newspaper.recognise import recognise
from reader.text.spans import length
from tests.library.pages import SEEDS


def record(size: int = 1, sha256: str = "ab") -> FileRecord:
    return FileRecord(Stamp(size, 1 << 61), sha256, "utf-8", None, "1", "[]", True)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "cache-home/reader/pages.sqlite3"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_page_comes_back_as_it_was(path: Path) -> None:
    source = read_source(path)
    page = recognise(source)
    cache = Cache()
    cache.keep([], [(source.sha256, "1", packed_page(page))])
    cache.close()
    kept = Cache().page(source.sha256, "1")
    assert kept
    assert unpacked_page(source, kept) == page
    assert Cache().page(source.sha256, "2") is None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_an_article_is_summed_up_in_few_bytes(path: Path) -> None:
    page = recognise(read_source(path))
    packed = packed_articles(page)
    summaries = unpacked_articles(packed)
    assert [one.id for one in summaries] == [article.id for article in page.articles]
    assert [one.spans for one in summaries] == [article.spans for article in page.articles]
    assert [(one.title, one.dim) for one in summaries] == [label_text(page.source, one) for one in page.articles]
    assert [one.characters for one in summaries] == [length(article.spans) for article in page.articles]
    assert [one.doubtful for one in summaries] == [article.doubtful for article in page.articles]
    assert unpacked_issues([packed_issue(page.issue)]) == [page.issue]
    per_article = sum(sys.getsizeof(one) + sys.getsizeof(one.ends) + sys.getsizeof(one.title) for one in summaries)
    assert len(packed) + per_article < 1000 * len(summaries)


def test_damaged_summaries_and_pages_are_none() -> None:
    source = read_source(SEEDS[0])
    good = packed_page(recognise(source))
    for damaged in (b"", b"x", good[:-9], packed_articles(recognise(source))):
        assert unpacked_page(source, damaged) is None
    assert unpacked_articles(good) == ()
    assert unpacked_articles(b"junk") == ()
    whole = packed_issue(issue := Issue("人民日报", datetime.date(1998, 5, 6), "printed", "3", "hans"))
    for bad in (
        "{",
        "",
        "[]",
        "1",
        whole + "," + whole,
        whole[:-1],
        '[1,"x",2,3,4]',
        '["","1998-13-01",null,null,""]',
    ):
        assert unpacked_issues([bad]) == [Issue()]
        assert unpacked_issues([whole, bad, whole]) == [issue, Issue(), issue]
        assert unpacked_issues([bad, bad]) == [Issue(), Issue()]


def test_the_files_below_a_folder_are_known(tmp_path: Path) -> None:
    cache = Cache()
    names = ["a/1.txt", "a/b/2.txt", "a-b/3.txt", "a.txt", "a/\udcd6.txt"]
    cache.keep([(str(tmp_path / name), record(number), b"x") for number, name in enumerate(names)], [])
    cache.close()
    cache = Cache()
    assert sorted(cache.files(tmp_path / "a")) == sorted(str(tmp_path / names[i]) for i in (0, 1, 4))
    assert cache.files(tmp_path / "a.txt") == {str(tmp_path / "a.txt"): record(3)}
    assert len(cache.files(Path("/"))) == 5
    assert cache.articles(str(tmp_path / "a.txt"), record(3)) == b"x"
    assert cache.articles(str(tmp_path / "a.txt"), record(3, "of another text")) == b""
    assert cache.articles(str(tmp_path / "b.txt"), record(3)) == b""
    cache.forget([str(tmp_path / "a/1.txt")])
    assert len(cache.files(tmp_path)) == 4
    assert cache.articles(str(tmp_path / "a/1.txt"), record(0)) == b""


@pytest.mark.parametrize("damage", ["junk", "header", "inside", "older"])
def test_a_database_that_cannot_be_used_is_begun_anew(database: Path, damage: str) -> None:
    cache = Cache()
    cache.keep([], [(f"{number:064}", "1", bytes(3000)) for number in range(50)])
    cache.close()
    data = bytearray(database.read_bytes())
    if damage == "junk":
        data = bytearray(b"no database" * 1000)
    elif damage == "header":
        data[:100] = bytes(100)
    elif damage == "inside":
        data[4096:] = bytes(len(data) - 4096)
    else:
        data[60:64] = (99).to_bytes(4, "big")  # user_version
    database.write_bytes(data)
    cache = Cache()
    cache.page(f"{7:064}", "1")
    cache.keep([("/a", record(), b"x")], [("c" * 64, "1", b"page")])
    cache.keep([("/a", record(), b"x")], [("c" * 64, "1", b"page")])
    assert cache.page("c" * 64, "1") == b"page"
    assert cache.files(Path("/a")) == {"/a": record()}


def test_a_locked_or_unwritable_database_is_ignored(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache().keep([], [("a", "1", b"page")])
    other = sqlite3.connect(database)
    other.execute("BEGIN EXCLUSIVE")
    cache = Cache()
    cache.keep([], [("b", "1", b"page")])
    assert cache.page("b", "1") is None
    other.rollback()
    other.close()
    assert Cache().page("a", "1") == b"page"
    (database.parent / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(database.parent / "file"))
    cache = Cache()
    cache.keep([("/a", record(), b"x")], [("b", "1", b"page")])
    assert cache.page("b", "1") is None
    assert cache.files(Path("/a")) == {}
    cache.prune()


def test_the_database_does_not_grow_without_end(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = 20_000
    cache = Cache(limit=1_000_000)
    for number in range(30):
        monkeypatch.setattr("reader.library.cache.day_number", lambda: day + number // 3)  # noqa: B023
        cache.keep([(f"/{number}", record(), b"x")], [(f"{number}", "1", bytes(100_000))])
        assert cache.page("0", "1")  # in use every day
        cache.prune()
    kept = {number for number in range(30) if cache.page(f"{number}", "1")}
    assert {0, 29} < kept
    assert 3 < len(kept) <= 10
    assert database.stat().st_size < 2_000_000
