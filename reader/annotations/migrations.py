"""The versions of the file of annotations, and how an older one becomes the present one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.annotations.tablefile import META, Tables

SCHEMA = 2
"""The version that this program writes. 1: the file alone. 2: the file and a journal beside it, `seq` in `meta`."""


def schema_of(tables: Tables) -> int:
    """The version of a file; one that another program made counts as the first."""
    schema = about(tables).get("schema", 1)
    return schema if type(schema) is int else SCHEMA + 1


def migrated(tables: Tables) -> Tables:
    """The tables as this version keeps them; those given are not changed. A newer version's are left alone."""
    for schema in range(schema_of(tables), SCHEMA):
        tables = _STEPS[schema](tables)
    return tables


def _with_journal(tables: Tables) -> Tables:
    """From 1 to 2: the records are the same; an older program, which knows no journal, must no longer write here."""
    return {**tables, META: {**tables.get(META, {}), "1": {**about(tables), "schema": 2, "seq": 0}}}


def about(tables: Tables) -> dict[str, Any]:
    """What a file says of itself; empty if it says nothing."""
    found = tables.get(META, {}).get("1")
    return found if isinstance(found, dict) else {}


_STEPS: dict[int, Callable[[Tables], Tables]] = {1: _with_journal}
"""By the version that a step starts from."""
