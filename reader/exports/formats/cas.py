"""UIMA CAS JSON 0.4 for INCEpTION: a file for each document, each with its types; offsets in UTF-16.

Read by: Apache UIMA's own Java code and dkpro-cassis, and written by them and read again (tests/proofs). INCEpTION's
server was not tried; UIMA is what it reads with.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.exports.documents import ARTICLE, Document
from reader.exports.format import Format, Material, Unit
from reader.exports.formats import uima
from reader.exports.formats.pieces import archived
from reader.text.json_line import json_line


def write(material: Material) -> Iterator[bytes]:
    """An archive of one JSON file for each document, and the types once more, for INCEpTION's layers."""

    def made(document: Document) -> str:
        return json_line(_cas(document, material)) + "\n"

    return archived(uima.files(material, ".json", made))


def _cas(document: Document, material: Material) -> dict[str, object]:
    text = uima.text_of(document)
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain"}
    found: list[dict[str, object]] = [{**sofa, "sofaString": text}]
    for key, (name, begin, end, features) in enumerate(uima.structures(document, material), 2):
        place = {"begin": begin, "end": end} if name == uima.PASSAGE else {}
        found.append({"%ID": key, "%TYPE": f"reader.{name}", "@sofa": 1, **place, **features})
    members = list(range(2, len(found) + 1))
    return {
        "%TYPES": {f"reader.{name}": _type(name) for name in uima.SUPER},
        "%FEATURE_STRUCTURES": found,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    }


def _type(name: str) -> dict[str, object]:
    features = {one: {"%NAME": one, "%RANGE": "uima.cas.String"} for one in uima.FEATURES}
    return {"%NAME": f"reader.{name}", "%SUPER_TYPE": uima.SUPER[name], **features}


FORMAT = Format("cas", ".zip", Unit.UTF16, "INCEpTION (UIMA CAS JSON)", write, rank=13, wording=ARTICLE)
