"""`reader import FILE`: annotations from a file of ours or of another tool, into a library."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cli import arguments
from reader.cli.output import complain
from reader.cli.progress import Progress
from reader.cli.reading import catalogue_of, last_opened
from reader.errors import ReaderError, UsageError
from reader.messages import _


def run(argv: Sequence[str]) -> int:
    """Import annotations; returns 3 if a row could not be placed."""
    from reader.exports.imports.reading import IMPORTS, import_annotations, read_file

    parser = arguments.Parser(
        usage="reader import FILE [PATH…] [--format NAME]",
        description=_(
            "Add the annotations of a file (- for standard input) to a library (without a PATH, the one opened last). "
            "What cannot be placed is listed with its reason; the rest is added at once and can be undone at once."
        ),
    )
    parser.option(
        "--format",
        metavar="NAME",
        read=arguments.one_of("--format", IMPORTS),
        text=_("one of {names}; the file tells if none is named").format(names=", ".join(IMPORTS)),
    )
    parser.option(
        "--unit",
        metavar="UNIT",
        read=arguments.one_of("--unit", ("utf-16", "code-points")),
        text=_("doccano: the offsets count utf-16 or code-points (default: as the file says, else utf-16)"),
    )
    parser.option("--annotator", metavar="NAME", text=_("who made what the file gives no name for (default: you)"))
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    if not options.words:
        raise UsageError(_("`reader import` needs a file."))
    if options.unit and options.format not in (None, "doccano"):
        raise UsageError(_("The format {name} has no {option}.").format(name=options.format, option="--unit"))
    file, *words = options.words
    data = sys.stdin.buffer.read() if file == "-" else read_file(Path(file))

    from reader.annotations.collecting import for_good
    from reader.annotations.corrector import Corrector
    from reader.annotations.store import fallback_file, library_file, open_store
    from reader.library.discovery import library_root
    from reader.settings import load

    paths = [Path(word) for word in words] or last_opened(_("`reader import` needs its folder."))
    root = library_root(paths)
    database = Path(options.db) if options.db is not None else library_file(root)
    store = open_store(database, options.annotator or load().signature, fallback_file(root))
    for_good()
    for notice in store.notices:
        complain(notice)
    catalogue = catalogue_of(root, paths, Corrector(store), options)
    try:
        catalogue.scan()
        report = import_annotations(
            data,
            _("standard input") if file == "-" else Path(file).name,
            catalogue,
            store,
            format=options.format,
            utf16=None if options.unit is None else options.unit == "utf-16",
            progress=Progress(),
        )
    finally:
        catalogue.close()
    assert report is not None, "it is given up only if it is cancelled"
    for notice in report.notices:
        complain(notice)
    for bad in report.refused:
        complain(bad.sentence)
    print(report.summary)
    return ReaderError.exit_code if report.refused else 0
