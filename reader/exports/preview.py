"""The beginning of what an export would write, before it is written."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

from reader.annotations.store import Store
from reader.exports.choosing import Choice
from reader.exports.documents import Cancelled, Wording
from reader.exports.registry import FORMATS
from reader.exports.visible import visible
from reader.exports.writing import ExportReport, gather, material_of
from reader.library.catalogue import Catalogue
from reader.messages import _

PREVIEWED = 40
"""Annotations that a preview is made of."""

PAGES = 1
"""Pages of a format that holds articles."""


class Preview(NamedTuple):
    """What a preview shows."""

    text: str
    """The beginning of the file, or of each file of an archive; nothing in it is obeyed by a terminal."""
    notices: list[str]
    """What of the annotations looked at would be left out, and why."""
    chosen: int
    """Annotations that the choice takes in the whole library, as far as that is known without their files."""
    looked_at: int
    """Annotations that the preview was made of: the first ones."""


def preview(
    catalogue: Catalogue,
    store: Store,
    name: str,
    choice: Choice,
    wording: Wording | None,
    characters: int,
    cancelled: Callable[[], bool],
) -> Preview:
    """Preview an export; for a worker thread.

    Raises:
        ReaderError: it would stop.
    """
    one = FORMATS[name]
    within = choice.within(store.tagset)
    chosen = sum(within.takes(annotation) for annotation in store.all())
    rows, left_out = gather(catalogue, store, choice, cancelled, limit=PREVIEWED)
    material = material_of(rows, catalogue, one, choice, wording, cancelled=cancelled, page_limit=PAGES)
    if one.suffix == ".parquet":  # bytes for programs; the same rows can be read as JSON Lines
        one = FORMATS["jsonl"]
    try:
        data = b"".join(one.write(material))
    except Cancelled:
        return Preview("", [], 0, 0)
    text = _unpacked(data, characters) if one.suffix == ".zip" else data.decode("utf-8", "replace")
    text = visible(text.removeprefix("\ufeff").replace("\r", ""))[:characters]
    report = ExportReport(
        len(rows), tuple(left_out), None, tuple(material.lost.values()), tuple(material.reduced.values())
    )
    return Preview(text or _("(empty)"), report.notices, chosen, min(chosen, PREVIEWED))


def _unpacked(data: bytes, characters: int) -> str:
    """The names of an archive's files, each with its beginning."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        share = max(160, characters // max(1, len(names)))
        return "\n".join(
            f"▸ {name}\n{archive.read(name).decode('utf-8', 'replace')[:share].rstrip()}" for name in names
        )
