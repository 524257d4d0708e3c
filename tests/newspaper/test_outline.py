"""The outline of an article: numbered sections and crossheads."""

from __future__ import annotations

from pathlib import Path

from reader.newspaper.compose import compose
from reader.newspaper.model import Article, Block, Role
from reader.newspaper.outline import Section, outline
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.text.spans import text_of

SEEDS = Path(__file__).parents[2] / "seeds"


def outline_of(*paragraphs: str, crossheads: tuple[str, ...] = ()) -> tuple[Section, ...]:
    source = Source("\n".join(paragraphs), "utf-8")
    blocks, at = [], 0
    for text in paragraphs:
        reason = "crosshead" if text in crossheads else "text"
        blocks.append(Block(Role.PARAGRAPH, ((at, at + len(text)),), reason=reason))
        at += len(text) + 1
    article = Article("a", tuple(blocks))
    return outline(article, compose(source, article))


def test_a_long_report_has_its_numbered_sections() -> None:
    (file,) = SEEDS.glob("002*.txt")
    source = Source(file.read_text(encoding="utf-8"), "utf-8")
    article = recognise(source).articles[0]
    sections = outline(article, compose(source, article))
    assert [section.level for section in sections] == [0, *[1] * 23]
    assert sections[1].title == "1.全面加強和改進民族工作"
    assert sections[23].title.startswith("23.切實解決")
    for section in sections:
        stands = text_of(source.text, section.spans)
        assert "".join(stands.split()) == "".join(section.title.split())


def test_crossheads_stand_over_what_is_numbered() -> None:
    sections = outline_of("【点评】", "1.甲事。详情。", "正文一段。", "2.乙事。详情。", crossheads=("【点评】",))
    assert [(one.title, one.level) for one in sections] == [("【点评】", 0), ("1.甲事", 1), ("2.乙事", 1)]


def test_a_number_in_the_text_is_no_section() -> None:
    assert outline_of("3.5公里的路修好了。", "2021.12.28日报道。", "一、二年级学生放假。老师也放。", "本报讯。") == ()
    assert outline_of("1." + "长" * 60 + "。", "2." + "长" * 60 + "。") == ()
