"""Articles as Markdown files, one an article, with the issue in the front matter, in one archive.

Nothing in a text is taken for Markdown: every mark that could mean something is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, LaidOut
from reader.exports.format import Format, Material, PageToWrite, Unit
from reader.exports.formats.markdown import escaped
from reader.exports.formats.pieces import archived
from reader.exports.formats.texts import each_article
from reader.newspaper.compose import label_text
from reader.newspaper.model import Article, Role
from reader.text.json_line import json_line

_MARKS = {Role.TITLE: "# ", Role.SUBTITLE: "## ", Role.CAPTION: "> "}


def write(material: Material) -> Iterator[bytes]:
    """An archive of the articles."""
    return archived(each_article(material, ".md", _markdown))


def _markdown(one: PageToWrite, article: Article, laid: LaidOut) -> str:
    issue = one.page.issue
    about = {
        "title": label_text(one.page.source, article)[0],
        "newspaper": issue.newspaper,
        "date": issue.date.isoformat() if issue.date else None,
        "page": issue.page,
        "path": one.path,
        "article": article.id,
        "script": str(laid.view.script),
    }
    front = [f"{name}: {json_line(value)}" for name, value in about.items() if value]
    blocks = [_MARKS.get(block.role, "") + escaped(block.text.text) for block in laid.view.blocks]
    return "\n".join(["---", *front, "---", "", "\n\n".join(blocks), ""])


FORMAT = Format(
    "articles",
    ".zip",
    Unit.NONE,
    "Obsidian, pandoc (articles as Markdown)",
    write,
    rank=42,
    wording=ARTICLE,
    texts=frozenset({"article"}),
    of="articles",
)
