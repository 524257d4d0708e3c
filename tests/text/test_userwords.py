"""A library's own words: read from a file that a person wrote, respected wherever words matter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import words
from reader.text.fold import fold_query
from reader.text.userwords import UserWord


@pytest.fixture(scope="module", autouse=True)
def jieba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        words.load()
        yield


@pytest.fixture(autouse=True)
def no_words() -> Iterator[None]:
    yield
    words.use_words(())


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *words.boundaries(text)])]


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "userdict.txt"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_dictionary_is_a_word_a_line_with_what_jieba_allows_after_it(tmp_path: Path) -> None:
    found = words.read_user_words(written(tmp_path, "\ufeff# 人名\r\n图古斯 3 nr\n\n  敕勒川  \n蒙能 n\nPM2.5 12\n"))
    assert found.problems == ()
    assert found.words == (
        UserWord("图古斯", 3, "nr"),
        UserWord("敕勒川"),
        UserWord("蒙能", None, "n"),
        UserWord("PM2.5", 12),
    )


@pytest.mark.parametrize(
    "line",
    [
        "敕勒川 0",
        "敕勒川 -1",
        "敕勒川 1.5",
        "敕勒川 3 n 5",
        "敕，勒",
        "川" * 41,
        "敕\x1b勒",
        "敕勒川 ９９ n n",
    ],
)
def test_a_bad_line_is_told_by_file_and_number_and_the_others_are_used(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"图古斯\n{line}\n蒙能\n")
    found = words.read_user_words(path)
    assert [word.text for word in found.words] == ["图古斯", "蒙能"]
    (problem,) = found.problems
    assert str(path) in problem and "line 2" in problem and problem.isprintable()


def test_many_bad_lines_are_not_told_one_by_one(tmp_path: Path) -> None:
    found = words.read_user_words(written(tmp_path, "，\n" * 50))
    assert len(found.problems) == 4 and "47 more lines" in found.problems[-1]


def test_a_file_that_is_no_text_is_told_with_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, "图古斯\n".encode() + "敕勒川".encode("gb18030"))
    (problem,) = words.read_user_words(path).problems
    assert str(path) in problem and "line 2" in problem and "UTF-8" in problem
    assert "cannot be read" in words.read_user_words(tmp_path).problems[0]
    assert words.read_user_words(tmp_path / "none").problems == ()


@given(st.binary(max_size=40))
def test_no_file_brings_it_down(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = words.read_user_words(written(Path(folder), data))
        assert words.use_words(found.words) or not found.words
        words.boundaries("敕勒川文化旅游节")
        words.use_words(())


def test_the_words_are_respected_in_either_script_and_gone_afterwards() -> None:
    text, usual = "图古斯毕力格在敕勒川草原", split("图古斯毕力格在敕勒川草原")
    assert "敕勒川草原" not in usual
    assert words.use_words([UserWord("敕勒川草原"), UserWord("圖古斯畢力格")])
    assert split(text) == ["图古斯毕力格", "在", "敕勒川草原"]
    assert split("圖古斯畢力格在敕勒川草原") == ["圖古斯畢力格", "在", "敕勒川草原"]
    assert not words.use_words([UserWord("敕勒川草原"), UserWord("圖古斯畢力格")])
    assert [word.text for word in words.user_words()] == ["敕勒川草原", "圖古斯畢力格"]
    words.use_words(())
    assert split(text) == usual


def test_a_word_that_jieba_knows_and_one_within_another_leave_nothing_behind() -> None:
    assert words._segmenter is not None
    before, total = dict(words._segmenter.tokenizer.FREQ), words._segmenter.tokenizer.total
    for given_words in (["人民", "人民生"], ["人民生", "人", "新城区委"], ["人民"]):
        words.use_words([UserWord(text, 50) for text in given_words])
    words.use_words(())
    after = words._segmenter.tokenizer
    assert before == after.FREQ
    assert after.total == total


def test_the_search_for_whole_words_respects_them() -> None:
    text = fold_query("关系人民生活")
    at = text.index("民生")
    hit = [(at, at + 2)]
    assert words.whole_words(text, hit) == []
    words.use_words([UserWord("民生", 10**8)])
    assert words.whole_words(text, hit) == hit
