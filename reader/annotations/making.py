"""What a person's acts make of the annotations: the same for the app's keys and for commands.

Each function gives the changes that `Store.commit` takes; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.placements import Placed
from reader.library.joined import PagePart
from reader.newspaper.model import Article, Page
from reader.text.spans import Spans

Places = Iterable[tuple[PagePart, Spans]]
"""A passage by the pages that it lies on, see `reader.library.joined.pieces`."""


def tags_of(placed: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    """The tags that articles have, each once, by article id."""
    found: dict[str, list[str]] = {}
    for one in placed:
        tag = one.annotation.tag
        if one.annotation.kind is Kind.TAG and one.article_id and tag:
            names = found.setdefault(one.article_id, [])
            if tag not in names:
                names.append(tag)
    return {article_id: tuple(names) for article_id, names in found.items()}


def tagged(
    page: Page, path: str, article: Article, tags: Sequence[str], present: Iterable[str], annotator: str
) -> list[Change]:
    """Tags put on an article; those that are `present` on it already are left alone."""
    target = make_target(page.source, path, article.spans, article=True)
    return [
        Change(None, new_annotation(Kind.TAG, target, annotator, tag=tag)) for tag in tags if tag not in set(present)
    ]


def untagged(placed: Iterable[Placed], article_id: str, tag: str) -> list[Change]:
    """A tag taken off an article, whoever put it there."""
    return [
        Change(one.annotation, None)
        for one in placed
        if one.article_id == article_id and one.annotation.kind is Kind.TAG and one.annotation.tag == tag
    ]


def finished(page: Page, path: str, article: Article, annotator: str) -> list[Change]:
    """The annotator's word that an article needs no more work."""
    target = make_target(page.source, path, article.spans, article=True)
    return [Change(None, new_annotation(Kind.DONE, target, annotator))]


def unfinished(placed: Iterable[Placed], article_id: str, annotator: str) -> list[Change]:
    """That word taken back; another annotator's stays."""
    return [
        Change(one.annotation, None)
        for one in placed
        if one.article_id == article_id and one.annotation.kind is Kind.DONE and one.annotation.annotator == annotator
    ]


def done_by(placed: Iterable[Placed], annotator: str) -> frozenset[str]:
    """The ids of the articles that an annotator is done with."""
    return frozenset(
        one.article_id
        for one in placed
        if one.annotation.kind is Kind.DONE and one.annotation.annotator == annotator and one.article_id
    )


def highlighted(places: Places, annotator: str, tag: str | None) -> list[Change]:
    """A passage highlighted, in the colour of a tag if one is given; one on each page that it lies on."""
    return _marks(Kind.HIGHLIGHT, places, annotator, article=False, tag=tag)


def noted(places: Places, annotator: str, text: str, *, article: bool) -> list[Change]:
    """A note written on a passage, one on each page that it lies on; or on the `article` whose spans are given."""
    return _marks(Kind.NOTE, places, annotator, article=article, note=text)


def _marks(
    kind: Kind, places: Places, annotator: str, *, article: bool, tag: str | None = None, note: str | None = None
) -> list[Change]:
    changes = []
    for part, spans in places:
        target = make_target(part.page.source, part.entry.path, spans, article=article)
        changes.append(Change(None, new_annotation(kind, target, annotator, tag=tag, note=note)))
    return changes
