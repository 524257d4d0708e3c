"""What the user does to the tags of the library as such: name, colour, key, meaning, place, merging, removal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations import retagging
from reader.annotations.model import tidy_tag
from reader.annotations.palette import COLOUR_NAMES
from reader.annotations.tagset import Tag, TagChange, TagSet
from reader.messages import _, ngettext
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen


class Row(NamedTuple):
    """A tag as the list shows it."""

    name: str
    depth: int
    """How many tags it stands under."""
    tag: Tag | None
    """Its place in the set; `None` for one that is only in use."""
    uses: int
    colour: int | None


class Tagging:
    """The commands of the tag screen. Each runs in a worker and gives the name of the tag to show, if it is another."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    @property
    def _set(self) -> TagSet:
        return self._session.store.tagset

    def rows(self) -> list[Row]:
        """The set as a tree, and below it what is in use besides, the most used first."""
        uses, colour_of = self._session.store.tags(), self._session.colour_of
        out = [
            Row(tag.name, depth, tag, uses.pop(tag.name, 0), colour_of.get(tag.name)) for depth, tag in self._set.tree()
        ]
        others = sorted(uses, key=lambda name: (-uses[name], name))
        return out + [Row(name, 0, None, uses[name], colour_of.get(name)) for name in others]

    async def add(self, row: Row | None) -> str | None:
        """Ask for a name, or several, and put tags of these names into the set, with the first free keys."""
        names = _names(await self._ask(_("New tag")))
        for name in names:
            if name not in self._set:
                await self._define(Tag(name, key=self._set.free_key()), _("new tag {tag}").format(tag=name))
        return names[-1] if names else None

    async def rename(self, row: Row | None) -> str | None:
        """Ask for another name; it is changed in the set and on everything that has the tag."""
        if row is None:
            return None
        names = _names(await self._ask(_("Rename #{tag}").format(tag=row.name), row.name))
        if len(names) > 1:
            self._screen.tell(_("A tag cannot have a comma in its name."), True)
        return await self._become(row, names[0], _("rename {tag} to {new}")) if len(names) == 1 else None

    async def merge(self, row: Row | None) -> str | None:
        """Ask for another tag; everything that has this one has that one then."""
        if row is None:
            return None
        other = await self._pick(_("Merge #{tag} into").format(tag=row.name), without=frozenset({row.name}))
        return await self._become(row, other, _("merge {tag} into {new}")) if other else None

    async def recolour(self, row: Row | None) -> str | None:
        """Ask for a colour."""
        if row is None:
            return None
        from reader.tui.widgets.choice_list import Choice

        choices = [Choice(_("by itself"), "", dim=True)]
        choices += [Choice(_(name), name, colour=number) for number, name in enumerate(COLOUR_NAMES)]
        answer = await self._screen.choose(_("Colour of #{tag}").format(tag=row.name), choices)
        if isinstance(answer, str):
            label = _("colour of {tag}").format(tag=row.name)
            await self._define(replace(_defined(row), colour=answer or None), label)
        return None

    async def set_key(self, row: Row | None, key: int | None) -> str | None:
        """Give the tag a key; another that had it has none then."""
        if row is not None:
            await self._define(replace(_defined(row), key=key), _("key of {tag}").format(tag=row.name))
        return None

    async def describe(self, row: Row | None) -> str | None:
        """Ask what the tag means."""
        if row is None:
            return None
        before = _defined(row)
        text = await self._ask(_("What #{tag} means").format(tag=row.name), before.description)
        if text is not None:
            label = _("meaning of {tag}").format(tag=row.name)
            await self._define(replace(before, description=text), label)
        return None

    async def put_under(self, row: Row | None) -> str | None:
        """Ask under which tag it is to stand."""
        if row is None:
            return None
        title = _("#{tag} stands under").format(tag=row.name)
        parent = await self._pick(title, without=self._set.below(row.name), none=_("no other tag"))
        if parent is not None:
            label = _("{tag} under {parent}") if parent else _("{tag} under no other")
            await self._define(
                replace(_defined(row), parent=parent or None), label.format(tag=row.name, parent=parent), also=parent
            )
        return None

    async def remove(self, row: Row | None) -> str | None:
        """Take the tag out of the set; ask what is to become of its uses."""
        if row is None:
            return None
        from reader.tui.widgets.choice_list import Choice

        tags = self._session.store.tagset
        label = _("remove tag {tag}").format(tag=row.name)
        if not row.uses:
            await self._save(retagging.Retagged([], retagging.undefined(tags, row.name)), label)
            return None
        title = ngettext("#{tag} is used {count} time", "#{tag} is used {count} times", row.uses)
        choices = [Choice(_("Take it off everything that has it"), "off")]
        if row.tag is not None:
            choices.append(Choice(_("Leave it there, and take it out of the set only"), "leave"))
        choices.append(Choice(_("Put another tag in its place…"), "merge"))
        answer = await self._screen.choose(title.format(tag=row.name, count=row.uses), choices)
        if answer == "merge":
            return await self.merge(row)
        if answer == "off":
            await self._save(retagging.removed(tags, self._session.store.all(), row.name), label)
        elif answer == "leave":
            await self._save(retagging.Retagged([], retagging.undefined(tags, row.name)), label)
        return None

    async def undo(self, row: Row | None) -> str | None:
        """Take the last change back."""
        await self._screen.annotating.undo()
        return None

    async def redo(self, row: Row | None) -> str | None:
        """Make it again."""
        await self._screen.annotating.redo()
        return None

    async def _become(self, row: Row, new: str, label: str) -> str | None:
        if new == row.name:
            return None
        found = retagging.renamed(self._set, self._session.store.all(), row.name, new)
        await self._save(found, label.format(tag=row.name, new=new))
        return new

    async def _define(self, tag: Tag, label: str, also: str = "") -> None:
        """Put a tag into the set, if it is another there; one that it is to stand under comes into it with it."""
        if tag == self._set.get(tag.name):
            return
        changes = retagging.defined(self._set, tag)
        if also and also not in self._set:
            changes.append(TagChange(None, Tag(also)))
        await self._save(retagging.Retagged([], changes), label)

    async def _save(self, found: retagging.Retagged, label: str) -> None:
        await self._screen.annotating.save(found.changes, label, found.tags)

    # -- asking

    async def _ask(self, title: str, value: str = "") -> str | None:
        from reader.tui.screens.line_dialog import LineDialog

        return await self._screen.app.push_screen_wait(LineDialog(title, value))

    async def _pick(self, title: str, without: frozenset[str], none: str = "") -> str | None:
        """Ask for one of the tags; the empty string is none of them."""
        from reader.tui.widgets.choice_list import Choice

        choices = [Choice(none, "", dim=True)] if none else []
        for row in self.rows():
            if row.name not in without:
                choices.append(Choice("  " * row.depth + row.name, row.name, right=f"{row.uses}", colour=row.colour))
        if not choices:
            self._screen.tell(_("There is no other tag."))
            return None
        answer = await self._screen.choose(title, choices)
        return answer if isinstance(answer, str) else None


def _defined(row: Row) -> Tag:
    """The tag of a row as the set has it, or would have it."""
    return row.tag or Tag(row.name)


def _names(typed: str | None) -> list[str]:
    """The names in a typed line, as whoever tags can type them: parted by commas, without `#`."""
    from reader.tui.screens.tag_dialog import typed_tags

    return [tidy_tag(name) for name in typed_tags(typed or "")]
