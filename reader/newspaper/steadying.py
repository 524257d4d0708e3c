"""What must be said besides what a person says, so that the page becomes what was asked for and nothing else changes.

What is asked for is plain on the page that is shown: there one thing changes. But corrections are applied to the page
that was recognised, all together, and a new one may take away from an older one what that held in place; if the first
paragraph of an article is moved away, the boundary that stood before it must be said anew. So the page that is wanted
is made first, from the one that is shown; where the corrections do not come to that, it is said of the articles that
differ: their boundaries, if that is enough, else the place of each of their paragraphs, which nothing older outlasts.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reader.newspaper.amending import amended, same
from reader.newspaper.asserting import head, say, tail
from reader.newspaper.claims import met, settled
from reader.newspaper.corrections import Correction, Form, apply
from reader.newspaper.model import Article, Block, Page, Role
from reader.text.spans import Spans, difference, intersection

_ROUNDS: Final = 3
"""How often everything is said: a role that is said may bring a line to another place."""

_TRIED: Final = 80
"""How often it is tried to say less."""


def steadied(page: Page, known: Sequence[Correction], new: Sequence[Correction], by: str) -> list[Correction]:
    """What was said, signed, with what must be said besides lest anything changes that was not meant.

    Args:
        page: as it was recognised.
        known: the corrections that there are on it.
        new: what is said now.
        by: the annotator.
    """
    sign = _Signing([one for one in known if one.by != by], by)
    out = sign.all(new, 0)
    wanted = amended(apply(page, known), settled(out).claims)

    def got(besides: Sequence[Correction]) -> Page:
        return apply(page, [*known, *out, *besides])

    for ways in ((_boundaries,), _EVERYTHING * _ROUNDS):
        besides: list[Correction] = []
        for way in ways:
            present = got(besides)
            if not same(present, wanted):
                besides += sign.all(way(wanted, present, known), len(out) + len(besides))
        if same(got(besides), wanted):
            return [*out, *_fewest(besides, lambda some: same(got(some), wanted))]
    return [*out, *besides]


class _Signing(NamedTuple):
    """Makes corrections newer than all others."""

    others: list[Correction]
    by: str

    def all(self, some: Iterable[Correction], number: int) -> list[Correction]:
        return [self._one(one, number + at) for at, one in enumerate(some)]

    def _one(self, one: Correction, number: int) -> Correction:
        over = met(one, self.others) if self.others else one.over
        return one._replace(id=f"\U0010ffff{number:05}", made="\U0010ffff", by=self.by, over=over)


def _fewest(some: list[Correction], enough: Callable[[Sequence[Correction]], bool]) -> list[Correction]:
    """As few of them as are enough, as far as leaving out some, and then fewer at a time, shows it."""
    size, tried = len(some), 0
    while size and tried < _TRIED:
        at = 0
        while at < len(some) and tried < _TRIED:
            fewer = [*some[:at], *some[at + size :]]
            tried += 1
            if enough(fewer):
                some = fewer
            else:
                at += size
        size = min(size // 2, len(some))
    return some


Way = Callable[[Page, Page, Sequence[Correction]], Iterator[Correction]]
"""Says of the wanted page what the present one lacks."""


def _boundaries(wanted: Page, present: Page, _known: Sequence[Correction]) -> Iterator[Correction]:
    """Where the articles that differ begin, and what goes on where it was."""
    for article in _differing(wanted, present):
        first = article.blocks[0]
        if any(one.blocks[0].spans[:1] != first.spans[:1] for one in present.articles if _holds(one, first)):
            yield say(Form.BEGINS, head(first.spans))
        for one, other in itertools.pairwise(article.blocks):
            if _holder(present, one) is not _holder(present, other):
                yield say(Form.TOGETHER, head(other.spans), tail(one.spans))


def _outside(wanted: Page, present: Page, _known: Sequence[Correction]) -> Iterator[Correction]:
    """What belongs to no article."""
    for role, all_, now in (
        (Role.FURNITURE, wanted.furniture, present.furniture),
        (Role.DUPLICATE, wanted.duplicates, present.duplicates),
    ):
        if missing := difference(all_, now):
            yield say(Form.ROLE, missing, value=role.value)


def _homes(wanted: Page, present: Page, _known: Sequence[Correction]) -> Iterator[Correction]:
    """The place of each block of the articles that differ."""
    for article in _differing(wanted, present):
        yield say(Form.MOVE, article.blocks[0].spans)
        for one, other in itertools.pairwise(article.blocks):
            yield say(Form.MOVE, other.spans, tail(one.spans))


def _roles(wanted: Page, present: Page, _known: Sequence[Correction]) -> Iterator[Correction]:
    """The role of each block that has another."""
    for block in _blocks(wanted):
        if any(one.role is not block.role and intersection(one.spans, block.spans) for one in _blocks(present)):
            yield say(Form.ROLE, block.spans, value=block.role.value)


def _paragraphs(wanted: Page, present: Page, _known: Sequence[Correction]) -> Iterator[Correction]:
    """What is one block, and where one begins."""
    there = {block.spans for block in _blocks(present)}
    starts = {spans[0][0] for spans in there}
    for block in _blocks(wanted):
        if block.spans not in there and len(list(_touched(present, block))) > 1:
            yield say(Form.PARAGRAPH, block.spans)
    for block in _blocks(wanted):
        if block.spans[0][0] not in starts:
            yield say(Form.BREAK, head(block.spans))


def _titles(wanted: Page, present: Page, known: Sequence[Correction]) -> Iterator[Correction]:
    """How titles read, wherever that was said."""
    for article in wanted.articles:
        now = next((one for one in present.articles if _told(one) == _told(article)), None)
        if now is not None and now.title_text != article.title_text:
            said = [intersection(one.spans, article.spans) for one in known if one.form is Form.TITLE]
            for spans in (*said, article.spans_of(Role.TITLE) or head(article.blocks[0].spans)):
                if spans:
                    yield say(Form.TITLE, spans, value=article.title_text)


_EVERYTHING: Final[tuple[Way, ...]] = (_outside, _homes, _roles, _paragraphs, _titles)


def _told(article: Article) -> object:
    return [(block.role, block.spans) for block in article.blocks]


def _differing(wanted: Page, present: Page) -> Iterator[Article]:
    there = [_told(article) for article in present.articles]
    return (article for article in wanted.articles if _told(article) not in there)


def _blocks(page: Page) -> Iterator[Block]:
    return (block for article in page.articles for block in article.blocks)


def _touched(page: Page, block: Block) -> Iterator[Block]:
    return (one for one in _blocks(page) if intersection(one.spans, block.spans))


def _holds(article: Article, block: Block) -> bool:
    return bool(intersection(article.spans, _first(block)))


def _holder(page: Page, block: Block) -> Article | None:
    return next((article for article in page.articles if _holds(article, block)), None)


def _first(block: Block) -> Spans:
    start = block.spans[0][0]
    return ((start, start + 1),)
