"""What was recognised on a page and why, in lines for a person: `reader parse --explain`, and the app's own screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from reader.messages import _, ngettext
from reader.newspaper.compose import compose
from reader.newspaper.model import DOUBTFUL, Article, Block, Page, Role
from reader.newspaper.reasons import ARTICLE, ROLE_NAMES, sentence
from reader.text.source import Source
from reader.text.spans import Spans
from reader.text.wrap import wrap

WIDTH = 80
"""Cells of a line."""

_DOUBT, _SURE = "? ", "  "
_WORDS = 24
"""How many characters of a block are quoted."""

_ENDS = "。！？!?….”’」』）)】：:；;—"
"""What a paragraph may end with."""


def explained(page: Page, width: int = WIDTH) -> Iterator[str]:
    """Every article and block of a page with its reason; at the end how many are doubtful.

    Lines are at most `width` cells, but for those that one character is too wide for. Nothing in them is a control
    character.
    """
    lines = _LineNumbers(page.source)
    for number, article in enumerate(page.articles, 1):
        if number > 1:
            yield ""
        head = _("article {number}").format(number=f"{number} {article.id}")
        yield from _explained(page, article, head, lines, width)
    doubtful = sum(article.confidence < DOUBTFUL for article in page.articles)
    blocks = [block for article in page.articles for block in article.blocks]
    uncertain = sum(block.confidence < DOUBTFUL for block in blocks)
    yield ""
    text = [
        ngettext("{doubtful} of {count} article is doubtful", "{doubtful} of {count} articles are doubtful",
                 len(page.articles)).format(doubtful=doubtful, count=len(page.articles)),
        ngettext("{doubtful} of {count} part is doubtful", "{doubtful} of {count} parts are doubtful",
                 len(blocks)).format(doubtful=uncertain, count=len(blocks)),
    ]  # fmt: skip
    yield from _wrapped(" · ".join(text), width, 0)


def explained_article(page: Page, article: Article, width: int = WIDTH) -> Iterator[str]:
    """The same for one article."""
    return _explained(page, article, _("this article"), _LineNumbers(page.source), width)


def _explained(page: Page, article: Article, head: str, lines: _LineNumbers, width: int) -> Iterator[str]:
    view = compose(page.source, article)
    sign = _DOUBT if article.confidence < DOUBTFUL else _SURE
    yield from _wrapped(f"{sign}{head} · {_percent(article.confidence)}", width, 2)
    yield from _wrapped(" " * 4 + sentence(ARTICLE, article.reason), width, 4)
    for block, shown in zip(article.blocks, (one for one in view.blocks if one.spans), strict=True):
        sign = _DOUBT if block.confidence < DOUBTFUL else _SURE
        words = shown.text.text
        words = words[:_WORDS] + "…" if len(words) > _WORDS else words
        where = f"{lines.told(block.spans)} · {_offsets(block.spans)}"
        yield from _wrapped(f"    {sign}{_(ROLE_NAMES[block.role])} · {words}", width, 8)
        yield from _wrapped(f"{' ' * 8}{where} · {_percent(block.confidence)}", width, 8)
        why = _why(block, shown.text.text)
        if why:
            yield from _wrapped(" " * 8 + why, width, 8)


def _why(block: Block, text: str) -> str:
    sentences = [sentence(block.role, block.reason)] if block.reason else []
    if block.role is Role.PARAGRAPH and block.reason != "crosshead" and text and text[-1] not in _ENDS:
        sentences.append(_("It breaks off in the middle of a sentence."))
    return " ".join(sentences)


def _percent(confidence: float) -> str:
    return _("{percent} % sure").format(percent=round(100 * confidence))


def _offsets(spans: Spans) -> str:
    offsets = ", ".join(f"{start}–{end}" for start, end in spans)
    return _("characters {offsets}").format(offsets=offsets)


class _LineNumbers:
    """On which lines of a text spans stand, from 1."""

    def __init__(self, source: Source) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in source.text.split("\n"))]

    def told(self, spans: Spans) -> str:
        """`line 5` · `lines 5–7, 12`."""
        ranges: list[tuple[int, int]] = []
        for start, end in spans:
            first, last = bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))
            if ranges and ranges[-1][0] <= first <= ranges[-1][1] + 1:
                ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
            else:
                ranges.append((first, last))
        one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
        numbers = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
        return ngettext("line {numbers}", "lines {numbers}", 1 if one else 2).format(numbers=numbers)


def _wrapped(text: str, width: int, indent: int) -> Iterable[str]:
    """The text in lines of so many cells; the lines after the first are indented."""
    lead = len(text) - len(text.lstrip(" "))
    text = text[lead:]
    lines = wrap(text, max(2, width - indent), max(0, lead - indent))
    return [(" " * (lead if number == 0 else indent)) + text[start:end] for number, (start, end) in enumerate(lines)]
