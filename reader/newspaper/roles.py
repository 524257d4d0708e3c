"""What each unit of an article is: the parts of its headline, names, paragraphs, captions, jumps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from reader.newspaper.joins import Unit
from reader.newspaper.lines import blank_between, split_after
from reader.newspaper.model import Article, Block, Role, article_id
from reader.newspaper.wording import Kind, caption_lead, credited, dateline_length, jump_length, names_alone
from reader.text.rules import rule
from reader.text.source import Source
from reader.text.spans import Span, Spans

_ANNOUNCING = rule("(?:发布会|通知|通报表扬|问题|讲话|批示)$|^解决")
"""Headline lines that lead up to the title below them: 自治区教育厅发布通知."""


_SHORT = 14
"""Three lines and more of at most this many ideographs are one title."""

_SURE, _UNPROVED = 0.9, 0.6
"""How sure a paragraph is that nothing speaks against, and a heading in the text that nothing speaks for."""

_EVEN = 3.5
"""By how many ideographs the lines of one title may differ in width."""


def article_of(source: Source, units: Sequence[Unit]) -> Article:
    """The article that the units make, in reading order."""
    places = _headline_places(units)
    heads = [unit for number, unit in enumerate(units) if number in places]
    blocks = _headline(source, heads)
    titled = any(block.role is Role.TITLE for block in blocks)
    dateline: Spans = ()
    rest = [unit for number, unit in enumerate(units) if number not in places]
    captions = _captions(rest)
    for number, unit in enumerate(rest):
        last = number + 1 == len(rest)
        made = _blocks(source, unit, number in captions, last)
        for block in made:
            if block.role is Role.PARAGRAPH and unit.dateline and not dateline:
                dateline = split_after(source.text, block.spans, dateline_length(unit.core))[0]
            if unit.kind is Kind.CREDIT and number - 1 in captions and unit.gap == 0 and blocks:
                blocks[-1] = Block(
                    Role.CAPTION, _over(source, [*blocks[-1].spans, *block.spans]), 0.9, "caption, credit"
                )
            else:
                blocks.append(block)
    ordered = tuple(_names_first(blocks))
    confidence, reason = _confidence(titled, ordered, dateline)
    return Article(article_id(source, ordered), ordered, dateline, confidence, reason)


def spans_of(source: Source, unit: Unit) -> Spans:
    """Where a unit stands: as few spans as its lines allow."""
    return _over(source, [span for line in unit.lines for span in line.spans])


def _over(source: Source, spans: Sequence[Span]) -> Spans:
    """The spans, neighbours between which nothing but white space stands made one."""
    out: list[Span] = []
    for start, end in spans:
        if out and out[-1][1] <= start and blank_between(source.text, out[-1][1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _of_headline(unit: Unit) -> bool:
    return unit.heading or unit.kind is Kind.BYLINE


def _headline_places(units: Sequence[Unit]) -> set[int]:
    """Which headings are a part of the headline, not crossheads; numbers of units.

    The headline is what stands before the text; if that has no title, the first title after it and what adjoins it.
    """
    body_from = next((number for number, unit in enumerate(units) if not _of_headline(unit)), len(units))
    if any(unit.heading and not unit.column for unit in units[:body_from]):
        after = {number for number, unit in enumerate(units) if unit.column and unit.score > 2}
    else:
        title = next((at for at in range(body_from, len(units)) if units[at].heading and not units[at].column), 0)
        end = next((at for at in range(title, len(units)) if not _of_headline(units[at])), len(units))
        after = {number for number, unit in enumerate(units) if unit.column or title <= number < end}
    return {
        number
        for number, unit in enumerate(units)
        if unit.heading and (unit.inserted or number < body_from or number in after)
    }


def _headline(source: Source, heads: Sequence[Unit]) -> list[Block]:
    """The headline's blocks in the order kicker, title, subtitle."""
    roles = _headline_roles(heads)
    blocks = []
    for role in (Role.KICKER, Role.TITLE, Role.SUBTITLE):
        members = [unit for unit, own in zip(heads, roles, strict=True) if own is role]
        if role is Role.TITLE and members:
            spans = _title_spans(source, members)
            blocks.append(Block(role, spans, _headline_confidence(members), "headline"))
        else:
            blocks.extend(
                Block(role, spans_of(source, unit), _headline_confidence([unit]), _headline_reason(unit))
                for unit in members
            )
    return blocks


def _title_spans(source: Source, members: Sequence[Unit]) -> Spans:
    return _over(source, [span for unit in members for line in unit.lines for span in line.spans])


def _headline_roles(heads: Sequence[Unit]) -> list[Role]:
    roles: dict[int, Role] = {}
    for number, unit in enumerate(heads):
        if unit.inserted or unit.column:
            roles[number] = Role.KICKER
        elif unit.core.startswith("—"):
            roles[number] = Role.SUBTITLE
    rest = [number for number in range(len(heads)) if number not in roles]
    others = set(rest)
    marked = [
        number
        for number in rest
        if heads[number].lines[0].heading
        or (
            number - 1 in others
            and heads[number - 1].lines[0].heading
            and _set_together(heads[number - 1], heads[number])
        )
    ]
    if marked and len(marked) < len(rest):
        roles.update((number, Role.KICKER if number < marked[0] else Role.SUBTITLE) for number in rest)
        roles.update((number, Role.TITLE) for number in marked)
        rest = []
    leading = 0
    for one, other in itertools.pairwise(rest):
        if not _ANNOUNCING.search(heads[one].core) or _one_title(heads[one], heads[other]):
            break
        roles[one] = Role.KICKER
        leading += 1
    rest = rest[leading:]
    several = len(rest) > 2 and all(heads[number].lines[0].width <= _SHORT for number in rest)
    for place, number in enumerate(rest):
        whole = (
            several
            or place == 0
            or (roles[rest[place - 1]] is Role.TITLE and _one_title(heads[rest[place - 1]], heads[number]))
        )
        roles[number] = Role.TITLE if whole else Role.SUBTITLE
    return [roles[number] for number in range(len(heads))]


