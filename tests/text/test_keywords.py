"""The keywords of an article are words of it, in its own script, and say what it is about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.text import words
from reader.text.keywords import Keywords, keywords
from reader.text.userwords import UserWord
from tests.text.seeds import seeds


@pytest.fixture(scope="module", autouse=True)
def _jieba(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        words.load()
        keywords("")


def test_keywords_are_words_of_the_text_as_it_writes_them() -> None:
    for name in ("000", "002"):
        text = seeds()[name].replace("\n", "")[:4000]
        found = keywords(text)
        for weighed in found:
            assert 5 <= len(weighed) <= 10 and len(set(weighed)) == len(weighed)
            assert all(word in text and len(word) >= 2 for word in weighed)
    assert "民族團結" in found.tfidf[:5] and "工作" in found.textrank[:3]


def test_a_text_without_words_has_none() -> None:
    assert keywords("") == keywords("，。 2022 ABC") == Keywords()


def test_the_words_of_a_library_can_be_keywords() -> None:
    text = "敕勒川草原之夜。敕勒川草原之夜开幕，游客参加敕勒川草原之夜。"
    words.use_words([UserWord("敕勒川草原之夜")])
    try:
        found = keywords(text)
        assert found.tfidf[0] == "敕勒川草原之夜" and "敕勒川草原之夜" in found.textrank
    finally:
        words.use_words(())
    assert "敕勒川草原之夜" not in keywords(text).tfidf


QUIET = """
import warnings
warnings.simplefilter("error")
from reader.text.keywords import keywords
keywords("保障和改善民生")
"""


def test_jieba_weighs_without_a_word_or_a_warning(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", QUIET],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (run.stdout, run.stderr, run.returncode) == ("", "", 0)
