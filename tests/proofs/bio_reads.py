"""A reader of BIO with nothing of ours in it gives back the passages, none cut and none joined."""

from __future__ import annotations

import re
from pathlib import Path

from tests.proofs.common import equal, expected, main


def check(folder: Path) -> str:
    """Each wording of the BIO export."""
    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        text, passages = read((folder / f"bio-{wording}.tsv").read_text(encoding="utf-8"))
        documents = expected(folder, wording)
        solid = "".join("".join(_shown(one["text"]).split()) for one in documents)
        equal(text, solid, "text")
        wanted = set()
        at = 0
        for document in documents:
            body = _shown(document["text"])
            for one in document["passages"]:
                if len(one["spans"]) == 1:
                    start, end = one["spans"][0]
                    low = at + len("".join(body[:start].split()))
                    wanted.add((low, low + len("".join(body[start:end].split())), one["label"]))
            at += len("".join(body.split()))
        for low, high, label in passages:
            same = {re.sub(r"\s", "_", name) for start, end, name in wanted if (start, end) == (low, high)}
            assert any(label == name or re.fullmatch(re.escape(name) + r"_\d+", label) for name in same), (label, same)
        count += len(passages)
    return f"a reader of our own: {count} passages as they were, text equal"


def read(data: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without white space, and `(start, end, label)` of each passage in it."""
    chars: list[str] = []
    passages: list[tuple[int, int, str]] = []
    begun: tuple[int, str] | None = None

    def close() -> None:
        nonlocal begun
        if begun:
            passages.append((begun[0], len(chars), begun[1]))
        begun = None

    for line in data.split("\n"):
        if not line:
            close()
            continue
        char, label = line.split("\t")
        assert len(char) == 1 and not char.isspace() and re.fullmatch(r"O|[BI]-\S+", label), line
        if label.startswith("I-"):
            assert begun and begun[1] == label[2:], f"a passage without a beginning: {line}"
        else:
            close()
            if label != "O":
                begun = (len(chars), label[2:])
        chars.append(char)
    return "".join(chars), passages


def _shown(text: str) -> str:
    pictures = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
    return text.translate({**pictures, **dict.fromkeys([*range(0x80, 0xA0), 0x202E], 0xFFFD)})


if __name__ == "__main__":
    main(check)
