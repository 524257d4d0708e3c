"""What an annotation is: who said what about which passage, and how it stands in the file of annotations.

A record is the plain JSON object of one annotation. What a newer or another program wrote into it beside our own keys
is kept in `extra` and written back.
"""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from reader.text.source import Source
from reader.text.spans import Span, Spans, merged, text_of

Record = dict[str, Any]
"""A JSON object."""

CONTEXT: int = 32
"""Code points of the source that are kept before and after a quote, as other annotation tools do."""

OPENING: int = 120
"""Code points of an article's beginning that are its quote."""


class Kind(StrEnum):
    """What was said."""

    TAG = "tag"
    """A tag on an article."""
    HIGHLIGHT = "highlight"
    """A marked passage; its tag, if it has one, gives the colour."""
    NOTE = "note"
    """Words about an article, or about a passage that has no colour."""
    BOOKMARK = "bookmark"
    """A place to come back to; `body` holds its `letter`."""
    DONE = "done"
    """The annotator's word that an article needs no more work."""
    CORRECTION = "correction"
    """What recognition got wrong about the passage, mended; `body` says how."""


MARKS: frozenset[Kind] = frozenset({Kind.TAG, Kind.HIGHLIGHT, Kind.NOTE})
"""What is said of the text itself, and so is seen on it and changed there."""


@dataclass(frozen=True, slots=True)
class Target:
    """The place in a text that an annotation is on. Only a person changes it (I4)."""

    path: str
    """The file, relative to the library, with `/`; where the file was when the annotation was made."""
    sha256: str
    """`Source.sha256` of the text that the spans count in."""
    encoding: str
    """The codec that the file was read with."""
    spans: Spans
    """The passage, or everything that belonged to the article, in reading order."""
    quote: str
    """The characters at the spans; of an article only the first `OPENING` of them."""
    prefix: str
    """What stands before the quote in the source."""
    suffix: str
    """What stands after the quote in the source."""
    article: bool
    """Whether the annotation is on a whole article."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)
    """What else the record held."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation; equal to another if nothing that is stored differs."""

    id: str
    """Names it everywhere and for ever; sorts by the time it was made."""
    kind: Kind
    target: Target
    tag: str | None
    note: str | None
    created: str
    """UTC, ISO 8601, ending in `Z`."""
    modified: str
    annotator: str
    body: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What the kind says beside tag and note, as plain JSON; empty for tags, highlights and notes."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)
    """What else the record held."""


