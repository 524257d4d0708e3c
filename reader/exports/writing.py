"""Exporting: from the store and the library to a file or to standard output, all of it or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.annotations.store import Store
from reader.errors import SaveError
from reader.exports.registry import FORMATS, Format
from reader.exports.rows import Row, Skipped, collect
from reader.files import problem_of, write_whole
from reader.library.catalogue import Catalogue
from reader.messages import _, ngettext

NAMED = 5
"""How many annotations that were left out are named one by one."""


@dataclass(frozen=True)
class ExportReport:
    """What an export did."""

    count: int
    """Annotations exported."""
    left_out: tuple[Skipped, ...]
    """Annotations that have no place now; they stay in the store."""
    path: Path | None
    """The file; `None` for standard output."""

    @property
    def notice(self) -> str:
        """A sentence on what was left out and why; empty if nothing was."""
        if not self.left_out:
            return ""
        sentence = ngettext(
            "{count} annotation was left out: {names}",
            "{count} annotations were left out: {names}",
            len(self.left_out),
        )
        names = [_named(skipped) for skipped in self.left_out[:NAMED]]
        more = "; …" if len(self.left_out) > NAMED else ""
        return sentence.format(count=len(self.left_out), names="; ".join(names) + more)


def export_annotations(
    catalogue: Catalogue,
    store: Store,
    format: str,  # noqa: A002 - the word of the command
    out: Path | None,
    *,
    tag: str | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ExportReport | None:
    """Export the annotations of a library; for a worker thread.

    Args:
        catalogue: the library, scanned; it need not be filled.
        store: its annotations.
        format: a name in `FORMATS`.
        out: the file, replaced at once if it is there; `None` is standard output.
        tag: only annotations with this tag.
        cancelled: asked between files; where it says yes, nothing is written and `None` returned.
        progress: told how many of how many files are done.

    Raises:
        ReaderError: an annotation does not fit its text, which is named; nothing is written.
        SaveError: the file could not be written; what was there before still is.
    """
    if out is not None and _is_own(out, catalogue, store):
        raise SaveError(_("{file} belongs to the library itself. Choose another name.").format(file=out))
    wanted = [annotation for annotation in store.all() if tag is None or annotation.tag == tag]
    rows, left_out = collect(wanted, catalogue, cancelled, progress)
    if cancelled():
        return None
    export(rows, FORMATS[format], out)
    return ExportReport(len(rows), tuple(left_out), out)


def export(rows: Iterable[Row], format: Format, out: Path | None) -> None:  # noqa: A002
    """Write rows to a file, replaced at once, or to standard output (`None`).

    Raises:
        SaveError: it could not be written; what was there before still is.
        BrokenPipeError: whoever read standard output went away.
    """
    data = format.write(rows).encode("utf-8", "backslashreplace")
    try:
        if out is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif out.exists() and not out.is_file() and not out.is_dir():
            out.write_bytes(data)  # A device or a pipe is written to, not replaced.
        else:
            write_whole(out, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        if out is None:
            sentence = _("Standard output could not be written: {problem}.")
        else:
            sentence = _("{file} could not be written: {problem}.")
        raise SaveError(sentence.format(file=out, problem=problem_of(error))) from error


def _is_own(out: Path, catalogue: Catalogue, store: Store) -> bool:
    """Whether an export would replace a text of the library or its annotations."""
    real = out.resolve()
    return real in store.own_files or any(real == entry.absolute for entry in catalogue.entries)


def _named(skipped: Skipped) -> str:
    target = skipped.annotation.target
    words = "".join(target.quote.split())
    quote = f"{words[:12]}…" if len(words) > 12 else words
    return f"{target.path} “{quote}” ({skipped.reason})"
