"""How the parts of an article look, taken from the theme in use."""

from __future__ import annotations

from typing import Final

from rich.style import Style
from textual.widget import Widget

from reader.newspaper.compose import BlockView
from reader.newspaper.model import Role
from reader.tui.widgets.mark_colours import HUES, readable, solid, tag_ground

PREFIX: Final = "article-pane--"

CROSSHEAD: Final = "crosshead"
"""Name of the style of a heading inside an article."""

TYPED: Final = "typed"
"""Name of the style of a title that reads as a person typed it."""

ALIGN: Final = "headline-align"
"""The variable by which a theme says where headlines stand: `center`, which is the default, or `left`."""

OVERLAYS: Final = ("bullet", "link", "mark", "note", "hit", "hit-current", "selection", "flash", "caret")
"""Styles laid over the text of any role."""

MARGINS: Final = ("sign", "repeat")
"""Styles of what stands in the margin."""

OVER_TEXT: Final[set[str]] = {f"{PREFIX}{name}" for name in (*OVERLAYS, *MARGINS)}
"""What `OVERLAY_CSS` is for, in whatever pane the text stands."""

COMPONENTS: Final[set[str]] = {f"{PREFIX}{name}" for name in (*Role, CROSSHEAD, TYPED, "hint")} | OVER_TEXT

OVERLAY_CSS: Final = """
    & > .article-pane--link { text-style: underline; }
    & > .article-pane--mark { background: $foreground 20%; }
    & > .article-pane--note { text-style: underline; }
    & > .article-pane--hit { background: $warning 35%; }
    & > .article-pane--hit-current { background: $warning; text-style: bold; }
    & > .article-pane--selection { background: $primary 45%; }
    & > .article-pane--flash { text-style: reverse; }
    & > .article-pane--caret { text-style: reverse; }
    & > .article-pane--sign { color: $text-accent; }
    & > .article-pane--repeat { color: $text-warning; }
"""
"""How that looks."""

CSS: Final = (
    """
ArticlePane {
    background: $background;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;

    & > .article-pane--kicker { color: $text-secondary; }
    & > .article-pane--title { text-style: bold; }
    & > .article-pane--subtitle { color: $text-secondary; }
    & > .article-pane--crosshead { text-style: bold; }
    & > .article-pane--typed { text-style: bold italic; }
    & > .article-pane--byline { color: $text-muted; text-style: italic; }
    & > .article-pane--caption { color: $text-muted; text-style: italic; }
    & > .article-pane--jump { color: $text-accent; text-style: italic; }
    & > .article-pane--furniture { color: $text-disabled; }
    & > .article-pane--duplicate { color: $text-disabled; text-style: italic; }

    & > .article-pane--bullet { color: $text-accent; text-style: not italic; }
    & > .article-pane--hint { color: $text-muted; }
"""
    + OVERLAY_CSS
    + "}\n"
)


def style_of(block: BlockView) -> str:
    """Name of the style of a block's text."""
    return CROSSHEAD if block.crosshead else TYPED if block.typed else block.role


def headlines_centred(widget: Widget) -> bool:
    """Whether the theme in use wants headlines in the middle."""
    return widget.app.theme_variables.get(ALIGN, "center") != "left"


def laid_over(widget: Widget, component: str) -> Style:
    """The style of what lies over text of any kind, its ground solid."""
    style = widget.get_component_rich_style(component, partial=True)
    over = widget.get_component_styles(component).background
    if over.a > 0 and over.ansi is None:
        over = solid(widget.background_colors[1], widget.app.current_theme.dark).blend(over, over.a, 1)
        style += Style.from_color(readable(widget.styles.color, over).rich_color, over.rich_color)
    return style


def overlays_of(widget: Widget) -> dict[str, Style]:
    """That part of the table of styles of a `Painter` that lies over the text: partial styles."""
    ground = solid(widget.background_colors[1], widget.app.current_theme.dark)
    ink = widget.styles.color
    table = {name: laid_over(widget, f"{PREFIX}{name}") for name in (*OVERLAYS, *MARGINS)}
    for index in range(len(HUES)):
        over = tag_ground(index, ground)
        table[f"tag-{index}"] = Style.from_color(readable(ink, over).rich_color, over.rich_color)
    return table


def styles_of(widget: Widget) -> dict[str, Style]:
    """The table of styles of a `Painter`: whole styles of roles, partial ones of what lies over them."""
    table = {"blank": widget.rich_style, "hint": widget.get_component_rich_style(f"{PREFIX}hint")}
    for role in (*Role, CROSSHEAD, TYPED):
        table[role] = widget.get_component_rich_style(f"{PREFIX}{role}")
    return {**table, **overlays_of(widget)}
