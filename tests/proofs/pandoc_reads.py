"""pandoc reads the Markdown, where every mark of a text is text, and the CSL-JSON, whose articles become references."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.proofs.common import equal, expected, main, members


def check(folder: Path) -> str:
    """`markdown`, `articles` and `csl`."""
    markdown = pandoc("-f", "commonmark_x+yaml_metadata_block", "-t", "json", str(folder / "markdown.md"))
    document = json.loads(markdown)
    equal(document["meta"]["title"]["t"], "MetaInlines", "front matter")
    kinds: set[str] = set()
    quotes: list[str] = []
    _walk(document["blocks"], kinds, quotes)
    allowed = {"Header", "Para", "BlockQuote", "Str", "Space", "SoftBreak", "LineBreak", "Strong"}
    assert kinds <= allowed, f"taken for markup: {kinds - allowed}"
    wanted = [one["exact"] for document in expected(folder, "source") for one in document["passages"]]
    said = ["".join(re.sub(r"\^[0-9a-f-]{36}$", "", one).split()) for one in quotes]
    equal(sorted(said), sorted("".join(_shown(one).split()) for one in wanted), "quotes")
    items = json.loads((folder / "csl.json").read_text(encoding="utf-8"))
    found = json.loads(pandoc("-f", "csljson", "-t", "csljson", str(folder / "csl.json")))
    equal(sorted(map(_reference, found)), sorted(map(_reference, items)), "references")
    pages = [text for name, text in members(folder / "articles.zip").items() if name.endswith(".md")]
    for page in pages:
        kinds = set()
        _walk(
            json.loads(pandoc("-f", "commonmark_x+yaml_metadata_block", "-t", "json", text=page))["blocks"], kinds, []
        )
        assert kinds <= allowed, f"taken for markup: {kinds - allowed}"
    version = pandoc("--version").split("\n")[0]
    counts = f"{len(quotes)} quotes equal, {len(found)} references, {len(pages)} articles"
    return f"{version}: {counts}, nothing taken for markup"


def _reference(item: Any) -> str:
    """What must survive; pandoc sets curly quotes, and takes a tag between `<` and `>` for markup."""
    keyword = re.sub(r"<[^>]*>", "", item.get("keyword", "")).translate(str.maketrans("’‘“”", "''\"\""))
    return str([item.get(name) for name in ("id", "type", "issued")] + [keyword])


def pandoc(*words: str, text: str | None = None) -> str:
    """What pandoc prints."""
    program = os.environ.get("PANDOC") or shutil.which("pandoc")
    if program is None:
        import pypandoc  # type: ignore[import-not-found,import-untyped,unused-ignore]

        program = pypandoc.get_pandoc_path()
    run = subprocess.run([str(program), *words], input=text, capture_output=True, encoding="utf-8", check=True)
    return run.stdout


def _walk(node: Any, kinds: set[str], quotes: list[str]) -> None:
    if isinstance(node, list):
        for one in node:
            _walk(one, kinds, quotes)
    elif isinstance(node, dict) and "t" in node:
        kinds.add(node["t"])
        if node["t"] == "BlockQuote":
            quotes.append(_said(node["c"]))
        _walk(node.get("c"), kinds, quotes)


def _said(node: Any) -> str:
    if isinstance(node, list):
        return "".join(_said(one) for one in node)
    if isinstance(node, dict) and "t" in node:
        return node["c"] if node["t"] == "Str" else _said(node.get("c", []))
    return ""


def _shown(text: str) -> str:
    pictures = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
    return text.translate({**pictures, **dict.fromkeys([*range(0x80, 0xA0), 0x202E], 0xFFFD)})


if __name__ == "__main__":
    main(check)
