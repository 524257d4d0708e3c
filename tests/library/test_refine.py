"""Pages are recognised without words first, and again with words behind that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.library.cache import Cache
from reader.library.catalogue import Catalogue, Entry
from reader.newspaper import recognise as recognising
from reader.newspaper.breaks import Words
from reader.newspaper.model import Page
from reader.newspaper.recognise import recognise
from reader.text import words
from reader.text.lexicon import Lexicon, dictionary
from reader.text.source import Source
from reader.text.userwords import UserWord
from tests.newspaper import test_fragments
from tests.newspaper.test_fragments import OTHER, paragraphs

FIRST, SECOND = test_fragments.FIRST[:-1] + "积", "怨" + test_fragments.SECOND[1:]
"""Broken in a word that is not among the common ones."""

DOUBTFUL = f"两家共用一口井\n\n{FIRST}\n\n山花开在春雨里\n\n{OTHER}\n\n{SECOND}\n"
"""Only who knows the word 积怨 finds the second half."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "doubtful.txt").write_text(DOUBTFUL, encoding="utf-8")
    (folder / "plain.txt").write_text("山花开在春雨里\n\n本报讯 村里的井水很甜。\n", encoding="utf-8")
    return folder


def filled(root: Path, words: bool = False) -> Catalogue:
    catalogue = Catalogue(root, [root], words=words)
    catalogue.scan()
    catalogue.fill(lambda: False, lambda done, total: None, lambda entries: None)
    return catalogue


def refined(catalogue: Catalogue, first: str = "") -> list[Entry]:
    out: list[Entry] = []
    catalogue.refine(lambda: False, lambda done, total: None, out.extend, first)
    return out


def test_the_second_recognition_replaces_the_first_and_is_kept(root: Path) -> None:
    catalogue = filled(root)
    entry = catalogue.entry("doubtful.txt")
    before = catalogue.load(entry)
    assert FIRST + SECOND not in paragraphs(before)
    looked_at = refined(catalogue, "plain.txt")
    assert [one.path for one in looked_at] == ["plain.txt", "doubtful.txt"]
    after = catalogue.load(catalogue.entry("doubtful.txt"))
    assert FIRST + SECOND in paragraphs(after)
    assert after.articles == recognise(before.source, Lexicon()).articles
    assert [one.id for one in catalogue.entry("doubtful.txt").articles] == [one.id for one in after.articles]
    assert refined(catalogue) == []
    catalogue.close()
    later = Catalogue(root, [root])
    later.scan()
    assert FIRST + SECOND in paragraphs(later.load(later.entry("doubtful.txt")))
    assert refined(later) == []


def test_who_is_told_of_a_page_need_not_recognise_it_himself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recognised = list[str]()

    def counted(source: Source, *words: Words) -> Page:
        recognised.append(source.text)
        return recognise(source, *words)

    catalogue = Catalogue(root, [root])
    catalogue.scan()
    monkeypatch.setattr(recognising, "recognise", counted)
    told = list[Entry]()

    def look(entries: Sequence[Entry]) -> None:
        for entry in entries:
            told.append(entry)
            catalogue.load(entry)

    catalogue.fill(lambda: False, lambda done, total: None, look)
    catalogue.refine(lambda: False, lambda done, total: None, look)
    assert len(told) == len(recognised) == 4


def test_a_copy_of_a_page_is_shown_as_it_was_recognised_best(root: Path) -> None:
    catalogue = filled(root)
    refined(catalogue)
    catalogue.close()
    (root / "copy.txt").write_text(DOUBTFUL, encoding="utf-8")
    later = filled(root)
    assert FIRST + SECOND in paragraphs(later.load(later.entry("copy.txt")))


def test_other_words_mean_looking_again(root: Path) -> None:
    catalogue = filled(root)
    refined(catalogue)
    without = dictionary()
    try:
        words.use_words([UserWord("深积")])
        assert dictionary() != without
        assert len(refined(catalogue)) == 2
    finally:
        words.use_words(())
    assert dictionary() == without


def test_what_was_recognised_with_words_stays_so_where_nothing_can_be_kept(root: Path) -> None:
    catalogue = Catalogue(root, [root], cache=Cache(root / "plain.txt" / "no folder"))
    catalogue.scan()
    catalogue.fill(lambda: False, lambda done, total: None, lambda entries: None)
    refined(catalogue)
    best = catalogue.entry("doubtful.txt")
    assert FIRST + SECOND in paragraphs(catalogue.load(best))
    assert catalogue.entry("doubtful.txt") == best


def test_a_file_that_goes_meanwhile_stays_as_it_was_known(root: Path) -> None:
    catalogue = filled(root)
    (root / "doubtful.txt").unlink()
    assert [one.path for one in refined(catalogue)] == ["plain.txt"]
    assert catalogue.entry("doubtful.txt").status == "ready"


def test_commands_ask_words_at_once(root: Path) -> None:
    catalogue = filled(root, words=True)
    assert FIRST + SECOND in paragraphs(catalogue.load(catalogue.entry("doubtful.txt")))
    assert refined(catalogue) == []


def test_jieba_is_loaded_only_if_there_is_something_to_ask(root: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom tests.library.test_refine import filled, refined\n"
        "catalogue = filled(Path(sys.argv[1]))\nassert refined(catalogue)\nprint('jieba' in sys.modules)"
    )

    def loads() -> str:
        command = [sys.executable, "-c", script, str(root)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    (root / "doubtful.txt").unlink()
    assert loads() == "False"
    (root / "new.txt").write_text(DOUBTFUL, encoding="utf-8")
    assert loads() == "True"


def test_a_lexicon_knows_words_of_both_scripts() -> None:
    lexicon = Lexicon()
    assert lexicon.frequency("积怨") > 0
    assert lexicon.frequency("關於")
    assert not lexicon.frequency("盾，")
    assert lexicon.total > lexicon.frequency("的") > 0
