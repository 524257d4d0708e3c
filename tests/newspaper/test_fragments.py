"""Halves of paragraphs that stand apart."""

from __future__ import annotations

from reader.newspaper.model import Page, Role
from reader.newspaper.recognise import recognise
from reader.text.source import Source

FIRST = "村里的老人常说，两家人争一口井，吵来吵去只会加深矛"
SECOND = "盾，井水却不会因此多出一桶，不如坐下来商量。"
OTHER = "本报讯（记者 王甲乙）春雨过后，山花开遍了村前村后。"


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
    assert FIRST + SECOND not in paragraphs(recognise(Source(text)))
    assert FIRST + SECOND in paragraphs(recognise(Source(text), words={"矛盾", "加深矛盾"}))


def test_a_jump_explains_why_a_paragraph_breaks_off() -> None:
    found = recognise(Source(f"两家共用一口井\n\n{FIRST}\n\n■下转第8版\n\n{SECOND}\n"))
    assert FIRST in paragraphs(found)
    assert SECOND in paragraphs(found)
