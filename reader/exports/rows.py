"""Annotations as rows for an export: each with its place now, its quote from the text, and what it stands on.

A row is true: the text at its spans is its quote, in code points and in UTF-16. One that is not stops the export.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reader.annotations.anchors import Kept, file_of, home, nothing_kept, place
from reader.annotations.model import CONTEXT, Annotation, opening
from reader.errors import ReaderError
from reader.library.catalogue import Catalogue, Entry
from reader.messages import _
from reader.newspaper.model import Article, Page
from reader.text.source import Source
from reader.text.spans import Spans, merged, text_of

QUOTED = 24
"""Code points of a quote that are kept to name what was left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation and everything that an exporter needs."""

    id: str
    kind: str
    """One of `reader.annotations.model.Kind`."""
    scope: str
    """What it is on: an `article` as a whole, or a `passage`."""
    tags: tuple[str, ...]
    note: str | None
    exact: str
    """The text at the spans."""
    prefix: str
    suffix: str
    spans: Spans
    """In code points of the text that is exported: that of the file after decoding and universal newlines, or an
    article's, see `reader.exports.documents`."""
    utf16: Spans
    """The same in UTF-16 code units."""
    path: str
    sha256: str
    """Of the text that the spans count in, as UTF-8."""
    encoding: str
    article_id: str | None
    article_title: str | None
    article_label: str
    """The title, or else the article's first words."""
    date: str | None
    """Date of the issue, ISO 8601."""
    date_basis: str | None
    created: str
    modified: str
    annotator: str
    body: str | None = None
    """What the kind says beside tag and note, as JSON; see `Annotation.body`."""
    extra: str | None = None
    """What else the record of the annotation holds, as JSON: `{"annotation": {…}, "target": {…}}`."""

    @property
    def label(self) -> str:
        """What a tool that knows one label a passage shows: the tag, else the kind."""
        return self.tags[0] if self.tags else self.kind

    @property
    def bounds(self) -> tuple[int, int] | tuple[None, None]:
        """Start and end if the quote is one piece of the text; of several pieces they would name another text."""
        return self.spans[0] if len(self.spans) == 1 else (None, None)


class Skipped(NamedTuple):
    """An annotation that was left out, or a part of one: it has no place now, or the format cannot hold it."""

    id: str
    path: str
    quote: str
    """Some words to know it by."""
    reason: str


def skipped_annotation(annotation: Annotation, reason: str) -> Skipped:
    """An annotation that has no place now; it stays in the store."""
    return Skipped(annotation.id, annotation.target.path, annotation.target.quote[:QUOTED], reason)


def skipped_row(row: Row, reason: str) -> Skipped:
    """A row, or a part of one, that a format cannot hold."""
    return Skipped(row.id, row.path, row.exact[:QUOTED], reason)


def collect(
    annotations: Iterable[Annotation],
    catalogue: Catalogue,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    kept: Kept = nothing_kept,
) -> tuple[list[Row], list[Skipped]]:
    """The rows of annotations, by date of the issue (undated last), path, place and id; and what has no place.

    Of a catalogue that holds only a part of its library, annotations on the other files are passed over.

    Args:
        annotations: those to export.
        catalogue: scanned; it need not be filled.
        cancelled: asked between files; where it says yes, what is returned is not complete.
        progress: told how many of how many files are done.
        kept: gives the texts that annotations were made on, as far as these were kept.

    Raises:
        ReaderError: an annotation does not fit the text that it was made on.
    """
    rows: list[Row] = []
    skipped: list[Skipped] = []
    elsewhere: list[Annotation] = []
    entries = {entry.path: entry for entry in catalogue.entries}
    files = _by_path(annotations)
    total = len(files)
    # Most annotations are on the text that is still at their path: for them no other file is opened.
    for done, (path, group) in enumerate(files.items()):
        if cancelled():
            return rows, skipped
        progress(done, total)
        page = _page(catalogue, entries.get(path))
        sha256 = page.source.sha256 if page else None
        elsewhere += [one for one in group if one.target.sha256 != sha256]
        if page:
            rows += rows_of(page, path, [one for one in group if one.target.sha256 == sha256])[0]
    if elsewhere:
        found, lost = _collect_moved(elsewhere, catalogue, cancelled, kept)
        rows += found
        skipped += lost
    progress(total, total)
    rows.sort(key=lambda row: (row.date is None, row.date or "", row.path, row.spans[0][0], row.id))
    return rows, skipped


def rows_of(
    page: Page, path: str, annotations: Iterable[Annotation], kept: Kept = nothing_kept
) -> tuple[list[Row], list[Skipped]]:
    """The rows of annotations that belong to one file, and those whose words its text no longer holds.

    Raises:
        ReaderError: an annotation does not fit the text that it was made on.
    """
    rows: list[Row] = []
    skipped: list[Skipped] = []
    source, units = page.source, Utf16(page.source.text)
    articles = [_Place(article.id, article.spans) for article in page.all_articles()]
    known = _Articles(page)
    for annotation in annotations:
        target = annotation.target
        spans = place(annotation, source, kept)
        if spans is None:
            skipped.append(skipped_annotation(annotation, _("its words are no longer in the text")))
            continue
        quoted = opening(spans) if target.article else spans
        if target.sha256 == source.sha256 and text_of(source.text, quoted) != target.quote:
            raise untrue(annotation.id, path)
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        near = [one for one in articles if any(start < last and first < end for start, end in one.spans)]
        article_id, _check = home(spans, near)
        article = page.article(article_id) if article_id else None
        if target.article and target.sha256 != source.sha256 and article:
            spans = article.spans  # It was found by its opening.
        row = _row(annotation, page, path, merged(spans), article, units, known)
        verify(row, source, units)
        rows.append(row)
    return rows, skipped


