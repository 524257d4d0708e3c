"""What a newspaper page is made of, in the field's terms; every part is named by its source spans."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reader.text.source import Source
from reader.text.spans import Span, Spans, length, merged


class Role(StrEnum):
    """What a block is on its page."""

    KICKER = "kicker"
    """肩题/引题, a line above the title; also a column heading 栏题."""
    TITLE = "title"
    SUBTITLE = "subtitle"
    """副题, a line below the title; also `——访…`."""
    BYLINE = "byline"
    """署名, a line of names of its own, under the title or as a signature at the end."""
    PARAGRAPH = "paragraph"
    """A paragraph of the body; crossheads 小标题 are paragraphs too."""
    CAPTION = "caption"
    """图片说明, with its credit line."""
    JUMP = "jump"
    """下转/上接, printed on its own or at the head of a paragraph's line."""
    FURNITURE = "furniture"
    """Page heads and feet, responsible editors, web footers, advertisements: belongs to no article."""
    DUPLICATE = "duplicate"
    """A second copy of a passage."""


HEADLINE: frozenset[Role] = frozenset({Role.KICKER, Role.TITLE, Role.SUBTITLE})
"""The roles that together make a headline 标题."""

RECOGNISER = "13"
"""Version of the rules of `reader.newspaper.recognise`, to be raised with every change of them: a recognised page that
is kept somewhere is good for this version only. It stands here so that whoever finds a page kept need not load them."""


def version(dictionary: str = "") -> str:
    """By what a page is recognised: these rules, and the words of a dictionary if one is asked.

    Args:
        dictionary: see `reader.text.lexicon.dictionary`.
    """
    return f"{RECOGNISER} {dictionary}".rstrip()


def rules_of(version: str) -> str:
    """The rules of a version."""
    return version.partition(" ")[0]


REST = "rest"
"""Id of what belongs to no article of a page."""

BY_HAND = "by hand"
"""The reason of what a person corrected, and the basis of a date that one typed."""

DOUBTFUL: float = 0.5
"""A block or article whose confidence is below this is shown as doubtful."""


class Block(NamedTuple):
    """One element of a page. `spans` are in reading order; they may run over white space and line ends."""

    role: Role
    spans: Spans
    confidence: float = 1.0
    """0 (a guess) to 1 (certain)."""
    reason: str = ""
    """Name of the rule that decided, for `reader parse --explain`."""


class Article(NamedTuple):
    """One article 稿件: its blocks in reading order, headline first, a signature where it stands at the end."""

    id: str
    """Names the article for commands; see `article_id`. Annotations never store it as their address."""
    blocks: tuple[Block, ...]
    dateline: Spans = ()
    """电头: a mark upon the start of the paragraph that holds it."""
    confidence: float = 1.0
    """How sure it is that just these blocks belong together, 0 to 1."""
    reason: str = ""
    title_text: str = ""
    """How a person typed the title; empty if none did. Never a quote: it stands in no source."""

    def of(self, role: Role) -> tuple[Block, ...]:
        """The blocks of one role, in reading order."""
        return tuple(block for block in self.blocks if block.role is role)

    def spans_of(self, role: Role) -> Spans:
        """All spans of one role's blocks, in reading order."""
        return tuple(span for block in self.blocks if block.role is role for span in block.spans)

    @property
    def spans(self) -> Spans:
        """Every span of the article in reading order, neighbours merged."""
        return merged(span for block in self.blocks for span in block.spans)

    @property
    def by_hand(self) -> bool:
        """Whether a person corrected any of it."""
        return bool(self.title_text) or BY_HAND in (self.reason, *(block.reason for block in self.blocks))

    @property
    def doubtful(self) -> bool:
        """Whether the reader should be told not to trust the recognition here."""
        return self.confidence < DOUBTFUL or any(block.confidence < DOUBTFUL for block in self.blocks)


class Issue(NamedTuple):
    """What the text says of the issue 期 and the page 版 it is; `None` is unknown, never a guess."""

    newspaper: str | None = None
    date: datetime.date | None = None
    date_basis: str | None = None
    """How the date was found: `printed` (`printed, against the weekday`), `inferred: …` with the words it was inferred
    from, `file name`, or two of them, the one that counts first (`file name; inferred: …`). Where there is no date,
    `unclear: …` with what contradicts each other, or what part of it is known (`file name: 1936-12`); `by hand`."""
    page: str | None = None
    script: str = "neither"
    """`hans`, `hant`, `mixed` or `neither`."""


class Page(NamedTuple):
    """A recognised page: every character of the source except white space and marks stands in exactly one element."""

    source: Source
    issue: Issue
    articles: tuple[Article, ...]
    furniture: tuple[Span, ...] = ()
    duplicates: tuple[Span, ...] = ()

    def article(self, key: str) -> Article | None:
        """The article with this id, or with this number (from 1, in the page's order)."""
        for article in self.all_articles():
            if article.id == key:
                return article
        if key.isdecimal() and len(key) < 10 and 1 <= int(key) <= len(self.articles):
            return self.articles[int(key) - 1]
        return None

    def rest(self) -> Article | None:
        """What belongs to no article (furniture and duplicates), in source order, as something that can be shown."""
        blocks = [Block(Role.FURNITURE, (span,)) for span in self.furniture]
        blocks += [Block(Role.DUPLICATE, (span,)) for span in self.duplicates]
        blocks.sort(key=lambda block: block.spans[0])
        return Article(REST, tuple(blocks)) if blocks else None

    def all_articles(self) -> Iterator[Article]:
        """The articles, then the rest if there is one."""
        yield from self.articles
        rest = self.rest()
        if rest is not None:
            yield rest

    @property
    def doubtful(self) -> bool:
        """Whether any article of the page is doubtful."""
        return any(article.doubtful for article in self.articles)


def article_id(source: Source, blocks: tuple[Block, ...]) -> str:
    """Hash of the text and of the start of the first body span (else of the first span): 12 hexadecimal digits."""
    body = [block for block in blocks if block.role in (Role.PARAGRAPH, Role.CAPTION)] or list(blocks)
    start = next((block.spans[0][0] for block in body if length(block.spans)), 0)
    return hashlib.sha256(f"{source.sha256}:{start}".encode()).hexdigest()[:12]
