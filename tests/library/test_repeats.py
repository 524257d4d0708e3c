"""Passages that files of a library have in common."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from reader.library.catalogue import Catalogue
from reader.library.passages import LibraryPassages
from reader.library.repeats import ACROSS, Passage, Stand, among, between, inside
from reader.library.shared import SharedIndex
from tests.library.pages import SEEDS


def catalogue(root: Path) -> Catalogue:
    """The library below a folder, read."""
    found = Catalogue(root, [root])
    found.scan()
    found.fill(lambda: False, lambda done, total: None, lambda entries: None)
    return found


def fill(passages: LibraryPassages) -> bool:
    return passages.fill(lambda: False, lambda done, total: None)


def of(passages: LibraryPassages, known: Catalogue, path: str) -> list[Passage]:
    """The passages of a page as they are told last."""
    return [*passages.of(path, known.source(path))][-1]


def library(root: Path) -> Path:
    """The seeds; the second once more with small changes; a file that quotes the fifth."""
    root.mkdir()
    for seed in SEEDS:
        shutil.copy(seed, root)
    text = SEEDS[1].read_text("utf-8")
    (root / "101.txt").write_text(text.replace("和林格尔", "和林 格尔").replace("2024", "2025"), "utf-8")
    quoted = SEEDS[4].read_text("utf-8")[4000:4100]
    (root / "200.txt").write_text(f"# 来信\n\n读了贵报的文章：\n{quoted}\n很受鼓舞。\n", "utf-8")
    return root


def test_a_page_tells_what_stands_in_other_files(tmp_path: Path) -> None:
    known = catalogue(library(tmp_path / "library"))
    passages = LibraryPassages(known)
    assert of(passages, known, "200.txt") == []  # nothing is known yet
    assert fill(passages) and not fill(passages)
    (quote,) = of(passages, known, "200.txt")
    assert {stand.path for stand in quote.stands} == {"200.txt", SEEDS[4].name}
    texts = {"".join(known.source(path).text[start:end].split()) for path, start, end in quote.stands}
    assert len(texts) == 1 and 90 <= quote.characters <= 102

    found = of(passages, known, "101.txt")
    assert sum(one.characters for one in found if len(one.stands) == 2) > 0.95 * 6_000
    inner = [one for one in found if len({stand.path for stand in one.stands}) < len(one.stands)]
    assert [(one.characters, [stand.path for stand in one.stands]) for one in inner] == [
        (286, [SEEDS[1].name, SEEDS[1].name, "101.txt", "101.txt"])
    ]
    alone = of(passages, known, SEEDS[0].name)
    assert alone == []


def test_the_same_text_twice_is_a_repeat_of_the_whole(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    shutil.copy(SEEDS[0], root / "a.txt")
    shutil.copy(SEEDS[0], root / "b.txt")
    known = catalogue(root)
    passages = LibraryPassages(known)
    fill(passages)
    (whole,) = of(passages, known, "b.txt")
    text = known.source("b.txt").text
    assert [stand.path for stand in whole.stands] == ["a.txt", "b.txt"]
    assert text[whole.stands[1].start : whole.stands[1].end] == text.strip()


def test_what_is_known_is_not_read_again_in_another_session(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    first = LibraryPassages(catalogue(root))
    fill(first)
    first.close()
    known = catalogue(root)
    told: list[tuple[int, int]] = []
    again = LibraryPassages(known)
    assert not again.fill(lambda: False, lambda done, total: told.append((done, total)))
    (root / "300.txt").write_text((root / "200.txt").read_text("utf-8") + "又及。", "utf-8")
    known.scan()
    known.fill(lambda: False, lambda done, total: None, lambda entries: None)
    assert again.fill(lambda: False, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert len(of(again, known, "300.txt")) >= 1


def test_filling_stops_when_it_is_told_to(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"第{number}号。", "utf-8")
    known = catalogue(tmp_path)
    passages = LibraryPassages(known)
    asked = Asked(20)
    passages.fill(asked, lambda done, total: None)
    assert asked.times == 20
    assert fill(passages)


def test_looking_ends_when_nobody_waits_any_more(tmp_path: Path) -> None:
    known = catalogue(library(tmp_path / "library"))
    passages = LibraryPassages(known)
    fill(passages)
    text = known.source(SEEDS[4].name)
    asked = Asked()
    whole = [*passages.of(SEEDS[4].name, text, asked)]
    assert len(whole) == 2 and [one.characters for one in whole[0]] == [294]
    for limit in range(1, asked.times, 7):
        stopped = Asked(limit)
        assert len([*passages.of(SEEDS[4].name, text, stopped)]) < 2 and stopped.times == limit


class Asked:
    """Says yes from a certain time on."""

    def __init__(self, limit: int = 10**9) -> None:
        self.limit = limit
        self.times = 0

    def __call__(self) -> bool:
        self.times += 1
        return self.times >= self.limit


@pytest.mark.parametrize("damage", [b"no database" * 1000, b""])
def test_a_damaged_index_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    database = tmp_path / "shared.sqlite3"
    index = SharedIndex(database)
    text = SEEDS[0].read_text("utf-8")
    index.take_in([("a" * 64, text)])
    index.close()
    database.write_bytes(damage)
    index = SharedIndex(database)
    assert index.sharing(text, ["a" * 64], 5) == []
    index.take_in([("a" * 64, text)])
    assert index.sharing(text, ["a" * 64], 5) == ["a" * 64]


def test_the_index_drops_what_was_longest_unused(tmp_path: Path) -> None:
    chance = random.Random(0)
    texts = {
        f"{number:012x}" + "0" * 52: "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(2_000))
        for number in range(10)
    }
    index = SharedIndex(tmp_path / "shared.sqlite3", limit=400)
    index.take_in(texts.items())
    index.prune()
    left = texts.keys() - index.unknown(texts)
    assert 3 <= len(left) <= 6
    for sha256, text in texts.items():
        assert index.sharing(text, [sha256], 5) == ([sha256] if sha256 in left else [])


def test_files_that_share_nothing_long_enough_share_nothing() -> None:
    names = [(path.name, path.read_text("utf-8")) for path in SEEDS]
    assert between(names) == []
    quote = names[2][1][1000 : 1000 + ACROSS - 1]
    assert between([*names, ("x", f"他说：{quote}！")]) == []


def test_among_files_the_longest_stands_first_and_each_once(tmp_path: Path) -> None:
    root = library(tmp_path / "library")
    texts = {path.name: path.read_text("utf-8") for path in sorted(root.glob("*.txt"))}
    seen: list[int] = []
    found = among(sorted(texts), texts.get, seen.append)
    assert found.whole and seen == list(range(1, len(texts) + 1))
    sizes = [one.characters for one in found.passages]
    assert sizes == sorted(sizes, reverse=True) and len(set(found.passages)) == len(sizes)
    assert inside("", texts[SEEDS[4].name])[0].characters == 294 in sizes
    assert [len(one.stands) for one in found.passages if one.characters == 286] == [4]


def test_a_file_that_cannot_be_read_is_passed_over() -> None:
    text = SEEDS[0].read_text("utf-8")
    found = among(["a", "b", "c"], lambda name: None if name == "b" else text)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    assert [one.stands for one in found.passages] == [(Stand("a", start, end), Stand("c", start, end))]
