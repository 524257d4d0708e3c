"""`reader parse PATH…`: what was recognised on each page, as an outline or as JSON."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from reader.cli import arguments
from reader.cli.outline import outline
from reader.cli.output import complain
from reader.cli.reading import as_named, read_page, use_own_words
from reader.errors import ReaderError, SaveError, UsageError
from reader.library.decode import printable, shown_name
from reader.library.discovery import discover, library_root, nothing_found
from reader.messages import _
from reader.newspaper.explain import explained
from reader.newspaper.structure import Json, to_structure
from reader.text.json_line import json_line


def run(argv: Sequence[str]) -> int:
    """Recognise every file that the words name; returns 3 if one of them could not be read, the others done."""
    parser = arguments.Parser(
        usage="reader parse PATH… [--explain] [--json] [--uncorrected] [-o FOLDER]",
        description=_(
            "Recognise pages and print an outline of each: its articles, what they are made of, and what is doubtful. "
            "A folder stands for every *.txt and *.md file in it."
        ),
    )
    parser.option(
        "--json", text=_("print the structure of each file as one line of JSON; its spans are in code points")
    )
    parser.option(
        "--explain", text=_("say of every article and every part of it why it was recognised so, and how sure that is")
    )
    parser.option("--uncorrected", text=_("as it was recognised, without the corrections made by hand"))
    parser.option("-o", "--output", metavar="FOLDER", text=_("write the structure of each file to FOLDER/NAME.json"))
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    if not options.words:
        raise UsageError(_("`reader parse` needs a file or a folder."))
    folder = None if options.output is None else Path(options.output)
    if folder is not None and os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - asks without raising
        raise UsageError(_("“{name}” is a file, not a folder.").format(name=shown_name(folder)))

    unlisted: list[Path] = []
    files, names = _files([Path(word) for word in options.words], unlisted)
    for closed in unlisted:
        sentence = _("The folder “{name}” cannot be listed; what is in it is left out.")
        complain(sentence.format(name=as_named(closed)))
    failed = bool(unlisted)
    for number, (file, name) in enumerate(zip(files, names, strict=True)):
        try:
            page = read_page(file, options, corrected=not options.uncorrected)
        except ReaderError as error:
            complain(str(error))
            failed = True
            continue
        if folder is not None:
            _save(to_structure(page, as_named(file), explain=options.explain), folder / name)
        elif options.json:
            print(json_line(to_structure(page, as_named(file), explain=options.explain)))
        else:
            lines = explained(page) if options.explain else outline(page)
            print(*[""] * bool(number), printable(as_named(file)), *lines, sep="\n")
    return ReaderError.exit_code if failed else 0


def _files(paths: Sequence[Path], unlisted: list[Path]) -> tuple[list[Path], list[PurePosixPath]]:
    """The files that the paths stand for, and the name of what is written for each; appends to `unlisted`."""
    root = library_root(paths)
    use_own_words(root)
    files = [*map(Path, discover(paths, root, unlisted.append))]
    if not files:
        raise ReaderError(nothing_found(root))
    return files, output_names([PurePosixPath(_below(file, root)) for file in files])


def _below(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name


def output_names(files: Sequence[PurePosixPath]) -> list[PurePosixPath]:
    """Name of the JSON file of each file: `NAME.json`; where two would share it, with their folders or suffixes.

    Args:
        files: paths below the library's folder, each once.
    """
    candidates = [
        (PurePosixPath(f"{file.stem}.json"), file.with_suffix(".json"), file.with_name(f"{file.name}.json"))
        for file in files
    ]
    # Case is ignored, as some file systems do.
    wanted = Counter(name for names in candidates for name in {str(name).casefold() for name in names})
    return [next((name for name in names if wanted[str(name).casefold()] == 1), names[-1]) for names in candidates]


def _save(structure: Json, target: Path) -> None:
    """Write the structure of a page to its file, whole or not at all.

    Raises:
        SaveError: it could not be written.
    """
    from reader.files import problem_of, write_whole

    data = json_line(structure) + "\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data.encode())
    except OSError as error:
        sentence = _("“{file}” could not be written: {problem}. What was there before is as it was.")
        raise SaveError(sentence.format(file=shown_name(target), problem=problem_of(error))) from error
