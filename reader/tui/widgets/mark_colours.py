"""The twelve colours of tags, made readable on any theme."""

from __future__ import annotations

from textual.color import Color

HUES: tuple[int, ...] = (48, 205, 130, 330, 25, 265, 170, 0, 85, 230, 300, 65)
"""Degrees on the colour circle by palette index, so ordered that the first few lie far apart."""

READABLE = 4.5
"""Least contrast ratio of text on its ground (WCAG 2.2, 1.4.3)."""

BLACK = Color(0, 0, 0)
WHITE = Color(255, 255, 255)


def solid(ground: Color, dark: bool) -> Color:
    """A ground to reckon with: a theme that leaves the colours to the terminal has black or white for it.

    Args:
        ground: The background of a widget, as Textual composes it.
        dark: Whether the theme says of itself that it is dark.
    """
    if ground.ansi is not None:
        return BLACK if dark else WHITE
    return (BLACK if dark else WHITE).blend(ground, ground.a, 1)


def tag_ground(index: int, ground: Color) -> Color:
    """The background of a passage marked in a palette colour, on a page whose (solid) background is `ground`."""
    hue = HUES[index % len(HUES)] / 360
    if _dark(ground):
        return ground.blend(Color.from_hsl(hue, 0.80, 0.38), 0.60)
    return ground.blend(Color.from_hsl(hue, 0.95, 0.65), 0.60)


def tag_ink(index: int, ground: Color) -> Color:
    """A palette colour as text on a (solid) `ground`: for a tag's name in a list or a tree."""
    hue = HUES[index % len(HUES)] / 360
    towards = WHITE if _dark(ground) else BLACK
    colour = Color.from_hsl(hue, 0.70, 0.60 if _dark(ground) else 0.40)
    while contrast(colour, ground) < READABLE and colour != towards:
        colour = colour.blend(towards, 0.2) if contrast(colour, towards) > 1.3 else towards
    return colour


def readable(ink: Color, ground: Color) -> Color:
    """`ink` if it can be read on `ground`, else black or white."""
    if ink.ansi is None and ink.a == 1 and contrast(ink, ground) >= READABLE:
        return ink
    return max(BLACK, WHITE, key=lambda colour: contrast(colour, ground))


def contrast(first: Color, second: Color) -> float:
    """The contrast ratio of two solid colours, 1 to 21, as WCAG 2.2 defines it."""
    dim, bright = sorted((_luminance(first), _luminance(second)))
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _dark(ground: Color) -> bool:
    return _luminance(ground) < 0.18
