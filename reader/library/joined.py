"""An article and its continuations on other pages read as one, with every character's file and offset kept.

The texts of the pages stand one after the other in one source that is made for this view alone; so all that works on a
view of one page works on this one, and a span of it belongs to the page in whose part it lies. Jump lines that are
followed are left out, a headline that the continuation repeats too, and the sentence that the jump cut is one again.
Nothing of this is stored: what is made in such a view goes by `pieces` to the pages and their own offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.library.entries import Entry
from reader.newspaper.model import HEADLINE, Article, Block, Page, Role
from reader.text.source import Source
from reader.text.spans import Span, Spans, merged, text_of

ALIKE = 0.5
"""How much of a continuation's headline must stand in the first one for it to be a repeat."""


class PagePart(NamedTuple):
    """One page's part of what is shown."""

    entry: Entry
    page: Page
    article: Article
    base: int = 0
    """Where its text begins in the source of the view; 0 if it is the only one."""

    def shown(self, spans: Iterable[Span]) -> Spans:
        """Spans of the page in offsets of the view."""
        return tuple((start + self.base, end + self.base) for start, end in spans)

    def holds(self, offset: int) -> bool:
        """Whether an offset of the view lies in it."""
        return self.base <= offset <= self.base + len(self.page.source.text)


def pieces(parts: Sequence[PagePart], spans: Iterable[Span]) -> list[tuple[PagePart, Spans]]:
    """Spans of the view by the pages that they lie on, in offsets of these; pages without any are left out."""
    wanted = tuple(spans)
    out = []
    for part in parts:
        low, high = part.base, part.base + len(part.page.source.text)
        own = merged((max(start, low) - low, min(end, high) - low) for start, end in wanted)
        if own:
            out.append((part, own))
    return out


def part_at(parts: Sequence[PagePart], offset: int) -> PagePart:
    """The part in which an offset of the view lies."""
    return next((part for part in reversed(parts) if part.base <= offset), parts[0])


def joined(members: Sequence[tuple[Entry, Page, Article]]) -> tuple[Page, Article, tuple[PagePart, ...]]:
    """A page and an article to show, and the parts they are made of.

    Args:
        members: the article's beginning, and its continuations in their order.
    """
    parts: list[PagePart] = []
    base = 0
    for entry, page, article in members:
        parts.append(PagePart(entry, page, article, base))
        base += len(page.source.text) + 1
    source = Source("\n".join(part.page.source.text for part in parts), parts[0].page.source.encoding)
    blocks: list[Block] = []
    for number, part in enumerate(parts):
        own = [
            block._replace(spans=part.shown(block.spans))
            for block in part.article.blocks
            if not (block.role is Role.JUMP and _followed(part, block, number, len(parts)))
        ]
        blocks = _continued(source, blocks, own) if blocks else own
    head = parts[0]
    article = head.article._replace(blocks=tuple(blocks))
    return head.page._replace(source=source), article, tuple(parts)


def _followed(part: PagePart, block: Block, number: int, count: int) -> bool:
    """Whether a jump line leads to a part that is here."""
    text = text_of(part.page.source.text, block.spans)
    return number > 0 if "接" in text else number < count - 1


def _continued(source: Source, before: list[Block], after: list[Block]) -> list[Block]:
    """The blocks of an article and of its continuation; the sentence between them made whole."""
    from reader.newspaper.jumps import cut_between

    headline = "".join(_text(source, block) for block in before if block.role is Role.TITLE)
    own = [block for block in after if block.role in HEADLINE]
    if own and _repeats(headline, "".join(_text(source, block) for block in own)):
        after = [block for block in after if block.role not in HEADLINE]
    last = max((at for at, block in enumerate(before) if block.role is Role.PARAGRAPH), default=None)
    first = next((at for at, block in enumerate(after) if block.role is Role.PARAGRAPH), None)
    if last is None or first is None or any(block.role in HEADLINE for block in after[:first]):
        return [*before, *after]
    one, two = before[last], after[first]
    if not cut_between(_text(source, one), _text(source, two)):
        return [*before, *after]
    whole = one._replace(spans=(*one.spans, *two.spans), confidence=min(one.confidence, two.confidence))
    return [*before[:last], *before[last + 1 :], whole, *after[:first], *after[first + 1 :]]


def _repeats(headline: str, own: str) -> bool:
    return len(set(own) & set(headline)) >= ALIKE * len(set(own))


def _text(source: Source, block: Block) -> str:
    return "".join(text_of(source.text, block.spans).split())
