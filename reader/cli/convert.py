"""`reader convert --to SCRIPT [FILE|-]`: any text in another script, line by line."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reader.cli import arguments
from reader.errors import UsageError
from reader.library.decode import Unreadable, decode, printable, read_bytes, shown_name
from reader.messages import _
from reader.text import words
from reader.text.mapped import MappedText
from reader.text.script import Script, convert, detect, reliable


def run(argv: Sequence[str]) -> int:
    """Convert a file or standard input to standard output."""
    scripts = [script for script in Script if script is not Script.SOURCE]
    parser = arguments.Parser(
        usage="reader convert --to SCRIPT [FILE]",
        description=_(
            "Print a text in another script, line by line and with its own line ends. "
            "Without a FILE, or with -, standard input is read, as it comes."
        ),
    )
    parser.option(
        "--to",
        metavar="SCRIPT",
        read=arguments.one_of("--to", scripts),
        text=_("hans (简), hant (繁), tw (台) or hk (港)"),
    )
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    if options.to is None:
        raise UsageError(_("`reader convert` needs --to with one of {names}.").format(names=", ".join(scripts)))
    if len(options.words) > 1:
        raise UsageError(_("`reader convert` takes one file."))
    name = options.words[0] if options.words else "-"
    if name == "-":
        lines = _decoded(sys.stdin.buffer, options.encoding or "utf-8", _("standard input"))
    else:
        lines = _lines(Path(name), arguments.limit_bytes(options), options.encoding)
    _print(lines, Script(options.to))
    return 0


def _lines(path: Path, limit: int, encoding: str | None) -> Iterator[str]:
    """The lines of a file, in the encoding asked for or found."""
    data, name = read_bytes(path, limit), shown_name(path)
    if data.strip():
        encoding = encoding or decode(data, name).encoding
    return _decoded(io.BytesIO(data), encoding or "utf-8", name)


def _decoded(stream: Iterable[bytes], encoding: str, name: str) -> Iterator[str]:
    """The lines of a stream of bytes, each with its end, as soon as it is there.

    Raises:
        Unreadable: there are bytes that the encoding does not know. What stands before that line has been given.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    held, number = "", 0
    ended = False
    pieces = iter(stream)
    while not ended:
        piece = next(pieces, b"")
        ended = not piece
        try:
            held += decoder.decode(piece, final=ended)
        except UnicodeDecodeError as error:
            sentence = _("Line {number} of {name} holds bytes that are no {encoding}; name another with --encoding.")
            raise Unreadable(sentence.format(number=number + 1, name=name, encoding=encoding.upper())) from error
        if number == 0 and encoding.startswith("utf-16"):
            held = held.removeprefix("\ufeff")  # it told the order of the bytes; what is printed is UTF-8
        *whole, held = held.split("\n")
        for line in whole:
            number += 1
            yield line + "\n"
    if held:
        yield held


def _print(lines: Iterable[str], script: Script) -> None:
    """Convert lines and write them; a line that tells nothing of its script is in that of the lines before it.

    A file or a pipe gets every character; a terminal none that it would obey.
    """
    words.load()
    written, keeping = "neither", True
    out, on_terminal = sys.stdout.buffer, sys.stdout.isatty()
    for line in lines:
        text = line.rstrip("\r\n")
        told = detect(text)
        written = written if told == "neither" else told
        keeping = keeping and reliable(text)
        view = convert(MappedText.of(text, [(0, len(text))]), script, written, keeping=keeping and written == "hant")
        shown = "\t".join(map(printable, view.text.split("\t"))) if on_terminal else view.text
        out.write((shown + line[len(text) :]).encode("utf-8", "surrogatepass"))
        out.flush()
