"""`reader export`: the annotations of a library, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import arguments
from reader.cli.filters import add_filters, choice, say_what_nothing_has
from reader.cli.output import complain
from reader.cli.progress import Progress
from reader.cli.reading import catalogue_of, last_opened
from reader.errors import ReaderError, UsageError
from reader.messages import _, ngettext

if TYPE_CHECKING:
    from reader.exports.documents import Wording
    from reader.exports.format import Format, Options
    from reader.exports.writing import ExportReport


def run(argv: Sequence[str]) -> int:
    """Export annotations; returns 3 if some of them have no place now and were left out."""
    from reader.exports.registry import FORMATS

    options = _parser(list(FORMATS)).read(argv)
    if options.list:
        _list(FORMATS.values())
        return 0
    one = FORMATS[options.format or "jsonl"]
    wording, chosen = _wording(options, one), _options(options, one)
    wanted = choice(options)

    from reader.annotations.corrector import Corrector
    from reader.cli.database import opened_store
    from reader.exports.writing import export_annotations
    from reader.library.decode import shown_name
    from reader.library.discovery import library_root

    paths = [Path(word) for word in options.words] or last_opened(_("`reader export` needs its folder."))
    root = library_root(paths)
    store = opened_store(root, options.db)
    say_what_nothing_has(wanted, store)
    out = None if options.output in (None, "-") else Path(options.output)
    _not_to_a_screen(out, one)
    catalogue = catalogue_of(root, paths, Corrector(store), options)
    try:
        catalogue.scan()
        report = export_annotations(
            catalogue,
            store,
            one.name,
            out,
            choice=wanted,
            wording=wording,
            options=chosen,
            progress=Progress(),
        )
    finally:
        catalogue.close()
    assert report is not None, "it is given up only if it is cancelled"
    for notice in report.notices:
        complain(notice)
    if report.path is not None:
        print(_written(report, shown_name(report.path)))
    return ReaderError.exit_code if report.left_out else 0


def _parser(names: list[str]) -> arguments.Parser:
    from reader.text.script import Script

    parser = arguments.Parser(
        usage="reader export [PATH…] [--format NAME] [-o FILE] [options]",
        description=_(
            "Export the annotations of a library (without a PATH, of the one opened last). "
            "Every place is checked against the text before anything is written."
        ),
    )
    parser.option(
        "--format",
        metavar="NAME",
        read=arguments.one_of("--format", names),
        text=_("one of {names}; jsonl if none is named").format(names=", ".join(names)),
    )
    parser.option("--list", text=_("list the formats with what their offsets count and the tools they are for"))
    parser.option("-o", "--output", metavar="FILE", text=_("write to this file instead of standard output"))
    add_filters(parser)
    parser.option(
        "--text",
        metavar="TEXT",
        read=arguments.one_of("--text", ("source", "article")),
        text=_("what the offsets count in: the source file, or the article as reflowed (default: what the tool wants)"),
    )
    parser.option(
        "--script",
        metavar="SCRIPT",
        read=arguments.one_of("--script", list(Script)),
        text=_("the article in this script: hans (简), hant (繁), tw (台) or hk (港)"),
    )
    parser.option("--raw", text=_("csv: without the ' that keeps a spreadsheet from taking a text for a formula"))
    parser.option(
        "--unit",
        metavar="UNIT",
        read=arguments.one_of("--unit", ("utf-16", "code-points")),
        text=_("doccano: count the offsets in utf-16 (default) or code-points"),
    )
    parser.option("--layers", text=_("doccano: overlapping passages in files of their own, in one archive"))
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    return parser


def _wording(options: arguments.Arguments, one: Format) -> Wording | None:
    """What text was asked for.

    Raises:
        UsageError: the format has no such text, or a source file was to be converted.
    """
    from reader.exports.documents import Wording
    from reader.text.script import Script

    script = Script(options.script or Script.SOURCE)
    text = options.text or ("article" if script is not Script.SOURCE else None)
    if text is None:
        return None
    if text == "source" and script is not Script.SOURCE:
        raise UsageError(_("Only an article is converted: leave out --text source, or --script."))
    if text not in one.texts:
        raise UsageError(_("The format {name} has no choice of --text.").format(name=one.name))
    return Wording(text == "article", script)


def _options(options: arguments.Arguments, one: Format) -> Options:
    from reader.exports.format import Options, Unit

    for name in ("raw", "unit", "layers"):
        if getattr(options, name) and name not in one.options:
            raise UsageError(_("The format {name} has no {option}.").format(name=one.name, option=f"--{name}"))
    units = {None: None, "utf-16": Unit.UTF16, "code-points": Unit.POINTS}
    return Options(options.raw, units[options.unit], options.layers)


def _not_to_a_screen(out: Path | None, one: Format) -> None:
    """Refuse to print bytes that are no text on a terminal.

    Raises:
        UsageError: that was asked for.
    """
    import sys

    if out is None and one.suffix in (".zip", ".parquet") and sys.stdout.isatty():
        sentence = _("The format {name} is no text: name a file with -o, such as annotations{suffix}.")
        raise UsageError(sentence.format(name=one.name, suffix=one.suffix))


def _list(formats: Iterable[Format]) -> None:
    rows = [(_("format"), _("file"), _("offsets"), _("text"), _("for"))]
    rows += [(one.name, one.suffix, _(one.unit.value), one.wording.name, one.tool) for one in formats]
    from rich.cells import cell_len

    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1]]))


def _written(report: ExportReport, file: str) -> str:
    if report.of == "articles":
        sentence = ngettext("{number} article written to {file}", "{number} articles written to {file}", report.count)
    else:
        sentence = ngettext(
            "{number} annotation written to {file}", "{number} annotations written to {file}", report.count
        )
    return sentence.format(number=report.count, file=file)
