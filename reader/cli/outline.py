"""A page as an outline for a person: what it is, its articles, what each is made of, and what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.library.decode import printable
from reader.library.describing import issue_line
from reader.messages import _, ngettext
from reader.newspaper.compose import label_text
from reader.newspaper.model import DOUBTFUL, Article, Page, Role
from reader.text.source import Source
from reader.text.spans import Spans, text_of

_BELOW = " " * 8


def outline(page: Page) -> Iterator[str]:
    """The lines of the outline; nothing in them is a control character."""
    yield f"  {issue_line(page.issue)}"
    for number, article in enumerate(page.articles, 1):
        label, only_words = label_text(page.source, article)
        if only_words:
            label = _("(no title) {words}").format(words=label)
        yield f"{number:4}  {article.id}  {printable(label)}"
        yield _BELOW + " · ".join(_parts(page.source, article))
        if article.doubtful:
            yield _BELOW + _("doubtful: {parts}").format(parts=" · ".join(_doubts(article)))
    if not page.articles:
        yield _BELOW + _("no article")
    if page.furniture:
        yield _BELOW + _("furniture: {amount}").format(amount=_amount(page.source, page.furniture))
    if page.duplicates:
        yield _BELOW + _("duplicates: {amount}").format(amount=_amount(page.source, page.duplicates))


def _parts(source: Source, article: Article) -> Iterator[str]:
    """What the article is made of: `1 title`, `3 paragraphs` and so on, and its length."""
    for role, counted in _COUNTED.items():
        number = len(article.of(role))
        if number:
            yield counted(number).format(number=number)
    if article.dateline:
        yield _("a dateline")
    yield _amount(source, article.spans)


def _doubts(article: Article) -> Iterator[str]:
    if article.confidence < DOUBTFUL:
        yield _("whether these parts belong together")
    for role, counted in _COUNTED.items():
        number = sum(block.confidence < DOUBTFUL for block in article.of(role))
        if number:
            yield counted(number).format(number=number)


def _amount(source: Source, spans: Spans) -> str:
    """How many characters there are, white space not counted."""
    number = sum(not char.isspace() for char in text_of(source.text, spans))
    return ngettext("{number} character", "{number} characters", number).format(number=number)


_COUNTED: dict[Role, Callable[[int], str]] = {
    Role.KICKER: lambda number: ngettext("{number} kicker", "{number} kickers", number),
    Role.TITLE: lambda number: ngettext("{number} title", "{number} titles", number),
    Role.SUBTITLE: lambda number: ngettext("{number} subtitle", "{number} subtitles", number),
    Role.BYLINE: lambda number: ngettext("{number} byline", "{number} bylines", number),
    Role.PARAGRAPH: lambda number: ngettext("{number} paragraph", "{number} paragraphs", number),
    Role.CAPTION: lambda number: ngettext("{number} caption", "{number} captions", number),
    Role.JUMP: lambda number: ngettext("{number} jump line", "{number} jump lines", number),
}
