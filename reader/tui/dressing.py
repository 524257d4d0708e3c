"""How the text is set, asked in a box: marks, spaces, and what stands between lines and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.messages import N_, _
from reader.settings import AMBIGUOUS, SPACINGS
from reader.text.script import Script

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.widgets.choice_list import Choice


class Dress(NamedTuple):
    """A setting that the box offers."""

    text: str
    values: Sequence[object] = (False, True)
    """What it can be set to, in the order in which choosing it goes through them."""
    in_source: bool = True
    """Whether it holds for 原文 as well."""


DRESS: Final[dict[str, Dress]] = {
    "full_width": Dress(N_("full-width marks between Han: ，for ,"), in_source=False),
    "spaced": Dress(N_("a space between Han and Latin words"), in_source=False),
    "corner_quotes": Dress(N_("corner brackets for quotation marks: 「」 for “”"), in_source=False),
    "hanging": Dress(N_("，。、 may hang beyond the end of a line")),
    "line_spacing": Dress(N_("empty lines between lines"), tuple(SPACINGS)),
    "paragraph_spacing": Dress(N_("empty lines between paragraphs"), tuple(SPACINGS)),
    "ambiguous": Dress(N_("cells that the terminal takes for “ ” … — ■"), AMBIGUOUS),
}
"""By the setting's name."""

_SAID: Final = {"auto": N_("as it answers"), "narrow": "1", "wide": "2"}


async def choose(screen: BrowseScreen) -> None:
    """Ask what to set otherwise, and show it in every pane."""
    from reader.tui.app import ReaderApp, typesetting_of

    app = screen.app
    assert isinstance(app, ReaderApp)
    choices = [_choice(name, getattr(app.settings, name)) for name in DRESS]
    name = await screen.choose(_("How the text is set"), choices)
    if not isinstance(name, str):
        return
    app.dress(name)
    for side in screen.sides:
        side.pane.setting = typesetting_of(app.settings)
        if not DRESS[name].in_source:
            if side.opening.script is Script.SOURCE:
                sentence = _("原文 stays as the file has it; {key} turns to another script.")
                screen.tell(sentence.format(key=screen.key("script.next", "s")))
            side.opening.turn()


def turn(screen: BrowseScreen) -> None:
    """Set articles in vertical columns, or in lines again, in every pane; the place stays."""
    from reader.tui.app import ReaderApp, typesetting_of

    app = screen.app
    assert isinstance(app, ReaderApp)
    app.remember(vertical=not app.settings.vertical)
    for side in screen.sides:
        side.pane.setting = typesetting_of(app.settings)


def _choice(name: str, value: object) -> Choice:
    from reader.tui.widgets.choice_list import Choice

    dress = DRESS[name]
    if isinstance(value, bool):
        right = "" if dress.in_source else _("not in 原文")
        return Choice(_(dress.text), name, right, mark="✓" if value else " ")
    return Choice(_(dress.text), name, _(_SAID.get(str(value), str(value))))
