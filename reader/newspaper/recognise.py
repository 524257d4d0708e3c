"""Recognise a page: from a source text to its articles."""

from __future__ import annotations

from typing import Protocol

from reader.newspaper.lines import read_lines
from reader.newspaper.model import Article, Block, Issue, Page, Role, article_id
from reader.text.source import Source

RECOGNISER = "1"
"""Version of the rules; a recognised page that is kept somewhere is good for this version only."""


class Words(Protocol):
    """A word list that can tell whether two halves make a word."""

    def __contains__(self, word: str) -> bool: ...


def recognise(source: Source, words: Words | None = None) -> Page:
    """The articles of a page."""
    articles: list[Article] = []
    blocks: list[Block] = []
    for line in read_lines(source.text):
        role = Role.TITLE if line.heading else Role.PARAGRAPH
        if role is Role.TITLE and blocks:
            articles.append(Article(article_id(source, tuple(blocks)), tuple(blocks)))
            blocks = []
        blocks.append(Block(role, line.spans))
    if blocks:
        articles.append(Article(article_id(source, tuple(blocks)), tuple(blocks)))
    return Page(source, Issue(), tuple(articles))
