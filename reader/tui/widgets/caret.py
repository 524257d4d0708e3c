"""Where the caret goes: movements over the blocks of a view, by what the reader means and not by lines.

Forward movements stop at the end of the thing, backward ones at its beginning, so that a movement from either end
covers it exactly. A place is between two characters: the caret is drawn on the one after it.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.newspaper.compose import ArticleView, Place
from reader.text.words import word_at
from reader.tui.widgets.pane_rows import cluster_end


def character_right(view: ArticleView, place: Place) -> Place:
    """After the next character; from a block's end to the start of the next."""
    text = _text(view, place)
    if place.offset < len(text):
        return Place(place.block, cluster_end(text, place.offset))
    return _next_start(view, place)


def character_left(view: ArticleView, place: Place) -> Place:
    """Before the last character; from a block's start to the end of the one before."""
    text = _text(view, place)
    if place.offset == 0:
        return _last_end(view, place)
    start = place.offset - 1
    while start > 0 and cluster_end(text, start - 1) >= place.offset:
        start -= 1
    return Place(place.block, start)


def word_right(view: ArticleView, place: Place) -> Place:
    """To the end of the word that the caret is in or before."""
    text = _text(view, place)
    at = place.offset
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text):
        following = _next_start(view, place)
        return following if following == place else word_right(view, following)
    return Place(place.block, word_at(text, at)[1])


def word_left(view: ArticleView, place: Place) -> Place:
    """To the beginning of the word that the caret is in or after."""
    text = _text(view, place)
    at = place.offset
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at == 0:
        before = _last_end(view, place)
        return Place(place.block, 0) if before == place or before.block == place.block else word_left(view, before)
    return Place(place.block, word_at(text, at - 1)[0])


def clause_right(view: ArticleView, place: Place) -> Place:
    """To the end of the clause that the caret is in or before."""
    from reader.text.sentences import clause_at

    return _part_right(clause_at, view, place)


def clause_left(view: ArticleView, place: Place) -> Place:
    """To the beginning of the clause that the caret is in or after."""
    from reader.text.sentences import clause_at

    return _part_left(clause_at, view, place)


def sentence_right(view: ArticleView, place: Place) -> Place:
    """To the end of the sentence that the caret is in or before."""
    from reader.text.sentences import sentence_at

    return _part_right(sentence_at, view, place)


def sentence_left(view: ArticleView, place: Place) -> Place:
    """To the beginning of the sentence that the caret is in or after."""
    from reader.text.sentences import sentence_at

    return _part_left(sentence_at, view, place)


def _part_right(part_at: Callable[[str, int], tuple[int, int]], view: ArticleView, place: Place) -> Place:
    text = _text(view, place)
    if place.offset < len(text):
        return Place(place.block, part_at(text, place.offset)[1])
    following = _next_start(view, place)
    return following if following == place else _part_right(part_at, view, following)


def _part_left(part_at: Callable[[str, int], tuple[int, int]], view: ArticleView, place: Place) -> Place:
    text = _text(view, place)
    if place.offset > 0:
        return Place(place.block, part_at(text, place.offset - 1)[0])
    before = _last_end(view, place)
    return before if before == place else _part_left(part_at, view, before)


def paragraph_right(view: ArticleView, place: Place) -> Place:
    """To the end of the block that the caret is in or before."""
    text = _text(view, place)
    if place.offset == len(text):
        place = _next_start(view, place)
    return Place(place.block, len(_text(view, place)))


def paragraph_left(view: ArticleView, place: Place) -> Place:
    """To the beginning of the block that the caret is in or after."""
    if place.offset == 0:
        place = _last_end(view, place)
    return Place(place.block, 0)


def first(view: ArticleView, place: Place) -> Place:
    """To the beginning of the view."""
    return Place(0, 0)


def last(view: ArticleView, place: Place) -> Place:
    """To the end of the view."""
    return Place(len(view.blocks) - 1, len(view.blocks[-1].text.text))


MOVEMENTS: dict[str, Callable[[ArticleView, Place], Place]] = {
    "left": character_left,
    "right": character_right,
    "word_left": word_left,
    "word_right": word_right,
    "clause_left": clause_left,
    "clause_right": clause_right,
    "sentence_left": sentence_left,
    "sentence_right": sentence_right,
    "paragraph_left": paragraph_left,
    "paragraph_right": paragraph_right,
    "first": first,
    "last": last,
}
"""By the name that a key binding uses. Up, down, home and end go by rows and are the pane's."""


def _text(view: ArticleView, place: Place) -> str:
    return view.blocks[place.block].text.text


def _next_start(view: ArticleView, place: Place) -> Place:
    """The start of the next block that has text; the place itself if there is none."""
    for number in range(place.block + 1, len(view.blocks)):
        if view.blocks[number].text.text:
            return Place(number, 0)
    return place


def _last_end(view: ArticleView, place: Place) -> Place:
    """The end of the block with text before; the place itself if there is none."""
    for number in range(place.block - 1, -1, -1):
        if size := len(view.blocks[number].text.text):
            return Place(number, size)
    return place
