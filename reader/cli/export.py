"""`reader export`: the annotations of a library, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.cli import arguments
from reader.cli.output import complain
from reader.cli.reading import use_own_words
from reader.errors import ReaderError, UsageError
from reader.messages import _, ngettext


def run(argv: Sequence[str]) -> int:
    """Export annotations; returns 3 if some of them have no place now and were left out."""
    from reader.exports.registry import FORMATS

    parser = arguments.Parser(
        usage=f"reader export [PATH…] [--format {'|'.join(FORMATS)}] [--tag TAG] [-o FILE]",
        description=_(
            "Export the annotations of a library (without a PATH, of the one opened last). "
            "Every place is checked against the text before anything is written."
        ),
    )
    parser.option(
        "--format",
        metavar="FORMAT",
        read=arguments.one_of("--format", list(FORMATS)),
        text=_("jsonl (the default), csv or markdown"),
    )
    parser.option("--tag", metavar="TAG", text=_("only annotations with this tag"))
    parser.option("-o", "--output", metavar="FILE", text=_("write to this file instead of standard output"))
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)

    from reader.annotations.store import fallback_file, library_file, open_store
    from reader.exports.writing import export_annotations
    from reader.library.catalogue import Catalogue
    from reader.library.decode import shown_name
    from reader.library.discovery import library_root

    paths = [Path(word) for word in options.words] or _last_opened()
    root = library_root(paths)
    database = Path(options.db) if options.db is not None else library_file(root)
    if options.db is not None and not database.exists():
        raise ReaderError(_("“{name}” does not exist. Check the path.").format(name=shown_name(database)))
    store = open_store(database, "", fallback_file(root))
    for notice in store.notices:
        complain(notice)
    if options.tag is not None and all(annotation.tag != options.tag for annotation in store.all()):
        complain(_("No annotation has the tag “{tag}”.").format(tag=options.tag))
    use_own_words(root)
    catalogue = Catalogue(root, paths, encoding=options.encoding, limit=arguments.limit_bytes(options), words=True)
    try:
        catalogue.scan()
        out = None if options.output in (None, "-") else Path(options.output)
        report = export_annotations(catalogue, store, options.format or "jsonl", out, tag=options.tag)
    finally:
        catalogue.close()
    assert report is not None, "it is given up only if it is cancelled"
    if report.notice:
        complain(report.notice)
    if report.path is not None:
        sentence = ngettext(
            "{number} annotation written to {file}", "{number} annotations written to {file}", report.count
        )
        print(sentence.format(number=report.count, file=shown_name(report.path)))
    return ReaderError.exit_code if report.left_out else 0


def _last_opened() -> list[Path]:
    from reader.library.state import State

    last = State.last_library()
    if last is None:
        raise UsageError(_("No library has been opened yet: `reader export` needs its folder."))
    return [last]
