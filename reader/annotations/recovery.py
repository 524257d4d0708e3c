"""Putting the annotations together from the file and its journal, also where one of them is not what was written.

A file whose hash the journal names is taken as it is. One that another program rewrote is taken with what that program
changed, and the journal's changes are brought into it record by record. Of a damaged one every whole record is kept,
and one that is not is taken from the journals of earlier days, if its checksum shows it to be the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import ne
from typing import Any

from reader.annotations.journal import Reading
from reader.annotations.migrations import SCHEMA, about, schema_of
from reader.annotations.tablefile import (
    ANNOTATIONS,
    META,
    Damaged,
    Sums,
    Tables,
    parse,
    read_back,
    same,
    serialise,
    sum_of,
)

Recall = Callable[[str, str, int], Any]
"""Gives the document of a table, with a number, whose checksum is this; `None` if it is not known."""


@dataclass
class Assembled:
    """What the files hold together, and what was wrong with them."""

    tables: Tables
    seq: int = 0
    """The number of the last commit."""
    log: str = ""
    """Names the series of commits; a file that begins anew has another."""
    changed: list[str] = field(default_factory=list)
    """Names of the records that another program changed, added or took away."""
    lost: list[str] = field(default_factory=list)
    """Names of the records that are damaged and stand nowhere else."""
    twice: list[str] = field(default_factory=list)
    """Names of the records that were changed here and by another program, and are kept in both forms."""
    damaged: bool = False
    """The file is no database any more, or was not there."""
    foreign: bool = False
    """The file is not the one that the journal continues."""
    newer: bool = False
    """A newer version of this program took the file over."""
    digest: str = ""
    """The hash of the file."""
    first: int = 1
    """The number of the first commit after the file."""

    @property
    def sound(self) -> bool:
        """Whether the file is as it was written, or no business of this program's."""
        return self.newer or not (self.damaged or self.foreign)


def assemble(data: bytes | None, reading: Reading, recall: Recall, fresh_id: Callable[[], str]) -> Assembled:
    """Put together what the file (`None`: there is none) and its journal hold.

    Args:
        data: the bytes of the file.
        reading: the journal.
        recall: where a damaged record is looked for.
        fresh_id: gives the id of a record that is kept twice.
    """
    marks = [line for line in reading.lines if "snapshot" in line.body]
    digest = hashlib.sha256(data).hexdigest() if data is not None else None
    log = next((line.body["log"] for line in reversed(marks) if "log" in line.body), "")
    base = next((line.number for line in reversed(marks) if line.body["snapshot"] == digest), None)
    if base is None and not marks:
        try:
            out = Assembled(parse(data or b""), log=log)
        except Damaged:
            out = _salvaged(data or b"", {}, recall)
    elif base is None:
        said = next((line.body for line in reversed(marks) if "sums" in line.body), {})
        out = _salvaged(data, said.get("sums", {}), recall)
        theirs = out.tables.get(META, {})
        if "meta" in said:
            out.tables[META] = said["meta"]
        if schema_of({META: theirs}) > SCHEMA and not _one_byte_off(data, out.tables):
            # Not damage: a newer program keeps annotations here, in a way that this one might spoil.
            out.tables[META], out.newer = theirs, True
            return out
        out.log, out.foreign = log, True
    else:
        out = Assembled(read_back(data or b""), log=log)
    out.digest = digest or ""
    out.log = out.log or about(out.tables).get("log", "")
    out.seq = seq_of(out.tables)
    out.first = out.seq + 1
    commits = [line.body for line in reading.lines if "changes" in line.body and line.number > (base or 0)]
    if out.foreign or out.damaged:
        _bring_in([body for body in commits if body["seq"] > out.seq], out, fresh_id)
    else:
        for body in commits:
            # A commit that stands in the file already, where the journal's first line is damaged.
            if base is not None or body["seq"] > out.seq:
                apply(out.tables, body)
    out.seq = max([out.seq, *(line.body["seq"] for line in reading.lines)])
    return out


def apply(tables: Tables, body: dict[str, Any]) -> None:
    """Do what a commit did."""
    for name in body.get("drop", ()):
        tables.pop(name, None)
    for name in body.get("make", ()):
        tables.setdefault(name, {})
    for name, number, _before, after in body["changes"]:
        put(tables, name, number, after)


def put(tables: Tables, name: str, number: str, document: Any) -> None:
    """Put a document into a table, or take it out (`None`)."""
    if document is not None:
        tables.setdefault(name, {})[number] = document
    elif name in tables:
        tables[name].pop(number, None)


def _one_byte_off(data: bytes | None, tables: Tables) -> bool:
    """Whether bytes are those of tables but for one."""
    written = serialise(tables)[0]
    return len(data or b"") == len(written) and sum(map(ne, data or b"", written)) == 1


