"""`reader compact`: the annotations file brought up to date, for other programs that read it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.cli import arguments
from reader.messages import _


def run(argv: Sequence[str]) -> int:
    """Write what stands in the journal into the file, and put the journal into the history."""
    parser = arguments.Parser(
        usage="reader compact [PATH]",
        description=_(
            "Bring the annotations file of a library up to date with its journal, as leaving the app does. "
            "The journal is put into the history; nothing is lost if this is never done."
        ),
    )
    arguments.add_database(parser)
    arguments.add_language(parser)
    options = parser.read(argv)

    from reader.cli.database import store_of
    from reader.library.decode import shown_name

    store = store_of(options.words, options.db)
    if not any(file.exists() for file in store.own_files):
        # Were a file that is not there called up to date, a mistyped path would look like one that was looked after.
        print(_("There are no annotations in “{name}”.").format(name=shown_name(store.path)))
        return 0
    done = store.compact()
    sentence = _("{file} is up to date.") if done else _("{file} was up to date already.")
    print(sentence.format(file=shown_name(store.path)))
    return 0
