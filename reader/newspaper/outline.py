"""The outline of a long article: its crossheads 小标题, and what is numbered in it.

A section is numbered as in `一、`, `（一）`, `1.` or `第一章`. Its heading is the paragraph, or the first sentence of
one that goes on (`1.全面加强和改进民族工作。一是…`). A single number of its kind counts only on a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from reader.newspaper.compose import ArticleView
from reader.newspaper.model import Article, Role
from reader.text.spans import Spans

LONGEST = 50
"""Characters of a heading: a longer sentence after a number is one of the text."""

_NUMBER = "[一二三四五六七八九十百]{1,4}"
_NUMBERED = (
    re.compile(f"第{_NUMBER}[编編章节節部]"),
    re.compile(f"{_NUMBER}、"),
    re.compile(f"[（(]{_NUMBER}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
"""The kinds of numbers, the widest first."""

_CROSSHEAD = len(_NUMBERED)
_STOPS = re.compile("[。！？!?]")


class Section(NamedTuple):
    """A part of an article."""

    title: str
    level: int
    """How deep it stands, from 0."""
    spans: Spans
    """Where its heading stands in the source."""


def outline(article: Article, view: ArticleView) -> tuple[Section, ...]:
    """The sections of an article in reading order; none if it has no headings inside.

    Args:
        article: the article.
        view: it as it is to be named, in any script.
    """
    found: list[tuple[int, bool, Section]] = []
    for block, shown in zip(article.blocks, (one for one in view.blocks if one.spans), strict=True):
        text = shown.text.text
        if block.role is not Role.PARAGRAPH or not text.strip():
            continue
        kind = next((kind for kind, number in enumerate(_NUMBERED) if number.match(text)), _CROSSHEAD)
        if kind == _CROSSHEAD and block.reason != "crosshead":
            continue
        stop = _STOPS.search(text)
        end = stop.start() if stop else len(text)
        if end <= LONGEST:
            alone = end >= len(text) - 1
            found.append((kind, alone, Section(text[:end], 0, shown.text.to_source(0, end))))
    many = Counter(kind for kind, _alone, _section in found)
    kept = [(kind, section) for kind, alone, section in found if alone or many[kind] > 1]
    if not kept:
        return ()
    # A crosshead stands over what is numbered under it, wherever else the article has numbers.
    kinds = sorted({kind for kind, _section in kept}, key=lambda kind: -1 if kind == _CROSSHEAD else kind)
    return tuple(section._replace(level=kinds.index(kind)) for kind, section in kept)
