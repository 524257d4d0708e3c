"""The beginning of what an export would write, before it is written."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

from reader.annotations.store import Store
from reader.exports.choosing import Choice
from reader.exports.documents import Cancelled, Wording
from reader.exports.format import Options
from reader.exports.registry import FORMATS
from reader.exports.visible import visible
from reader.exports.writing import ExportReport, at_hand, gather, material_of
from reader.library.catalogue import Catalogue
from reader.messages import _

PREVIEWED = 40
"""Annotations that a preview is first made of, so that it follows the typing."""

THOROUGH = 2_000
"""Annotations that it is made of next, so that of nearly every choice it tells all that would be left out."""

LINE = 240
"""Characters of a line that are shown: of most formats a row is one line."""

PAGES = 1
"""Pages of a format that holds articles."""


class Preview(NamedTuple):
    """What a preview shows."""

    text: str
    """The beginning of the file, or of each file of an archive; nothing in it is obeyed by a terminal."""
    notices: list[str]
    """What of the annotations looked at would be left out, and why."""
    chosen: int
    """Annotations that the choice takes of what is opened, as far as that is known without the files."""
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
    options: Options | None = None,
    limit: int = PREVIEWED,
) -> Preview:
    """Preview an export; for a worker thread.

    Args:
        catalogue: the library, scanned.
        store: its annotations.
        name: a name in `FORMATS`.
        choice: which of them.
        wording: what text the offsets count in; `None` is what the format's tools want.
        characters: how long the preview may be.
        cancelled: asked between files; where it says yes, the preview is empty.
        options: what the format lets one choose.
        limit: how many annotations it is made of.

    Raises:
        ReaderError: it would stop.
    """
    one = FORMATS[name]
    within = choice.within(store.tagset)
    chosen = len(at_hand([one for one in store.all() if within.takes(one)], catalogue))
    rows, left_out = gather(catalogue, store, choice, cancelled, limit=limit)
    material = material_of(rows, catalogue, one, choice, wording, options, cancelled, page_limit=PAGES)
    if one.suffix == ".parquet":  # bytes for programs; the same rows can be read as JSON Lines
        one = FORMATS["jsonl"]
    try:
        data = b"".join(one.write(material))
    except Cancelled:
        return Preview("", [], 0, 0)
    packed = data.startswith(b"PK")
    text = _unpacked(data, characters) if packed else data[: 100 * characters].decode("utf-8", "replace")
    text = visible(text.removeprefix("\ufeff").replace("\r", ""))
    lines = (line if len(line) <= LINE else line[:LINE] + "…" for line in text.split("\n", characters)[:characters])
    text = "\n".join(lines)[:characters]
    report = ExportReport(len(rows), tuple(left_out), None, tuple(material.lost.values()), material.parts_left_out)
    return Preview(text or _("(empty)"), report.notices, chosen, min(chosen, limit))


def _unpacked(data: bytes, characters: int) -> str:
    """The names of an archive's files, each with its beginning."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        share = max(160, characters // max(1, len(names)))
        return "\n".join(
            f"▸ {name}\n{archive.read(name).decode('utf-8', 'replace')[:share].rstrip()}" for name in names
        )
