"""Markdown for reading on and for note tools: by issue and article, quotes as block quotes with the id as `^block`.

Nothing in a quote, a tag, a note or a name is taken for Markdown or HTML: every mark that could mean something is
escaped.

Read by: pandoc (tests/proofs); Obsidian itself was not tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import encoded
from reader.exports.rows import Row
from reader.exports.visible import visible
from reader.text.json_line import json_line

# All ASCII punctuation (CommonMark 2.4 lets each be escaped) but `, ; / ?`: they mean nothing in any dialect.
_MEANING = re.compile(r"[!-+\-.:<=>@\[-`{-~]")


def write(material: Material) -> Iterator[bytes]:
    """The rows as one document; they must come ordered by issue."""
    return encoded(line + "\n" for line in _lines(list(material.rows())))


def _lines(rows: list[Row]) -> Iterator[str]:
    tags = sorted({tag for row in rows for tag in row.tags})
    yield from ("---", 'title: "Annotations"', f'annotations: "{len(rows)}"')
    yield from (f"tags: [{', '.join(json_line(tag) for tag in tags)}]", 'generator: "reader"', "---")
    issue = article = None
    for row in _by_article(rows):
        if row.path != issue:
            issue, article = row.path, None
            yield from ("", f"# {row.date} · {escaped(row.path)}" if row.date else f"# {escaped(row.path)}")
        if (row.article_id or "") != article:
            article = row.article_id or ""
            yield from ("", f"## {escaped(row.article_label) or '…'}")
        yield from _blocks(row)


def escaped(text: str) -> str:
    """A text as one line of Markdown that means nothing but itself."""
    return _MEANING.sub(r"\\\g<0>", " ".join(visible(text).split()))


def _by_article(rows: list[Row]) -> Iterator[Row]:
    """The rows of each issue by article, in the order of their first annotations; those on the whole article first."""
    issues: dict[str, dict[str | None, list[Row]]] = {}
    for row in rows:
        issues.setdefault(row.path, {}).setdefault(row.article_id, []).append(row)
    for articles in issues.values():
        for group in articles.values():
            yield from sorted(group, key=lambda row: row.scope != "article")


def _blocks(row: Row) -> Iterator[str]:
    """The paragraphs of one annotation, each after an empty line; its id stands at the end of the first."""
    tags = " ".join(f"**{tag}**" for tag in map(escaped, row.tags) if tag)
    note = _quoted(row.note or "")
    name = f" ^{row.id}"
    if row.scope == "passage":
        yield ""
        quote = [f"> {line}".rstrip() for line in _quoted(row.exact) or [""]]
        yield "\n".join(quote) + name
        name = ""
    if tags:
        yield ""
        yield tags + name
        name = ""
    if note or name:
        yield ""
        # The user's own line ends are kept, but at an end of a paragraph.
        yield re.sub(r"(?<!\n)\n(?!\n)", r"\\\n", "\n".join(note)) + name


def _quoted(text: str) -> list[str]:
    text = visible(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return [escaped(line) for line in text.split("\n")] if text else []


FORMAT = Format("markdown", ".md", Unit.NONE, "Obsidian, pandoc", write, rank=3)
