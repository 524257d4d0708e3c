"""The texts that are exported, and annotations laid into them: the file as it is, or an article as it is read.

A tool that shows or learns from a text is given the article as reflowed, in the script asked for; the offsets count in
that text and nothing else. Each document says what it is (`Document.wording`) and carries what leads back to the file.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from reader.annotations.model import CONTEXT
from reader.errors import ReaderError
from reader.exports.rows import Row, Skipped, Utf16, skipped_row, untrue
from reader.messages import _
from reader.newspaper.compose import ArticleView, compose
from reader.newspaper.model import Article, Page, Role
from reader.text.script import Script
from reader.text.spans import Spans, difference, merged, text_of


class Wording(NamedTuple):
    """What text the offsets of an export count in."""

    article: bool
    """The article as it is read, its blocks on lines of their own; else the text of the file."""
    script: Script = Script.SOURCE
    """Of an article only."""

    @property
    def name(self) -> str:
        """How a file says it: `source`, `article`, or `article-tw` and the like."""
        if not self.article:
            return "source"
        return "article" if self.script is Script.SOURCE else f"article-{self.script}"


SOURCE = Wording(article=False)
ARTICLE = Wording(article=True)


def wording_named(name: str) -> Wording:
    """The wording of a name.

    Raises:
        ValueError: it is none.
    """
    kind, _dash, script = name.partition("-")
    if kind not in ("source", "article") or (kind == "source" and script):
        raise ValueError(name)
    return Wording(kind == "article", Script(script or Script.SOURCE))


class Part(NamedTuple):
    """A block of a document: `[start, end)` of its text, in code points."""

    role: Role | None
    """`None` where the text is a file's."""
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A text and the annotations on it; the spans of the rows count in it."""

    wording: Wording
    path: str
    """The file that it comes from."""
    source_sha256: str
    """Of the file's text."""
    article_id: str | None
    """`None` where the text is the file's."""
    title: str | None
    date: str | None
    newspaper: str | None
    page: str | None
    encoding: str
    text: str
    sha256: str
    """Of `text`, as UTF-8."""
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """Names the document in an export: the path, and the article's id if it is an article."""
        return f"{self.path}#{self.article_id}" if self.article_id else self.path

    @property
    def passages(self) -> list[Row]:
        """The rows on passages, in the order of the text."""
        rows = [row for row in self.rows if row.scope == "passage"]
        return sorted(rows, key=lambda row: (row.spans[0], row.spans[-1][1], row.id))

    @property
    def remarks(self) -> list[Row]:
        """The rows on the article as a whole."""
        return [row for row in self.rows if row.scope == "article"]

    @property
    def tags(self) -> list[str]:
        """The tags of the article as a whole, each once."""
        return list(dict.fromkeys(tag for row in self.remarks for tag in row.tags))

    @property
    def about(self) -> dict[str, str | None]:
        """What leads back to the file, for whatever a format keeps beside a text; `placing` reads it again."""
        return {
            "path": self.path,
            "sha256": self.source_sha256,
            "article": self.article_id,
            "text_of": self.wording.name,
            "title": self.title,
            "date": self.date,
        }


class LaidOut(NamedTuple):
    """An article's text in one script, and its view, which knows the source of each character."""

    view: ArticleView
    text: str
    starts: tuple[int, ...]
    """Where each block begins in the text."""

    def spans_of(self, source: Spans) -> Spans:
        """Where source spans stand in the text; pieces that only a line end between two blocks parts are one."""
        pieces = [
            (self.starts[hit.block] + hit.start, self.starts[hit.block] + hit.end)
            for hit in self.view.to_display(source)
            if hit.start < hit.end
        ]
        out: list[tuple[int, int]] = []
        for start, end in sorted(pieces):
            if out and (start <= out[-1][1] or self.text[out[-1][1] : start] == "\n"):
                out[-1] = (out[-1][0], max(out[-1][1], end))
            else:
                out.append((start, end))
        return tuple(out)

    def to_source(self, spans: Iterable[tuple[int, int]]) -> Spans:
        """The source spans of spans in the text."""
        out: list[tuple[int, int]] = []
        for start, end in spans:
            for block, at in enumerate(self.starts):
                low, high = max(start - at, 0), min(end - at, len(self.view.blocks[block].text))
                if low < high:
                    out.extend(self.view.to_source(block, low, high))
        return merged(out)


def laid_out(page: Page, article: Article, script: Script) -> LaidOut:
    """The text of an article as it is read: each block on a line of its own."""
    view = compose(page.source, article, script)
    starts, at = [], 0
    for block in view.blocks:
        starts.append(at)
        at += len(block.text) + 1
    return LaidOut(view, "\n".join(block.text.text for block in view.blocks), tuple(starts))


