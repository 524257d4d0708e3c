"""The words of a command, read with argparse, in the user's language.

argparse speaks English (or another catalogue's language) and wraps its help by characters. Here options alone are
given to it; the words between them are ours, so that they can stand anywhere and `--` always ends the options.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from reader.errors import UsageError
from reader.messages import _


class Arguments(argparse.Namespace):
    """What a command was called with: its words in order, and a value for each option."""

    words: list[str]


class Parser(argparse.ArgumentParser):
    """The options of one command; `usage` and every help text are in the language in use."""

    def __init__(self, usage: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog="reader",
            usage=usage,
            description=description,
            epilog=epilog or None,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self._group = self.add_argument_group(_("options"))
        self._switches: set[str] = set()

    def option(self, *names: str, text: str, metavar: str | None = None, read: Callable[[str], Any] = str) -> None:
        """Add an option: one that takes a value if it has a `metavar`, else a switch. `read` may raise UsageError."""

        def value(word: str) -> Any:
            if not word:
                raise UsageError(_("{option} needs a value.").format(option="/".join(names)))
            return read(word)

        if metavar is None:
            self._switches.add("/".join(names))
            self._group.add_argument(*names, action="store_true", help=text)
        else:
            self._group.add_argument(*names, metavar=metavar, type=value, help=text)

    def read(self, argv: Sequence[str]) -> Arguments:
        """Read the words of a command. `--help` prints the help and ends.

        Raises:
            UsageError: an option is unknown, lacks its value or has one that does not fit; or a word is empty.
        """
        self._group.add_argument("-h", "--help", action="help", help=_("show this help and end"))
        cut = argv.index("--") if "--" in argv else len(argv)
        arguments = Arguments()
        try:
            _namespace, words = self.parse_known_args(argv[:cut], arguments)
        except argparse.ArgumentError as error:
            name = error.argument_name or ""
            if name in self._switches:
                raise UsageError(_("{option} takes no value.").format(option=name)) from None
            raise UsageError(_("{option} needs a value.").format(option=name)) from None
        unknown = next((word for word in words if word.startswith("-") and word != "-"), None)
        if unknown is not None:
            sentence = _(
                "There is no option {option}; `{command} --help` lists them. A file of that name is ./{option}."
            )
            raise UsageError(sentence.format(option=unknown, command=self.command))
        arguments.words = [*words, *argv[cut + 1 :]]
        if "" in arguments.words:  # most often a variable that is not set; as a path it would be the current folder
            raise UsageError(_("One of the words is empty. Name a file or folder, what to look for, or a tag."))
        return arguments

    def error(self, message: str) -> NoReturn:
        """What argparse itself finds wrong, as our kind of error."""
        raise UsageError(message)

    @property
    def command(self) -> str:
        """The words of the usage before its first placeholder, such as `reader parse`."""
        words = (self.usage or self.prog).split()
        return " ".join(words[:2]) if len(words) > 1 and words[1].isascii() and words[1].isalpha() else self.prog


class _Help(argparse.HelpFormatter):
    """Help in the user's language, wrapped by cells and by the rules of Chinese line breaking."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=min(_terminal_width(), 100))

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        from reader.text.wrap import wrap

        # A path would be parted at its marks; it is wrapped as one word of that length.
        solid = re.sub("[!-~]*/[!-~]*", lambda path: "x" * len(path[0]), text)
        return [text[start:end] for start, end in wrap(solid, width)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = []
        for line in text.splitlines():
            lead = indent + line[: len(line) - len(line.lstrip())]
            lines += [lead + part for part in self._split_lines(line.lstrip(), width - len(lead))] or [""]
        return "\n".join(lines)


def _terminal_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def whole_number(option: str, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most` for an option of this name."""

    def read(word: str) -> int:
        if word.isascii() and word.isdecimal() and least <= int(word) <= most:
            return int(word)
        sentence = _("{option} takes a whole number from {least} to {most}, not {word}.")
        raise UsageError(sentence.format(option=option, least=least, most=most, word=word))

    return read


def one_of(option: str, names: Sequence[str]) -> Callable[[str], str]:
    """A reader of one of these names for an option of this name."""

    def read(word: str) -> str:
        if word in names:
            return word
        sentence = _("{option} takes one of {names}, not {word}.")
        raise UsageError(sentence.format(option=option, names=", ".join(names), word=word))

    return read


def encoding_name(word: str) -> str:
    """A reader of the name of a text encoding."""
    from reader.library.decode import codec_name

    return codec_name(word)


def add_reading(parser: Parser) -> None:
    """The options of every command that reads texts: `--encoding` and `--limit`."""
    parser.option(
        "--encoding",
        metavar="NAME",
        read=encoding_name,
        text=_("read the files in this encoding, not the one found"),
    )
    parser.option(
        "--limit",
        metavar="MB",
        read=whole_number("--limit", 1, 4096),
        text=_("the largest file that is read (default: 64 MB)"),
    )


def add_days(parser: Parser) -> None:
    """Add `--from` and `--to`, days of issues; read them with `days`."""
    from reader.exports.choosing import day

    parser.option(
        "--from",
        metavar="DAY",
        read=lambda word: day(word, last=False),
        text=_("only issues of this day or later: 2021-12-28"),
    )
    parser.option(
        "--to", metavar="DAY", read=lambda word: day(word, last=True), text=_("only issues of this day or earlier")
    )


def days(options: Arguments) -> tuple[str | None, str | None]:
    """The first and the last day asked for, as ISO 8601.

    Raises:
        UsageError: the first comes after the last.
    """
    first, last = getattr(options, "from"), options.to
    if first and last and last < first:
        raise UsageError(_("--from is after --to."))
    return first, last


def new_annotations_file(word: str) -> Path:
    """A file that a command makes; none is ever written over.

    Raises:
        UsageError: it is there already.
    """
    out = Path(annotations_file(word))
    if out.exists() or out.with_name(f"{out.name}.journal").exists():
        raise UsageError(_("“{name}” is there already. Name a new file.").format(name=out))
    return out


EXPORTED = (".csv", ".jsonl", ".jsonld", ".parquet", ".tsv", ".xml", ".zip")
"""How exports are called, but for those in `.json`, as annotations files are."""


def annotations_file(word: str) -> str:
    """A reader of the name of an annotations file.

    Raises:
        UsageError: it is called as texts or exports are. What it holds would be taken for annotations that are damaged,
            and put aside.
    """
    from reader.library.discovery import SUFFIXES

    if word.lower().endswith(SUFFIXES):
        raise UsageError(_("“{name}” is a text, not an annotations file.").format(name=word))
    if word.lower().endswith(EXPORTED):
        sentence = _("“{name}” is an export, not an annotations file: `reader import` takes over what it holds.")
        raise UsageError(sentence.format(name=word))
    return word


def add_database(parser: Parser) -> None:
    """`--db`, for what works with annotations."""
    parser.option(
        "--db",
        metavar="FILE",
        read=annotations_file,
        text=_("the annotations file (default: .reader/annotations.json beside the texts)"),
    )


def add_language(parser: Parser) -> None:
    """`--lang`; it is acted upon before the command is (see `reader.cli.dispatch`), and stands here for the help."""
    parser.option("--lang", metavar="CODE", text=_("language of the messages: en, zh_Hans or zh_Hant"))


def limit_bytes(arguments: Arguments) -> int:
    """The size limit in bytes."""
    megabytes: int | None = arguments.limit
    return (megabytes or 64) * 1024 * 1024
