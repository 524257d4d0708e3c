"""Laying what a file holds into a library: every row at its place, or named with the reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from reader.annotations.anchors import Kept, anchor
from reader.annotations.anchors import home as article_home
from reader.annotations.correcting import place_said
from reader.annotations.history import Change
from reader.annotations.model import OPENING, Annotation, Kind, Target, make_target, new_id, now, opening, tidy_tag
from reader.annotations.store import Store
from reader.exports.imports.found import Bad, Found, Text
from reader.exports.imports.homes import Home, Homes, Refused, article_called
from reader.exports.imports.known import Known
from reader.exports.visible import visible
from reader.library.catalogue import Catalogue
from reader.messages import _, ngettext
from reader.text.source import Source
from reader.text.spans import Spans, text_of


@dataclass(frozen=True)
class Plan:
    """What an import adds; nothing of it is saved yet."""

    changes: tuple[Change, ...]
    """The annotations, in the order of the file."""
    label: str
    """What the user does, for undo."""
    sources: tuple[Source, ...]
    """The texts that they are on."""
    known: int
    """Rows that stand in the library already, just as they are."""
    refused: tuple[Bad, ...]
    """Rows that could not be placed, and why."""
    moved: tuple[tuple[str, int], ...] = ()
    """The files that have another text here than the one that was annotated, and how many of those added were found
    in each by their words."""
    format: str = ""
    """The format that the file was read as."""

    @property
    def count(self) -> int:
        """How many annotations are added."""
        return len(self.changes)

    @property
    def notices(self) -> list[str]:
        """A sentence on each file that has another text here."""
        return [
            ngettext(
                "{file} has another text here than the one that was annotated: {count} annotation is put where its "
                "words stand now.",
                "{file} has another text here than the one that was annotated: {count} annotations are put where "
                "their words stand now.",
                count,
            ).format(file=path, count=count)
            for path, count in self.moved
        ]

    @property
    def summary(self) -> str:
        """How many were added, were there, and could not be placed."""
        added = ngettext("{number} annotation added", "{number} annotations added", self.count)
        said = [added.format(number=self.count)]
        moved = sum(count for _path, count in self.moved)
        if moved:
            sentence = ngettext(
                "{number} of them found by its words in a file that changed",
                "{number} of them found by their words in files that changed",
                moved,
            )
            said.append(sentence.format(number=moved))
        if self.known:
            sentence = ngettext("{number} was there already", "{number} were there already", self.known)
            said.append(sentence.format(number=self.known))
        if self.refused:
            sentence = ngettext("{number} could not be placed", "{number} could not be placed", len(self.refused))
            said.append(sentence.format(number=len(self.refused)))
        return " · ".join(said)


def planned(
    rows: Iterable[Found | Bad],
    catalogue: Catalogue,
    store: Store,
    label: str,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Plan | None:
    """Where annotations stand in a library; for a worker thread. Its changes make one commit, undone as one.

    Args:
        rows: what a file holds.
        catalogue: the library, scanned; it is filled only if a row does not say where it stands.
        store: its annotations.
        label: what the user did, for undo.
        cancelled: asked between texts; where it says yes, `None` is returned.
        progress: told how many of how many texts are done.
    """
    refused: dict[int, Bad] = {}
    groups: dict[Text, list[tuple[int, Found]]] = {}
    for number, row in enumerate(rows):
        if isinstance(row, Bad):
            refused[number] = row
        else:
            groups.setdefault(row.text, []).append((number, row))
    homes = Homes(catalogue, cancelled)
    by_id = {annotation.id: annotation for annotation in store.all()}
    there = Known(by_id.values())
    changes: dict[int, Change] = {}
    sources: dict[str, Source] = {}
    moved: Counter[str] = Counter()
    known = 0
    # Grouped by file, so that each page is made once.
    for done, text in enumerate(sorted(groups, key=lambda text: (text.path or "", text.article or ""))):
        if cancelled():
            return None
        progress(done, len(groups))
        for number, row in groups[text]:
            try:
                home = homes.home(text)
                annotation = _placed(row, home, store.annotator, store.kept_texts.get)
                present = by_id.get(annotation.id)
                if there.holds(row, annotation, present):
                    known += 1
                    continue
                if present is not None:
                    raise Refused(_("the library has another annotation of this id"))
            except Refused as error:
                refused[number] = Bad(row.row, str(error))
                continue
            by_id[annotation.id] = annotation
            there.add(annotation)
            sources[home.page.source.sha256] = home.page.source
            moved[home.path] += home.changed
            changes[number] = Change(None, annotation)
    if cancelled():
        return None
    progress(len(groups), len(groups))
    # In the order of the file, whatever was looked at first.
    in_order = tuple(changes[number] for number in sorted(changes))
    bad = tuple(refused[number] for number in sorted(refused))
    return Plan(in_order, label, tuple(sources.values()), known, bad, tuple((+moved).items()))


def _placed(row: Found, home: Home, annotator: str, kept: Kept) -> Annotation:
    """The annotation that a row becomes.

    Raises:
        Refused: its words do not stand at its place.
    """
    if home.changed:
        return _found_again(_annotation(row, _old_target(row), annotator), row, home, kept)
    return _annotation(row, _target(row, home), annotator)


def _found_again(annotation: Annotation, row: Found, home: Home, kept: Kept) -> Annotation:
    """An annotation that was made on another text of its file, on the place in this one where its words stand.

    Raises:
        Refused: it has none for certain.
    """
    page = home.page
    found = anchor(annotation, page.source, kept)
    if found is None:
        raise Refused(_("its words are no longer in the text"))
    if not found.certain:
        raise Refused(
            _("{file} has another text here, and where its words stand is not certain").format(file=home.path)
        )
    spans = found.spans
    if row.article:
        article_id, _check = article_home(spans, page.all_articles())
        article = page.article(article_id or "")
        spans = article.spans if article else spans
    target = make_target(page.source, home.path, spans, article=row.article)
    body = annotation.body
    if found.place:
        body = {**body, "place": place_said(page.source, found.place)}
    return replace(annotation, target=replace(target, extra=row.target_extra), body=body)


def _old_target(row: Found) -> Target:
    """The place of a row in the text that it was made on.

    Raises:
        Refused: the row does not say what stood there.
    """
    if not row.exact or not row.spans:
        raise Refused(_("{file} has another text here").format(file=row.text.path))
    quote = row.exact[:OPENING] if row.article else row.exact
    return Target(
        row.text.path or "", row.text.sha256 or "", row.encoding or "", row.spans, quote, row.prefix, row.suffix,
        row.article,
    )  # fmt: skip


def _annotation(row: Found, target: Target, annotator: str) -> Annotation:
    own = row.id is not None
    tag = row.tag if own else tidy_tag(row.tag or "") or None
    note = row.note if own else row.note or None
    if row.kind == "tag" and not tag:
        raise Refused(_("it has no tag"))
    time = now()
    return Annotation(
        id=row.id or new_id(),
        kind=Kind(row.kind),
        target=target,
        tag=tag,
        note=note,
        created=row.created or time,
        modified=row.modified or row.created or time,
        annotator=annotator if row.annotator is None else row.annotator,
        body=row.body,
        extra=row.extra,
    )


def _target(row: Found, home: Home) -> Target:
    source = home.page.source
    text = home.laid.text if home.laid else source.text
    if row.article:
        own = bool(row.spans) and not home.laid and not home.article
        spans = row.spans if own else _whole(home)
        if own:
            # Of an article some formats give the opening only.
            _must_say(source.text, spans, opening(spans), (row.exact or "")[:OPENING] or None)
    else:
        _must_say(text, row.spans, row.spans, row.exact)
        spans = home.laid.to_source(row.spans) if home.laid else row.spans
    # Of our own, a bookmark may stand at a space.
    if not spans or (row.id is None and not text_of(source.text, spans).strip()):
        raise Refused(_("only white space"))
    target = make_target(source, home.path, spans, article=row.article)
    return replace(target, encoding=row.encoding or target.encoding, extra=row.target_extra)


def _must_say(text: str, spans: Spans, quoted: Spans, exact: str | None) -> None:
    """Make sure that spans lie in a text, and that those of them which are quoted say what they must.

    Raises:
        Refused: they do not.
    """
    if any(end > len(text) for _start, end in spans) or not spans:
        raise Refused(_("its place is outside the text"))
    if exact is not None and visible(text_of(text, quoted)) != visible(exact):
        raise Refused(_("its words do not stand at its place"))


def _whole(home: Home) -> tuple[tuple[int, int], ...]:
    article = home.article or article_called(home.page, None)
    return article.spans
