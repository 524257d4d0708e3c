"""From what a person wants of a page to what is asserted: few characters, that say the same of any recognition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reader.newspaper.corrections import Correction, Form
from reader.newspaper.model import Article, Block, Page, Role
from reader.text.spans import Span, Spans, intersection, length

ENOUGH: Final = 120
"""Code points of a passage of which only the first character, or only the last, counts: by them it is found again."""


def split(article: Article, place: int) -> list[Correction]:
    """An article begins at an offset, which lies in a block of this one; nothing if it begins there already."""
    block = next((one for one in article.blocks if _holds(one.spans, place)), None)
    if block is None or (block is article.blocks[0] and block.spans[0][0] == place):
        return []
    return [say(Form.BEGINS, head(_from(block.spans, place)))]


def join(first: Article, second: Article, known: Iterable[Correction]) -> list[Correction]:
    """The second article is the continuation of the first.

    Args:
        first: an article.
        second: another one of the page.
        known: the corrections on the page.
    """
    begun = (one.spans for one in known if one.form is Form.BEGINS and _holds(second.spans, one.spans[0][0]))
    return [say(Form.TOGETHER, next(begun, head(second.blocks[0].spans)), tail(first.blocks[-1].spans))]


def move(spans: Spans, after: Block | None) -> list[Correction]:
    """Passages come after a block, in the article of that; without one they are an article of their own."""
    return [say(Form.MOVE, spans, tail(after.spans) if after else ())]


def role(page: Page, spans: Spans, value: Role) -> list[Correction]:
    """Passages have a role; what belonged to no article belongs now to the one that stands before it."""
    outside = intersection(spans, [*page.furniture, *page.duplicates])
    home: Spans = ()
    if outside and value not in (Role.FURNITURE, Role.DUPLICATE):
        blocks = [block for article in page.articles for block in article.blocks]
        before = [block for block in blocks if block.spans[0] < outside[0]]
        near = max(before, key=lambda block: block.spans[0], default=blocks[0] if blocks else None)
        home = tail(near.spans) if near else ()
    return [say(Form.ROLE, spans, home, value.value)]


def crosshead(page: Page, article: Article, spans: Spans) -> list[Correction]:
    """A passage is a heading inside the text: a paragraph of its own."""
    out = role(page, spans, Role.PARAGRAPH)
    for block in article.blocks:
        held = intersection(block.spans, spans)
        if held and block.role is Role.PARAGRAPH:
            after = _from(block.spans, spans[-1][1])
            if block.spans[0][0] != spans[0][0]:
                out.append(say(Form.BREAK, head(spans)))
            if after and page.source.text[after[0][0] : after[-1][1]].strip():
                out.append(say(Form.BREAK, head(after)))
    return out


def one_paragraph(blocks: Sequence[Block]) -> list[Correction]:
    """Blocks are one paragraph, in this order."""
    return [say(Form.PARAGRAPH, tuple(span for block in blocks for span in block.spans))]


def two_paragraphs(article: Article, place: int) -> list[Correction]:
    """A paragraph begins at an offset inside a block; nothing if one begins there already."""
    block = next((one for one in article.blocks if _holds(one.spans, place)), None)
    if block is None or block.spans[0][0] == place:
        return []
    return [say(Form.BREAK, head(_from(block.spans, place)))]


def title(article: Article, typed: str) -> list[Correction]:
    """The title of an article reads as typed."""
    return [say(Form.TITLE, article.spans_of(Role.TITLE) or head(article.blocks[0].spans), value=typed)]


def issue(page: Page, field: str, typed: str) -> list[Correction]:
    """A field of the issue is as typed; empty is unknown."""
    start = next((number for number, char in enumerate(page.source.text) if not char.isspace()), None)
    if start is None:
        return []
    spans = head(((start, len(page.source.text)),), 24)
    return [say(Form.ISSUE, spans, value=typed, field=field)]


def say(form: Form, spans: Spans, place: Spans = (), value: str = "", field: str = "") -> Correction:
    """An assertion that nobody has signed yet."""
    return Correction("", form, spans, place, value, field)


def _holds(spans: Spans, place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _from(spans: Spans, place: int) -> Spans:
    """The spans from the character at an offset on, in their order."""
    for number, (start, end) in enumerate(spans):
        if start <= place < end:
            return ((place, end), *spans[number + 1 :])
        if place == end:
            return spans[number + 1 :]
    return ()


def head(spans: Spans, most: int = ENOUGH) -> Spans:
    """The first characters of a passage."""
    out: list[Span] = []
    for start, end in spans:
        room = most - length(out)
        if room <= 0:
            break
        out.append((start, min(end, start + room)))
    return tuple(out)


def tail(spans: Spans, most: int = ENOUGH) -> Spans:
    """The last characters of a passage."""
    out: list[Span] = []
    for start, end in reversed(spans):
        room = most - length(out)
        if room <= 0:
            break
        out.append((max(start, end - room), end))
    return tuple(reversed(out))
