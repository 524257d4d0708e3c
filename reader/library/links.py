"""Which end of a jump belongs to which: `下转第8版` on page 1 and the article on page 8 that opens with `上接第1版`.

Two ends may belong together if the numbers of their pages allow it; a page's number comes from its head or from its
file's name. Then the words must tell: a subject in quotes that names the other headline, shared rarer words, a sentence
that is cut here and goes on there. Little is enough where both pages are known by number and no other end could be
meant; else a pair must be the best by far for both of its ends. A pair that is found rules its ends out for others.
One end has one link. Where none is made, the reason is kept, to be told.

`python -m tests.benchmarks.jumps FOLDER` cuts every long article of a folder of pages in two and counts how many halves
find each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from reader.newspaper.jumps import FRESH, JumpEnd, JumpText, jump_ends, jump_text
from reader.newspaper.likeness import Likeness, pairs_of
from reader.newspaper.model import Page, Role
from reader.text.spans import text_of

ENOUGH: Final = (1.6, 1.2, 0.7)
"""How much the words must tell, by how many of the two pages are known by number."""

MARGIN: Final = 0.35
"""By how much a pair must be better than any other pair of one of its ends."""

ALONE: Final = 0.3
"""How much they must tell where both numbers are known and no other end could be meant: four of five articles that have
nothing to do with each other tell less, and one of fifty pairs of halves."""


class Why(StrEnum):
    """Why an end has no link."""

    NO_OTHER_PAGE = "no other page"
    NOT_HERE = "not here"
    """The page that it names is not among those of the issue."""
    NO_END = "no end"
    """That page is there, and none of its articles has the other end."""
    UNSURE = "unsure"
    """There is an end, or several, and which is the right one is not sure."""


class PageJumps(NamedTuple):
    """What one page of an issue has of jumps."""

    path: str
    """Its file in the library."""
    number: str | None
    ends: tuple[JumpEnd, ...]
    texts: Mapping[str, JumpText]
    """By article id."""
    others: tuple[frozenset[str], ...] = ()
    """The pairs of characters of each of its articles: what stands everywhere in an issue tells little."""


class At(NamedTuple):
    """One end of a jump, on a page of a library."""

    path: str
    end: JumpEnd


class Links(NamedTuple):
    """The jumps of one issue."""

    other: Mapping[At, At]
    """The other end of each that has one, both ways."""
    why: Mapping[At, Why]
    """Of the rest, why they have none."""

    def of(self, path: str, article_id: str) -> list[At]:
        """The ends of an article: those that have a link first, those that lead on before those that lead back."""
        own = (at for at in (*self.other, *self.why) if (at.path, at.end.article_id) == (path, article_id))
        return sorted(own, key=lambda at: (at not in self.other, not at.end.onward, at.end.block))

    def chain(self, path: str, article_id: str) -> list[tuple[str, str]]:
        """Path and id of each part of the article that this is a part of, in order; this one if it has no other."""
        head = (path, article_id)
        seen = {head}
        while (before := self._next(*head, onward=False)) and before not in seen:
            head = before
            seen.add(head)
        parts = [head]
        while (after := self._next(*parts[-1], onward=True)) and after not in parts:
            parts.append(after)
        return parts

    def _next(self, path: str, article_id: str, *, onward: bool) -> tuple[str, str] | None:
        ends = self.of(path, article_id)
        found = next((at for at in ends if at.end.onward is onward and at in self.other), None)
        return (self.other[found].path, self.other[found].end.article_id) if found else None


def page_jumps(page: Page, path: str) -> PageJumps:
    """What a page has of jumps."""
    ends = jump_ends(page)
    ids = {end.article_id for end in ends}
    texts = {article.id: jump_text(page.source, article) for article in page.articles if article.id in ids}
    others = (pairs_of(text_of(page.source.text, article.spans_of(Role.PARAGRAPH))) for article in page.articles)
    return PageJumps(path, page.issue.page, tuple(ends), texts, tuple(others))


def link(pages: Sequence[PageJumps]) -> Links:
    """The links between the pages of one issue.

    Args:
        pages: all of them that are there.
    """
    onward = [At(page.path, end) for page in pages for end in page.ends if end.onward]
    back = [At(page.path, end) for page in pages for end in page.ends if not end.onward]
    of_path = {page.path: page for page in pages}
    like = Likeness(pairs for page in pages for pairs in page.others)
    scores = {}
    for one in onward:
        for other in back:
            known = _known(of_path[one.path], one.end, of_path[other.path], other.end)
            if known is not None:
                texts = of_path[one.path].texts[one.end.article_id], of_path[other.path].texts[other.end.article_id]
                scores[one, other] = known, _told(one.end, other.end, *texts, like)
    return _matched(onward, back, scores, of_path)


def _matched(
    onward: Sequence[At],
    back: Sequence[At],
    scores: Mapping[tuple[At, At], tuple[int, float]],
    pages: Mapping[str, PageJumps],
) -> Links:
    """The pairs that are sure, and what is wrong with the other ends."""
    rivals: dict[At, list[tuple[float, At]]] = {}
    for (one, two), (_known_pages, told) in scores.items():
        rivals.setdefault(one, []).append((told, two))
        rivals.setdefault(two, []).append((told, one))
    other: dict[At, At] = {}
    left = sorted(scores.items(), key=lambda pair: -pair[1][1])
    found = True
    while found:
        found = False
        for (one, two), (known, told) in left:
            if one in other or two in other:
                continue
            beside = [
                score
                for end, rest in ((one, two), (two, one))
                for score, rival in rivals[end]
                if rival != rest and rival not in other
            ]
            alone = known == 2 and not beside and told >= ALONE
            if alone or (told >= ENOUGH[known] and all(told - score >= MARGIN for score in beside)):
                other[one], other[two], found = two, one, True
    why = {at: _why(at, bool(rivals.get(at)), pages) for at in (*onward, *back) if at not in other}
    return Links(other, why)


def _why(at: At, rivals: bool, pages: Mapping[str, PageJumps]) -> Why:
    if rivals:
        return Why.UNSURE
    if len(pages) < 2:
        return Why.NO_OTHER_PAGE
    others = [page.number for page in pages.values() if page.path != at.path]
    if any(number is None or same_page(number, at.end.page) for number in others):
        return Why.NO_END
    return Why.NOT_HERE


def same_page(one: str, other: str) -> bool:
    """Whether two numbers are of one page: in an issue with sections, page 1 is A01."""
    return _in_section(one) == _in_section(other)


def _in_section(number: str) -> str:
    return f"A{int(number):02}" if number.isdecimal() else number


def _known(one: PageJumps, onward: JumpEnd, other: PageJumps, back: JumpEnd) -> int | None:
    """How many of the two pages are known by number; `None` if the numbers or the articles forbid the pair."""
    if onward.page == back.page or (one.path == other.path and onward.article_id == back.article_id):
        return None
    for number, named in ((one.number, back.page), (other.number, onward.page)):
        if number is not None and not same_page(number, named):
            return None
    return (one.number is not None) + (other.number is not None)


def _told(onward: JumpEnd, back: JumpEnd, before: JumpText, after: JumpText, like: Likeness) -> float:
    """What the words say of a pair: about 0 for two articles that have nothing to do with each other."""
    told = 4 * like.alike(before.body, after.body)
    if before.title and after.body:
        told += like.share(before.title, after.body | after.title)
    if after.title and before.title:
        told += like.alike(before.title, after.title)
    for subject, text in ((onward.subject, after), (back.subject, before)):
        if subject:
            told += _named(subject, text)
    return told + _goes_on(before, after)


def _named(subject: str, text: JumpText) -> float:
    """Whether the words in quotes are those of the other headline."""
    if not text.folded_title:
        return 0.0
    if subject in text.folded_title or text.folded_title in subject:
        return 2.0
    letters = set(subject)
    return 1.0 if len(letters & set(text.folded_title)) >= 0.7 * len(letters) else -2.0


def _goes_on(before: JumpText, after: JumpText) -> float:
    """Whether the sentence that is cut on one page goes on on the other: the two make words that stand elsewhere."""
    if not before.broken_off or not after.after:
        return 0.0
    if FRESH.match(after.after):
        return -0.5
    over = (before.before[-2:] + after.after[:1], before.before[-1:] + after.after[:2])
    grams = before.grams | after.grams
    if any(len(gram) == 3 and gram in grams for gram in over):
        return 1.0
    return 0.5 if before.before[-1:] + after.after[:1] in grams else 0.2


def linked(pages: Iterable[tuple[Page, str]]) -> Links:
    """The links between recognised pages, each with its path."""
    return link([page_jumps(page, path) for page, path in pages])
