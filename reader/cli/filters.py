"""Which annotations a command means: the options of `reader export` and `reader list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli import arguments
from reader.cli.output import complain
from reader.messages import _

if TYPE_CHECKING:
    from reader.annotations.store import Store
    from reader.exports.choosing import Choice


def add_filters(parser: arguments.Parser) -> None:
    """Add `--tag`, `--kind`, `--annotator`, `--from`, `--to` and `--article`; read them with `choice`."""
    from reader.annotations.model import Kind

    parser.option("--tag", metavar="TAG", text=_("only annotations with this tag"))
    parser.option(
        "--kind",
        metavar="KIND",
        read=arguments.one_of("--kind", list(Kind)),
        text=_("only these: {names}").format(names=", ".join(Kind)),
    )
    parser.option("--annotator", metavar="NAME", text=_("only annotations by this annotator"))
    arguments.add_days(parser)
    parser.option(
        "--article", metavar="ARTICLE", text=_("only on the article with this id, or these words in its title")
    )


def choice(options: arguments.Arguments) -> Choice:
    """What was asked for.

    Raises:
        UsageError: the first day comes after the last.
    """
    from reader.exports.choosing import Choice

    first, last = arguments.days(options)
    return Choice(options.tag, options.kind, options.annotator, first, last, options.article)


def say_what_nothing_has(choice: Choice, store: Store) -> None:
    """Say so where no annotation has the tag or the annotator asked for: it may be mistyped."""
    if choice.tag is not None and store.tagset.below(choice.tag).isdisjoint(store.tags()):
        complain(_("No annotation has the tag “{tag}”.").format(tag=choice.tag))
    if choice.annotator is not None and all(one.annotator != choice.annotator for one in store.all()):
        complain(_("No annotation is by “{name}”.").format(name=choice.annotator))
