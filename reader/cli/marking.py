"""What the commands that annotate share: files, their libraries, what stands on them, and one commit to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collecting import for_good
from reader.annotations.corrector import Corrector
from reader.annotations.placements import Placements, reanchor
from reader.annotations.store import Store, fallback_file, library_file, open_store
from reader.cli import arguments
from reader.cli.output import complain
from reader.cli.reading import catalogue_of
from reader.errors import UsageError
from reader.library.catalogue import Entry
from reader.library.decode import shown_name
from reader.library.discovery import SUFFIXES, library_root, settle
from reader.messages import _

if TYPE_CHECKING:
    from reader.annotations.history import Change
    from reader.newspaper.model import Article, Page


class Opened(NamedTuple):
    """A file that is annotated."""

    file: Path
    """As it was named."""
    entry: Entry
    page: Page
    store: Store
    placements: Placements
    """Where the library's annotations stand on this file."""


def parser(usage: str, description: str) -> arguments.Parser:
    """The options of a command that annotates, but for its own and those that `add_rest` adds."""
    made = arguments.Parser(usage, description)
    made.option("--article", metavar="N", text=_("the article: its number on the page or its id"))
    return made


def add_rest(parser: arguments.Parser) -> None:
    """Add what every command that annotates takes."""
    parser.option("--annotator", metavar="NAME", text=_("who signs (default: you)"))
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)


def files_and_tags(argv: Sequence[str], words: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The files and the tags among the words of a command.

    The first word is a file, and so are those after it that end as texts do. What stands after `--` are tags.

    Raises:
        UsageError: one of the two is missing, or a tag has no word.
    """
    from reader.annotations.model import tidy_tag

    solid = len(argv) - argv.index("--") - 1 if "--" in argv else 0
    cut = len(words) - solid
    files = list(words[: min(1, cut)])
    for word in words[1:cut]:
        if not word.lower().endswith(SUFFIXES):
            break
        files.append(word)
    tags = [tidy_tag(word) for word in words[len(files) :]]
    if not files or not all(tags) or not tags:
        raise UsageError(_("Name a file and the tags: FILE TAG…"))
    return [Path(file) for file in files], list(dict.fromkeys(tags))


def annotate(
    files: Iterable[Path],
    options: arguments.Arguments,
    label: str,
    act: Callable[[Opened, str], Iterable[Change]],
) -> list[str]:
    """Annotate files: one step to `undo` in each library that they are of; nothing is saved before all is made.

    Args:
        files: the texts.
        options: what `add_rest` added, as it was read.
        label: what was done, for `undo`.
        act: gives the changes on a file, of an annotator.

    Returns:
        The ids of the annotations that were added, changed or removed.

    Raises:
        ReaderError: a file cannot be read, or `act` found something amiss.
        SaveError: they could not be saved.
    """
    from reader.settings import load

    annotator = options.annotator or load().signature
    by_root: dict[Path, list[Path]] = {}
    for place, file in {settle(file): file for file in files}.items():
        if place.is_dir():
            raise UsageError(_("“{name}” is a folder: name the files in it.").format(name=shown_name(file)))
        by_root.setdefault(library_root([file]), []).append(file)
    with ExitStack() as stack:
        made = []
        for root, group in by_root.items():
            store, opened = _opened(root, group, options, annotator, stack)
            changes = [(one, list(act(one, annotator))) for one in opened]
            made.append((store, changes))
        done = []
        for store, changes in made:
            every = [change for _one, group_changes in changes for change in group_changes]
            store.commit(every, label, (one.page.source for one, here in changes if any(c.after for c in here)))
            done += [change.id for change in every]
    return done


def _opened(
    root: Path, files: Sequence[Path], options: arguments.Arguments, annotator: str, stack: ExitStack
) -> tuple[Store, Iterator[Opened]]:
    """The annotations of a library, and the files of it one by one."""
    database = Path(options.db) if options.db is not None else library_file(root)
    store = open_store(database, annotator, fallback_file(root))
    for_good()
    for notice in store.notices:
        complain(notice)
    catalogue = catalogue_of(root, files, Corrector(store), options)
    stack.callback(catalogue.close)
    catalogue.scan()
    entries = {entry.absolute: entry.path for entry in catalogue.entries}

    def each() -> Iterator[Opened]:
        for file in files:
            path = entries[settle(file)]
            page = catalogue.load(catalogue.entry(path))
            entry = catalogue.entry(path)
            placements = Placements()
            placements.update([entry], store)
            for moved in placements.stale().values():
                placements.accept(page.source, reanchor(page.source, moved, store.kept_texts.get))
            yield Opened(file, entry, page, store, placements)

    return store, each()


def chosen_article(one: Opened, key: str | None) -> Article:
    """The article that `--article` names; the only one of the page if nothing is named.

    Raises:
        UsageError: there is none, or more than one.
    """
    from reader.cli.reading import article_of

    if key is not None:
        return article_of(one.page, key, one.file)
    if len(one.page.articles) == 1:
        return one.page.articles[0]
    sentence = _("{file} has {number} articles: name one with --article, as `reader parse {file}` lists them.")
    raise UsageError(sentence.format(file=one.file, number=len(one.page.articles)))
