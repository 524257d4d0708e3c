"""The list of common words that is there before jieba."""

from __future__ import annotations

import random

from reader.text.common import TABLE, CommonWords
from tests.text.common import commonest, table


def test_the_table_is_that_of_the_installed_dictionary() -> None:
    assert TABLE.read_bytes() == table()


def test_common_words_are_found_with_about_their_frequency() -> None:
    words = CommonWords()
    known = commonest()
    found = {word: words.frequency(word) for word in known}
    assert sum(frequency > 0 for frequency in found.values()) > 0.95 * len(known)
    wrong = [word for word in known if found[word] and not known[word] / 2.01 <= found[word] <= known[word] * 1.01]
    assert len(wrong) < 0.01 * len(known)


def test_what_is_no_word_is_seldom_taken_for_one() -> None:
    words = CommonWords()
    known = set(commonest())
    characters = sorted({character for word in known for character in word if "一" <= character <= "龥"})
    pick = random.Random(1)
    made = {"".join(pick.choices(characters, k=4)) for _ in range(20_000)} - known
    assert sum(words.frequency(word) > 0 for word in made) < 0.001 * len(made)


def test_a_traditional_word_is_the_same_word() -> None:
    words = CommonWords()
    assert words.frequency("關稅") == words.frequency("关税") > 0
    assert words.frequency("\ud800\ud800") == 0
