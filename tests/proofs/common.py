"""What the proofs share. The standard library only: a proof runs in an environment that holds its tool and not us."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def expected(folder: Path, wording: str = "article") -> list[Json]:
    """The documents that an export in this wording must hold: text, passages and remarks, made without any format."""
    found: list[Json] = json.loads((folder / f"expected-{wording}.json").read_text(encoding="utf-8"))
    return found


def lines(path: Path) -> list[Json]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def members(path: Path) -> dict[str, str]:
    """The files of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def whole(document: Json) -> list[Json]:
    """The passages of one piece of a document."""
    return [one for one in document["passages"] if len(one["spans"]) == 1]


def equal(found: object, wanted: object, about: str) -> None:
    """Stop the proof if two things differ, with the first of what differs."""
    if found == wanted:
        return
    if isinstance(found, list) and isinstance(wanted, list):
        for one, other in zip(found, wanted, strict=False):
            equal(one, other, about)
    raise AssertionError(f"{about}: found {str(found)[:400]}, not {str(wanted)[:400]}")


def main(check: Callable[[Path], str]) -> None:
    """Run a proof on the folder that the command line names, and print its result."""
    print(check(Path(sys.argv[1])))
