"""dkpro-cassis reads CAS JSON and XMI, writes them and reads them again; its offsets are those in code points."""

from __future__ import annotations

import json
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.proofs.common import Json, equal, expected, main, members, whole


def check(folder: Path) -> str:
    """Each wording of both formats."""
    import cassis

    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        wanted = expected(folder, wording)
        for name, suffix in (("cas", ".json"), ("xmi", ".xmi")):
            files = members(folder / f"{name}-{wording}.zip")
            types = cassis.load_typesystem(BytesIO(files["TypeSystem.xml"].encode()))
            documents = [text for file, text in files.items() if file.endswith(suffix)]
            assert len(documents) == len(wanted)
            for text, document in zip(documents, wanted, strict=True):
                cas = _load(cassis, name, text, types)
                count += _compare(cas, document)
                again = cas.to_json() if name == "cas" else cas.to_xmi()
                _compare(_load(cassis, name, again, types), document)
                if name == "cas":
                    _utf16(text, document)
    return f"dkpro-cassis {version('dkpro-cassis')}: {count} annotations, read, written and read again"


def _load(cassis: Any, name: str, text: str, types: Any) -> Any:
    if name == "cas":
        return cassis.load_cas_from_json(BytesIO(text.encode()))
    return cassis.load_cas_from_xmi(BytesIO(text.encode()), typesystem=types)


def _compare(cas: Any, document: Json) -> int:
    passages = cas.select("reader.Passage")
    key = [(one.begin, one.end, one.id, one.label, one.note) for one in passages]
    wanted = [(*one["spans"][0], one["id"], one["label"], one["note"]) for one in whole(document)]
    equal(sorted(key, key=str), sorted(wanted, key=str), document["name"])
    text = {one["id"]: one["exact"] for one in whole(document)}
    for one in passages:
        equal(cas.sofa_string[one.begin : one.end], held(text[one.id]), "covered text")
    remarks = sorted((one.id, one.label, one.note) for one in cas.select("reader.Remark"))
    equal([one[:2] for one in remarks], sorted((one["id"], one["label"]) for one in document["remarks"]), "remarks")
    return len(passages)


def _utf16(text: str, document: Json) -> None:
    """On the disk the offsets are UTF-16, whoever reads them."""
    units = document["text"].encode("utf-16-le")
    ids = {one["id"]: one["exact"] for one in whole(document)}
    for one in json.loads(text)["%FEATURE_STRUCTURES"]:
        if one["%TYPE"] == "reader.Passage":
            equal(units[2 * one["begin"] : 2 * one["end"]].decode("utf-16-le"), ids[one["id"]], "UTF-16")


def held(text: str) -> str:
    """A text as XML can hold it: controls as their pictures."""
    return "".join(
        chr(0x2400 + ord(char))
        if char < " " and char not in "\t\n\r"
        else "\ufffd"
        if "\x80" <= char <= "\x9f" or char in "\u202e"
        else char
        for char in text
    )


if __name__ == "__main__":
    main(check)
