"""Themes of our own, beside those of Textual. A theme also says where headlines stand (`pane_styles.ALIGN`)."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

from reader.tui.widgets.pane_styles import ALIGN

THEMES: Final = (
    Theme(
        name="paper",
        primary="#7a2e1d",
        secondary="#4f5b66",
        accent="#a3341f",
        warning="#b7791f",
        error="#9b1c1c",
        success="#3f6b3a",
        foreground="#2a2622",
        background="#f4efe4",
        surface="#ece5d6",
        panel="#e0d7c4",
        dark=False,
    ),
    Theme(
        name="column",
        primary="#6f9ac8",
        secondary="#a9b4c0",
        accent="#d8a657",
        warning="#d8a657",
        error="#e06c75",
        success="#8fbf7f",
        foreground="#d6d3cc",
        background="#17191c",
        surface="#1e2125",
        panel="#272b30",
        dark=True,
        variables={ALIGN: "left"},
    ),
)
"""`paper` is light, its headlines in the middle; `column` is dark, its headlines flush with the text."""
