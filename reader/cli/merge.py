"""`reader merge A B -o OUT`: two people's annotations of the same texts in one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import arguments
from reader.errors import SaveError, UsageError
from reader.messages import _, ngettext

if TYPE_CHECKING:
    from reader.annotations.merging import Merged


def run(argv: Sequence[str]) -> int:
    """Join two libraries' annotations into a new file; neither of the two is changed."""
    parser = arguments.Parser(
        usage="reader merge A B -o OUT",
        description=_(
            "Join the annotations of A and B, each a library's folder or an annotations file, in the new file OUT. "
            "Texts are matched by what stands in them, annotations by their id. What both changed is kept twice."
        ),
    )
    parser.option("-o", "--output", metavar="OUT", text=_("the annotations file to make"))
    arguments.add_language(parser)
    options = parser.read(argv)
    if len(options.words) != 2 or options.output is None:
        raise UsageError(_("`reader merge` needs two libraries and -o with the file to make."))
    out = arguments.new_annotations_file(options.output)

    from reader.annotations import merging
    from reader.cli.database import store_at
    from reader.files import problem_of
    from reader.settings import load

    stores = [store_at(word) for word in options.words]
    merged = merging.merge(*(merging.side_of(store) for store in stores))
    try:
        merging.write(out.resolve(), merged, stores, load().signature, _("merge"))
    except OSError as error:
        sentence = _("{file} could not be written: {problem}.")
        raise SaveError(sentence.format(file=out, problem=problem_of(error))) from error
    _tell(out, merged)
    return 0


def _tell(out: Path, merged: Merged) -> None:
    from reader.annotations import merging
    from reader.library.decode import printable
    from reader.library.one_line import shortened

    count = len(merged.annotations)
    sentence = ngettext("{number} annotation written to {file}", "{number} annotations written to {file}", count)
    print(printable(sentence.format(number=count, file=out)))
    for kept, copy in merged.twice:
        sentence = _("changed on both sides, kept twice: {id} and {copy} ({file}, “{quote}”)")
        quote = shortened(kept.target.quote, 24)
        print(printable(sentence.format(id=kept.id, copy=copy.id, file=kept.target.path, quote=quote)))
    for early, late in merging.contradictions(merged.annotations):
        sentence = _(
            "{first} and {second} correct the same characters differently ({file}, “{quote}”): {id} is in force until "
            "{other} or it is taken away: key {key} in the app"
        )
        quote = shortened(late.target.quote, 24)
        print(
            printable(
                sentence.format(
                    first=early.annotator, second=late.annotator, file=late.target.path, quote=quote,
                    id=early.id, other=late.id, key="C",
                )
            )
        )  # fmt: skip
    for kept_tag, _other in merged.differing:
        print(printable(_("tag defined differently, taken from A: {tag}").format(tag=kept_tag.name)))
    for gone in merged.removed:
        sentence = _("removed on one side, left out: {id} ({file}, “{quote}”)")
        quote = shortened(gone.target.quote, 24)
        print(printable(sentence.format(id=gone.id, file=gone.target.path, quote=quote)))
