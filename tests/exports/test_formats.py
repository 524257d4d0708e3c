"""Each format to the byte, and what each promises for any text.

`python -m tests.exports.test_formats` writes the golden files anew; look at the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.exports.documents import SOURCE
from reader.exports.formats.csv_table import COLUMNS
from reader.exports.registry import FORMATS
from reader.exports.rows import Row
from tests.exports.examples import NASTY, exported, members, rows, with_text

GOLDEN = Path(__file__).parent / "golden"
TEXTS = st.text(max_size=60) | st.text("ab 字，。\n\t\r\\`*_{}[]<>()#+-.!|~=:^$@&%'\"/?;,1\x1b\x9b\u202e", max_size=60)
OBEYED = {*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, 0x061C, *range(0x2028, 0x202F), *range(0x2066, 0x206A)}


written = exported


# Parquet needs more than is installed; how an article reads and what a page is made of, others say.
TEXT_FORMATS = [name for name, one in FORMATS.items() if name not in ("parquet", "structure") and "source" in one.texts]


def golden(name: str) -> tuple[Path, bytes]:
    """The golden file of a format, and what it should hold; of an archive, all its files one after the other."""
    data = exported(name, wording=SOURCE)
    if FORMATS[name].suffix != ".zip":
        return GOLDEN / f"{name}{FORMATS[name].suffix}", data
    return GOLDEN / f"{name}.txt", "".join(f"== {file}\n{text}" for file, text in members(data).items()).encode()


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_format_is_the_same_to_the_byte(name: str) -> None:
    path, data = golden(name)
    assert data == path.read_bytes() and golden(name) == golden(name)


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_nothing_in_a_file_is_obeyed_by_a_terminal(name: str) -> None:
    _path, data = golden(name)
    text = data.decode()
    if name in ("jsonl", "csv", "markdown", "w3c"):
        text += exported(name, [with_text(row, NASTY.text) for row in rows()]).decode()
    said = [replace(row, tags=(NASTY.text,), note=NASTY.text, annotator=NASTY.text) for row in rows()]
    data = exported(name, said)
    text += "".join(members(data).values()) if data.startswith(b"PK") else data.decode()
    assert not OBEYED - {0x09, 0x0A, 0x0D} & {ord(char) for char in text} - {0x09, 0x0A, 0x0D}


def test_json_lines_have_one_schema_and_true_offsets() -> None:
    lines = [json.loads(line) for line in written("jsonl").decode().splitlines()]
    assert len({tuple(line) for line in lines}) == 1
    for line, row in zip(lines, rows(), strict=True):
        assert line["id"] == row.id and line["exact"] == row.exact
        assert isinstance(line["tags"], list) and set(line["article"]) == {"id", "title"}
        assert (line["start"], line["end"]) == (tuple(line["spans"][0]) if len(line["spans"]) == 1 else (None, None))


@given(TEXTS)
def test_json_lines_give_any_text_back(text: str) -> None:
    data = exported("jsonl", [with_text(rows()[0], text)]).decode()
    line = json.loads(data.encode())
    assert data.count("\n") == 1 == len(data.splitlines())
    assert (line["exact"], line["note"], line["tags"], line["article"]["title"]) == (text, text, [text], text)


def table(some: list[Row]) -> list[dict[str, str]]:
    text = exported("csv", some).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


@given(TEXTS)
@example("'=1")
@example("''-1")
@example("\t1")
@example("\r\n=1")
def test_no_cell_of_a_table_is_a_formula_and_the_guard_can_be_taken_off(text: str) -> None:
    for cell in table([with_text(rows()[0], text)])[0].values():
        assert not cell or cell[0] not in "=+-@\t\r"
    cell = table([with_text(rows()[0], text)])[0]["note"]
    bare = cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell
    assert bare == "".join(seen(char) for char in text)


def seen(char: str) -> str:
    code = ord(char)
    if code not in OBEYED or char in "\t\n\r":
        return char
    return "␡" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


def test_a_table_has_true_offsets_and_rfc_4180_line_ends() -> None:
    text = written("csv").decode()
    assert re.fullmatch(r'(?:(?:"(?:[^"]|"")*"|\d+)(?:,|\r\n))+', text[1:])
    for cells, row in zip(table(rows()), rows(), strict=True):
        assert tuple(cells) == COLUMNS
        assert [tuple(span) for span in json.loads(cells["spans"])] == list(row.spans)
        assert (cells["start"], cells["end"]) == tuple("" if one is None else str(one) for one in row.bounds)


# What makes no more of a text than text: paragraphs and their line ends.
PLAIN = {"inline", "paragraph_open", "paragraph_close", "text", "text_special", "softbreak", "hardbreak"}
FRAME = {"blockquote_open", "blockquote_close", "heading_open", "heading_close", "strong_open", "strong_close"}


def tokens(text: str) -> list[Token]:
    """Every token of the body as GitHub's dialect reads it, with bare links and the names of people at work."""
    body = text.split("---\n", 2)[2]
    out: list[Token] = []
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": True}).parse(body):
        out += [token, *(token.children or [])]
    return out


@given(TEXTS)
@example("http://example.org www.example.org a@example.org <http://example.org> [a](b) ![a](b)")
@example("    code\n\n    more\n\n---\n===\n***\n```\n~~~\n# a\n> b\n- c\n+ d\n1. e\n2) f\n|a|b|\n|-|-|\n")
@example("<div>\n&lt; &#35; \\ a\\\nb  \nc")
@example("a\n\\\n\nb")
def test_nothing_in_a_text_is_markdown(text: str) -> None:
    row = with_text(rows()[3], text)
    found = tokens(exported("markdown", [row]).decode())
    assert {token.type for token in found} <= PLAIN | FRAME
    said = "".join("".join(token.content for token in found if token.type in ("text", "text_special")).split())
    bare = "".join("".join(map(seen, text)).split())
    # The date and the name of the file, the article, the quote and its id, the tag, the note.
    assert said == f"2021-12-28·{bare}{bare or '…'}{bare}^{row.id}{bare}{bare}"


def test_what_stands_around_a_text_is_markdown() -> None:
    found = tokens(written("markdown").decode())
    assert [token.tag for token in found if token.type == "heading_open"] == ["h1", "h2"] * 3
    quotes = [token for token in found if token.type == "blockquote_open"]
    assert len(quotes) == sum(row.scope == "passage" for row in rows())
    ids = re.findall(r" \^([0-9a-f-]{36})$", written("markdown").decode(), re.MULTILINE)
    assert sorted(ids) == sorted(row.id for row in rows())


@given(TEXTS)
def test_front_matter_is_quoted(text: str) -> None:
    head = exported("markdown", [with_text(rows()[0], text)]).decode().split("\n---\n")[0].splitlines()
    assert head[0] == "---" and len(head) == 5
    for line in head[1:]:
        key, _, value = line.partition(": ")
        assert key.isidentifier()
        loaded = json.loads(value)  # JSON strings and lists are YAML's as well
        assert loaded == [text] if key == "tags" else isinstance(loaded, str)
    assert all(unicodedata.category(char) != "Cc" for line in head for char in line)


def test_a_time_that_is_none_does_not_make_tei_wrong() -> None:
    first, *_others = rows()
    text = exported("tei", [replace(first, created="gestern", modified="2026-11-22T08:00:00+08:00")]).decode()
    assert "gestern" not in text and '<change when="2026-11-22T08:00:00+08:00">modified' in text


if __name__ == "__main__":
    for format_name in TEXT_FORMATS:
        golden_path, golden_data = golden(format_name)
        golden_path.write_bytes(golden_data)
