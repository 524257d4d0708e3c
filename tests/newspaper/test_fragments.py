"""Halves of paragraphs that stand apart."""

from __future__ import annotations

from reader.newspaper.alternation import untangled
from reader.newspaper.lines import read_lines
from reader.newspaper.model import Page, Role
from reader.newspaper.recognise import recognise
from reader.text.source import Source

FIRST = "村里的老人常说，两家人争一口井，吵来吵去只会加深矛"
SECOND = "盾，井水却不会因此多出一桶，不如坐下来商量。"
OTHER = "本报讯（记者 王甲乙）春雨过后，山花开遍了村前村后。"


class Frequencies(dict[str, int]):
    """A word list of a few words."""

    total = 60_000_000

    def frequency(self, word: str, /) -> int:
        return self.get(word, 0)


def paragraphs(found: Page) -> list[str]:
    return [
        "".join(found.source.text[start:end] for start, end in block.spans)
        for article in found.articles
        for block in article.of(Role.PARAGRAPH)
    ]


def test_a_column_break_in_the_middle_of_a_sentence() -> None:
    found = recognise(Source(f"两家共用一口井\n\n本报讯（记者 李丙丁）{FIRST}\n\n{SECOND}\n"))
    assert paragraphs(found) == [f"本报讯（记者 李丙丁）{FIRST}\n\n{SECOND}"]


def test_a_paragraph_goes_on_past_the_name_of_a_column() -> None:
    found = recognise(Source(f"两家共用一口井\n\n{FIRST}\n\n新时代 新征程 新伟业\n\n{SECOND}\n"))
    assert paragraphs(found) == [FIRST + SECOND]
    kickers = [block for article in found.articles for block in article.of(Role.KICKER)]
    assert [block.reason for block in kickers] == ["inserted"]


def test_a_word_list_finds_the_second_half_behind_another_article() -> None:
    text = f"两家共用一口井\n\n{FIRST}\n\n山花开在春雨里\n\n{OTHER}\n\n{SECOND}\n"
    assert FIRST + SECOND not in paragraphs(recognise(Source(text), words=Frequencies()))
    assert FIRST + SECOND in paragraphs(recognise(Source(text)))
    assert FIRST + SECOND in paragraphs(recognise(Source(text), words=Frequencies(矛盾=3000, 加深=500)))


def test_a_jump_explains_why_a_paragraph_breaks_off() -> None:
    other = "看花的人走了，小路又安静下来。"
    found = recognise(Source(f"两家共用一口井\n\n{FIRST}\n\n■下转第8版\n\n{other}\n"))
    assert FIRST in paragraphs(found)
    assert other in paragraphs(found)


def test_two_articles_whose_columns_alternate_are_parted() -> None:
    one = [
        "本报讯（记者 王甲乙）春雨过后，山花开遍了村前村",
        "后，来看花的人把小路踩成了大路，卖茶的老",
        "人说，花期还有半个月。",
    ]
    other = ["本报讯（记者 李丙丁）城里的图书馆今年不收旧", "报，管理员说书架早已放满，只好请读", "者把报纸带回家。"]
    page = [one[0], "旧报无处放", other[0], one[1], other[1], one[2], other[2]]
    words = Frequencies(前后=900, 村后=200, 旧报=100, 老人=5000, 读者=4000)
    found = recognise(Source("山花开在春雨里\n\n" + "\n\n".join(page) + "\n"), words=words)
    assert paragraphs(found) == ["".join(one), "".join(other)]


def test_two_columns_read_line_by_line_in_turn_are_parted() -> None:
    one = "春雨过后，山花开遍了村前村后，来看花的老人和孩子把小路踩成了大路，村民们忙着修桥铺路，好让客人方便来往"
    other = "图书馆今年不再收旧报纸，因为书架早已放满，读者只好把报纸带回家里，希望有人捐出一间房子作为仓库来存放"
    broken = [[text[at : at + 6] for at in range(0, len(text), 6)] for text in (one, other)]
    over = {text[at - 1 : at + 1] for text in (one, other) for at in range(6, len(text), 6)}
    words = Frequencies({pair: 3000 for pair in over if "，" not in pair})
    lines = [line for pair in zip(*broken, strict=True) for line in pair]
    found = untangled(read_lines("\n".join(lines) + "\n"), words)
    assert "".join(line.core for line in found) == one + other
    assert untangled(read_lines("\n".join(broken[0]) + "\n"), words) == read_lines("\n".join(broken[0]) + "\n")
