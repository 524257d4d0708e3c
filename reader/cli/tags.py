"""`reader tags`: the tag set of a library with how often each tag is used; to a file to share, and from one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import arguments
from reader.errors import UsageError
from reader.messages import _, ngettext

if TYPE_CHECKING:
    from reader.annotations.store import Store


def run(argv: Sequence[str]) -> int:
    """List the tags, or write the set to a file, or take over one."""
    parser = arguments.Parser(
        usage="reader tags [PATH] [--export FILE | --import FILE] [--json]",
        description=_(
            "List the tags of a library: key, name, how often it is used, colour, meaning; a tag under another is "
            "indented. A file of tags is TOML that can be edited by hand and shared; what it defines replaces the "
            "tags of the same names, and the others stay."
        ),
    )
    parser.option("--export", metavar="FILE", text=_("write the tag set to this file"))
    parser.option("--import", metavar="FILE", text=_("take over the tags that this file defines"))
    parser.option("--json", text=_("one JSON object a line"))
    arguments.add_database(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    taken = getattr(options, "import")
    if options.export is not None and taken is not None:
        raise UsageError(_("--export and --import do not go together."))

    from reader.cli.database import store_of
    from reader.settings import load

    if taken is not None:
        from reader.annotations.tagfile import read_tags

        wanted = read_tags(Path(taken))
    store = store_of(options.words, options.db)
    store.annotator = load().signature
    if taken is not None:
        from reader.annotations.tagset import taken_over

        changes = taken_over(store.tagset, wanted)
        store.commit([], _("import tags"), tags=changes)
        store.compact()
        count = ngettext("{count} tag taken over from {file}", "{count} tags taken over from {file}", len(wanted))
        _print(count.format(count=len(wanted), file=taken))
    elif options.export is not None:
        from reader.annotations.tagfile import write_tags

        tags = [tag for _depth, tag in store.tagset.tree()]
        write_tags(Path(options.export), tags)
        count = ngettext("{count} tag written to {file}", "{count} tags written to {file}", len(tags))
        _print(count.format(count=len(tags), file=options.export))
    else:
        for line in _objects(store) if options.json else _lines(store):
            print(line)
    return 0


def _print(line: str) -> None:
    from reader.library.decode import printable

    print(printable(line))


def _objects(store: Store) -> Iterator[str]:
    from reader.annotations.tagset import to_record
    from reader.text.json_line import json_line

    uses = store.tags()
    for tag in store.tagset:
        yield json_line({**to_record(tag), "uses": uses.pop(tag.name, 0), "defined": True})
    for name, count in uses.most_common():
        yield json_line({"name": name, "uses": count, "defined": False})


def _lines(store: Store) -> Iterator[str]:
    from reader.library.decode import printable

    uses = store.tags()
    for depth, tag in store.tagset.tree():
        parts = (f"{uses.pop(tag.name, 0)}", _(tag.colour) if tag.colour else "", tag.description)
        words = "  ".join(part for part in parts if part)
        yield printable(f"{tag.key or ' '} {'  ' * depth}#{tag.name}  {words}")
    for name, count in sorted(uses.items(), key=lambda one: (-one[1], one[0])):
        yield printable(f"- #{name}  {count}  " + _("not in the set"))
