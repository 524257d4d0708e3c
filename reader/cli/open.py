"""`reader [PATH…]`: the app."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.messages import _

if TYPE_CHECKING:
    from reader.cli.arguments import Parser


def run(argv: Sequence[str]) -> int:
    """Open the app on files and folders; returns its exit code."""
    words: Sequence[str] = argv
    chosen: dict[str, Any] = {}
    # Most often there are only paths, and the first page need not wait for argparse.
    if any(word.startswith("-") or not word for word in argv):
        from reader.cli import arguments

        options = _parser().read(argv)
        if options.version:
            from reader import __version__

            print(f"reader {__version__}")
            return 0
        words = options.words
        chosen["db"] = None if options.db is None else Path(options.db)
        chosen["encoding"] = options.encoding
        chosen["limit"] = arguments.limit_bytes(options)
    # What is made while the program is loaded stays: looking through it for garbage costs a tenth of the time to the
    # first page. The app begins with that once the page is there.
    gc.disable()
    from reader.cli.loading import stopped_at_once

    with stopped_at_once():
        from reader.tui.app import run as open_app

    return open_app([Path(word) for word in words], **chosen)


def _parser() -> Parser:
    from reader.cli import arguments

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
            "  reader search QUERY  find every place where something stands\n"
            "  reader repeats       list the passages that stand twice\n"
            "  reader convert       print a text in another script\n"
            "  reader tag FILE TAG  tag articles; `untag` takes tags off, `note` writes notes\n"
            "  reader list          list annotations; `remove` removes them by their ids\n"
            "  reader export        print or save annotations\n"
            "  reader import FILE   add annotations from a file\n"
            "  reader history       print who changed which annotations when\n"
            "  reader merge A B     join two people's annotations\n"
            "  reader agree A B     measure how far two people agree\n"
            "  reader tags          list the tags; --export and --import a tag set\n"
            "  reader compact       bring the annotations file up to date\n"
            "\n"
            "`reader COMMAND --help` tells more. A folder that has a command's name is ./parse."
        ),
    )
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    parser.option("--version", text=_("print the version and end"))
    return parser
