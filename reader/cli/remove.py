"""`reader remove ID…`: annotations taken out of a library, by their ids."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cli import arguments
from reader.errors import ReaderError, UsageError
from reader.messages import _


def run(argv: Sequence[str]) -> int:
    """Remove annotations, all of them or none, as one step that can be undone."""
    parser = arguments.Parser(
        usage="reader remove ID… [PATH]",
        description=_(
            "Remove the annotations with these ids, as `reader list` prints them, all or none; - reads ids from "
            "standard input, the first word of each line. PATH is the library or a file in it (without one: the "
            "library around the working folder, else the one opened last)."
        ),
    )
    parser.option("--annotator", metavar="NAME", text=_("who signs (default: you)"))
    arguments.add_database(parser)
    arguments.add_language(parser)
    options = parser.read(argv)

    from reader.annotations.history import Change
    from reader.cli.database import library_here, opened_store
    from reader.library.discovery import library_root
    from reader.settings import load

    keys, path = _keys(options.words)
    if options.db is not None:
        root = Path(options.db).resolve().parent
    else:
        root = library_root(library_here([path] if path else [], _("name its folder.")))
    store = opened_store(root, options.db, options.annotator or load().signature)
    known = {one.id: one for one in store.all()}
    for key in keys:
        if key not in known:
            sentence = _("There is no annotation {id} in {file}; nothing was removed.")
            raise ReaderError(sentence.format(id=key, file=store.path))
    store.commit([Change(known[key], None) for key in keys], _("delete"))
    for key in keys:
        print(key)
    return 0


def _keys(words: Sequence[str]) -> tuple[list[str], str | None]:
    """The ids, each once, and the library if one is named: the last word, where there is such a path.

    Raises:
        UsageError: there is no id.
    """
    *rest, last = words or ("",)
    path = last if last != "-" and rest and Path(last).exists() else None
    keys: list[str] = []
    for word in rest if path else words:
        if word == "-":
            lines = sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()
            keys += [line.split()[0] for line in lines if line.split()]
        else:
            keys.append(word)
    if not keys and "-" not in words:
        raise UsageError(_("`reader remove` needs the ids of annotations."))
    return list(dict.fromkeys(keys)), path
