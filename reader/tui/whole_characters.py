"""Draws what lies over other things without cutting its characters.

Textual cuts every row wherever any widget begins or ends, also where another lies over that edge; a Han character of a
notice of which one half lies over the tree and one over the article was drawn as two spaces. Seen with Textual 8.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class WholeCharacters(Compositor):
    """Cuts a row only where the widget in front changes."""

    @property
    def cuts(self) -> list[list[int]]:
        """The columns at which each row is cut, in ascending order, from 0 to the width."""
        if self._cuts is None:
            front_first = [region.intersection(clip) for region, clip in self.visible_widgets.values()]
            self._cuts = [_seen(y, edges, front_first) for y, edges in enumerate(super().cuts)]
        return self._cuts

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed; a piece that lies over the edge of a changed widget is drawn to its own end."""
        update = super().render_partial_update()
        if update is not None:
            update.spans = [(y, start, self._end_of_piece(y, end)) for y, start, end in update.spans]
        return update

    def _end_of_piece(self, y: int, column: int) -> int:
        return min((cut for cut in self.cuts[y] if cut >= column), default=column)

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """The pieces of the rows by the columns where they begin; of a widget that begins behind another, the rest."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(edges[:-1]) for edges in cuts]
        for region, clip, strips in self._get_renders(crop):
            shown = region.intersection(clip)
            first, last = shown.column_span
            for y, strip in zip(shown.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                edges = [cut for cut in cuts[y] if first <= cut <= last]
                if not edges or edges[0] != first:  # it begins behind another
                    edges.insert(0, first)
                pieces = strip.divide([cut - first for cut in edges[1:]])
                for edge, piece in zip(edges, pieces, strict=False):
                    if chops[y].get(edge, piece) is None:
                        chops[y][edge] = piece
        return chops  # type: ignore[return-value]


def _seen(y: int, edges: list[int], front_first: Sequence[Region]) -> list[int]:
    """Those of the edges on both sides of which another widget is in front, and both ends of the row."""
    owners = [
        next((number for number, region in enumerate(front_first) if region.contains(start, y)), None)
        for start in edges[:-1]
    ]
    inner = [edge for edge, (left, right) in zip(edges[1:-1], pairwise(owners), strict=True) if left != right]
    return [edges[0], *inner, edges[-1]]
