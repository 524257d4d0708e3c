"""The two ends of a jump 转版, as one page tells them: `■下转第8版` and, on the other page, `■上接第1版`.

An article has one end in each direction, however often its line is printed (the first seed document prints one ten
times); where its lines name different pages, it has one for each. Forms seen: `（下转第2版）`, `下转A8版“…”`,
`紧转第三版`, `(上接第1版)`, `紧接第一版《…》`, `接A1版`.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.newspaper.likeness import pairs_of
from reader.newspaper.model import Article, Page, Role
from reader.newspaper.pageheads import page_number
from reader.text.fold import fold_query
from reader.text.rules import rule
from reader.text.source import Source
from reader.text.spans import Spans, text_of

_NUMBER = "([A-Da-d]?\\d{1,3}|[一二三四五六七八九十]{1,3})"
_LINE = rule(
    f'(?P<way>[上紧緊]?接|[下紧緊]?[转轉])(?:至|自|到)?第?{_NUMBER}版(?:面)?[:：]?(?:[“《〈「『"](?P<subject>[^”》〉」』"]{{2,40}}))?'
)
ENDS = "。！？!?…”』」）):：;；"
"""After what a paragraph may be whole."""

FRESH = rule(
    "[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]|本报|本報|新华社|新華社|据|據|近日|日前|记者从|記者從"
)
"""How a paragraph begins, and the second half of a sentence does not."""
_READ = 4000
"""Characters of an article that are compared: a continuation shares its names and words from the start."""


class JumpEnd(NamedTuple):
    """One end of a jump."""

    article_id: str
    block: int
    """Number of the (first) jump line among the article's blocks."""
    onward: bool
    """Whether the article goes on elsewhere; else it continues what began elsewhere."""
    page: str
    """The page that the line names; see `page_number`."""
    subject: str
    """Folded words in quotes that name the other end's article; mostly empty."""


class JumpText(NamedTuple):
    """What an article with a jump is compared by."""

    title: frozenset[str]
    """Pairs of characters of its headline; see `reader.newspaper.likeness`."""
    body: frozenset[str]
    folded_title: str
    before: str
    """The last folded characters before the line that leads on."""
    after: str
    """The first folded characters after the line that leads back."""
    grams: frozenset[str]
    """Every two and three neighbouring characters."""

    @property
    def broken_off(self) -> bool:
        """Whether a sentence is cut where the article goes on elsewhere."""
        return bool(self.before) and self.before[-1] not in ENDS


def jump_ends(page: Page) -> list[JumpEnd]:
    """The ends of jumps on a page, each article's apart."""
    ends: dict[tuple[str, bool, str], JumpEnd] = {}
    for article in page.articles:
        for number, block in enumerate(article.blocks):
            if block.role is Role.JUMP:
                end = _end(page.source, article, number)
                if end is not None:
                    ends.setdefault((end.article_id, end.onward, end.page), end)
    return list(ends.values())


def jump_lines(source: Source, article: Article, end: JumpEnd) -> list[Spans]:
    """Where the lines of one end stand: all that name the same page in the same direction."""
    found = []
    for number, block in enumerate(article.blocks):
        other = _end(source, article, number) if block.role is Role.JUMP else None
        if other is not None and (other.onward, other.page) == (end.onward, end.page):
            found.append(block.spans)
    return found


def jump_text(source: Source, article: Article) -> JumpText:
    """What an article is compared by with the one at the other end."""
    headline = "".join(_folded(source, block.spans) for block in article.of(Role.TITLE))
    kept = (Role.PARAGRAPH, Role.SUBTITLE, Role.KICKER, Role.BYLINE)
    body = "".join(_folded(source, block.spans) for block in article.blocks if block.role in kept)[:_READ]
    grams = frozenset(body[at : at + size] for size in (2, 3) for at in range(len(body) - size + 1))
    # Parts of a long text one by one: `pairs_of` reads the beginning of a paragraph only.
    pairs = frozenset().union(*(pairs_of(body[at : at + 1000]) for at in range(0, len(body), 1000)))
    paragraphs = article.of(Role.PARAGRAPH)
    before = _folded(source, paragraphs[-1].spans)[-8:] if paragraphs else ""
    after = ""
    for number, block in enumerate(article.blocks):
        end = _end(source, article, number) if block.role is Role.JUMP else None
        if end is not None and not end.onward:
            following = (other for other in article.blocks[number + 1 :] if other.role is Role.PARAGRAPH)
            after = next((_folded(source, other.spans)[:8] for other in following), "")
            break
    return JumpText(pairs_of(headline), pairs, headline, before, after, grams)


def cut_between(before: str, after: str) -> bool:
    """Whether a paragraph and the one after the jump are one that the jump cut; see `JumpText.broken_off`."""
    return bool(before and after) and before[-1] not in ENDS and not FRESH.match(after)


def _end(source: Source, article: Article, number: int) -> JumpEnd | None:
    words = "".join(text_of(source.text, article.blocks[number].spans).split())
    found = _LINE.search(words)
    page = page_number(found[2]) if found else None
    if not found or not page:
        return None
    subject = fold_query(found["subject"]) if found["subject"] else ""
    return JumpEnd(article.id, number, "接" not in found["way"], page, subject)


def _folded(source: Source, spans: Spans) -> str:
    return fold_query(text_of(source.text, spans))
