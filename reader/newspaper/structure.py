"""A page as data: the structure format that users get, and the lossless form that the cache keeps."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from reader.newspaper.model import Article, Block, Issue, Page, Role
from reader.text.source import Source
from reader.text.spans import Span, Spans

Json = dict[str, Any]
"""An object that `json.dumps` takes."""

_NESTED = {Role.PARAGRAPH: "paragraphs", Role.CAPTION: "captions", Role.JUMP: "jumps"}
_FLAT = (Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.BYLINE)


def to_structure(page: Page, path: str | None, *, explain: bool = False) -> Json:
    """The structure format of `reader parse --json`; spans are `[start, end]` in code points. Unknown is `None`.

    Args:
        page: a recognised page.
        path: what to call its file, or `None` where it was read from no file.
        explain: add to each article the confidence and the reason of it and of its blocks.
    """
    from reader.text.repeats import repeats

    source, issue = page.source, page.issue
    return {
        "source": {
            "path": path,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "characters": len(source.text),
        },
        "issue": {
            "newspaper": issue.newspaper,
            "date": issue.date.isoformat() if issue.date else None,
            "date_basis": issue.date_basis,
            "page": issue.page,
            "script": issue.script,
        },
        "articles": [_article(article) | (_explained(article) if explain else {}) for article in page.articles],
        "furniture": _pairs(page.furniture),
        "duplicates": _pairs(page.duplicates),
        "repeats": [
            {"characters": one.characters, "spans": [[place.start, place.end] for place in one.occurrences]}
            for one in repeats([source.text])
        ],
    }


def page_to_json(page: Page) -> Json:
    """Everything a recogniser found on a page except its source, for `page_from_json`."""
    issue = page.issue
    return {
        "issue": [
            issue.newspaper,
            issue.date.isoformat() if issue.date else None,
            issue.date_basis,
            issue.page,
            issue.script,
        ],
        "articles": [
            {
                "id": article.id,
                "dateline": _pairs(article.dateline),
                "confidence": article.confidence,
                "reason": article.reason,
                "blocks": [
                    [block.role.value, _pairs(block.spans), block.confidence, block.reason] for block in article.blocks
                ],
            }
            for article in page.articles
        ],
        "furniture": _pairs(page.furniture),
        "duplicates": _pairs(page.duplicates),
    }


def page_from_json(source: Source, data: Json) -> Page:
    """The page that `page_to_json` was given.

    Raises:
        KeyError, ValueError, TypeError: the data is not of that form.
    """
    newspaper, date, basis, number, script = data["issue"]
    issue = Issue(newspaper, datetime.date.fromisoformat(date) if date else None, basis, number, script)
    articles = tuple(
        Article(
            entry["id"],
            tuple(
                Block(Role(role), _spans(spans), confidence, reason)
                for role, spans, confidence, reason in entry["blocks"]
            ),
            _spans(entry["dateline"]),
            entry["confidence"],
            entry["reason"],
        )
        for entry in data["articles"]
    )
    return Page(source, issue, articles, _spans(data["furniture"]), _spans(data["duplicates"]))


def _article(article: Article) -> Json:
    out: Json = {"id": article.id}
    for role in _FLAT:
        out[role.value] = _pairs(article.spans_of(role))
    if article.title_text:
        out["title_text"] = article.title_text
    out["dateline"] = _pairs(article.dateline)
    for role, name in _NESTED.items():
        out[name] = [_pairs(block.spans) for block in article.of(role)]
    return out


def _explained(article: Article) -> Json:
    return {
        "confidence": article.confidence,
        "reason": article.reason,
        "blocks": [
            {
                "role": block.role.value,
                "spans": _pairs(block.spans),
                "confidence": block.confidence,
                "reason": block.reason,
            }
            for block in article.blocks
        ],
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _spans(pairs: Iterable[Iterable[int]]) -> Spans:
    return tuple((int(start), int(end)) for start, end in pairs)
