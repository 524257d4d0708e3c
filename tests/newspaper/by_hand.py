"""What a person does to a page by the keys, and what must be true of the page after it; the proof in full is a command.

`python -m tests.newspaper.by_hand [SECONDS]` corrects the seed documents, and pages of their lines in any order,
at random until the time is up.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from reader.newspaper import asserting
from reader.newspaper.amending import same
from reader.newspaper.corrections import Correction, apply
from reader.newspaper.draft import OUTSIDE, blank
from reader.newspaper.model import HEADLINE, Article, Block, Page, Role
from reader.newspaper.recognise import recognise
from reader.newspaper.steadying import steadied
from reader.text.source import Source
from reader.text.spans import Spans, intersection
from tests.newspaper.examples import LINES, page

T = TypeVar("T")

Lines = list[tuple[Role, list[int]]]
"""The blocks of an article, as offsets of characters that are no blanks, in the order that they are read in."""

Pick = Callable[[int], int]
"""Chooses a number below another."""


class Seen(NamedTuple):
    """A page as its reader sees it."""

    articles: list[tuple[str, Lines]]
    """The title that was typed, and the blocks."""
    outside: set[int]
    """What belongs to no article."""


class Act(NamedTuple):
    """One correction, as the keys make it."""

    what: str
    said: list[Correction]
    spans: Spans
    """What it is about."""
    wrong: Callable[[Seen, Seen], str]
    """What is wrong with the page after it, given how it was before; empty if nothing is."""


def seen(found: Page) -> Seen:
    """A page as its reader sees it."""
    articles = [(one.title_text, lines(found, one.blocks)) for one in found.articles]
    outside = {at for span in (*found.furniture, *found.duplicates) for at in places(found, (span,))}
    return Seen(articles, outside)


def lines(found: Page, blocks: Sequence[Block]) -> Lines:
    """Blocks as offsets."""
    out = [(block.role, places(found, block.spans)) for block in blocks]
    return [(role, at) for role, at in out if at]


def places(found: Page, spans: Spans) -> list[int]:
    """The offsets of the characters in spans that are no blanks."""
    return [at for start, end in spans for at in range(start, end) if not blank(found.source.text[at])]


def characters(some: Lines) -> list[int]:
    """The offsets of an article."""
    return [at for _role, part in some for at in part]


def without(some: Lines, gone: set[int]) -> Lines:
    """What is left of blocks."""
    left = [(role, [at for at in part if at not in gone]) for role, part in some]
    return [(role, part) for role, part in left if part]


def others(before: Seen, after: Seen, gone: set[int]) -> str:
    """What is wrong with what nothing was said of: it is as it was, in the order that it was in."""
    one = [(typed, left) for typed, article in before.articles if (left := without(article, gone))]
    two = [(typed, left) for typed, article in after.articles if (left := without(article, gone))]
    order = [article for article in before.articles if article in after.articles]
    if order != [article for article in after.articles if article in before.articles]:
        return "the articles stand in another order"
    one.sort(key=repr)
    two.sort(key=repr)
    if sorted(repr(left) for _typed, left in one) != sorted(repr(left) for _typed, left in two):
        if sorted(sorted(characters(left)) for _typed, left in one) != sorted(
            sorted(characters(left)) for _typed, left in two
        ):
            return "other articles fell together or apart"
        return "other blocks changed"
    if one != two:
        return "a typed title is another's"
    return "" if before.outside - gone == after.outside - gone else "what belongs to no article changed"


def flat(found: Seen) -> Seen:
    """A page in which every character is a block: what is in a paragraph divides it."""
    articles = [(typed, [(role, [at]) for role, part in some for at in part]) for typed, some in found.articles]
    return Seen(articles, found.outside)


def split(found: Page, pick: Pick) -> Act | None:
    """`c s`: an article begins at the caret."""
    article = one_of(found.articles, pick)
    block = one_of(article.blocks, pick)
    place = one_of(places(found, block.spans), pick)
    said = asserting.split(article, place)
    if not said:
        return None
    number = found.articles.index(article)

    def wrong(before: Seen, after: Seen) -> str:
        new = [one for one in after.articles if one not in before.articles]
        if len(after.articles) != len(before.articles) + 1 or len(new) != 2:
            return f"{len(after.articles)} articles, {len(new)} new"
        if [one for one in before.articles if one in after.articles] != [
            one for one in after.articles if one not in new
        ]:
            return "other articles changed"
        second = next((one for one in new if place in characters(one[1])), new[0])
        first = new[1 - new.index(second)]
        typed, old = before.articles[number]
        if sorted(characters(first[1]) + characters(second[1])) != sorted(characters(old)):
            return "the halves are not the whole"
        body = [at for role, part in old if role not in HEADLINE and role is not Role.BYLINE for at in part]
        if place in body:
            if [at for at in body if at in set(characters(first[1]))] != body[: body.index(place)]:
                return "the first does not end there"
            roles = {at: role for role, part in old for at in part}
            if any(roles[at] is not role for half in new for role, part in half[1] for at in part):
                return "a role changed"
            if (first[0], second[0]) != (typed, ""):
                return "the typed title changed"
        return ""

    return Act("split", said, (), wrong)


def join(found: Page, pick: Pick, known: Sequence[Correction]) -> Act | None:
    """`c j`, `c J`, `c a`: two articles are one."""
    if len(found.articles) < 2:
        return None
    number = pick(len(found.articles) - 1)
    other = number + 1 if pick(3) else number + 1 + pick(len(found.articles) - number - 1)
    said = asserting.join(found.articles[number], found.articles[other], known)

    def wrong(before: Seen, after: Seen) -> str:
        one, two = before.articles[number], before.articles[other]
        left = [article for at, article in enumerate(before.articles) if at not in (number, other)]
        now = [article for article in after.articles if article not in left]
        if [article for article in after.articles if article in left] != left:
            return "other articles changed"
        if len(now) != 1:
            return f"{len(now)} articles are new"
        if sorted(characters(now[0][1])) != sorted(characters(one[1]) + characters(two[1])):
            return "they are not one"
        body = [at for half in (one, two) for role, part in half[1] if role not in HEADLINE for at in part]
        if [at for at in characters(now[0][1]) if at in set(body)] != body:
            return "the text is in another order"
        return ""

    return Act("join", said, (), wrong)


def passage(found: Page, article: Article, pick: Pick) -> Spans:
    """A paragraph, several, or part of one."""
    first = pick(len(article.blocks))
    blocks = article.blocks[first : first + (1 if pick(3) else 2)]
    spans = tuple(span for block in blocks for span in block.spans)
    if pick(4) or not (inside := places(found, spans[:1])):
        return spans
    start, end = sorted((one_of(inside, pick), one_of(inside, pick) + 1))
    return ((min(start, end - 1), end),)


def move(found: Page, pick: Pick) -> Act | None:
    """`c m`: a passage comes after a paragraph, or is an article of its own."""
    article = one_of(list(found.all_articles()), pick)
    spans = passage(found, article, pick)
    moved = places(found, spans)
    if not moved:
        return None
    gone = set(moved)
    after: Block | None = None
    if pick(4):
        home = one_of(found.articles, pick)
        blocks = [block for block in home.blocks if not intersection(block.spans, spans)]
        heads = [block for block in blocks if block.role in HEADLINE]
        free = [*heads[-1:], *(block for block in blocks if block.role not in HEADLINE)]
        if not free:
            return None
        after = one_of(free, pick)
    said = asserting.move(spans, after)

    def wrong(before: Seen, now: Seen) -> str:
        if problem := others(before, now, gone):
            return problem
        holders = [article for article in now.articles if gone & set(characters(article[1]))]
        if len(holders) != 1:
            return f"what was moved is in {len(holders)} articles"
        here = holders[0][1]
        if after is None:
            return "" if set(characters(here)) == gone else "it is not alone"
        if not set(places(found, after.spans)) <= set(characters(here)):
            return "it is in another article"
        body = [at for role, part in here if role not in HEADLINE for at in part]
        mine = [at for at in moved if at in set(body)]
        if not mine:
            return ""
        first = body.index(mine[0])
        if body[first : first + len(mine)] != mine:
            return "it is not together"
        if after.role in HEADLINE:
            return "" if first == 0 else "it is not at the beginning"
        return "" if body[first - 1] == places(found, after.spans)[-1] else "it is in another place"

    return Act("apart" if after is None else "move", said, spans, wrong)


def role(found: Page, pick: Pick) -> Act | None:
    """`c t`, `c k`, …: a passage has a role."""
    article = one_of(list(found.all_articles()), pick)
    spans = passage(found, article, pick)
    named = places(found, spans)
    if not named:
        return None
    value = one_of(list(Role), pick)
    gone = set(named)
    said = asserting.role(found, spans, value)
    inside = article in found.articles

    def wrong(before: Seen, after: Seen) -> str:
        if problem := others(flat(before), flat(after), gone):
            return problem
        if value in OUTSIDE:
            return "" if gone <= after.outside else "it is in an article"
        roles = {at: role for _typed, some in after.articles for role, part in some for at in part}
        if any(roles.get(at) is not value for at in gone):
            return "it has another role"
        rest = without(lines(found, article.blocks), gone)
        for _typed, some in after.articles:
            if inside and rest and gone & set(characters(some)) and not set(characters(rest)) <= set(characters(some)):
                return "it is in another article"
        return ""

    return Act(f"role {value.value}", said, spans, wrong)


def retitle(found: Page, pick: Pick) -> Act | None:
    """`c r`: the title of an article reads as typed."""
    number = pick(len(found.articles))
    typed = f"题{pick(100)}"
    said = asserting.title(found.articles[number], typed)

    def wrong(before: Seen, after: Seen) -> str:
        wanted = [(typed if at == number else one[0], one[1]) for at, one in enumerate(before.articles)]
        return "" if (wanted, before.outside) == (after.articles, after.outside) else "not only the title changed"

    return Act("title", said, (), wrong)


def paragraphs(found: Page, pick: Pick) -> Act | None:
    """`c p`, `c /`: two paragraphs are one, one is two."""
    article = one_of(found.articles, pick)
    at = pick(len(article.blocks))
    if pick(2):
        blocks = article.blocks[at : at + 2]
        if len(blocks) < 2:
            return None
        said = asserting.one_paragraph(blocks)
        named = [place for block in blocks for place in places(found, block.spans)]

        def one(before: Seen, after: Seen) -> str:
            if problem := others(before, after, set(named)):
                return problem
            some = next((some for _typed, some in after.articles if named[0] in characters(some)), [])
            return "" if any(part == named for _role, part in some) or blocks[0].role in HEADLINE else "not one"

        return Act("one paragraph", said, tuple(span for block in blocks for span in block.spans), one)
    block = article.blocks[at]
    place = one_of(places(found, block.spans), pick)
    said = asserting.two_paragraphs(article, place)
    if not said or block.role in HEADLINE:
        return None
    number = found.articles.index(article)

    def two(before: Seen, after: Seen) -> str:
        wanted = [(typed, [*some]) for typed, some in before.articles]
        some = wanted[number][1]
        which = next(which for which, (_role, part) in enumerate(some) if place in part)
        kind, part = some[which]
        cut = part.index(place)
        some[which : which + 1] = [(kind, half) for half in (part[:cut], part[cut:]) if half]
        return "" if (wanted, before.outside) == (after.articles, after.outside) else "not only the paragraph changed"

    return Act("two paragraphs", said, (), two)


def one_of(some: Sequence[T], pick: Pick) -> T:
    """One of several."""
    return some[pick(len(some))]


def act(found: Page, known: Sequence[Correction], pick: Pick) -> Act | None:
    """Anything that the keys can do to a page; `None` if what was chosen cannot be."""
    if not found.articles:
        return None
    match pick(8):
        case 0 | 1:
            return split(found, pick)
        case 2:
            return join(found, pick, known)
        case 3 | 4:
            return move(found, pick)
        case 5:
            return role(found, pick)
        case 6:
            return retitle(found, pick)
        case _:
            return paragraphs(found, pick)


def session(machine: Page, pick: Pick, most: int) -> list[str]:
    """Correct a page so many times; nothing, or what was done with what is wrong then."""
    known: list[Correction] = []
    shown = machine
    told: list[str] = []
    for number in range(most):
        done = act(shown, known, pick)
        if done is None:
            continue
        whole = steadied(machine, known, done.said, "甲")
        made = [one._replace(id=f"{number:03}-{at:03}", made=f"{number:03}") for at, one in enumerate(whole)]
        after = apply(machine, [*known, *made])
        told.append(f"{done.what}: {[(one.form.value, one.spans, one.place, one.value) for one in made]}")
        if same(after, shown):
            continue  # it is so already: nothing is saved
        if problem := lost(shown, after) or done.wrong(seen(shown), seen(after)):
            return [*told, problem]
        known, shown = [*known, *made], after
    return []


def lost(before: Page, after: Page) -> str:
    """Whether a character is gone, or stands twice."""
    held = [
        sorted([*one.outside, *(at for _typed, some in one.articles for at in characters(some))])
        for one in (seen(before), seen(after))
    ]
    return "" if held[0] == held[1] else "something is lost, or stands twice"


def strewn(pick: Pick) -> Page:
    """Lines of the seed documents in any order, as a page."""
    return recognise(Source("\n".join(one_of(LINES, pick) for _line in range(2 + pick(23)))))


def main(seconds: float) -> int:
    """Correct pages at random until the time is up; the number of sessions that went wrong."""
    end = time.monotonic() + seconds
    tried = wrong = 0
    while time.monotonic() < end:
        pick = random.Random(tried).randrange
        machine = strewn(pick) if tried % 2 else page(one_of(["000", "001", "003", "004"], pick))
        if told := session(machine, pick, 8):
            wrong += 1
            print(f"session {tried}:", *told, sep="\n  ")
        tried += 1
    print(f"{tried} sessions, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0) > 0)
