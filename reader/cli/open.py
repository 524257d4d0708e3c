"""`reader [PATH…]`: the app."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.cli import arguments
from reader.messages import _


def run(argv: Sequence[str]) -> int:
    """Open the app on files and folders; returns its exit code."""
    parser = arguments.Parser(
        usage="reader [PATH…]",
        description=_(
            "Read Chinese newspaper text as the newspaper it was. "
            "A PATH is a file or a folder of *.txt and *.md files; without one, the last library opens."
        ),
        epilog=_(
            "commands:\n"
            "  reader parse PATH…   print what was recognised on each page\n"
            "  reader show FILE     print the articles of a page\n"
            "  reader export        print or save annotations\n"
            "\n"
            "`reader COMMAND --help` tells more. A folder that has a command's name is ./parse."
        ),
    )
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    parser.option("--version", text=_("print the version and end"))
    options = parser.read(argv)
    if options.version:
        from reader import __version__

        print(f"reader {__version__}")
        return 0
    from reader.tui.app import run as open_app

    return open_app(
        [Path(word) for word in options.words],
        db=None if options.db is None else Path(options.db),
        encoding=options.encoding,
        limit=arguments.limit_bytes(options),
    )
