"""The message catalogues: taken from the source, kept as .po, shipped as .mo.

By hand, after a sentence of the interface was added or changed: `python -m tests.messages`. Translations that stand are
kept, those that nobody says any more go, and what still lacks one is listed; write it into the .po and run it again.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "reader"
CODES = ("zh_Hans", "zh_Hant")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def spoken() -> Catalog:
    """Every message of the source, without translations."""
    catalogue = Catalog(project="reader")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, _comments, _context in found:
        catalogue.add(message, locations=[(file, 0)])
    return catalogue


def po_file(code: str) -> Path:
    """The catalogue of a language as text."""
    return PACKAGE / "locale" / code / "LC_MESSAGES" / "reader.po"


def translated(code: str) -> Catalog:
    """The catalogue of a language as it stands; empty if there is none yet."""
    if not po_file(code).exists():
        return Catalog(
            locale=code,
            project="reader",
            version="0.1",
            header_comment="# The interface of reader.",
            msgid_bugs_address="none",
            revision_date=datetime.datetime.now(datetime.UTC),
            last_translator="the authors of reader",
            language_team="reader",
            fuzzy=False,
        )
    with po_file(code).open("rb") as file:
        return read_po(file, locale=code)


def messages(catalogue: Catalog) -> dict[tuple[str, ...], Message]:
    """The messages of a catalogue by their ids (one, or singular and plural), without its header."""
    return {forms(message.id): message for message in catalogue if message.id}


def forms(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    """All forms of a message: one, or singular and plural; none if it has no translation."""
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def untranslated(message: Message) -> bool:
    """Whether a message lacks a translation that can be shown."""
    return message.fuzzy or not message.string or not all(forms(message.string))


def main() -> int:
    """See the module's description."""
    template, lacking = spoken(), 0
    for code in CODES:
        catalogue = translated(code)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        po_file(code).parent.mkdir(parents=True, exist_ok=True)
        with po_file(code).open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
        with po_file(code).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        for message in messages(catalogue).values():
            if untranslated(message):
                lacking += 1
                print(f"{code}: {message.id!r}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
