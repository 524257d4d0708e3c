"""Two people's annotations of the same texts compared: how far they agree, and where they do not.

Tags are compared by articles: each tag belongs to the article that holds most of its characters, so that two people
whose articles were recognised, or corrected, differently can be compared. Highlights are compared by characters, white
space left out. What is compared are the articles that both have marked as done; where one of the two has marked none,
every article of the texts that both have annotated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from reader.annotations.anchors import home
from reader.annotations.model import Annotation, Kind
from reader.annotations.reliability import Pairs, alpha, kappa
from reader.newspaper.model import Article, Page
from reader.text.spans import Spans, intersection, merged

Labels = frozenset[str]
"""What one person says of a unit; a highlight without a tag has the label ``."""

Both = tuple[Labels, Labels]


@dataclass
class Measured:
    """The units of one kind, and what both said of each."""

    pairs: Counter[Both] = field(default_factory=Counter)

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(self.pairs.values())

    @property
    def labels(self) -> list[str]:
        """Every label that was given, sorted."""
        return sorted({label for both in self.pairs for labels in both for label in labels})

    @property
    def kappa(self) -> float | None:
        """Cohen's κ; the label of a unit is all that was said of it, nothing too."""
        return kappa(self.pairs)

    @property
    def alpha(self) -> float | None:
        """Krippendorff's α, likewise."""
        return alpha(self.pairs)

    def of(self, label: str) -> Pairs:
        """Whether each unit has one label."""
        out: Counter[tuple[bool, bool]] = Counter()
        for (one, other), count in self.pairs.items():
            out[label in one, label in other] += count
        return out


class Disagreement(NamedTuple):
    """A place where the two say different things."""

    path: str
    """The file, by its name in the first library."""
    page: Page
    article: Article
    number: int
    """Of the article on its page, from 1."""
    spans: Spans
    """The passage; all of the article where its tags differ."""
    whole: bool
    """Whether it is about the article's tags."""
    both: Both


@dataclass
class Agreement:
    """What came of a comparison."""

    texts: int = 0
    articles: int = 0
    by_done: bool = False
    """Whether the articles that both have marked as done were compared, and no others."""
    tags: Measured = field(default_factory=Measured)
    """By articles."""
    highlights: Measured = field(default_factory=Measured)
    """By characters."""
    places: list[Disagreement] = field(default_factory=list)
    left_out: int = 0
    """Tags and highlights that are on no article compared."""


Side = Mapping[str, Sequence[Annotation]]
"""One person's annotations by the hash of their text."""


def by_text(annotations: Iterable[Annotation]) -> Side:
    """Annotations by the hash of their text."""
    out: dict[str, list[Annotation]] = {}
    for one in annotations:
        out.setdefault(one.target.sha256, []).append(one)
    return out


def compare(one: Side, other: Side, page_of: Callable[[str, str], Page | None]) -> Agreement:
    """Compare two people's annotations.

    Args:
        one: the first one's.
        other: the second one's.
        page_of: gives the page with a text's hash, whose file the first one's annotations call so; `None` if the text
            is not at hand.
    """
    out = Agreement()
    common = sorted((one[sha256][0].target.path, sha256) for sha256 in one.keys() & other.keys())
    out.by_done = all(
        any(found.kind is Kind.DONE for _path, sha256 in common for found in side[sha256]) for side in (one, other)
    )
    compared = set()
    for path, sha256 in common:
        page = page_of(sha256, path)
        if page is None:
            continue
        compared.add(sha256)
        out.texts += 1
        _compare_page(out, page, path, one[sha256], other[sha256])
    out.left_out += sum(
        found.kind in (Kind.TAG, Kind.HIGHLIGHT)
        for side in (one, other)
        for sha256 in side.keys() - compared
        for found in side[sha256]
    )
    return out


def _compare_page(
    out: Agreement, page: Page, path: str, one: Sequence[Annotation], other: Sequence[Annotation]
) -> None:
    sides = [_Said(page, annotations) for annotations in (one, other)]
    counted = set()
    for number, article in enumerate(page.articles, 1):
        if out.by_done and not all(article.id in side.done for side in sides):
            continue
        counted.add(article.id)
        out.articles += 1
        both = (sides[0].tags_of(article), sides[1].tags_of(article))
        out.tags.pairs[both] += 1
        if both[0] != both[1]:
            out.places.append(Disagreement(path, page, article, number, article.spans, True, both))
        for spans, labels in _passages(page, article, sides):
            out.highlights.pairs[labels] += _said(page.source.text, spans)
            if labels[0] != labels[1]:
                out.places.append(Disagreement(path, page, article, number, spans, False, labels))
    out.left_out += sum(article_id not in counted for side in sides for article_id in side.homes)


class _Said:
    """What one person said of a page."""

    def __init__(self, page: Page, annotations: Sequence[Annotation]) -> None:
        articles = list(page.all_articles())
        self.done: set[str] = set()
        self.homes: list[str | None] = []
        """The article of each tag and highlight."""
        self.passages: list[tuple[Spans, str]] = []
        self._tags: dict[str | None, set[str]] = {}
        for one in annotations:
            if one.kind not in (Kind.TAG, Kind.HIGHLIGHT, Kind.DONE):
                continue
            article_id, _check = home(one.target.spans, articles)
            if one.kind is Kind.DONE:
                self.done.add(article_id or "")
                continue
            self.homes.append(article_id)
            if one.kind is Kind.TAG:
                self._tags.setdefault(article_id, set()).add(one.tag or "")
            else:
                self.passages.append((one.target.spans, one.tag or ""))

    def tags_of(self, article: Article) -> Labels:
        """The tags of an article."""
        return frozenset(self._tags.get(article.id, ()))


def _passages(page: Page, article: Article, sides: Sequence[_Said]) -> Iterator[tuple[Spans, Both]]:
    """The article in pieces of which each of the two says one thing, in reading order."""
    marks = [
        [(start, end, label) for spans, label in side.passages for start, end in intersection(article.spans, spans)]
        for side in sides
    ]
    run: list[tuple[int, int]] = []
    said: Both | None = None
    for first, last in article.spans:
        here = [[mark for mark in side if mark[0] < last and first < mark[1]] for side in marks]
        cuts = sorted({first, last, *(at for side in here for mark in side for at in mark[:2] if first < at < last)})
        for start, end in pairwise(cuts):
            both = (_labels(here[0], start, end), _labels(here[1], start, end))
            if said is not None and both != said:
                yield merged(run), said
                run = []
            run.append((start, end))
            said = both
    if said is not None:
        yield merged(run), said


def _labels(marks: Iterable[tuple[int, int, str]], start: int, end: int) -> Labels:
    return frozenset(label for low, high, label in marks if low <= start and end <= high)


def _said(text: str, spans: Spans) -> int:
    """Characters that are no white space."""
    return sum(not char.isspace() for start, end in spans for char in text[start:end])
