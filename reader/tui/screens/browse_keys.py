"""The keys of the main screen: what works wherever the user is."""

from __future__ import annotations

from textual.binding import Binding

from reader.messages import N_


def _bind(keys: str, action: str, words: str, name: str) -> Binding:
    return Binding(keys, action, words, show=False, id=name)


def _first(keys: str, action: str, words: str, name: str) -> Binding:
    """With priority, so that what it opens is there before the next key is looked at, however fast it comes."""
    return Binding(keys, action, words, show=False, priority=True, id=name)


GOING: list[Binding] = [
    _first("slash", "prompt", N_("Search the article; in the tree, filter it"), "find"),
    _bind("ctrl+f", "search_library", N_("Search the library; with a filter, what it leaves"), "find.library"),
    _bind("n", "hit(1)", N_("Next hit"), "find.next"),
    _bind("N", "hit(-1)", N_("Previous hit"), "find.previous"),
    _bind("J", "article(1)", N_("Next article"), "article.next"),
    _bind("K", "article(-1)", N_("Previous article"), "article.previous"),
    _bind(
        "greater_than_sign",
        "unread(1)",
        N_("Next unread article"),
        "article.next_unread",
    ),
    _bind(
        "less_than_sign",
        "unread(-1)",
        N_("Previous unread article"),
        "article.previous_unread",
    ),
    _bind("f,enter", "follow", N_("Follow the article to its other page"), "jump.follow"),
    _bind("F", "whole", N_("The article with its other pages as one, or apart again"), "jump.whole"),
    _bind(
        "quotation_mark",
        "other_place",
        N_("The other places of the repeated passage, in turn"),
        "repeat.other",
    ),
    _bind("alt+left,backspace,ctrl+o", "visits(-1)", N_("Back to where you were before"), "visits.back"),
    _bind("alt+right", "visits(1)", N_("Forward again to where you were"), "visits.forward"),
    _first("B", "set_bookmark", N_("Bookmark here: then a letter or digit; again takes it away"), "bookmark.set"),
    _first(
        "apostrophe",
        "go_to_bookmark",
        N_("To a bookmark: then its letter; a list comes after a moment"),
        "bookmark.go",
    ),
]
"""What finds, and goes from one place to another."""

SHOWING: list[Binding] = [
    _bind("s", "script(1)", N_("Script: the other one first; 原文, 简, 繁, 台, 港"), "script.next"),
    _bind("S", "script(-1)", N_("Script, backwards"), "script.previous"),
    _bind("p", "dress", N_("Marks, spaces and quotation marks: how they are shown"), "dress"),
    _bind("V", "vertical", N_("Vertical columns from right to left, or horizontal lines"), "layout.vertical"),
    _bind("left_square_bracket", "measure(-2)", N_("Narrower column"), "measure.less"),
    _bind("right_square_bracket", "measure(2)", N_("Wider column"), "measure.more"),
    _bind("vertical_line", "second", N_("Two articles side by side, or one"), "pane.second"),
    _bind("r", "raw", N_("The raw text of the page beside the article, or no longer"), "pane.raw"),
    _bind("backslash", "toggle_tree", N_("Hide or show the tree"), "tree.toggle"),
    _bind("tab", "other_pane(1)", N_("From the tree to the article, what is beside it, and back"), "pane.other"),
    _bind("shift+tab", "other_pane(-1)", N_("The same, the other way round"), "pane.other_back"),
    _bind("z", "skip_repeats", N_("Skip passages that stood before, or show them"), "repeat.skip"),
    _bind("Z", "open_repeat", N_("Open the skipped passage here, or skip it again"), "repeat.open"),
    _bind("i", "info", N_("About the article: length, date, keywords, file"), "info"),
    _bind("D", "reasons", N_("Why the article was recognised so, and what is doubtful"), "reasons"),
    _bind("E", "encoding", N_("Read the file in another encoding"), "encoding"),
]
"""What changes how things are shown, and what is said of them."""

MARKING: list[Binding] = [
    _bind("t", "tag", N_("Tag the article, or take a tag off"), "tag"),
    _bind("full_stop", "repeat_tag", N_("The last tag again; on a selection, the last highlight"), "tag.repeat"),
    _bind("h", "highlight", N_("Highlight the selection"), "highlight"),
    _bind("T", "tag_hits", N_("Highlight all hits of the search"), "highlight.hits"),
    _bind("m", "note", N_("Note on the selection, else on the article"), "note"),
    _bind("x", "edit", N_("Change or remove the annotation here"), "edit"),
    _bind("a", "annotations", N_("All annotations of the library"), "annotations"),
    _bind("number_sign", "tag_set", N_("The tags of the library"), "tags"),
    _bind("d", "done", N_("Done with the article, and on to the next that is not; done no longer"), "done"),
    _bind("Q", "queue", N_("What is left to do"), "queue"),
    _bind("R", "toggle_read", N_("Mark as read or unread"), "read"),
    _bind("e", "export", N_("Export the annotations"), "export"),
    _bind("I", "import", N_("Import annotations from a file"), "import"),
]
"""What annotates, and shows what is annotated."""

CORRECTING: list[Binding] = [
    _first("c", "correct", N_("Correct what was recognised: then a letter; a menu comes after a moment"), "correct"),
    _bind("C", "corrections", N_("All corrections of the library"), "corrections"),
]
"""What corrects the recognition."""

REST: list[Binding] = [
    _bind("u", "undo", N_("Undo"), "undo"),
    _bind("U", "redo", N_("Redo"), "redo"),
    _bind("y", "copy(False)", N_("Copy the selection as it is shown"), "copy.shown"),
    _bind("Y", "copy(True)", N_("Copy the selection as it stands in the file"), "copy.source"),
    _bind("ctrl+c,super+c", "copy_or_quit", N_("Copy the selection; without one, quit"), "copy"),
    _bind("escape", "back", N_("Back: end selection, search, choice, filter, loading"), "back"),
    _bind("question_mark", "help", N_("This help"), "help"),
    _bind("q", "quit", N_("Quit"), "quit"),
]
"""What belongs to none of these."""

EVERYWHERE: list[Binding] = [*GOING, *SHOWING, *MARKING, *CORRECTING, *REST]
"""What every part of the screen answers to, unless the part has that key for itself."""

OPENING: frozenset[str] = frozenset(
    {
        "annotations", "done", "do", "dress", "edit", "encoding", "export", "help", "highlight", "import", "info",
        "note", "queue", "reasons", "redo", "repeat_tag", "search_library", "tag", "tag_hits", "tag_set", "undo",
    }
)  # fmt: skip
"""The actions that open a dialog, or may, or save at once: keys that are typed after one wait for that."""

OPENED_BY: frozenset[str] = frozenset({"annotate", "library-search", "reasons", "queue", "tags"})
"""The groups of workers in which they do."""
