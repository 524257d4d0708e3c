"""Who signs annotations: asked once, when the first is made here; a command of the palette changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from reader.annotations.history import Change
from reader.messages import _
from reader.tui.keymap import key_for
from reader.tui.session import Session

if TYPE_CHECKING:
    from textual.app import App

    from reader.tui.app import ReaderApp


async def ask(app: App[None], session: Session) -> None:
    """Ask for the name that annotations are signed by from now on; Esc keeps the one that is. In a worker."""
    from reader.tui.screens.line_dialog import LineDialog

    key = key_for("line.accept", "Enter", cast("ReaderApp", app).keys)
    title = _("Who signs your annotations? {key} keeps this name").format(key=key)
    dialog = LineDialog(title, session.annotator, replaced=True)
    typed = await app.push_screen_wait(dialog)
    name = " ".join("".join(char for char in typed or "" if char.isprintable()).split()) or session.annotator
    session.sign_as(name)
    cast("ReaderApp", app).remember(annotator=name)


async def signed(app: App[None], session: Session, changes: Sequence[Change]) -> Sequence[Change]:
    """Changes about to be saved, under the name that the user gives now if none was ever given. In a worker."""
    before = session.annotator
    if cast("ReaderApp", app).settings.name or not any(_is_new(one, before) for one in changes):
        return changes
    await ask(app, session)
    return [
        Change(None, replace(one.after, annotator=session.annotator)) if one.after and _is_new(one, before) else one
        for one in changes
    ]


def _is_new(change: Change, annotator: str) -> bool:
    return change.before is None and change.after is not None and change.after.annotator == annotator