def now() -> str:
    """The time as annotations give it: UTC, ISO 8601, whole seconds, ending in `Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """A fresh id: a UUID of version 7 (RFC 9562, with the sub-millisecond part of §6.2, method 3)."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    chance = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    digits = f"{(milliseconds << 80) | (7 << 76) | (fraction << 64) | (2 << 62) | chance:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def tidy_tag(tag: str) -> str:
    """A tag as it is stored: composed (NFC), white space at its ends gone and one space elsewhere."""
    return " ".join(unicodedata.normalize("NFC", tag).split())


def make_target(source: Source, path: str, spans: Iterable[Span], article: bool) -> Target:
    """The target for a place in a text.

    Args:
        source: the text.
        path: its file, relative to the library, with `/`.
        spans: the passage in reading order, or all spans of the article.
        article: whether the target is the article as a whole.

    Raises:
        ValueError: the spans hold no character.
    """
    spans = merged(spans)
    if not spans:
        raise ValueError("an annotation needs a passage")
    quoted = opening(spans) if article else spans
    start, end = quoted[0][0], quoted[-1][1]
    return Target(
        path=path,
        sha256=source.sha256,
        encoding=source.encoding,
        spans=spans,
        quote=text_of(source.text, quoted),
        prefix=source.text[max(0, start - CONTEXT) : start],
        suffix=source.text[end : end + CONTEXT],
        article=article,
    )


def opening(spans: Iterable[Span], limit: int = OPENING) -> Spans:
    """The first `limit` code points of the spans."""
    out: list[Span] = []
    for start, end in spans:
        if limit <= 0:
            break
        out.append((start, min(end, start + limit)))
        limit -= end - start
    return tuple(out)


def new_annotation(
    kind: Kind,
    target: Target,
    annotator: str,
    *,
    tag: str | None = None,
    note: str | None = None,
    body: Mapping[str, Any] | None = None,
) -> Annotation:
    """An annotation made now. The tag is tidied; an empty tag or note is none.

    Raises:
        ValueError: a tag without a word.
    """
    tag = tidy_tag(tag or "") or None
    if kind is Kind.TAG and tag is None:
        raise ValueError("a tag needs a word")
    time = now()
    return Annotation(new_id(), kind, target, tag, note or None, time, time, annotator, dict(body or {}))


def letter_of(annotation: Annotation) -> str:
    """The letter of a bookmark; empty for anything else, and for one that another program made of something else."""
    letter = annotation.body.get("letter") if annotation.kind is Kind.BOOKMARK else None
    return letter if isinstance(letter, str) and len(letter) == 1 and letter.isprintable() else ""


def place_of(annotation: Annotation) -> Target | None:
    """The further place of a correction as a target of its own; `None` if it names none, or none that can be read."""
    place = annotation.body.get("place") if annotation.kind is Kind.CORRECTION else None
    if not isinstance(place, dict):
        return None
    target = annotation.target
    with suppress(KeyError, TypeError, ValueError):
        spans = tuple((int(start), int(end)) for start, end in place["spans"])
        quote, prefix, suffix = (place[name] for name in ("quote", "prefix", "suffix"))
        words = isinstance(quote, str) and isinstance(prefix, str) and isinstance(suffix, str)
        if words and spans and all(0 <= start < end for start, end in spans):
            return Target(target.path, target.sha256, target.encoding, spans, quote, prefix, suffix, article=False)
    return None


def to_record(annotation: Annotation) -> Record:
    """The annotation as a JSON object, its own keys first and in a fixed order."""
    target = annotation.target
    return {
        "id": annotation.id,
        "kind": annotation.kind.value,
        "tag": annotation.tag,
        "note": annotation.note,
        "created": annotation.created,
        "modified": annotation.modified,
        "annotator": annotation.annotator,
        "target": {
            "path": target.path,
            "sha256": target.sha256,
            "encoding": target.encoding,
            "article": target.article,
            "spans": [list(span) for span in target.spans],
            "quote": target.quote,
            "prefix": target.prefix,
            "suffix": target.suffix,
            **target.extra,
        },
        **({"body": dict(annotation.body)} if annotation.body else {}),
        **annotation.extra,
    }


def from_record(record: object) -> Annotation:
    """The annotation that a JSON object stands for.

    Raises:
        ValueError: it stands for none that this version understands.
    """
    return _usual(record) or _unusual(record)


def _usual(record: Any) -> Annotation | None:
    """The same for a record that holds our own keys and nothing else, four times as fast; `None` for any other."""
    try:
        id_, kind, tag, note, created, modified, annotator, inner = _OWN_KEYS(record)
        path, sha256, encoding, spans, quote, prefix, suffix, article = _TARGET_KEYS(inner)
    except (KeyError, TypeError):
        return None
    words = (id_, kind, created, modified, annotator, path, sha256, encoding, quote, prefix, suffix)
    if len(record) != 8 or len(inner) != 8 or set(map(type, words)) != _TEXT:
        return None
    if type(tag) not in _TEXT_OR_NONE or type(note) not in _TEXT_OR_NONE or kind not in _KINDS or not id_:
        return None
    if kind == Kind.TAG and not tag:
        return None
    target, annotation = Target.__new__(Target), Annotation.__new__(Annotation)
    # Past the setting of one frozen field after the other, which is most of the time.
    _path(target, path), _sha256(target, sha256), _encoding(target, encoding), _spans_(target, _spans(spans))
    _quote(target, quote), _prefix(target, prefix), _suffix(target, suffix)
    _article(target, article is True), _target_extra(target, _NOTHING)
    _id(annotation, id_), _kind(annotation, _KINDS[kind]), _target(annotation, target), _tag(annotation, tag)
    _note(annotation, note), _created(annotation, created), _modified(annotation, modified)
    _annotator(annotation, annotator), _body(annotation, _NOTHING), _extra(annotation, _NOTHING)
    return annotation


def _unusual(record: object) -> Annotation:
    rest = _Fields(record)
    inner = _Fields(rest.take("target"))
    target = Target(
        path=inner.text("path"),
        sha256=inner.text("sha256"),
        encoding=inner.text("encoding"),
        spans=_spans(inner.take("spans")),
        quote=inner.text("quote"),
        prefix=inner.text("prefix"),
        suffix=inner.text("suffix"),
        article=inner.take("article") is True,
        extra=inner.left,
    )
    annotation = Annotation(
        id=rest.text("id"),
        kind=Kind(rest.text("kind")),
        target=target,
        tag=rest.text_or_none("tag"),
        note=rest.text_or_none("note"),
        created=rest.text("created"),
        modified=rest.text("modified"),
        annotator=rest.text("annotator"),
        body=rest.json_object("body"),
        extra=rest.left,
    )
    if not annotation.id or (annotation.kind is Kind.TAG and not annotation.tag):
        raise ValueError("an annotation without an id, or a tag without a word")
    return annotation


_USUAL = ("id", "kind", "tag", "note", "created", "modified", "annotator", "target")
_OF_TARGET = ("path", "sha256", "encoding", "spans", "quote", "prefix", "suffix", "article")
_OWN_KEYS = itemgetter(*_USUAL)
_TARGET_KEYS = itemgetter(*_OF_TARGET)
KEYS: frozenset[str] = frozenset((*_USUAL, "body"))
"""The keys of a record that are ours; never one of `Annotation.extra`."""
TARGET_KEYS: frozenset[str] = frozenset(_OF_TARGET)
"""The same of its target and `Target.extra`."""
_KINDS = {kind.value: kind for kind in Kind}
_TEXT = {str}
_TEXT_OR_NONE = (str, type(None))
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_path, _sha256, _encoding, _spans_, _quote, _prefix, _suffix, _article, _target_extra = (
    vars(Target)[one.name].__set__ for one in fields(Target)
)
_id, _kind, _target, _tag, _note, _created, _modified, _annotator, _body, _extra = (
    vars(Annotation)[one.name].__set__ for one in fields(Annotation)
)


class _Fields:
    """Takes keys out of a JSON object one by one; `left` is what nobody took."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError("not a JSON object")
        self.left: Record = dict(value)

    def take(self, key: str) -> object:
        if key not in self.left:
            raise ValueError(f"no {key!r}")
        return self.left.pop(key)

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str):
            raise ValueError(f"{key!r} is not a string")
        return value

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if self.left.get(key) is not None else self.left.pop(key, None)

    def json_object(self, key: str) -> Record:
        value = self.left.pop(key, {})
        if not isinstance(value, dict):
            raise ValueError(f"{key!r} is not a JSON object")
        return value


def _spans(value: object) -> Spans:
    if not isinstance(value, list) or not value:
        raise ValueError("no spans")
    out: list[Span] = []
    for pair in value:
        # `type`, because True is an int to isinstance.
        if not isinstance(pair, list) or len(pair) != 2 or type(pair[0]) is not int or type(pair[1]) is not int:
            raise ValueError("a span is not a pair of numbers")
        start, end = pair
        if not 0 <= start < end:
            raise ValueError("a span that holds nothing")
        out.append((start, end))
    return tuple(out)
