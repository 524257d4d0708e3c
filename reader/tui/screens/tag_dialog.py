"""Which tag? Its digit, or its name or a part of it; the tag set is offered first, then what is in use besides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from reader.annotations.tagset import TagSet
from reader.library.one_line import one_line
from reader.messages import N_, _
from reader.text.fold import fold_query
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.choice_list import Choice, ChoiceList
from reader.tui.widgets.virtual_list import VirtualList


@dataclass(frozen=True)
class TagAnswer:
    """What was chosen: tags to put on, or one to take off. Neither: a highlight without a tag."""

    add: tuple[str, ...] = ()
    remove: str | None = None


def typed_tags(typed: str) -> tuple[str, ...]:
    """The tags in a typed line: parted by commas or 、, without `#`, without repeats."""
    words = (word.strip().lstrip("#＃").strip() for word in re.split(r"[,，、;；]", typed))
    return tuple(dict.fromkeys(word for word in words if word))


class TagLine(Input):
    """A line in which a digit that is typed first is the key of a tag, also a full-width one."""

    class Digit(Message):
        """A tag's key was pressed."""

        def __init__(self, tag: str) -> None:
            super().__init__()
            self.tag = tag

    def __init__(self, tags: TagSet, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="tag-input")
        self._keys = tags.keys()

    def on_key(self, event: events.Key) -> None:
        """Answer with the tag of a digit, as long as nothing is typed yet."""
        digit = event.character or ""
        if not self.value and digit.isdecimal() and int(digit) in self._keys:
            event.stop()
            event.prevent_default()
            self.post_message(self.Digit(self._keys[int(digit)]))


class TagDialog(Dialog[TagAnswer]):
    """Offers tags; `present` maps a tag to how many of the articles meant have it."""

    PLACE = "tagging"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Next tag"), show=False, id="tagging.next"),
        Binding("up", "move(-1)", N_("Previous tag"), show=False, id="tagging.previous"),
        Binding("tab", "complete", N_("Complete"), show=False, priority=True, id="tagging.complete"),
    ]

    def __init__(
        self,
        title: str,
        tags: Sequence[str],
        present: Mapping[str, int],
        meant: int,
        colour_of: Mapping[str, int],
        tagset: TagSet,
    ) -> None:
        digits = [("1–9", _("its tag"))] if tagset.keys() else []
        hints = [("Enter", _("adds or removes")), ("Tab", _("completes")), ("Esc", _("back"))]
        super().__init__(title, [*digits, *hints])
        self._tagset = tagset
        self._tags = [*sorted(present, key=lambda tag: -present[tag]), *(tag for tag in tags if tag not in present)]
        self._present = present
        self._meant = meant
        self._colour_of = colour_of

    def body(self) -> ComposeResult:
        """A line to type in, and the tags that fit it."""
        yield TagLine(self._tagset, _("tag, or several separated by commas"))
        listed = ChoiceList(self._choices(""), id="tag-list")
        listed.can_focus = False  # a click beside the rows must not take what is typed from the line
        yield listed

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        self.query_one(ChoiceList).show(self._choices(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed, or the tag under the cursor."""
        self._answer(event.value)

    def on_tag_line_digit(self, event: TagLine.Digit) -> None:
        """Take the tag whose key was pressed."""
        self._take(event.tag)

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Take the tag that was clicked."""
        self._answer("")

    def action_move(self, rows: int) -> None:
        """Move in the list without leaving the line."""
        self.query_one(ChoiceList).action_move(rows)

    def action_complete(self) -> None:
        """Take the tag under the cursor into the line."""
        listed = self.query_one(ChoiceList)
        typed = self.query_one(Input).value.strip()
        offered = listed.choices[listed.cursor :]
        tags = [one for one in offered if isinstance(one.value, str) and one.value not in ("", typed)]
        if tags:
            choice = tags[0]
            line = self.query_one(Input)
            line.value = str(choice.value)
            line.cursor_position = len(line.value)

    def _choices(self, typed: str) -> list[Choice]:
        if not typed.strip():
            choices = [self._choice(tag) for tag in self._tags]
            return choices if self._meant else [Choice(_("no tag"), "", dim=True), *choices]
        wanted = fold_query(typed)
        exact = [tag for tag in self._tags if tag == typed.strip()]
        begin = [tag for tag in self._tags if fold_query(tag).startswith(wanted) and tag not in exact]
        within = [tag for tag in self._tags if wanted in fold_query(tag) and tag not in (*exact, *begin)]
        new = () if exact else typed_tags(typed)
        label = _("new tag: {tags}").format(tags=" · ".join(new))
        # What was typed comes first: Enter never puts on another tag than the one that stands in the line.
        return [
            *map(self._choice, exact),
            *([Choice(label, new, dim=True, mark="+")] if new else ()),
            *map(self._choice, (*begin, *within)),
        ]

    def _choice(self, tag: str) -> Choice:
        having = self._present.get(tag, 0)
        mark = "✓" if having and having == self._meant else "–" if having else ""
        known = self._tagset.get(tag)
        right = " · ".join(part for part in (known.description, str(known.key or "")) if part) if known else ""
        return Choice(tag, tag, right=one_line(right), mark=mark, colour=self._colour_of.get(tag))

    def _answer(self, typed: str) -> None:
        choice = self.query_one(ChoiceList).current
        if choice is None:
            tags = typed_tags(typed)
            self.dismiss(TagAnswer(add=tags) if tags else None)
        elif isinstance(choice.value, tuple):
            self.dismiss(TagAnswer(add=choice.value))
        elif not choice.value:
            self.dismiss(TagAnswer())
        else:
            self._take(str(choice.value))

    def _take(self, tag: str) -> None:
        """Answer with a tag that is to be put on, or taken off where all have it."""
        if self._meant and self._present.get(tag, 0) == self._meant:
            self.dismiss(TagAnswer(remove=tag))
        else:
            self.dismiss(TagAnswer(add=(tag,)))
