"""UIMA's own Java code, with which INCEpTION reads, takes CAS JSON and XMI; each is written as the other, and read.

`UIMA` names the folder of its jars: those of `uima/pom.xml`.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.proofs.cassis_reads import held
from tests.proofs.common import Json, equal, expected, main, members, whole

PROGRAM = Path(__file__).with_name("uima") / "Reads.java"


def check(folder: Path) -> str:
    """Each wording of both formats."""
    jars = Path(os.environ["UIMA"])
    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        wanted = expected(folder, wording)
        for name in ("cas", "xmi"):
            with tempfile.TemporaryDirectory() as work:
                for file, text in members(folder / f"{name}-{wording}.zip").items():
                    (Path(work) / file).write_text(text, encoding="utf-8", newline="")
                found = read(jars, Path(work))
            equal(len(found), len(wanted), "documents")
            for one, document in zip(found, wanted, strict=True):
                count += compare(one, document)
    core = next(path.stem for path in sorted(jars.glob("uimaj-core*.jar")))
    return f"Apache UIMA ({core}): {count} annotations, read, written in the other form and read again"


def read(jars: Path, folder: Path) -> list[Json]:
    """What the documents of a folder hold."""
    command = ["java", "-cp", f"{jars}/*", str(PROGRAM), str(folder)]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if said.returncode:
        raise AssertionError(said.stderr[-2000:])
    return [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]


def compare(found: Json, document: Json) -> int:
    """Hold a document against what was exported; the offsets are UTF-16. Returns the number of passages."""
    text = held(document["text"])
    equal(found["text"], text, "text")
    units = text.encode("utf-16-le")

    def at(place: int) -> int:
        return len(text[:place].encode("utf-16-le")) // 2

    passages = []
    for one in whole(document):
        start, end = map(at, one["spans"][0])
        exact = units[2 * start : 2 * end].decode("utf-16-le")
        equal(exact, held(one["exact"]), "quote")
        note = None if one["note"] is None else held(one["note"])
        passages.append(["reader.Passage", start, end, one["id"], held(one["label"]), note, exact])
    remarks = [
        ["reader.Remark", 0, 0, one["id"], held(one["label"]), None if one["note"] is None else held(one["note"]), None]
        for one in document["remarks"]
    ]
    equal(sorted(found["found"], key=str), sorted(passages + remarks, key=str), document["name"])
    return len(passages)


if __name__ == "__main__":
    main(check)
