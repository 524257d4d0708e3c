"""Which command is meant, and what becomes of it: its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cli import output
from reader.errors import ReaderError, SaveError, UsageError
from reader.messages import LANGUAGES, _, set_language

COMMANDS = (
    "parse", "show", "search", "repeats", "convert",
    "tag", "untag", "note", "remove", "list", "tags", "export", "import", "merge", "agree", "history", "compact",
)  # fmt: skip
"""The first word that is one of these is a command; a file or folder of that name is reached as `./parse`."""

WITH_VALUE = ("--lang", "--db", "--encoding", "--limit")
"""Options that may stand before the command and whose value is the next word."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the words name, else open the app; returns the exit code.

    0: all well. 1: a search found nothing. 2: the words do not fit. 3: a file or the library could not be read.
    4: something could not be saved. 130: stopped with Ctrl-C. 141: the reader of the output closed it.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    output.use_utf8()
    output.said.clear()
    try:
        set_language(_language(words))
        code = _run(words)
        sys.stdout.flush()
        return code
    except ReaderError as error:
        try:
            sys.stdout.flush()
        except OSError:  # what could not be written would fail once more when Python ends, with a status of its own
            output.close_quietly()
        output.complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        output.close_quietly()
        return 141
    except OSError as error:
        if error.filename is not None:  # not of a print, which names no file
            from reader.library.decode import shown_name, why_unread

            path = os.fsdecode(error.filename)
            output.complain(why_unread(shown_name(path), error, Path(path)))
            return ReaderError.exit_code
        from reader.files import problem_of

        output.close_quietly()
        output.complain(_("Standard output could not be written: {problem}.").format(problem=problem_of(error)))
        return SaveError.exit_code


def _run(words: list[str]) -> int:
    at = _command_at(words)
    if at is None:
        from reader.cli import open as app

        return app.run(words)
    name, rest = words[at], words[:at] + words[at + 1 :]
    from importlib import import_module

    module = "import_" if name == "import" else name  # a word of Python's own is no name of a module
    code: int = import_module(f"reader.cli.{module}").run(rest)
    return code


def _command_at(words: Sequence[str]) -> int | None:
    """Where the name of a command stands: it is the first word that is neither an option nor an option's value."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        if words[at] == "--":
            return None
        at += 2 if words[at] in WITH_VALUE else 1
    return at if at < len(words) and words[at] in COMMANDS else None


def _language(words: Sequence[str]) -> str | None:
    """The language asked for by `--lang`, else by the settings; `None` follows the locale."""
    for at, word in enumerate(words):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--lang":
            code = value if equals else (words[at + 1] if at + 1 < len(words) else "")
            if code not in LANGUAGES:
                set_language()
                sentence = _("--lang takes one of {names}, not {word}.")
                raise UsageError(sentence.format(names=", ".join(LANGUAGES), word=code or "''"))
            return code
    from reader.settings import load

    return load().language