def _one_title(first: Unit, second: Unit) -> bool:
    """Whether two headline lines are one title: set close together, or who and what (市公安局：…)."""
    return _set_together(first, second) or "：" in first.core[:-1]


def _set_together(first: Unit, second: Unit) -> bool:
    """Whether two lines look like one title broken in two."""
    return second.gap == 0 and abs(first.lines[0].width - second.lines[0].width) <= _EVEN


def _captions(units: Sequence[Unit]) -> set[int]:
    """Numbers of the units that are captions or credits."""
    out = {number for number, unit in enumerate(units) if unit.kind is Kind.CREDIT}
    for number in sorted(out):
        if number and units[number - 1].text:
            out.add(number - 1)
    out |= {
        number
        for number, unit in enumerate(units)
        if unit.text and (credited(unit.core) or (caption_lead(unit.core) and len(unit.core) < 120))
    }
    texts = [number for number, unit in enumerate(units) if unit.text or unit.kind is Kind.CREDIT]
    photo = any(units[number].kind is Kind.CREDIT for number in texts[-1:])
    if photo and len(texts) <= 4 and not any(units[number].dateline for number in texts):
        out.update(texts)
    return out


def _blocks(source: Source, unit: Unit, caption: bool, last: bool) -> list[Block]:
    spans = spans_of(source, unit)
    if last and unit.kind is Kind.TEXT and names_alone(unit.core):
        return [Block(Role.BYLINE, spans, 0.6, Kind.SIGNATURE.value)]
    if unit.kind in (Kind.BYLINE, Kind.SIGNATURE):
        return [Block(Role.BYLINE, spans, 0.6 if names_alone(unit.core) else 0.9, unit.kind.value)]
    if unit.kind is Kind.JUMP_ON:
        return [Block(Role.JUMP, spans, 1.0, unit.kind.value)]
    if caption:
        return [Block(Role.CAPTION, spans, 0.8, unit.kind.value)]
    if unit.kind is Kind.JUMP_FROM:
        jump, rest = split_after(source.text, spans, jump_length(unit.core))
        made = [Block(Role.JUMP, jump, 1.0, unit.kind.value)]
        return [*made, Block(Role.PARAGRAPH, rest, 0.9, "after a jump")] if rest else made
    if unit.heading:
        sure = unit.certainty if unit.certainty < 1.0 else _UNPROVED
        return [Block(Role.PARAGRAPH, spans, round(min(_SURE, sure), 2), "crosshead")]
    # A paragraph that breaks off lacks a part.
    sure = min(_SURE, unit.certainty) - 0.2 * unit.open
    return [Block(Role.PARAGRAPH, spans, round(max(0.1, sure), 2), "joined" if len(spans) > 1 else unit.kind.value)]


def _names_first(blocks: list[Block]) -> list[Block]:
    """The blocks with a byline that belongs to the headline right under it."""
    headline = [block for block in blocks if block.role in (Role.KICKER, Role.TITLE, Role.SUBTITLE)]
    others = [block for block in blocks if block.role not in (Role.KICKER, Role.TITLE, Role.SUBTITLE)]
    names = _under_headline(blocks)
    return [
        *headline,
        *(block for block in others if id(block) in names),
        *(block for block in others if id(block) not in names),
    ]


def _under_headline(blocks: list[Block]) -> set[int]:
    """The bylines above which no text stands, or a line of the headline just above; others end the article."""
    ordered = sorted(blocks, key=lambda block: block.spans[0])
    return {
        id(block)
        for before, block in zip([None, *ordered], ordered, strict=False)
        if block.role is Role.BYLINE
        and block.reason == Kind.BYLINE.value
        and (before is None or before.role in (Role.KICKER, Role.TITLE, Role.SUBTITLE))
    }


def _headline_reason(unit: Unit) -> str:
    return "inserted" if unit.inserted else "column" if unit.column else "headline"


def _headline_confidence(units: Sequence[Unit]) -> float:
    by_look = min(0.95, max(0.3, 0.55 + 0.1 * max(unit.score for unit in units)))
    return round(min(by_look, *(unit.certainty for unit in units)), 2)


def _confidence(titled: bool, blocks: Sequence[Block], dateline: Spans) -> tuple[float, str]:
    signed = bool(dateline) or any(block.role in (Role.BYLINE, Role.JUMP) for block in blocks)
    photo = all(block.role in (Role.TITLE, Role.KICKER, Role.CAPTION) for block in blocks)
    if titled:
        return (0.9, "headline and names") if signed or photo else (0.7, "headline")
    return (0.6, "names or jump, no headline") if signed or photo else (0.4, "text without a headline")
