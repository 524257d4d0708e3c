"""`reader repeats [PATH…]`: passages that stand twice in a file, or in several files of a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.cli import arguments
from reader.cli.output import complain
from reader.cli.progress import Progress
from reader.cli.reading import as_named, last_opened
from reader.errors import ReaderError
from reader.library.decode import printable, read_source
from reader.library.discovery import discover, library_root, nothing_found
from reader.library.repeats import Passage, Stand, among
from reader.messages import _, ngettext
from reader.text.clean import respace
from reader.text.json_line import json_line
from reader.text.mapped import MappedText
from reader.text.unwrap import unwrap

WORDS = 24
"""Characters of a passage that are shown."""


def run(argv: Sequence[str]) -> int:
    """List repeated passages; returns 3 if a file could not be read, the others done."""
    parser = arguments.Parser(
        usage="reader repeats [PATH…] [--json]",
        description=_(
            "List the passages that stand twice in a file or in several files (without a PATH, of the library opened "
            "last), the longest first. White space, line ends, width and script do not matter."
        ),
    )
    parser.option("--json", text=_("print each passage as one line of JSON; its places are in code points"))
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    paths = [Path(word) for word in options.words] or last_opened(_("`reader repeats` needs its folder."))

    unlisted: list[Path] = []
    root = library_root(paths)
    files = {as_named(file): file for file in map(Path, discover(paths, root, unlisted.append))}
    if not files:
        raise ReaderError(nothing_found(root))
    for folder in unlisted:
        sentence = _("The folder “{name}” cannot be listed; what is in it is left out.")
        complain(sentence.format(name=as_named(folder)))
    failed = set(unlisted)

    def read(name: str) -> str | None:
        file = files[name]
        if file in failed:
            return None
        try:
            return read_source(file, arguments.limit_bytes(options), options.encoding).text
        except ReaderError as error:
            complain(str(error))
            failed.add(file)
            return None

    names = sorted(files)
    progress = Progress()
    found = among(names, read, lambda done: progress(done, len(names)))
    if not found.whole:
        complain(
            _(
                "These files have too much in common to be compared all at once: "
                "some passages may not be told. Name fewer files."
            )
        )
    facts = _looked_up(found.passages, read)
    for number, passage in enumerate(found.passages):
        if options.json:
            print(json_line(_structure(passage, facts)))
        else:
            print(*[""] * bool(number), *_told(passage, facts), sep="\n")
    if not found.passages:
        complain(_("No passage stands twice."))
    return ReaderError.exit_code if failed else 0


class _Fact(NamedTuple):
    """What is told of a place."""

    line: int
    """Number of the line on which it begins, from 1."""
    words: str
    """The first words, on one line."""


def _looked_up(passages: Sequence[Passage], read: Callable[[str], str | None]) -> dict[Stand, _Fact]:
    """What is told of each place; every file is read once."""
    facts: dict[Stand, _Fact] = {}
    name, text, line, at = "", "", 1, 0
    for stand in sorted({stand for passage in passages for stand in passage.stands}):
        if stand.path != name:
            name, text, line, at = stand.path, read(stand.path) or "", 1, 0
        line, at = line + text.count("\n", at, stand.start), stand.start
        facts[stand] = _Fact(line, _words(text[stand.start : min(stand.end, stand.start + 4 * WORDS)]))
    return facts


def _words(head: str) -> str:
    text = respace(unwrap(MappedText.of(head, [(0, len(head))]))).text.strip()
    return text[:WORDS] + "…" if len(text) > WORDS else text


def _structure(passage: Passage, facts: dict[Stand, _Fact]) -> dict[str, object]:
    return {
        "characters": passage.characters,
        "words": facts[passage.stands[0]].words,
        "places": [
            {"file": stand.path, "line": facts[stand].line, "start": stand.start, "end": stand.end}
            for stand in passage.stands
        ],
    }


def _told(passage: Passage, facts: dict[Stand, _Fact]) -> list[str]:
    count = ngettext("{number} character", "{number} characters", passage.characters)
    head = count.format(number=passage.characters)
    places = [f"  {printable(one.path)}:{facts[one].line}  [{one.start}, {one.end})" for one in passage.stands]
    return [f"{head}  {printable(facts[passage.stands[0]].words)}", *places]
