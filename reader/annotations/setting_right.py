"""What becomes of files that are not as they were written: a copy of each is kept, and the user is told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from reader.annotations.recovery import Assembled
from reader.annotations.tablefile import ANNOTATIONS
from reader.files import free_name
from reader.messages import _, ngettext

NAMED = 5
"""How many records are named one by one."""


def keep_aside(path: Path, journal: Path, *, file: bool, lines: bool) -> dict[Path, Path]:
    """Keep a second name or a copy of the file of annotations, of its journal, or of both.

    Returns:
        By the path of each what it is kept as.

    Raises:
        OSError: it cannot be kept; then nothing may be written.
    """
    kept = {}
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for one, wanted in ((path, file), (journal, lines)):
        if wanted and one.exists():
            aside = free_name(one.with_name(f"{one.name}.damaged-{stamp}"))
            if one == path:
                _second_name(one, aside)
            else:  # It is written on before it is put away.
                _copy(one, aside)
            kept[one] = aside
    return kept


def _second_name(path: Path, aside: Path) -> None:
    try:
        os.link(path, aside)
    except OSError:  # not on this file system
        _copy(path, aside)


def _copy(path: Path, aside: Path) -> None:
    import shutil

    shutil.copy2(path, aside)


def tell(path: Path, journal: Path, found: Assembled, bad: list[int], aside: Mapping[Path, Path]) -> list[str]:
    """Sentences for the user on what was found, what was kept and what to do.

    Args:
        path: the file of annotations.
        journal: its journal.
        found: what they hold together.
        bad: the numbers of the journal's damaged lines.
        aside: see `keep_aside`; empty if nothing may be written, so that everything is as it was.
    """
    said = []
    kept = aside.get(path)
    if found.damaged and kept and found.tables.get(ANNOTATIONS) and not found.lost:
        sentence = _("The annotations file was damaged. It is kept as {file}; every annotation was found again.")
        said.append(sentence.format(file=kept))
    elif found.damaged and kept:
        sentence = _("The annotations file was damaged. It is kept as {file}, and a new one is begun.")
        said.append(sentence.format(file=kept))
    elif found.damaged and path.exists():
        said.append(_("The annotations in the library are damaged and left as they are."))
    elif found.damaged:
        said.append(_("{file} is gone; what its journal and its history hold is shown.").format(file=path))
    if found.lost:
        sentence = ngettext(
            "{count} annotation in {file} is damaged and stands nowhere else: {names}.",
            "{count} annotations in {file} are damaged and stand nowhere else: {names}.",
            len(found.lost),
        )
        said.append(sentence.format(count=len(found.lost), file=kept or path, names=_names(found.lost)))
    if found.foreign and not found.damaged:
        count = len(found.changed)
        if count:
            sentence = ngettext(
                "{file} was changed by another program, or is damaged: {count} record differs ({names}).",
                "{file} was changed by another program, or is damaged: {count} records differ ({names}).",
                count,
            )
        else:
            sentence = _("{file} was rewritten by another program; its annotations are the same.")
        said.append(sentence.format(file=path, count=count, names=_names(found.changed)))
        if kept:
            sentence = _("What stands there now is used; it is kept as {file} too, and what was before in the history.")
            said.append(sentence.format(file=kept))
    if found.twice:
        sentence = ngettext(
            "{count} annotation was changed here and by another program; both are kept: {names}.",
            "{count} annotations were changed here and by another program; both are kept: {names}.",
            len(found.twice),
        )
        said.append(sentence.format(count=len(found.twice), names=_names(found.twice)))
    if bad == [1]:
        sentence = _("The first line of {file} is damaged: nothing is missing, a new one is begun.")
        said.append(sentence.format(file=aside.get(journal, journal)))
    elif bad:
        sentence = ngettext(
            "Line {lines} of {file} is damaged: what was done there is missing, everything else is kept.",
            "Lines {lines} of {file} are damaged: what was done there is missing, everything else is kept.",
            len(bad),
        )
        said.append(sentence.format(lines=_names(map(str, bad)), file=aside.get(journal, journal)))
    return said


def _names(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
