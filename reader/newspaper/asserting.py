"""From what a person wants of a page to what is asserted: few characters, that say the same of any recognition."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from reader.newspaper.claims import met
from reader.newspaper.corrections import Correction, Form, apply
from reader.newspaper.model import Article, Block, Page, Role
from reader.text.spans import Span, Spans, intersection, length

ENOUGH: Final = 120
"""Code points of a passage of which only the first character, or only the last, counts: by them it is found again."""


_ROUNDS: Final = 4
"""How much is said besides, at most."""

_TRIED: Final = 24
"""How many ways to put a boundary right are tried."""


def split(article: Article, place: int) -> list[Correction]:
    """An article begins at an offset, which lies in a block of this one; nothing if it begins there already."""
    block = next((one for one in article.blocks if _holds(one.spans, place)), None)
    if block is None or (block is article.blocks[0] and block.spans[0][0] == place):
        return []
    return [_say(Form.BEGINS, _head(_from(block.spans, place)))]


def join(first: Article, second: Article, known: Iterable[Correction]) -> list[Correction]:
    """The second article is the continuation of the first.

    Args:
        first: an article.
        second: another one of the page.
        known: the corrections on the page.
    """
    begun = (one.spans for one in known if one.form is Form.BEGINS and _holds(second.spans, one.spans[0][0]))
    return [_say(Form.TOGETHER, next(begun, _head(second.blocks[0].spans)), _tail(first.blocks[-1].spans))]


def move(spans: Spans, after: Block | None) -> list[Correction]:
    """Passages come after a block, in the article of that; without one they are an article of their own."""
    return [_say(Form.MOVE, spans, _tail(after.spans) if after else ())]


def role(page: Page, spans: Spans, value: Role) -> list[Correction]:
    """Passages have a role; what belonged to no article belongs now to the one that stands before it."""
    outside = intersection(spans, [*page.furniture, *page.duplicates])
    home: Spans = ()
    if outside and value not in (Role.FURNITURE, Role.DUPLICATE):
        blocks = [block for article in page.articles for block in article.blocks]
        before = [block for block in blocks if block.spans[0] < outside[0]]
        near = max(before, key=lambda block: block.spans[0], default=blocks[0] if blocks else None)
        home = _tail(near.spans) if near else ()
    return [_say(Form.ROLE, spans, home, value.value)]


def crosshead(page: Page, article: Article, spans: Spans) -> list[Correction]:
    """A passage is a heading inside the text: a paragraph of its own."""
    out = role(page, spans, Role.PARAGRAPH)
    for block in article.blocks:
        held = intersection(block.spans, spans)
        if held and block.role is Role.PARAGRAPH:
            after = _from(block.spans, spans[-1][1])
            if block.spans[0][0] != spans[0][0]:
                out.append(_say(Form.BREAK, _head(spans)))
            if after and page.source.text[after[0][0] : after[-1][1]].strip():
                out.append(_say(Form.BREAK, _head(after)))
    return out


def one_paragraph(blocks: Sequence[Block]) -> list[Correction]:
    """Blocks are one paragraph, in this order."""
    return [_say(Form.PARAGRAPH, tuple(span for block in blocks for span in block.spans))]


def two_paragraphs(article: Article, place: int) -> list[Correction]:
    """A paragraph begins at an offset inside a block; nothing if one begins there already."""
    block = next((one for one in article.blocks if _holds(one.spans, place)), None)
    if block is None or block.spans[0][0] == place:
        return []
    return [_say(Form.BREAK, _head(_from(block.spans, place)))]


def title(article: Article, typed: str) -> list[Correction]:
    """The title of an article reads as typed."""
    return [_say(Form.TITLE, article.spans_of(Role.TITLE) or _head(article.blocks[0].spans), value=typed)]


def issue(page: Page, field: str, typed: str) -> list[Correction]:
    """A field of the issue is as typed; empty is unknown."""
    start = next((number for number, char in enumerate(page.source.text) if not char.isspace()), None)
    if start is None:
        return []
    spans = _head(((start, len(page.source.text)),), 24)
    return [_say(Form.ISSUE, spans, value=typed, field=field)]


def steadied(page: Page, known: Sequence[Correction], new: Sequence[Correction], by: str) -> list[Correction]:
    """What was said, signed, with what must be said besides lest articles fall together or apart that were not meant.

    If the first paragraph of an article is moved away, the boundary that stood before it stands before the next.

    Args:
        page: as it was recognised.
        known: the corrections that there are on it.
        new: what is said now.
        by: the annotator.
    """
    out = [_signed(one, known, by, number) for number, one in enumerate(new)]
    spoken = [span for one in out for span in one.spans]
    if all(one.form in (Form.MOVE, Form.ROLE, Form.PARAGRAPH) for one in out):
        before = apply(page, known)
        for _round in range(_ROUNDS):
            after = apply(page, [*known, *out])
            wrong = _moved_boundaries(before, after, spoken)
            if not wrong:
                break
            ways = [[*out, _signed(one, known, by, len(out))] for one in _mendings(before, after, spoken)]
            mended = [(_moved_boundaries(before, apply(page, [*known, *way]), spoken), way) for way in ways[:_TRIED]]
            least, way = min(mended, key=lambda one: one[0], default=(wrong, out))
            if least >= wrong:
                break
            out = way
    return out


def _moved_boundaries(before: Page, after: Page, spoken: Sequence[Span]) -> int:
    """How many articles have fallen together or apart, by the blocks of which nothing was said."""
    homes = [
        {home.id for block in _left(article, spoken) if (home := _home(after, block))} for article in before.articles
    ]
    every = [key for keys in homes for key in keys]
    return len(every) - len(set(every)) + sum(len(keys) - 1 for keys in homes if keys)


def _mendings(before: Page, after: Page, spoken: Sequence[Span]) -> list[Correction]:
    """What may be said to put right the first article that has fallen together with another, or apart."""
    taken: set[str] = set()
    for article in before.articles:
        left = _left(article, spoken)
        homes = [home.id for block in left if (home := _home(after, block))]
        parted = [pair for pair in itertools.pairwise(left) if _home(after, pair[0]) != _home(after, pair[1])]
        # What follows a place that was moved comes back to the block beside it.
        ways = [
            *(_say(Form.TOGETHER, _head(other.spans), _tail(one.spans)) for one, other in parted),
            *(_say(Form.MOVE, other.spans, _tail(one.spans)) for one, other in parted),
            *(_say(Form.MOVE, one.spans, _tail(other.spans)) for one, other in parted),
        ]
        if taken.intersection(homes):
            ways += [_say(Form.BEGINS, _head(block.spans)) for block in left]
        if ways:
            return ways
        taken.update(homes)
    return []


def _left(article: Article, spoken: Sequence[Span]) -> list[Block]:
    """The pieces of the blocks of which nothing was said; the lines of a title may have come from two places."""
    left = (block for block in article.blocks if not intersection(block.spans, spoken))
    return [block._replace(spans=(span,)) for block in left for span in block.spans]


def _home(page: Page, block: Block) -> Article | None:
    return next((one for one in page.articles if intersection(one.spans, block.spans)), None)


def _signed(one: Correction, known: Sequence[Correction], by: str, number: int) -> Correction:
    """A correction that is newer than all others."""
    others = [other for other in known if other.by != by]
    return one._replace(
        id=f"\U0010ffff{number}", made="\U0010ffff", by=by, over=met(one, others) if others else one.over
    )


def _say(form: Form, spans: Spans, place: Spans = (), value: str = "", field: str = "") -> Correction:
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


def _head(spans: Spans, most: int = ENOUGH) -> Spans:
    out: list[Span] = []
    for start, end in spans:
        room = most - length(out)
        if room <= 0:
            break
        out.append((start, min(end, start + room)))
    return tuple(out)


def _tail(spans: Spans, most: int = ENOUGH) -> Spans:
    out: list[Span] = []
    for start, end in reversed(spans):
        room = most - length(out)
        if room <= 0:
            break
        out.append((max(start, end - room), end))
    return tuple(reversed(out))
