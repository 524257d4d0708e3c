"""Exporting: from the store and the library to a file or to standard output, all of it or nothing."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reader.annotations.model import Annotation
from reader.annotations.store import Store
from reader.errors import SaveError
from reader.exports.choosing import EVERYTHING, Choice
from reader.exports.documents import SOURCE, Cancelled, Document, Wording, documents_of, stopped
from reader.exports.format import Format, Material, Options, PageToWrite
from reader.exports.registry import FORMATS
from reader.exports.rows import Row, Skipped, collect, skipped_row
from reader.files import problem_of, write_whole
from reader.library.catalogue import Catalogue
from reader.library.discovery import OWN_FOLDER, SUFFIXES
from reader.messages import _, ngettext
from reader.newspaper.model import Page

NAMED = 5
"""How many annotations that were left out are named one by one."""


@dataclass(frozen=True)
class ExportReport:
    """What an export did."""

    count: int
    """Annotations exported; articles, where the format holds these."""
    left_out: tuple[Skipped, ...]
    """Annotations that have no place now; they stay in the store."""
    path: Path | None
    """The file; `None` for standard output."""
    lost: tuple[Skipped, ...] = ()
    """Annotations that the format, or the text chosen, cannot hold."""
    reduced: tuple[Skipped, ...] = ()
    """Annotations of which the format cannot hold a part."""
    of: str = "annotations"
    """What was counted: `annotations` or `articles`."""

    @property
    def notices(self) -> list[str]:
        """Sentences on what was left out and why; none if nothing was."""
        out = []
        for reason, group in _by_reason(self.left_out + self.lost):
            sentence = ngettext(
                "{count} annotation was left out ({reason}): {names}",
                "{count} annotations were left out ({reason}): {names}",
                len(group),
            )
            out.append(sentence.format(count=len(group), reason=reason, names=_names(group)))
        for reason, group in _by_reason(self.reduced):
            sentence = ngettext(
                "A part of {count} annotation was left out ({reason}): {names}",
                "Parts of {count} annotations were left out ({reason}): {names}",
                len(group),
            )
            out.append(sentence.format(count=len(group), reason=reason, names=_names(group)))
        return out

    @property
    def notice(self) -> str:
        """The sentences as one text."""
        return " ".join(self.notices)


def export_annotations(
    catalogue: Catalogue,
    store: Store,
    format: str,  # noqa: A002 - the word of the command
    out: Path | None,
    *,
    choice: Choice = EVERYTHING,
    wording: Wording | None = None,
    options: Options | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ExportReport | None:
    """Export the annotations of a library; for a worker thread.

    Args:
        catalogue: the library, scanned; it need not be filled.
        store: its annotations.
        format: a name in `FORMATS`.
        out: the file, replaced at once if it is there; `None` is standard output.
        choice: which of them.
        wording: what text the offsets count in; `None` is what the format's tools want.
        options: what the format lets one choose.
        cancelled: asked between files; where it says yes, nothing is written and `None` returned.
        progress: told how many of how many files are done, first as they are read, then as their texts are written.

    Raises:
        ReaderError: an annotation does not fit its text, which is named; nothing is written.
        SaveError: the file could not be written; what was there before still is.
    """
    if out is not None:
        refuse_own(out, catalogue, store)
    one = FORMATS[format]
    rows, left_out = gather(catalogue, store, choice, cancelled, progress)
    if cancelled():
        return None
    material = material_of(rows, catalogue, one, choice, wording, options, cancelled, progress)
    try:
        put(one.write(material), out)
    except Cancelled:
        return None
    count = material.count if one.of == "articles" else len(rows) - len({key for key, _reason in material.lost})
    return ExportReport(count, tuple(left_out), out, tuple(material.lost.values()), material.parts_left_out, one.of)


def refuse_own(out: Path, catalogue: Catalogue, store: Store) -> None:
    """See to it that a file is none of the library's.

    Raises:
        SaveError: it is one of its texts, or its annotations.
    """
    if _is_own(out, catalogue, store):
        raise SaveError(_("{file} belongs to the library itself. Choose another name.").format(file=out))


def gather(
    catalogue: Catalogue,
    store: Store,
    choice: Choice,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    limit: int | None = None,
) -> tuple[list[Row], list[Skipped]]:
    """The rows that an export is made of, and what has no place; of a preview, those of the first `limit` annotations.

    Raises:
        ReaderError: an annotation does not fit its text.
    """
    choice = choice.within(store.tagset)
    wanted = [annotation for annotation in store.all() if choice.takes(annotation)]
    if limit is not None:
        wanted = at_hand(wanted, catalogue)[:limit]
    rows, left_out = collect(wanted, catalogue, cancelled, progress, store.kept_texts.get)
    return [row for row in rows if choice.takes_row(row)], left_out


def at_hand(annotations: Sequence[Annotation], catalogue: Catalogue) -> list[Annotation]:
    """Those on files that are opened, or are no longer in their place; left out are those on files beside them."""
    opened = {entry.path for entry in catalogue.entries}
    paths = {annotation.target.path for annotation in annotations} - opened
    beside = {path for path in paths if os.path.exists(catalogue.root / path)}  # noqa: PTH110 - asks without raising
    return [annotation for annotation in annotations if annotation.target.path not in beside]


def material_of(
    rows: Sequence[Row],
    catalogue: Catalogue,
    format: Format,  # noqa: A002
    choice: Choice = EVERYTHING,
    wording: Wording | None = None,
    options: Options | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    page_limit: int | None = None,
) -> Material:
    """What a format is given to write; of a preview, `page_limit` pages where it writes articles."""
    chosen = format.wording if wording is None else wording
    every, rows = rows, rows if format.of == "articles" else [row for row in rows if row.kind in format.kinds]
    files = {path: number for number, path in enumerate(dict.fromkeys(row.path for row in rows))}

    def page_of(path: str) -> Page:
        stopped(cancelled)
        progress(files.get(path, 0), len(files))
        return catalogue.load(catalogue.entry(path))

    def documents() -> Iterator[Document]:
        return documents_of(rows, page_of, chosen, material.leave_out)

    def laid() -> Iterable[Row]:
        return rows if chosen == SOURCE else (row for document in documents() for row in document.rows)

    def pages() -> Iterator[PageToWrite]:
        annotated = {(row.path, row.article_id) for row in rows} if choice.by_annotation else None
        if page_limit is None:
            catalogue.fill(cancelled, progress, lambda entries: None)
        given = 0
        for entry in catalogue.ordered():
            if entry.status != "ready" or not choice.takes_day(entry.day):
                continue
            articles = frozenset(
                article.id
                for article in entry.articles
                if (annotated is None or (entry.path, article.id) in annotated)
                and choice.takes_article(article.id, None if article.dim else article.title)
            )
            if articles and (page_limit is None or given < page_limit):
                stopped(cancelled)
                given += 1
                yield PageToWrite(entry.path, catalogue.load(entry), articles)

    tags = tuple(sorted({tag for row in rows for tag in row.tags}))
    material = Material(laid, documents, pages, chosen, options or Options(), tags, len(rows))
    if len(rows) < len(every):
        for row in every:
            if row.kind not in format.kinds:
                reason = _("{format} holds no annotations of the kind {kind}")
                material.leave_out(skipped_row(row, reason.format(format=format.name, kind=row.kind)))
    return material


def put(pieces: Iterable[bytes], out: Path | None) -> None:
    """Write what a format gives to a file, replaced at once, or to standard output (`None`).

    Nothing reaches either before the last piece was made, so an annotation that does not verify stops all of it.

    Raises:
        SaveError: it could not be written; what was there before still is.
        BrokenPipeError: whoever read standard output went away.
    """
    try:
        if out is not None and (not out.exists() or out.is_file() or out.is_dir()):
            write_whole(out, pieces)
            return
        # A device or a pipe is written to, not replaced.
        with tempfile.SpooledTemporaryFile(1 << 24) as whole:
            for piece in pieces:
                whole.write(piece)
            whole.seek(0)
            if out is None:
                sys.stdout.flush()
                _copy(whole, sys.stdout.buffer)
            else:
                with out.open("wb") as file:
                    _copy(whole, file)
    except BrokenPipeError:
        raise
    except OSError as error:
        if out is None:
            sentence = _("Standard output could not be written: {problem}.")
        else:
            sentence = _("{file} could not be written: {problem}.")
        raise SaveError(sentence.format(file=out, problem=problem_of(error))) from error


def _copy(whole: IO[bytes], file: IO[bytes]) -> None:
    import shutil

    shutil.copyfileobj(whole, file)
    file.flush()


def _is_own(out: Path, catalogue: Catalogue, store: Store) -> bool:
    """Whether an export would replace a text of the library or its annotations.

    A catalogue may hold a part of its library only: what stands in its folder and is called as a text is one.
    """
    if not os.path.exists(out):  # noqa: PTH110 - asks without raising; what cannot be looked at cannot be written
        return False
    real, named = out.resolve(), out.parent.resolve() / out.name
    for path in (real, named):
        within = catalogue.root in path.parents
        if within and (OWN_FOLDER in path.relative_to(catalogue.root).parts or path.suffix.lower() in SUFFIXES):
            return True
    return real in store.own_files or any(entry.absolute in (real, named) for entry in catalogue.entries)


def _names(group: Sequence[Skipped]) -> str:
    return "; ".join(_named(skipped) for skipped in group[:NAMED]) + ("; …" if len(group) > NAMED else "")


def _by_reason(group: Iterable[Skipped]) -> Iterable[tuple[str, list[Skipped]]]:
    reasons: dict[str, list[Skipped]] = {}
    for skipped in group:
        reasons.setdefault(skipped.reason, []).append(skipped)
    return reasons.items()


def _named(skipped: Skipped) -> str:
    words = "".join(skipped.quote.split())
    return f"{skipped.path} “{words[:12]}…”" if len(words) > 12 else f"{skipped.path} “{words}”"
