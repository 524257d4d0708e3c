"""`reader history`: who changed what in the annotations of a library, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from reader.cli import arguments
from reader.cli.output import complain
from reader.errors import ReaderError
from reader.messages import _, ngettext
from reader.text.json_line import json_line

if TYPE_CHECKING:
    from reader.annotations.store import Store

QUOTED = 24
"""Characters of a quote or a note that are shown."""


def run(argv: Sequence[str]) -> int:
    """Print every commit, oldest first; returns 3 if a part of the history is damaged."""
    parser = arguments.Parser(
        usage="reader history [PATH] [-n N] [--json]",
        description=_("Print who changed which annotations when: + made, - removed, ~ changed."),
    )
    parser.option("-n", metavar="N", read=arguments.whole_number("-n", 1, 1_000_000), text=_("only the last N changes"))
    parser.option("--json", text=_("one JSON object a line, with every annotation before and after"))
    arguments.add_database(parser)
    arguments.add_language(parser)
    options = parser.read(argv)

    from reader.cli.database import store_of

    store = store_of(options.words, options.db)
    bodies, damaged = _commits(store)
    wanted = islice(bodies, max(0, len(bodies) - (options.n or len(bodies))), None)
    for body in wanted:
        if options.json:
            print(json_line(_object(body)))
        else:
            print("\n".join(_lines(body)))
    return ReaderError.exit_code if damaged else 0


def _commits(store: Store) -> tuple[list[dict[str, Any]], bool]:
    """Every commit, oldest first; and whether a line of a journal is damaged, which is said."""
    from reader.annotations.archive import all_commits

    _file, current, folder = store.own_files
    bodies: list[dict[str, Any]] = []
    damaged = False
    for path, reading in all_commits(folder, current):
        bodies += reading.commits
        for number in reading.bad:
            damaged = True
            complain(_("Line {number} of {file} is damaged; it is passed over.").format(number=number, file=path))
    return bodies, damaged


def _object(body: dict[str, Any]) -> dict[str, Any]:
    from reader.annotations.tablefile import ANNOTATIONS

    return {
        "seq": body["seq"],
        "at": body.get("at"),
        "by": body.get("by"),
        "did": body.get("did"),
        "label": body.get("label"),
        "changes": [
            {"before": before, "after": after}
            for table, _number, before, after in body["changes"]
            if table == ANNOTATIONS
        ],
    }


def _lines(body: dict[str, Any]) -> Iterator[str]:
    """A commit for a person: a line on it, and one on each annotation."""
    from reader.library.decode import printable

    changes = _object(body)["changes"]
    words = {"undo": _("undone: {label}"), "redo": _("redone: {label}")}.get(body.get("did", ""), "{label}")
    count = ngettext("{count} annotation", "{count} annotations", len(changes)).format(count=len(changes))
    label = words.format(label=body.get("label", "")) if body.get("label") else count
    yield printable("  ".join(part for part in (body.get("at", ""), body.get("by", ""), label) if part))
    for change in changes:
        before, after = change["before"], change["after"]
        sign = "~" if before and after else "+" if after else "-"
        yield printable(f"  {sign} {_named(after or before)}")


def _named(record: Any) -> str:
    """A record in a few words."""
    from reader.library.one_line import shortened, shortened_note

    if not isinstance(record, dict):
        return ""
    target = record.get("target")
    target = target if isinstance(target, dict) else {}
    quote = shortened(str(target.get("quote", "")), QUOTED)
    shown = f"“{quote}”" if quote else ""
    note = shortened_note(str(record.get("note") or ""), QUOTED)
    parts = (record.get("kind"), record.get("tag"), note, shown, target.get("path"), record.get("id"))
    return " · ".join(str(part) for part in parts if part)
