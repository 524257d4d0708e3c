"""Articles as plain text files, one an article, rejoined and in the script asked for, in one archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.exports.documents import ARTICLE, LaidOut, laid_out
from reader.exports.format import Format, Material, PageToWrite, Unit
from reader.exports.formats.pieces import archived, file_name
from reader.exports.visible import visible
from reader.newspaper.model import Article


def write(material: Material) -> Iterator[bytes]:
    """An archive of the articles, a block a line."""
    return archived(each_article(material, ".txt", lambda one, article, laid: visible(laid.text) + "\n"))


def each_article(
    material: Material, suffix: str, text_of: Callable[[PageToWrite, Article, LaidOut], str]
) -> Iterator[tuple[str, str]]:
    """A file for each article: its number in the export, the name of its page and its number there."""
    material.count = 0
    for one in material.pages():
        for at, article in enumerate(one.page.articles, 1):
            if article.id in one.articles:
                material.count += 1
                name = file_name(f"{one.path}#{at}", material.count)
                yield name + suffix, text_of(one, article, laid_out(one.page, article, material.wording.script))


FORMAT = Format(
    "texts",
    ".zip",
    Unit.NONE,
    "corpus tools (AntConc, jieba, …)",
    write,
    rank=41,
    wording=ARTICLE,
    texts=frozenset({"article"}),
    of="articles",
)
