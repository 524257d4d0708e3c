"""Making the changes of a step in TinyDB's tables, if what stands there is what they start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.annotations import tagset
from reader.annotations.history import Conflict, Step
from reader.annotations.index import Index
from reader.annotations.model import Annotation, Record, to_record
from reader.annotations.tagset import Tag

if TYPE_CHECKING:
    from tinydb.table import Table


def change_annotations(table: Table, index: Index, step: Step, refusal: str) -> None:
    """Make the changes of annotations; one that is made already is made.

    Args:
        table: the table of annotations.
        index: what stands in it.
        step: the changes.
        refusal: the sentence of the conflict, in which `{step}` is the step's label.

    Raises:
        Conflict: an annotation is neither what a change starts from nor what it leads to.
    """
    after: dict[str, Annotation | None] = {}
    for change in step.changes:
        id_ = change.id
        known = after[id_] if id_ in after else index.get(id_)
        if known == change.after:
            continue
        if known != change.before:
            raise Conflict(refusal.format(step=step.label))
        after[id_] = change.after
    removed: list[int] = []
    updated: dict[str, Record] = {}
    numbers: list[int] = []
    new: list[Record] = []
    for id_, one in after.items():
        number = index.number(id_)
        if number is None:
            new += [to_record(one)] if one is not None else []
        elif one is None:
            removed.append(int(number))
        else:
            updated[id_] = to_record(one)
            numbers.append(int(number))
    # One call for all of a kind: each looks at the table as a whole.
    if removed:
        table.remove(doc_ids=removed)
    if numbers:
        table.update(_become(lambda document: updated[document["id"]]), doc_ids=numbers)
    if new:
        table.insert_multiple(new)


def change_tags(table: Table, present: Mapping[str, Any], step: Step, refusal: str) -> None:
    """Make the changes of the tag set; one that is made already is made.

    Args:
        table: the table of the tag set.
        present: what stands in it, by number.
        step: the changes.
        refusal: as for `change_annotations`.

    Raises:
        Conflict: a tag is neither what a change starts from nor what it leads to.
    """
    here: dict[str, tuple[int, Tag | None]] = {}
    for number, record in present.items():
        tag = tagset.from_record(record)
        if tag is not None:
            here.setdefault(tag.name, (int(number), tag))
    for before, after in step.tags:
        one = after or before
        if one is None:
            continue
        number_known, known = here.get(one.name, (0, None))
        if known == after:
            continue
        if known != before:
            raise Conflict(refusal.format(step=step.label))
        if after is None:
            table.remove(doc_ids=[number_known])
            here[one.name] = (0, None)
        elif known is None:
            here[one.name] = (table.insert(tagset.to_record(after)), after)
        else:
            table.update(_become(partial(_given, tagset.to_record(after))), doc_ids=[number_known])
            here[one.name] = (number_known, after)


def _given(record: Record, _document: Any) -> Record:
    return record


def _become(record_of: Callable[[Any], Record]) -> Callable[[Any], None]:
    """What makes a document the record that is found for it."""

    def become(document: Any) -> None:
        record = record_of(document)
        document.clear()
        document.update(record)

    return become
