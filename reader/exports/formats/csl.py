"""CSL-JSON of the annotated articles, for Zotero, pandoc and other managers of references: an item an article.

The tags stand in `keyword`, parted by commas (one inside a tag becomes `，`), and the notes on the article in `note`.

Read by: pandoc (tests/proofs); Zotero itself was not tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import encoded
from reader.exports.rows import skipped_row
from reader.messages import _
from reader.newspaper.model import Role
from reader.text.json_line import json_line


def write(material: Material) -> Iterator[bytes]:
    """The articles as one JSON array, an item a line."""
    return encoded(_lines(material))


def _lines(material: Material) -> Iterator[str]:
    yield "["
    comma = "\n"
    for document in material.documents():
        if document.article_id and document.remarks:
            yield comma + json_line(_item(document))
            comma = ",\n"
        for row in document.passages:
            material.leave_out(skipped_row(row, _("on a passage; a reference is to an article")))
    yield "\n]\n"


def _item(document: Document) -> dict[str, object]:
    texts = {role: [document.text[one.start : one.end] for one in document.parts if one.role is role] for role in Role}
    title = " ".join(texts[Role.TITLE]) or document.title or document.path
    item: dict[str, object] = {
        "id": document.article_id,
        "type": "article-newspaper",
        "language": "zh",
        "title": title,
    }
    if document.newspaper:
        item["container-title"] = document.newspaper
    if document.date:
        item["issued"] = {"date-parts": [[int(part) for part in document.date.split("-")]]}
    if document.page:
        item["page"] = document.page
    if texts[Role.BYLINE]:
        item["author"] = [{"literal": byline} for byline in texts[Role.BYLINE]]
    if document.tags:
        item["keyword"] = ", ".join(tag.replace(",", "，") for tag in document.tags)
    notes = [row.note for row in document.remarks if row.note]
    if notes:
        item["note"] = "\n\n".join(notes)
    item["source"] = document.path
    return item


FORMAT = Format(
    "csl",
    ".json",
    Unit.NONE,
    "Zotero, pandoc --citeproc",
    write,
    rank=30,
    wording=ARTICLE,
    texts=frozenset({"article"}),
)
