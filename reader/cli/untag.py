"""`reader untag FILE… TAG…`: tags taken off articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.annotations import making
from reader.cli import marking
from reader.cli.output import complain
from reader.messages import _

if TYPE_CHECKING:
    from reader.annotations.history import Change


def run(argv: Sequence[str]) -> int:
    """Take tags off an article of each file, whoever put them there, and print the ids of what was removed."""
    parser = marking.parser(
        "reader untag FILE… [--article N] TAG…",
        _(
            "Take tags off an article of each FILE, whoever put them there, and print the ids of the annotations "
            "removed. Words that end in .txt or .md are files, what stands after -- are tags."
        ),
    )
    marking.add_rest(parser)
    options = parser.read(argv)
    files, tags = marking.files_and_tags(argv, options.words)

    def act(one: marking.Opened, annotator: str) -> Iterator[Change]:
        article = marking.chosen_article(one, options.article)
        for tag in tags:
            changes = making.untagged(one.placements.of(one.entry.path), article.id, tag)
            if not changes:
                complain(_("{file}: the article has no tag “{tag}”.").format(file=one.file, tag=tag))
            yield from changes

    for key in marking.annotate(files, options, _("untag {tag}").format(tag=" ".join(tags)), act):
        print(key)
    return 0
