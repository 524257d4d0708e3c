"""An article made readable: each block rejoined, repaired and in the script that the reader chose.

Every character shown knows where it stands in the source, and back; see `MappedText`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from reader.newspaper.model import BY_HAND, HEADLINE, Article, Block, Role
from reader.text.clean import respace
from reader.text.fold import Folded, fold
from reader.text.mapped import Edit, MappedText
from reader.text.script import Script, convert, detect, reliable
from reader.text.source import Source
from reader.text.spans import Span, Spans, length
from reader.text.unwrap import unwrap, unwrap_names, unwrap_title

if TYPE_CHECKING:
    from reader.text.query import Query
    from reader.text.typography import Typography


class Place(NamedTuple):
    """A position in a view: the block's number and a code-point offset into the block's text."""

    block: int
    offset: int


class Hit(NamedTuple):
    """A range of one block's text, in code points, end exclusive."""

    block: int
    start: int
    end: int


class ArticleHits(NamedTuple):
    """What a search found in a view."""

    hits: list[Hit]
    hidden: int
    """How many hits are no words, where only words are looked for."""


class BlockView(NamedTuple):
    """One block as it is shown."""

    role: Role
    text: MappedText
    """The text on one line, without line ends."""
    spans: Spans
    """Where the block stands in the source."""
    continues: bool
    """Whether it is a paragraph that goes on from something printed elsewhere, and so is not indented."""
    crosshead: bool = False
    """Whether it is a paragraph that is a heading inside the article 小标题."""
    typed: bool = False
    """Whether it reads as a person typed it; where nothing is printed for it, `spans` is empty: it is no quote."""


class _Composed(NamedTuple):
    article: Article
    script: Script
    blocks: tuple[BlockView, ...]
    written: str = "neither"
    """What the article is written in: `hans`, `hant`, `mixed`, or `neither` where no character tells."""


class ArticleView(_Composed):
    """An article as it is shown in one script."""

    def text_between(self, first: Place, last: Place) -> str:
        """The text shown from one place to another, in either order; blocks stand on lines of their own."""
        first, last = min(first, last), max(first, last)
        pieces = []
        for number in range(first.block, min(last.block + 1, len(self.blocks))):
            text = self.blocks[number].text.text
            start = first.offset if number == first.block else 0
            end = last.offset if number == last.block else len(text)
            pieces.append(text[start:end])
        return "\n".join(pieces)

    def to_source(self, block: int, start: int, end: int) -> Spans:
        """The source spans of `[start, end)` of one block's text."""
        return self.blocks[block].text.to_source(start, end)

    def to_display(self, spans: Iterable[Span]) -> list[Hit]:
        """Where source spans are shown, in the order of the blocks; what is not in this article gives nothing."""
        wanted = tuple(spans)
        out: list[Hit] = []
        for number, block in enumerate(self.blocks):
            inside = [span for span in wanted if any(span[0] < end and start < span[1] for start, end in block.spans)]
            if inside:
                out.extend(Hit(number, start, end) for start, end in block.text.to_display(inside))
        return out

    def search(
        self, query: Query, until: float = math.inf, cancelled: Callable[[], bool] = lambda: False
    ) -> ArticleHits:
        """Where a query stands, blind to script, width, case, spaces and line ends; in reading order.

        Where `cancelled`, which is asked for each block and some twenty times a second, says yes, the rest is left out.

        Raises:
            TooSlowError: it is a pattern, and was not found by `until` (a time of `time.monotonic`).
        """
        hits: list[Hit] = []
        hidden = 0
        for number, folded in enumerate(self._folded):
            if cancelled():
                break
            found = query.find(folded, until, cancelled)
            hits += [Hit(number, *hit) for hit in found.hits]
            hidden += found.hidden
        return ArticleHits(hits, hidden)

    def place_of(self, source_offset: int) -> Place:
        """Where the character at a source offset is shown, or the nearest one before it that is."""
        if not self._by_source:
            return Place(0, 0)
        _, number = self._by_source[max(0, bisect_right(self._by_source, (source_offset, len(self.blocks))) - 1)]
        return Place(number, self.blocks[number].text.display_place(source_offset))

    @cached_property
    def _folded(self) -> tuple[Folded, ...]:
        return tuple(fold(block.text.text) for block in self.blocks)

    @cached_property
    def _by_source(self) -> list[tuple[int, int]]:
        """`(source start, block number)` of every span, sorted."""
        return sorted((start, number) for number, block in enumerate(self.blocks) for start, _ in block.spans)


def compose(
    source: Source,
    article: Article,
    script: Script = Script.SOURCE,
    typography: Typography | None = None,
    *,
    part: Part | None = None,
) -> ArticleView:
    """The view of an article in a script.

    Args:
        source: the text that the article was recognised in.
        article: one of its articles, or `Page.rest()`.
        script: what to convert to; `Script.SOURCE` changes no character but spaces, line ends and control characters,
            whatever the typography.
        typography: how to dress what is not as the file has it.
        part: only this is made; the other blocks are taken over.
    """
    whole, article = article, _with_title(article)
    ready = _prepared(source, article)
    made = {number: ready.views[number] for number in range(len(article.blocks)) if _within(part, number)}
    if script is not Script.SOURCE:
        turn = partial(
            convert, script=script, source_script=ready.written, keeping=ready.reliable, names=ready.names(article)
        )
        made = {number: _turned(view, turn, part) for number, view in made.items()}
        if typography:
            from reader.text.typography import dressed

            made = {number: dressed(view, typography) for number, view in made.items()}
    blocks: list[BlockView] = []
    for number, block in enumerate(article.blocks):
        before = article.blocks[number - 1] if number else None
        view = made[number] if number in made or part is None else part.others.blocks[number].text
        crosshead = block.role is Role.PARAGRAPH and block.reason == "crosshead"
        typed = bool(article.title_text) and block.role is Role.TITLE
        spans = block.spans if length(block.spans) else ()
        blocks.append(BlockView(block.role, view, spans, _continues(source, block, before), crosshead, typed))
    return ArticleView(whole, script, tuple(blocks), ready.written)


