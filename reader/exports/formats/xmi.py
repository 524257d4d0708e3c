"""UIMA XMI with its type system, for INCEpTION and UIMA: a file for each document; offsets in UTF-16.

Read by: Apache UIMA's own Java code and dkpro-cassis, and written by them and read again (tests/proofs). INCEpTION's
server was not tried; UIMA is what it reads with.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats import uima
from reader.exports.formats.pieces import archived, xml_value

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    ' xmlns:reader="http:///reader.ecore" xmi:version="2.0">\n'
    '  <cas:NULL xmi:id="0"/>\n'
)


def write(material: Material) -> Iterator[bytes]:
    """An archive of the type system and one XMI file for each document."""

    def made(document: Document) -> str:
        return "".join(_lines(document, material))

    return archived(uima.files(material, ".xmi", made))


def _lines(document: Document, material: Material) -> Iterator[str]:
    yield _HEAD
    members = []
    for key, (name, begin, end, features) in enumerate(uima.structures(document, material), 2):
        members.append(str(key))
        place = f' begin="{begin}" end="{end}"' if name == uima.PASSAGE else ""
        values = "".join(f' {feature}="{xml_value(value)}"' for feature, value in features.items())
        yield f'  <reader:{name} xmi:id="{key}" sofa="1"{place}{values}/>\n'
    text = xml_value(uima.text_of(document))
    yield '  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain"'
    yield f' sofaString="{text}"/>\n'
    yield f'  <cas:View sofa="1" members="{" ".join(members)}"/>\n</xmi:XMI>\n'


FORMAT = Format("xmi", ".zip", Unit.UTF16, "INCEpTION, UIMA (XMI)", write, rank=14, wording=ARTICLE)
