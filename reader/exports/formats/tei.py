"""TEI P5: each text with its blocks, and the annotations beside it in a `standOff`.

A place is `string-range(BLOCK,offset,length)`, in code points of the text of a head or paragraph; a passage over
several blocks, or of several pieces, points to each. Tags are categories of a taxonomy; those of an article stand in
its `textClass`. Several texts make a `teiCorpus`.

Written by hand and not with xml.etree: a large export never stands in memory, and the escapes are two functions.

Read by: the RelaxNG schema tei_all 4.3.0 with lxml and with jing (tests/proofs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats.pieces import Names, encoded, xml_text
from reader.exports.rows import Row
from reader.newspaper.model import HEADLINE

_MOTIVES = {"tag": "tagging", "highlight": "highlighting", "note": "commenting"}


def write(material: Material) -> Iterator[bytes]:
    """The texts as one file."""
    return encoded(_lines(material))


def _lines(material: Material) -> Iterator[str]:
    tags = Names("A-Za-z0-9._-", "tag")
    ids = {label: f"tag-{tags.of(label)}" for label in material.tags}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
    yield _header("Annotations", f"{material.wording.name}; reader", "", _taxonomy(ids))
    number = 0
    for number, document in enumerate(material.documents(), 1):
        yield from _document(document, number, ids)
    if not number:  # a corpus must hold a text
        yield "<TEI>\n" + _header("–", "–", "", "") + "<text><body><p/></body></text>\n</TEI>\n"
    yield "</teiCorpus>\n"


def _header(title: str, source: str, profile: str, encoding: str) -> str:
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{xml_text(title)}</title></titleStmt>"
        "<publicationStmt><p>reader</p></publicationStmt>"
        f"<sourceDesc><p>{xml_text(source)}</p></sourceDesc></fileDesc>{encoding}{profile}</teiHeader>\n"
    )


def _taxonomy(ids: dict[str, str]) -> str:
    if not ids:
        return ""
    categories = "".join(
        f'<category xml:id="{key}"><catDesc>{xml_text(label)}</catDesc></category>' for label, key in ids.items()
    )
    return f'<encodingDesc><classDecl><taxonomy xml:id="tags">{categories}</taxonomy></classDecl></encodingDesc>'


def _document(document: Document, number: int, ids: dict[str, str]) -> Iterator[str]:
    targets = " ".join(f"#{ids[tag]}" for tag in document.tags)
    tagged = f'<textClass><catRef target="{targets}"/></textClass>' if targets else ""
    date = f'<creation><date when="{document.date}"/></creation>' if document.date else ""
    profile = f"<profileDesc>{date}{tagged}</profileDesc>" if date or tagged else ""
    source = "; ".join(f"{name}: {value}" for name, value in document.about.items() if value)
    yield f'<TEI xml:id="t{number}">\n' + _header(document.title or document.path, source, profile, "")
    if document.rows:
        yield "<standOff><listAnnotation>\n"
        for row in document.rows:
            yield _annotation(row, document, number, ids)
        yield "</listAnnotation></standOff>\n"
    yield f'<text><body><div xml:id="t{number}.text">\n'
    for at, part in enumerate(document.parts, 1):
        name = "head" if at == 1 and part.role in HEADLINE else "ab"
        kind = f' type="{part.role}"' if part.role else ""
        text = xml_text(document.text[part.start : part.end])
        yield f'<{name} xml:id="t{number}.{at}"{kind} xml:space="preserve">{text}</{name}>\n'
    if not document.parts:
        yield "<ab/>"
    yield "</div></body></text>\n</TEI>\n"


def _annotation(row: Row, document: Document, number: int, ids: dict[str, str]) -> str:
    if row.scope == "article":
        target = f"#t{number}.text"
    else:
        target = " ".join(
            f"#string-range(t{number}.{at},{max(start, part.start) - part.start},"
            f"{min(end, part.end) - max(start, part.start)})"
            for start, end in row.spans
            for at, part in enumerate(document.parts, 1)
            if max(start, part.start) < min(end, part.end)
        )
    label = "".join(f" #{ids[tag]}" for tag in row.tags)
    return (
        f'<annotation xml:id="{_id(row, number)}" motivation="{_MOTIVES[row.kind]}" target="{target}"'
        + (f' ana="{label.strip()}"' if label else "")
        + ">"
        + f"<respStmt><resp>annotator</resp><name>{xml_text(row.annotator)}</name></respStmt>"
        + f"<revisionDesc><change{_when(row.created)}>created</change>"
        + f"<change{_when(row.modified)}>modified</change></revisionDesc>"
        + (f'<note xml:space="preserve">{xml_text(row.note)}</note>' if row.note is not None else "")
        + "</annotation>\n"
    )


def _when(time: str) -> str:
    """The time as an attribute; what another program wrote and is none is left out, for the schema forbids it."""
    return f' when="{time}"' if _TIME.fullmatch(time) else ""


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _id(row: Row, number: int) -> str:
    plain = re.sub(r"[^A-Za-z0-9_-]", lambda match: f".{ord(match[0]):x}.", row.id)
    return f"a{number}-{plain}"


FORMAT = Format("tei", ".xml", Unit.POINTS, "TEI P5 (oXygen, TEI Publisher)", write, rank=21, wording=ARTICLE)