def documents_of(
    rows: Iterable[Row],
    page_of: Callable[[str], Page],
    wording: Wording,
    leave_out: Callable[[Skipped], None],
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Document]:
    """The documents that rows stand on, in the order of the rows' files and of the articles on their pages.

    Args:
        rows: true of the files' texts, ordered by file.
        page_of: gives the page of a file.
        wording: what text to give.
        leave_out: told of each row that has no place in that text.
        cancelled: asked between files; where it says yes, no more come.

    Raises:
        ReaderError: a row does not fit the text; it is named.
    """
    files: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        files[row.path].append(row)
    for path, group in files.items():
        if cancelled():
            return
        page = page_of(path)
        for row in group:
            if row.sha256 != page.source.sha256:
                raise untrue(row.id, path)
        yield from (_articles if wording.article else _file)(page, path, group, wording, leave_out)


def verify(document: Document) -> None:
    """Make sure that every row of a document is true of its text, in code points and in UTF-16.

    Raises:
        ReaderError: one is not; it is named.
    """
    units = Utf16(document.text)
    for row in document.rows:
        true = row.exact and row.exact == text_of(document.text, row.spans) == units.text_of(row.utf16)
        if not true or row.sha256 != document.sha256:
            raise untrue(row.id, row.path)


def _file(
    page: Page, path: str, rows: list[Row], wording: Wording, leave_out: Callable[[Skipped], None]
) -> Iterator[Document]:
    source = page.source
    for row in rows:
        if row.scope == "article":
            leave_out(skipped_row(row, _("on an article; the text exported is the file's")))
    rows = [row for row in rows if row.scope == "passage"]
    if not rows:
        return
    document = Document(
        wording=wording,
        path=path,
        source_sha256=source.sha256,
        article_id=None,
        title=None,
        date=rows[0].date,
        newspaper=page.issue.newspaper,
        page=page.issue.page,
        encoding=source.encoding,
        text=source.text,
        sha256=source.sha256,
        parts=(Part(None, 0, len(source.text)),),
        rows=tuple(rows),
    )
    verify(document)
    yield document


def _articles(
    page: Page, path: str, rows: list[Row], wording: Wording, leave_out: Callable[[Skipped], None]
) -> Iterator[Document]:
    groups: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.article_id].append(row)
    for row in groups.pop(None, []):
        leave_out(skipped_row(row, _("in no article")))
    for article in page.all_articles():
        group = groups.get(article.id)
        if not group:
            continue
        laid = laid_out(page, article, wording.script)
        sha256 = hashlib.sha256(laid.text.encode("utf-8", "surrogatepass")).hexdigest()
        units = Utf16(laid.text)
        placed = []
        for row in group:
            moved = _moved(row, page, article, laid, units, sha256, leave_out)
            if moved:
                placed.append(moved)
        if not placed:
            continue
        document = Document(
            wording=wording,
            path=path,
            source_sha256=page.source.sha256,
            article_id=article.id,
            title=group[0].article_label or None,
            date=group[0].date,
            newspaper=page.issue.newspaper,
            page=page.issue.page,
            encoding=page.source.encoding,
            text=laid.text,
            sha256=sha256,
            parts=tuple(
                Part(block.role, start, start + len(block.text))
                for block, start in zip(laid.view.blocks, laid.starts, strict=True)
            ),
            rows=tuple(placed),
        )
        verify(document)
        yield document


def _moved(
    row: Row,
    page: Page,
    article: Article,
    laid: LaidOut,
    units: Utf16,
    sha256: str,
    leave_out: Callable[[Skipped], None],
) -> Row | None:
    """The row in the article's text; `None` if it does not stand there as a whole."""
    text, source = laid.text, page.source.text
    if row.scope == "article":
        spans: Spans = ((0, len(text)),)
    else:
        if _said(source, difference(row.spans, article.spans)):
            leave_out(skipped_row(row, _("partly outside the article")))
            return None
        spans = laid.spans_of(row.spans)
        if not spans:
            leave_out(skipped_row(row, _("nothing of it is shown in the article")))
            return None
        # Walked back to the file, the passage must be the one that was marked; a letter-space or a line end aside.
        if _said(source, difference(row.spans, laid.to_source(spans))):
            raise untrue(row.id, row.path)
    start, end = spans[0][0], spans[-1][1]
    return replace(
        row,
        spans=spans,
        utf16=units.spans(spans),
        exact=text_of(text, spans),
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        sha256=sha256,
    )


def _said(text: str, spans: Spans) -> bool:
    """Whether a character that is shown stands at the spans; a hyphen or a zero-width mark at a line end is not."""
    return any(char.isalnum() for char in text_of(text, spans))


def stopped(cancelled: Callable[[], bool]) -> None:
    """Stop an export in the middle, where that was asked for.

    Raises:
        Cancelled: it was.
    """
    if cancelled():
        raise Cancelled


class Cancelled(ReaderError):  # noqa: N818 - no failure
    """The user gave the export up."""
