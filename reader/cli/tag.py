"""`reader tag FILE… TAG…`: tags on articles, as the key `t` puts them there."""

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
    """Put tags on an article of each file, and print the ids of what was made."""
    parser = marking.parser(
        "reader tag FILE… [--article N] TAG…",
        _(
            "Put tags on an article of each FILE, and print the ids of the annotations made. A tag that is there "
            "already is left as it is. Words that end in .txt or .md are files, what stands after -- are tags."
        ),
    )
    marking.add_rest(parser)
    options = parser.read(argv)
    files, tags = marking.files_and_tags(argv, options.words)

    def act(one: marking.Opened, annotator: str) -> Iterator[Change]:
        article = marking.chosen_article(one, options.article)
        present = making.tags_of(one.placements.of(one.entry.path)).get(article.id, ())
        for tag in tags:
            if tag in present:
                complain(_("{file}: the article has the tag “{tag}” already.").format(file=one.file, tag=tag))
        yield from making.tagged(one.page, one.entry.path, article, tags, present, annotator)

    for key in marking.annotate(files, options, _("tag {tags}").format(tags=" ".join(tags)), act):
        print(key)
    return 0
