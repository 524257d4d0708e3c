"""What a user sets once: a small TOML file in the user's configuration folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.messages import LANGUAGES, _

NAME_VARIABLE = "READER_ANNOTATOR"
"""The environment variable that holds the annotator's name for scripts."""

MEASURES = range(10, 81)
"""The widths of the text that can be set, in ideographs."""


SPACINGS = range(3)
"""How many empty rows can stand between lines, and between paragraphs."""

AMBIGUOUS = ("auto", "narrow", "wide")
"""What can be said of the width of ambiguous characters."""


@dataclass(frozen=True)
class Settings:
    """The settings in use; a field that the file does not hold has its default."""

    language: str | None = None
    """Language of the interface, one of `reader.messages.LANGUAGES`; `None` follows the locale."""
    theme: str = "textual-dark"
    """Name of the app's theme."""
    measure: int = 40
    """Width of the text in ideographs, two cells each."""
    vertical: bool = False
    """Whether articles are set in vertical columns."""
    annotator: str = ""
    """Who annotations are signed by; empty stands for the login name (see `signature`)."""
    full_width: bool = False
    """Whether half-width marks between Han are shown full-width, in every script but that of the file."""
    spaced: bool = False
    """Whether a space is shown between Han and Latin words, likewise."""
    corner_quotes: bool = False
    """Whether 「」 are shown for “”, likewise."""
    line_spacing: int = 0
    """Empty rows between the lines of a paragraph."""
    paragraph_spacing: int = 1
    """Empty rows between paragraphs."""
    hanging: bool = False
    """Whether 、，。 may hang beyond the end of a line."""
    ambiguous: str = "auto"
    """How many cells the terminal draws for “ ” … — ■ and their like: `narrow` one, `wide` two, `auto` asks it."""
    keys: dict[str, Any] = field(default_factory=dict, hash=False)
    """The user's own keys by the id of what they do; see `reader.tui.keymap`, which checks them."""
    notice: str = field(default="", compare=False)
    """A sentence for the user when the file could not be used as it is; never saved."""

    @property
    def name(self) -> str:
        """The annotator's name, of the environment for a script, else of the settings; empty if none was ever given."""
        return " ".join(os.environ.get(NAME_VARIABLE, "").split()) or self.annotator

    @property
    def signature(self) -> str:
        """The annotator's name, or else the login name."""
        if self.name:
            return self.name
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "reader"


def settings_path() -> Path:
    """Where the settings are kept."""
    import platformdirs

    return platformdirs.user_config_path("reader", appauthor=False) / "settings.toml"


def load(path: Path | None = None) -> Settings:
    """The settings of this user; whatever is damaged has its default, and `notice` says so. The file stays as it is."""
    path = path or settings_path()
    try:
        stored = _read(path)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        notice = _("The settings in {file} cannot be read ({problem}); the defaults are used.")
        return Settings(notice=notice.format(file=path, problem=_problem_of(error)))
    good = {name: value for name, value in stored.items() if name in _CHECKS and _CHECKS[name](value)}
    bad = [name for name in stored if name in _CHECKS and name not in good]
    strange = [name for name in stored if name not in _CHECKS]
    told = (
        (bad, _("The settings in {file} have no use for what {names} is set to; the default is used.")),
        (strange, _("The settings in {file} name what is no setting: {names}.")),
    )
    notices = (sentence.format(file=path, names=", ".join(names)) for names, sentence in told if names)
    return Settings(**good, notice="\n".join(notices))


def save(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings; what else stands in the file stays, and a file that cannot be read is kept aside.

    Raises:
        OSError: they could not be written; the file is as it was.
    """
    import tomli_w

    from reader.files import free_name, write_whole

    path = path or settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        stored = _read(path)
    except FileNotFoundError:
        stored = {}
    except ValueError:
        stored = {}
        path.replace(free_name(path.with_name(f"{path.name}.damaged")))
    for name in _CHECKS:
        value = getattr(settings, name)
        if value == getattr(Settings(), name):
            stored.pop(name, None)
        else:
            stored[name] = value
    write_whole(path, tomli_w.dumps(stored).encode())


def _problem_of(error: OSError | ValueError) -> str:
    """Why the settings cannot be read: in the user's words for what they can mend."""
    if isinstance(error, OSError):
        from reader.files import problem_of

        return problem_of(error)
    if isinstance(error, UnicodeDecodeError):
        return _("it is no text in UTF-8")
    line = re.search(r"\(at line (\d+)", str(error))
    return _("line {number}").format(number=line[1]) if line else str(error)


def _read(path: Path) -> dict[str, Any]:
    text = path.read_bytes().decode("utf-8-sig")
    import tomllib

    return tomllib.loads(text)


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: isinstance(value, str) and value in LANGUAGES,
    "theme": lambda value: isinstance(value, str),
    "measure": lambda value: type(value) is int and value in MEASURES,
    **dict.fromkeys(
        ("full_width", "spaced", "corner_quotes", "hanging", "vertical"), lambda value: isinstance(value, bool)
    ),
    "line_spacing": lambda value: type(value) is int and value in SPACINGS,
    "paragraph_spacing": lambda value: type(value) is int and value in SPACINGS,
    "ambiguous": lambda value: value in AMBIGUOUS,
    "annotator": lambda value: isinstance(value, str) and value.isprintable(),
    "keys": lambda value: isinstance(value, dict),
}
"""The settings that are stored, each with what may be stored for it."""
