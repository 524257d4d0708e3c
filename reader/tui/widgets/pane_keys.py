"""The keys of the article pane, in reading and with the caret."""

from __future__ import annotations

from textual.binding import Binding

from reader.messages import N_


def _key(keys: str, action: str, name: str, description: str, tooltip: str = "") -> Binding:
    """A binding that stands in the help and not in the footer; the tooltip says what the description leaves open."""
    return Binding(keys, action, description, show=False, id=name, tooltip=tooltip or description)


READING: list[Binding] = [
    _key("down,j", "lines(1)", "pane.line_down", N_("Line down")),
    _key("up,k", "lines(-1)", "pane.line_up", N_("Line up")),
    _key("space,pagedown", "pages(1)", "pane.page_down", N_("Page down")),
    _key("b,pageup", "pages(-1)", "pane.page_up", N_("Page up")),
    _key("g,home", "top", "pane.top", N_("Start of the article")),
    _key("G,end", "bottom", "pane.bottom", N_("End of the article; after a number, that paragraph (12G)")),
]
"""What scrolls; these rest while there is a caret."""

CARET: list[Binding] = [
    _key("left", "move('left')", "caret.left", N_("Character left")),
    _key("right", "move('right')", "caret.right", N_("Character right")),
    _key("up", "move('up')", "caret.up", N_("Caret up")),
    _key("down", "move('down')", "caret.down", N_("Caret down")),
    _key("w,ctrl+right", "move('word_right')", "caret.word_right", N_("Word forward"), N_("To the end of the word")),
    _key("b,ctrl+left", "move('word_left')", "caret.word_left", N_("Word back"), N_("To the start of the word")),
    _key("home", "move('home')", "caret.home", N_("Start of the line")),
    _key("end", "move('end')", "caret.end", N_("End of the line")),
    _key("less_than_sign", "move('clause_left')", "caret.clause_left", N_("Clause back")),
    _key("greater_than_sign", "move('clause_right')", "caret.clause_right", N_("Clause forward")),
    _key(
        "left_parenthesis",
        "move('sentence_left')",
        "caret.sentence_left",
        N_("Sentence back"),
        N_("To the start of the sentence"),
    ),
    _key(
        "right_parenthesis",
        "move('sentence_right')",
        "caret.sentence_right",
        N_("Sentence forward"),
        N_("To the end of the sentence"),
    ),
    _key(
        "left_curly_bracket",
        "move('paragraph_left')",
        "caret.paragraph_left",
        N_("Paragraph back"),
        N_("To the start of the paragraph"),
    ),
    _key(
        "right_curly_bracket",
        "move('paragraph_right')",
        "caret.paragraph_right",
        N_("Paragraph forward"),
        N_("To the end of the paragraph"),
    ),
    _key("g,ctrl+home", "move('first')", "caret.first", N_("Start of the article")),
    _key("G,ctrl+end", "move('last')", "caret.last", N_("End of the article")),
    _key("space,pagedown", "move('page_down')", "caret.page_down", N_("Page down")),
    _key("pageup", "move('page_up')", "caret.page_up", N_("Page up")),
    _key("o", "swap", "caret.swap", N_("Other end"), N_("Move the caret to the other end of the selection")),
]
"""What moves the caret."""

SELECTING: list[Binding] = [
    Binding("v", "caret", N_("Select"), id="pane.select", tooltip=N_("Show the caret; once more: select from here on")),
    _key("percent_sign", "percent", "pane.percent", N_("After a number: so far in (50%)")),
    _key("shift+left", "extend('left')", "caret.extend_left", N_("Select a character back")),
    _key("shift+right", "extend('right')", "caret.extend_right", N_("Select a character")),
    _key("shift+up", "extend('up')", "caret.extend_up", N_("Select a line up")),
    _key("shift+down", "extend('down')", "caret.extend_down", N_("Select a line down")),
    _key("ctrl+shift+left", "extend('word_left')", "caret.extend_word_left", N_("Select a word back")),
    _key("ctrl+shift+right", "extend('word_right')", "caret.extend_word_right", N_("Select a word")),
    _key("shift+home", "extend('home')", "caret.extend_home", N_("Select to the start of the line")),
    _key("shift+end", "extend('end')", "caret.extend_end", N_("Select to the end of the line")),
    _key("escape", "leave", "pane.leave", N_("Clear the selection"), N_("Clear the selection, then the caret")),
    _key(
        "plus,equals_sign", "grow", "caret.grow", N_("Select more: character, word, clause, sentence, paragraph, all")
    ),
    _key("minus", "shrink", "caret.shrink", N_("Select less, back the way that it grew")),
    _key("ampersand", "keep", "caret.keep", N_("And also: keep this selection, and select another passage besides")),
]
"""What works in both."""
