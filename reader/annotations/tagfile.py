"""A tag set as a file to share and to edit by hand: TOML, a table a tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reader.annotations.model import tidy_tag
from reader.annotations.palette import COLOUR_NAMES
from reader.annotations.tagset import KEYS, Tag
from reader.errors import ReaderError, SaveError
from reader.files import problem_of, write_whole
from reader.messages import _

MOST: int = 1 << 20
"""Bytes that such a file may have: more is no tag set."""


def write_tags(path: Path, tags: Iterable[Tag]) -> None:
    """Write a tag set to a file, replaced at once.

    Raises:
        SaveError: it could not be written; what was there still is.
    """
    try:
        write_whole(path, as_toml(tags).encode())
    except OSError as error:
        sentence = _("{file} could not be written: {problem}.")
        raise SaveError(sentence.format(file=path, problem=problem_of(error))) from error


def as_toml(tags: Iterable[Tag]) -> str:
    """The text of the file."""
    import tomli_w

    return "\n".join(f"[[tag]]\n{tomli_w.dumps(_table(tag))}" for tag in tags)


def read_tags(path: Path) -> list[Tag]:
    """The tags that a file defines, in its order.

    Raises:
        ReaderError: it cannot be read or is no tag set; the sentence names the file and the tag.
    """
    import tomllib

    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except FileNotFoundError:
        raise ReaderError(_("“{name}” does not exist. Check the path.").format(name=path)) from None
    except OSError as error:
        sentence = _("{file} cannot be read: {problem}.")
        raise ReaderError(sentence.format(file=path, problem=problem_of(error))) from error
    try:
        if len(data) > MOST:
            raise ValueError(_("it is too large"))
        tables = tomllib.loads(data.decode("utf-8-sig")).get("tag")
        if not isinstance(tables, list) or not tables:
            raise ValueError(_("it holds no [[tag]]"))
        tags = [_tag(number, table) for number, table in enumerate(tables, 1)]
        _check(tags)
    except (ValueError, RecursionError) as error:
        sentence = _("{file} is no tag set that can be read ({problem}); nothing was changed.")
        raise ReaderError(sentence.format(file=path, problem=error)) from error
    return tags


def _table(tag: Tag) -> dict[str, Any]:
    fields = {"colour": tag.colour, "key": tag.key, "description": tag.description, "parent": tag.parent}
    return {"name": tag.name, **{name: value for name, value in fields.items() if value not in (None, "")}}


def _tag(number: int, table: object) -> Tag:
    """One tag.

    Raises:
        ValueError: what is wrong with it, in the user's language.
    """
    if not isinstance(table, dict) or not isinstance(table.get("name"), str) or not tidy_tag(table["name"]):
        raise ValueError(_("tag {number} has no name").format(number=number))
    name = tidy_tag(table["name"])
    if not name.isprintable():
        raise ValueError(_("the name of tag {number} holds a control character").format(number=number))
    checks: dict[str, tuple[Callable[[Any], bool], str]] = {
        "colour": (lambda value: value in COLOUR_NAMES, _("one of {names}").format(names=", ".join(COLOUR_NAMES))),
        "key": (lambda value: type(value) is int and value in KEYS, _("a number from 1 to 9")),
        "description": (lambda value: isinstance(value, str), _("a text")),
        "parent": (lambda value: isinstance(value, str) and bool(tidy_tag(value)), _("the name of a tag")),
    }
    for field, value in table.items():
        if field == "name":
            continue
        if field not in checks:
            raise ValueError(_("“{field}” of “{tag}” is not known").format(field=field, tag=name))
        fits, wanted = checks[field]
        if not fits(value):
            raise ValueError(_("“{field}” of “{tag}” is not {wanted}").format(field=field, tag=name, wanted=wanted))
    parent = table.get("parent")
    return Tag(name, table.get("colour"), table.get("key"), table.get("description", ""), parent and tidy_tag(parent))


def _check(tags: list[Tag]) -> None:
    """Make sure that the tags go together.

    Raises:
        ValueError: what does not, in the user's language.
    """
    names: set[str] = set()
    keys: dict[int, str] = {}
    for tag in tags:
        if tag.name in names:
            raise ValueError(_("“{tag}” stands twice").format(tag=tag.name))
        names.add(tag.name)
        if tag.key is not None and keys.setdefault(tag.key, tag.name) != tag.name:
            sentence = _("“{tag}” and “{other}” have the same key")
            raise ValueError(sentence.format(tag=keys[tag.key], other=tag.name))
    parents = {tag.name: tag.parent for tag in tags}
    for tag in tags:
        above, seen = tag.parent, {tag.name}
        while above is not None:
            if above in seen:
                raise ValueError(_("“{tag}” stands under itself").format(tag=tag.name))
            seen.add(above)
            above = parents.get(above)
