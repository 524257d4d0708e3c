"""`reader list`: the annotations of a library, one a line, for a person and for a shell loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reader.cli import arguments
from reader.cli.filters import add_filters, choice, say_what_nothing_has
from reader.cli.output import complain
from reader.cli.progress import Progress
from reader.cli.reading import catalogue_of
from reader.messages import _

if TYPE_CHECKING:
    from reader.annotations.store import Store
    from reader.exports.rows import Row, Skipped
    from reader.library.catalogue import Catalogue

QUOTED = 24
"""Characters of a quote or a note that are shown."""


def run(argv: Sequence[str]) -> int:
    """Print the annotations in the order of the library; those that have no place now come last."""
    parser = arguments.Parser(
        usage="reader list [PATH…] [--json] [options]",
        description=_(
            "List the annotations of a library, or on files of it (without a PATH: the library around the working "
            "folder, else the one opened last): id, kind, file, number of the article, tag, title or quote, and note, "
            "with TABs between. What has no place now comes last, without a number, and why is said."
        ),
    )
    parser.option("--json", text=_("print each as one line of JSON, as `reader export` does"))
    add_filters(parser)
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    wanted = choice(options)

    from reader.annotations.corrector import Corrector
    from reader.cli.database import library_here, opened_store
    from reader.exports.writing import gather
    from reader.library.discovery import library_root

    paths = library_here(options.words, _("name its folder."))
    root = library_root(paths)
    store = opened_store(root, options.db)
    say_what_nothing_has(wanted, store)
    catalogue = catalogue_of(root, paths, Corrector(store), options)
    try:
        catalogue.scan()
        rows, lost = gather(catalogue, store, wanted, progress=Progress())
        for line in _objects(rows, lost, catalogue, store) if options.json else _lines(rows, lost, catalogue, store):
            print(line)
    finally:
        catalogue.close()
    for one in lost:
        complain(_("{id} has no place now ({reason}).").format(id=one.id, reason=one.reason))
    return 0


def _objects(rows: list[Row], lost: list[Skipped], catalogue: Catalogue, store: Store) -> Iterator[str]:
    from reader.annotations.model import to_record
    from reader.exports.formats.jsonl import record
    from reader.text.json_line import json_line

    for row in rows:
        article = {"id": row.article_id, "number": _number(row, catalogue), "title": row.article_title}
        yield json_line({**record(row), "article": article})
    known = {one.id: one for one in store.all()}
    for one in lost:
        whole: dict[str, Any] = to_record(known[one.id])
        yield json_line({**whole, "exact": None, "spans": None, "reason": one.reason})


def _lines(rows: list[Row], lost: list[Skipped], catalogue: Catalogue, store: Store) -> Iterator[str]:
    for row in rows:
        words = row.article_label if row.scope == "article" else row.exact
        yield _line(row.id, row.kind, row.path, _number(row, catalogue), "".join(row.tags), words, row.note)
    known = {one.id: one for one in store.all()}
    for one in lost:
        gone = known[one.id]
        yield _line(gone.id, gone.kind, gone.target.path, None, gone.tag or "", gone.target.quote, gone.note)


def _line(key: str, kind: str, path: str, number: int | None, tag: str, quote: str, note: str | None) -> str:
    from reader.library.decode import printable
    from reader.library.one_line import shortened, shortened_note

    cells = (key, kind, path, str(number or ""), tag, shortened(quote, QUOTED), shortened_note(note or "", QUOTED))
    return "\t".join(printable(cell) for cell in cells)


def _number(row: Row, catalogue: Catalogue) -> int | None:
    """The number of the article on its page; `None` for what belongs to none."""
    from reader.newspaper.model import REST

    ids = [article.id for article in catalogue.entry(row.path).articles]
    return ids.index(row.article_id) + 1 if row.article_id in ids and row.article_id != REST else None
