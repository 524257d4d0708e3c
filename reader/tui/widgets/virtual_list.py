"""A list of any length of which only the visible lines exist: cursor, keys, mouse; a subclass draws its lines."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.messages import N_
from reader.tui.widgets.mark_colours import readable, solid, tag_ink

Piece = tuple[str, str | int]
"""Text, and what it is drawn in: a component style (empty: the list's own), or the palette number of a tag's colour."""


def fitted(text: str, cells: int) -> str:
    """The text cut to a number of cells, with an ellipsis where something was cut."""
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…"


class VirtualList(ScrollView, can_focus=True):
    """One line a row; a subclass gives `row_count` and `row_pieces`, and calls `rows_changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Next line"), show=False, id="list.down"),
        Binding("up,k", "move(-1)", N_("Previous line"), show=False, id="list.up"),
        Binding("pagedown,space", "page(1)", N_("Page down"), show=False, id="list.page_down"),
        Binding("pageup,b", "page(-1)", N_("Page up"), show=False, id="list.page_up"),
        Binding("home,g", "end(0)", N_("To the top"), show=False, id="list.top"),
        Binding("end,G", "end(1)", N_("To the end"), show=False, id="list.bottom"),
        Binding("enter", "select", N_("Open"), show=False, id="list.select"),
    ]

    DEFAULT_CSS = """
    VirtualList { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    VirtualList > .virtual-list--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    VirtualList > .virtual-list--blurred {
        background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground;
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--cursor", "virtual-list--blurred"}

    cursor: reactive[int] = reactive(0, repaint=False)
    """Number of the row with the cursor, from 0."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._inks: dict[tuple[str | int, bool, bool], Style] = {}

    class Selected(Message):
        """Enter was pressed on a row, or it was clicked."""

        def __init__(self, widget: VirtualList, row: int) -> None:
            super().__init__()
            self.widget = widget
            self.row = row

        @property
        def control(self) -> VirtualList:
            """The list."""
            return self.widget

    def row_count(self) -> int:
        """Number of rows."""
        raise NotImplementedError

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """What row `row` shows in a line of `cells` cells."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are rows, where the style sheet leaves the height to the list."""
        return self.row_count()

    def rows_changed(self) -> None:
        """Take notice that rows came, went or look otherwise."""
        count = self.row_count()
        self.virtual_size = Size(self.size.width, count)
        self.set_reactive(VirtualList.cursor, max(0, min(self.cursor, count - 1)))
        self.refresh(layout=self.styles.is_auto_height)

    def rows_replaced(self, cursor: int) -> None:
        """Take notice that other rows are shown from now on, with the cursor on one of them."""
        self.set_reactive(VirtualList.cursor, cursor)
        self.rows_changed()
        self.show_cursor()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view at any size."""
        self.rows_changed()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll as little as brings the cursor's row into view."""
        if self.size.height:
            self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, x_axis=False, force=True)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows."""
        for row in (old, new):
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))
        self.show_cursor()

    def validate_cursor(self, row: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(row, self.row_count() - 1))

    def render_line(self, y: int) -> Strip:
        """One line of the widget, drawn from the row that stands there."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self._ink("", over=False)
        if row >= self.row_count():
            return Strip.blank(width, base)
        under_cursor = row == self.cursor
        segments = [Segment(text, self._ink(ink, over=under_cursor)) for text, ink in self.row_pieces(row, width)]
        return Strip(segments).adjust_cell_length(width, self._ink("", over=under_cursor))

    def notify_style_update(self) -> None:
        """Forget the colours: theme, focus or style sheet changed."""
        super().notify_style_update()
        self._inks.clear()

    def _ink(self, ink: str | int, *, over: bool) -> Style:
        """The style of a piece, or of one under the cursor; kept until the colours change."""
        key = (ink, over, self.has_focus)
        if key not in self._inks:
            style = self.rich_style
            if isinstance(ink, int):
                ground = solid(self.background_colors[1], self.app.current_theme.dark)
                style += Style(color=tag_ink(ink, ground).rich_color)
            elif ink and not (over and self.has_focus):
                style += self.get_component_rich_style(ink, partial=True)
            if over:
                name = "virtual-list--cursor" if self.has_focus else "virtual-list--blurred"
                style += self._under_cursor(name, isinstance(ink, int))
            self._inks[key] = style
        return self._inks[key]

    def _under_cursor(self, name: str, own_ink: bool) -> Style:
        """The cursor's style, its ground solid: a terminal knows no transparent one."""
        ground = solid(self.background_colors[1], self.app.current_theme.dark)
        component = self.get_component_styles(name)
        over = ground.blend(component.background, component.background.a, 1)
        if own_ink:
            return Style(bgcolor=over.rich_color)
        return Style.from_color(readable(component.color, over).rich_color, over.rich_color)

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages."""
        self.cursor += pages * max(1, self.size.height - 1)

    def action_end(self, bottom: int) -> None:
        """Move the cursor to the first row, or to the last."""
        self.cursor = self.row_count() - 1 if bottom else 0

    def action_select(self) -> None:
        """Say that the row with the cursor is meant."""
        if self.row_count():
            self.post_message(self.Selected(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor and selects."""
        row = event.y + self.scroll_offset.y
        if row < self.row_count():
            self.cursor = row
            self.action_select()
