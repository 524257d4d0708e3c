"""Text from a file or from a person, made fit for one line of a list or a title."""

from __future__ import annotations

from reader.library.decode import printable
from reader.text.clean import respace
from reader.text.mapped import MappedText
from reader.text.unwrap import unwrap


def one_line(text: str, characters: int = 80) -> str:
    """The beginning of a text, its line ends and stray spaces taken out, nothing in it that a terminal would obey."""
    head = text[: 4 * characters]
    repaired = respace(unwrap(MappedText.of(head, [(0, len(head))]))).text
    return printable(repaired[:characters])


def shortened(text: str, characters: int) -> str:
    """The same, with an ellipsis where the text goes on."""
    return _ended(one_line(text, characters + 1), characters)


def shortened_note(note: str, characters: int) -> str:
    """The beginning of what a person wrote, on one line: its spaces stay."""
    return printable(_ended(" ".join(note.split()), characters))


def _ended(line: str, characters: int) -> str:
    return line if len(line) <= characters else line[:characters] + "…"