def seq_of(tables: Tables) -> int:
    """The number of the last commit that stands in a file."""
    seq = about(tables).get("seq", 0)
    return seq if isinstance(seq, int) else 0


def name_of(number: str, document: object) -> str:
    """How a record is named to the user: by its id, else by its number in the file."""
    id_ = document.get("id") if isinstance(document, dict) else None
    return id_ if isinstance(id_, str) else number


def free_number(table: Iterable[str]) -> str:
    """The number after the last in a table."""
    return str(max((int(number) for number in table if number.isdecimal()), default=0) + 1)


def _bring_in(commits: list[dict[str, Any]], out: Assembled, fresh_id: Callable[[], str]) -> None:
    """Do the commits on tables that another program changed: what it did to a record stands, and ours beside it."""
    net: dict[tuple[str, str], list[Any]] = {}
    for body in commits:
        for name in body.get("make", ()):
            out.tables.setdefault(name, {})
        for name, number, before, after in body["changes"]:
            net.setdefault((name, number), [before, None])[1] = after
    for (name, number), (before, after) in net.items():
        table = out.tables.setdefault(name, {})
        present = table.get(number)
        if same(present, before) or same(present, after):
            put(out.tables, name, number, after)
        elif after is not None:
            record = dict(after)
            if any(isinstance(one, dict) and one.get("id") == record.get("id") for one in table.values()):
                record |= {"id": fresh_id(), "copy_of": record.get("id")}
                out.twice.append(name_of(number, after))
            table[free_number(table)] = record


def _salvaged(data: bytes | None, sums: Sums, recall: Recall) -> Assembled:
    """The records of a file that is not as it was written."""
    out = Assembled({})
    try:
        if data is None:
            raise Damaged("no file")
        parse(data)
        records = list(_all_records(data))
    except Damaged:
        out.damaged = True
        records = list(_whole_records((data or b"").decode("utf-8", "replace")))
    places = {sum_: (name, number) for name, table in sums.items() for number, sum_ in table.items()}
    for name in sums:
        out.tables[name] = {}
    others = []
    for name, number, document in records:
        place = places.pop(sum_of(number, document), None)
        if place:
            put(out.tables, *place, document)
        else:
            others.append((name, number, document))
    missing = {place: sum_ for sum_, place in places.items()}
    for name, number, document in others:
        table = out.tables.setdefault(name, {})
        expected = missing.get((name, number))
        known = recall(name, number, expected) if out.damaged and expected is not None else None
        if known is None and name != META:
            out.changed.append(name_of(number, document))
        if known is None or name == META:
            table[number if number not in table else free_number(table)] = document
    for (name, number), sum_ in missing.items():
        if number in out.tables[name]:
            continue
        known = recall(name, number, sum_)
        if out.damaged and known is not None:
            out.tables[name][number] = known
        elif name != META:
            (out.lost if out.damaged else out.changed).append(name_of(number, known))
    for table in out.tables.values():
        if all(number.isdecimal() for number in table):
            ordered = sorted(table.items(), key=lambda one: int(one[0]))
            table.clear()
            table.update(ordered)
    return out


def _all_records(data: bytes) -> Iterator[tuple[str, str, Any]]:
    """The records of a good file; also those whose number stands twice, of which a dictionary would keep one."""
    import json

    def pairs(items: list[tuple[str, Any]]) -> Any:
        once = dict(items)
        return once if len(once) == len(items) else _Pairs(items)

    tables = json.loads(data.decode("utf-8-sig"), object_pairs_hook=pairs) if data.strip() else {}
    for name, table in tables if isinstance(tables, _Pairs) else tables.items():
        for number, document in table if isinstance(table, _Pairs) else table.items():
            yield name, number, _plain(document)


class _Pairs(list[tuple[str, Any]]):
    """The members of a JSON object in which a name stands twice."""


def _plain(value: Any) -> Any:
    if isinstance(value, _Pairs):
        value = dict(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _whole_records(text: str) -> Iterator[tuple[str, str, Any]]:
    """The records that can be read in a text that is no JSON as a whole."""
    import json

    decoder = json.JSONDecoder()
    name, at = ANNOTATIONS, 0
    for match in re.finditer(r'"([^"\\\n]*)": \{(\s*"\d+": \{)?', text):
        if match.start() < at:
            continue
        if match[2] is not None and not match[1].isdecimal():
            name = match[1]
            inner = re.compile(r'"(\d+)": \{').search(text, match.start(2))
        else:
            inner = match if match[1].isdecimal() else None
        if inner is None:
            continue
        try:
            document, at = decoder.raw_decode(text, inner.end(1) + 3)
        except (ValueError, RecursionError):
            continue
        yield name, inner[1], document
