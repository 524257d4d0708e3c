"""A small library whose pages, ids and times are fixed, so that what is exported is the same to the byte."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.annotations.model import Annotation, Kind, Target, make_target
from reader.exports.documents import SOURCE, Document, Wording, documents_of
from reader.exports.format import Material, Options, PageToWrite
from reader.exports.registry import FORMATS
from reader.exports.rows import Row, rows_of
from reader.newspaper.model import Article, Block, Issue, Page, Role, article_id
from reader.text.source import Source
from reader.text.spans import Spans
from tests.annotations.examples import seed

NASTY = Source(
    '=HYPERLINK("http://example.org","点我")\n\n'
    "𠮷野家😀开业。[链接](http://example.org) <b>粗体</b> `代码` &amp; $x$ #标签 ==亮== www.example.org\n"
    "- 不是列表\n1. 也不是\n\t    制表 \x1b[31m红\x1b[0m\x9b1m \u202e倒 a@example.org\n======\n"
)


def page(source: Source, issue: Issue, *parts: tuple[Role, str, str]) -> Page:
    """A page of one article, whose blocks run from one string of the text to the end of another."""
    blocks = []
    for role, first, last in parts:
        start = source.text.index(first)
        blocks.append(Block(role, ((start, source.text.index(last, start) + len(last)),)))
    return Page(source, issue, (Article(article_id(source, tuple(blocks)), tuple(blocks)),))


def annotation(number: int, kind: Kind, target: Target, tag: str | None = None, note: str | None = None) -> Annotation:
    key = f"0190a000-0000-7000-8000-{number:012d}"
    return Annotation(key, kind, target, tag, note, "2026-11-22T08:00:00Z", f"2026-11-22T08:00:{number:02d}Z", "甲")


def spans(source: Source, *words: str) -> Spans:
    return tuple((source.text.index(word), source.text.index(word) + len(word)) for word in words)


def library() -> list[tuple[str, Page, list[Annotation]]]:
    """Path, page and annotations of each file."""
    first, one = seed("000")
    second, two = seed("002")
    dated = Issue(date=datetime.date(2021, 12, 28), date_basis="inferred: 本报12月27日讯 + 2021", script="hans")
    page_one = page(
        one,
        dated,
        (Role.TITLE, "我区多举措保障", "群众基本生活"),
        (Role.PARAGRAPH, "本报12月27日讯", "发放到位。"),
    )
    page_two = page(two, Issue(script="hant"), (Role.PARAGRAPH, "經過集中攻堅", "具體情況如下:"))
    page_nasty = page(NASTY, Issue(), (Role.TITLE, "𠮷野家", "开业。"), (Role.PARAGRAPH, "[链接]", "====="))
    whole = make_target(one, first, page_one.articles[0].spans, article=True)
    broken = spans(one, "保障困难群众基本生活"[:4], "发放到位。")

    def on(source: Source, path: str, *words: str) -> Target:
        return make_target(source, path, spans(source, *words), article=False)

    return [
        (
            first,
            page_one,
            [
                annotation(1, Kind.TAG, whole, "民生"),
                annotation(2, Kind.NOTE, whole, note="与去年的通知比较。"),
                annotation(3, Kind.HIGHLIGHT, make_target(one, first, broken, article=False), "政策"),
                annotation(4, Kind.HIGHLIGHT, on(one, first, "元旦春节")),
                annotation(5, Kind.NOTE, on(one, first, "孤儿和事\n\n实无人"), note="断栏\n两行\n\n又一段"),
            ],
        ),
        (second, page_two, [annotation(6, Kind.HIGHLIGHT, on(two, second, "集中攻堅"), "整改", "-1+1")]),
        (
            "坏 *#[名].txt",
            page_nasty,
            [
                annotation(7, Kind.HIGHLIGHT, on(NASTY, "坏 *#[名].txt", NASTY.text[:40]), "=1+1", "'@SUM(A1)\r\n+2"),
                annotation(8, Kind.NOTE, on(NASTY, "坏 *#[名].txt", NASTY.text[41:]), note="<script>x</script> **粗**"),
                annotation(9, Kind.HIGHLIGHT, on(NASTY, "坏 *#[名].txt", "开业"), "[标](javascript:x)"),
            ],
        ),
    ]


def rows() -> list[Row]:
    return [row for path, page, annotations in library() for row in rows_of(page, path, annotations)[0]]


def material(some: list[Row] | None = None, wording: Wording = SOURCE, options: Options | None = None) -> Material:
    """What a format is given: the rows, all of the library if none are, and its pages."""
    pages = {path: page for path, page, _annotations in library()}
    wanted = rows() if some is None else some

    def documents() -> Iterator[Document]:
        return documents_of(wanted, pages.__getitem__, wording, made.leave_out)

    def laid() -> Iterable[Row]:
        return wanted if wording == SOURCE else (row for document in documents() for row in document.rows)

    def all_pages() -> Iterator[PageToWrite]:
        return (PageToWrite(path, page, frozenset(one.id for one in page.articles)) for path, page in pages.items())

    tags = tuple(sorted({tag for row in wanted for tag in row.tags}))
    made = Material(laid, documents, all_pages, wording, options or Options(), tags, len(wanted))
    return made


def exported(name: str, some: list[Row] | None = None, wording: Wording | None = None) -> bytes:
    """The bytes of an export, in the wording that the format wants unless another is asked for."""
    one = FORMATS[name]
    return b"".join(one.write(material(some, wording or one.wording)))


def members(data: bytes) -> dict[str, str]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def with_text(row: Row, text: str) -> Row:
    """The row with a text wherever a row holds any."""
    return replace(
        row,
        tags=(text,),
        note=text,
        exact=text,
        prefix=text,
        suffix=text,
        path=text,
        article_title=text,
        article_label=text,
        date_basis=text,
        annotator=text,
    )