class _Prepared(NamedTuple):
    """What the views of an article in all scripts are made from."""

    views: tuple[MappedText, ...]
    """Its blocks, repaired."""
    written: str
    """What `detect` says of it."""
    reliable: bool
    """Whether it is Traditional, and tells apart what is one character in Simplified."""

    def names(self, article: Article) -> frozenset[str]:
        """The persons that the article names."""
        # Needed by nobody who reads the source as it is.
        from reader.newspaper.people import named

        lines = [view.text for view in self.views]
        return named(
            lines, [text for text, block in zip(lines, article.blocks, strict=True) if block.role is Role.BYLINE]
        )


@lru_cache(maxsize=4)
def _prepared(source: Source, article: Article) -> _Prepared:
    text = "\n".join(source.text[start:end] for start, end in article.spans)
    written = detect(text)
    views = tuple(_with_typed_title(article, block, _repaired(source, block)) for block in article.blocks)
    return _Prepared(views, written, written == "hant" and reliable(text))


class Part(NamedTuple):
    """What of a view is made first, because it is looked at."""

    first: Place
    """The first place in sight."""
    last: Place
    """The last."""
    others: ArticleView
    """A view of the same article, of which the rest is taken over."""


_LONG = 6_000
"""Code points of a block above which only what is in sight of it is converted first."""

_AROUND = 1_000
"""Code points before and after what is in sight that are converted with it."""


def _within(part: Part | None, number: int) -> bool:
    return part is None or part.first.block <= number <= part.last.block


def _turned(view: MappedText, turn: Callable[[MappedText], MappedText], part: Part | None) -> MappedText:
    """The view in the other script; of a very long one only what is in sight, if no length changes by it."""
    if part is None or len(view) <= _LONG or part.first.block != part.last.block:
        return turn(view)
    start, end = max(0, part.first.offset - _AROUND), min(len(view), part.last.offset + _AROUND)
    middle = turn(view.slice(start, end)).text
    if len(middle) != end - start:
        return turn(view)
    return view.with_text(view.text[:start] + middle + view.text[end:])


def title_text(source: Source, article: Article) -> str:
    """The title on one line, as it is shown, in a person's words where one typed it; empty if there is none."""
    return article.title_text or " ".join(_repaired(source, block).text for block in article.of(Role.TITLE))


def label_text(source: Source, article: Article, limit: int = 24) -> tuple[str, bool]:
    """What to call an article in a list: its title, else the first `limit` characters of its text.

    Returns:
        The label, and whether it is only words of the text (to be shown dimmer).
    """
    title = title_text(source, article)
    if title:
        return title, False
    body = [block for block in article.blocks if block.role in (Role.PARAGRAPH, Role.CAPTION)] or article.blocks
    for block in body:
        # Enough source for `limit` characters even of letter-spaced text.
        text = _repaired(source, Block(block.role, _head(block.spans, 4 * limit + 16))).text
        if text:
            return (text[:limit] + "…" if len(text) > limit else text), True
    return "", True


def _repaired(source: Source, block: Block) -> MappedText:
    """A block's text on one line, its spaces put right."""
    view = _gathered(source, block.spans)
    if block.role in HEADLINE:
        # Line by line: what parts two lines of a letter-spaced title would else look like one more space in them.
        return unwrap_title(respace(view))
    view = unwrap_names(view) if block.role is Role.BYLINE else unwrap(view)
    return respace(view)


def _with_typed_title(article: Article, block: Block, view: MappedText) -> MappedText:
    """The view of a block; of a title that a person typed, what was typed in place of what is printed."""
    if block.role is not Role.TITLE or not article.title_text:
        return view
    if not len(view):
        return MappedText.inserted(article.title_text, block.spans[0][0])
    return view.replace([Edit(0, len(view), article.title_text)])


def _with_title(article: Article) -> Article:
    """The article with a line for the title that a person typed, though none is printed; it holds no character."""
    if not article.title_text or article.of(Role.TITLE) or not article.blocks:
        return article
    at = next((at for at, block in enumerate(article.blocks) if block.role is not Role.KICKER), len(article.blocks))
    place = article.blocks[at].spans[0][0] if at < len(article.blocks) else article.blocks[-1].spans[-1][1]
    title = Block(Role.TITLE, ((place, place),), 1.0, BY_HAND)
    return article._replace(blocks=(*article.blocks[:at], title, *article.blocks[at:]))


def _gathered(source: Source, spans: Spans) -> MappedText:
    """The text at the spans; where it goes on elsewhere in the source, that is a line end."""
    parts: list[MappedText] = []
    for start, end in spans:
        if parts:
            parts.append(MappedText.inserted("\n", start))
        parts.append(MappedText.of(source.text, [(start, end)]))
    return MappedText.join(parts)


def _continues(source: Source, block: Block, before: Block | None) -> bool:
    """Whether a paragraph is the rest of one that another page began: it stands under `上接第1版`."""
    if block.role is not Role.PARAGRAPH or before is None or before.role is not Role.JUMP:
        return False
    return any("接" in source.text[start:end] for start, end in before.spans)


def _head(spans: Spans, count: int) -> Spans:
    """The first `count` characters of the spans."""
    out: list[Span] = []
    for start, end in spans:
        out.append((start, min(end, start + count)))
        count -= end - start
        if count <= 0:
            break
    return tuple(out)