class Utf16:
    """A text in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._units = text.encode("utf-16-le", "surrogatepass")
        self._astral = [match.start() for match in re.finditer("[\U00010000-\U0010ffff]", text)]

    def spans(self, spans: Spans) -> Spans:
        """Spans in code points as spans in units."""
        if not self._astral:
            return spans
        return tuple(
            (start + bisect_left(self._astral, start), end + bisect_left(self._astral, end)) for start, end in spans
        )

    def text_of(self, spans: Spans) -> str:
        """The text at spans in units."""
        units = b"".join(self._units[2 * start : 2 * end] for start, end in spans)
        return units.decode("utf-16-le", "surrogatepass")


def verify(row: Row, source: Source, units: Utf16) -> None:
    """Make sure that a row is true of its text, in either unit.

    Raises:
        ReaderError: it is not.
    """
    true = row.exact and row.exact == text_of(source.text, row.spans) == units.text_of(row.utf16)
    inside = all(end <= len(source.text) for _start, end in row.spans)
    if not true or not inside or row.sha256 != source.sha256:
        raise untrue(row.id, row.path)


class _Place(NamedTuple):
    """An article's spans, worked out once."""

    id: str
    spans: Spans


def _collect_moved(
    annotations: Sequence[Annotation], catalogue: Catalogue, cancelled: Callable[[], bool], kept: Kept
) -> tuple[list[Row], list[Skipped]]:
    """The rows of annotations whose text is not at their path: the file was renamed, changed, or is gone."""
    rows: list[Row] = []
    skipped: list[Skipped] = []
    catalogue.fill(cancelled, lambda done, total: None, lambda entries: None)
    entries = {entry.path: entry for entry in catalogue.entries}
    by_text: dict[str, list[str]] = defaultdict(list)
    for entry in entries.values():
        if entry.status == "ready" and entry.sha256:
            by_text[entry.sha256].append(entry.path)
    groups: dict[str | None, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        groups[file_of(annotation.target, by_text, entries)].append(annotation)
    for path, group in groups.items():
        if cancelled():
            break
        if path is None:
            gone = [one for one in group if not (catalogue.root / one.target.path).exists()]
            skipped += [skipped_annotation(one, _("the file is gone")) for one in gone]
            continue
        page = _page(catalogue, entries[path])
        if page is None:
            skipped += [skipped_annotation(one, _("the file cannot be read")) for one in group]
            continue
        found, lost = rows_of(page, path, group, kept)
        rows += found
        skipped += lost
    return rows, skipped


def _by_path(annotations: Iterable[Annotation]) -> dict[str, list[Annotation]]:
    out: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        out[annotation.target.path].append(annotation)
    return dict(sorted(out.items()))


def _page(catalogue: Catalogue, entry: Entry | None) -> Page | None:
    """The page of a file; `None` if there is no such file or it cannot be read."""
    try:
        return catalogue.load(entry) if entry else None
    except ReaderError:
        return None


class _Articles:
    """What is the same for every annotation on an article, worked out once."""

    def __init__(self, page: Page) -> None:
        from reader.newspaper.compose import label_text, title_text

        source = page.source

        @cache
        def names(article_id: str) -> tuple[str | None, str]:
            article = page.article(article_id)
            assert article is not None, "the id comes from the page"
            return title_text(source, article) or None, label_text(source, article)[0]

        self.names = names
        """The title and the label of an article by its id."""
        self.text_of = lru_cache(maxsize=64)(lambda spans: text_of(source.text, spans))
        """The text at spans: of an article, one string however many annotations it has."""


def _row(
    annotation: Annotation,
    page: Page,
    path: str,
    spans: Spans,
    article: Article | None,
    units: Utf16,
    known: _Articles,
) -> Row:
    source, issue, target = page.source, page.issue, annotation.target
    start, end = spans[0][0], spans[-1][1]
    title, label = known.names(article.id) if article else (None, "")
    return Row(
        id=annotation.id,
        kind=annotation.kind.value,
        scope="article" if annotation.target.article else "passage",
        tags=(annotation.tag,) if annotation.tag else (),
        note=annotation.note,
        exact=_same(known.text_of(spans), target.quote),
        prefix=_same(source.text[max(0, start - CONTEXT) : start], target.prefix),
        suffix=_same(source.text[end : end + CONTEXT], target.suffix),
        spans=spans,
        utf16=units.spans(spans),
        path=path,
        sha256=source.sha256,
        encoding=source.encoding,
        article_id=article.id if article else None,
        article_title=title,
        article_label=label,
        date=issue.date.isoformat() if issue.date else None,
        date_basis=issue.date_basis,
        created=annotation.created,
        modified=annotation.modified,
        annotator=annotation.annotator,
        body=_json(annotation.body) if annotation.body else None,
        extra=_extra(annotation),
    )


def _same(text: str, stored: str) -> str:
    """A text; as what is stored says, where that is the same: one string in memory, not two."""
    return stored if stored == text else text


def _extra(annotation: Annotation) -> str | None:
    if not annotation.extra and not annotation.target.extra:
        return None
    return _json({"annotation": dict(annotation.extra), "target": dict(annotation.target.extra)})


def _json(value: Mapping[str, Any]) -> str:
    import json

    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def untrue(key: str, path: str) -> ReaderError:
    """The sentence for an annotation that does not fit its text."""
    sentence = _("Nothing was exported: annotation {id} does not fit the text of {file}. Remove it or make it anew.")
    return ReaderError(sentence.format(id=key, file=path))
