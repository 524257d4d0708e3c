"""Carrying out what people say of a page: roles, boundaries, homes, joins, paragraphs, breaks, titles; in this order.

The order is fixed, and so is that of the claims of one kind: it never depends on when something was said, but where two
passages are put after the same place. All of it is done again until nothing changes any more; so a page that is as it
was said to be stays as it is.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reader.newspaper.claims import Claim
from reader.newspaper.draft import OUTSIDE, Draft, Piece, Text, by_hand
from reader.newspaper.model import BY_HAND, HEADLINE, Article, Issue, Page, Role
from reader.text.spans import intersection

_ROUNDS: Final = 12
"""Applications after which a page that does not come to rest is taken as it is."""

_TOP: Final = HEADLINE | {Role.BYLINE}


def amended(page: Page, claims: Sequence[Claim]) -> Page:
    """The page as the claims say, all of which are in force; their spans do not contradict each other.

    Where they cannot all be met at once (three people's, merged), applying them may go round in a circle; then of the
    pages in it the same one is always taken.
    """
    seen = [page]
    for _round in range(_ROUNDS):
        page = once(page, claims)
        if page in seen:
            circle = seen[seen.index(page) :]
            page = min(circle, key=repr)
            break
        seen.append(page)
    return _in_order(page, seen[0])


def _in_order(page: Page, machine: Page) -> Page:
    """The page with its articles as those stood from which most of each comes; so nobody's place depends on others'."""
    held = sorted((span, number) for number, one in enumerate(machine.articles) for span in one.spans)
    starts = [span[0] for span, _number in held]

    def place(article: Article) -> tuple[int, int]:
        count: Counter[int] = Counter()
        first: dict[int, int] = {}
        for start, end in article.spans:
            for (low, high), number in held[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]:
                if (shared := min(end, high) - max(start, low)) > 0:
                    count[number] += shared
                    first[number] = min(first.get(number, start), max(start, low))
        if not count:  # from what belonged to no article: after what stands before it
            start = min(article.spans)[0]
            at = bisect_right(starts, start) - 1
            return held[at][1] if at >= 0 else -1, start
        number = min(count, key=lambda one: (-count[one], one))
        return number, first[number]

    return page._replace(articles=tuple(sorted(page.articles, key=place)))


def idle(page: Page, claims: Sequence[Claim]) -> bool:
    """Whether a page, which is as `amended` leaves it, is so already."""
    return not any(_plainly_new(page, claim) for claim in claims) and same(page, once(page, claims))


def _plainly_new(page: Page, claim: Claim) -> bool:
    """Whether a claim changes a page, as far as that can be seen without carrying it out."""
    blocks = (block for article in page.articles for block in article.blocks)
    match claim.what:
        case "role":
            return any(block.role != claim.value and intersection(block.spans, claim.spans) for block in blocks)
        case "break":
            start = claim.start
            return any(
                low <= start < high and block.spans[0][0] != start for block in blocks for low, high in block.spans
            )
        case "title":
            return all(article.title_text != claim.value for article in page.articles)
        case _:
            return False


def same(one: Page, other: Page) -> bool:
    """Whether two pages are the same but for how sure they are, and for the order of the articles."""
    return _told(one) == _told(other)


def _told(page: Page) -> object:
    articles = [
        ([(block.role, block.spans) for block in article.blocks], article.title_text) for article in page.articles
    ]
    articles.sort(key=lambda one: one[0][0][1])  # no two begin with the same characters
    return articles, sorted(page.furniture), sorted(page.duplicates), page.issue[:2] + page.issue[3:]


def once(page: Page, claims: Sequence[Claim]) -> Page:
    """The page after the claims have been carried out one time."""
    spoken = [span for claim in claims for span in claim.spans if claim.what not in ("title", "issue")]
    cuts = [place for span in spoken for place in span]
    cuts += [_end(claim.place) for claim in claims if claim.place]
    draft = Draft(page, cuts)
    of: Callable[[str], list[Claim]] = lambda what: [claim for claim in claims if claim.what == what]  # noqa: E731
    for claim in of("role"):
        _give_role(draft, claim)
    for claim in sorted(of("begins"), key=lambda claim: claim.start):
        _begin(draft, claim)
    _settle(draft, of("home"))
    for claim in sorted(of("together"), key=lambda claim: (claim.start, claim.place)):
        _bring_together(draft, claim)
    for claim in of("paragraph"):
        _make_paragraph(draft, claim)
    for claim in of("break"):
        _break(draft, claim)
    for claim in of("title"):
        held = next((text for text, _piece in draft.within(claim.spans) if text is not draft.rest), None)
        held = held or _text_at(draft, claim.start)
        if held is not None:
            held.title_text = claim.value
    for claim in of("issue"):
        draft.issue = _with_field(draft, claim)
    return draft.page()


def _end(place: Iterable[tuple[int, int]]) -> int:
    """The end of a place: what comes after it stands there."""
    return list(place)[-1][1]


def _text_at(draft: Draft, place: int) -> Text | None:
    found = draft.holder(place)
    return found[0] if found and found[0] is not draft.rest else None


def _give_role(draft: Draft, claim: Claim) -> None:
    role = Role(claim.value)
    blocks: dict[tuple[int, Role], int] = {}
    for text, piece in draft.within(claim.spans):
        if piece.role is role or (role in OUTSIDE and piece.role in OUTSIDE):
            piece.role = role
        else:
            was = piece.role
            key = piece.block, was
            blocks.setdefault(key, draft.number())
            piece.role, piece.block = role, blocks[key]
            # What was outside of the articles gets its place with its home.
            if text is not draft.rest and role not in OUTSIDE and (role in HEADLINE or was in HEADLINE):
                text.pieces.remove(piece)
                _insert(text, [piece])
        by_hand([piece])
    if role not in OUTSIDE:
        _take_in(draft, [piece for text, piece in draft.within(claim.spans) if text is draft.rest])


def _take_in(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Put what belonged to no article to the one that stands before it; a home that is said of it comes later."""
    for piece in pieces:
        held = [(one.start, text) for text in draft.texts for one in text.pieces if one.start < piece.start]
        draft.rest.pieces.remove(piece)
        if held:
            _insert(max(held, key=lambda one: one[0])[1], [piece])
        else:
            draft.texts.insert(0, Text([piece], changed=True, reason=BY_HAND))


def _insert(text: Text, pieces: Sequence[Piece]) -> None:
    """Put pieces into an article where they stand in the source, among the headline or among the text."""
    for piece in pieces:
        top = piece.role in HEADLINE
        at = next(
            (
                number
                for number, one in enumerate(text.pieces)
                if (one.role in HEADLINE) is top and one.start > piece.start
            ),
            None,
        )
        if at is None:
            last = max((number for number, one in enumerate(text.pieces) if (one.role in HEADLINE) is top), default=-1)
            at = last + 1 if last >= 0 or top else len(text.pieces)
        text.pieces.insert(at, piece)


def _begin(draft: Draft, claim: Claim) -> None:
    found = draft.holder(claim.start) or draft.first_at(claim.start)
    if found is None or found[0] is draft.rest:
        return
    text, number = found
    place, opening = text.pieces[number].start, text.pieces[number].role in _TOP
    top = 0
    if text.pieces[0].role in HEADLINE:
        top = next((at for at, piece in enumerate(text.pieces) if piece.role not in _TOP), len(text.pieces))
    if opening and number < top:
        # A line of a headline: the article is all that stands from it on.
        after = [piece for piece in text.pieces if piece.start >= place]
    else:
        # A headline may be printed below its text; the names go with it.
        below = any(piece.role in HEADLINE and piece.start > place for piece in text.pieces[:top])
        after = [
            piece
            for at, piece in enumerate(text.pieces)
            if (piece.start > place and (below or piece.role in HEADLINE) if at < top else at >= number)
        ]
    chosen = {id(piece) for piece in after}
    before = [piece for piece in text.pieces if id(piece) not in chosen]
    if before and after:
        text.pieces, text.changed = before, True
        new = Text(after, changed=True)
        draft.texts.insert(draft.texts.index(text) + 1, new)
        text = new
    text.confidence, text.reason = 1.0, BY_HAND


def _settle(draft: Draft, claims: Sequence[Claim]) -> None:
    """Take every passage with a home of its own out of where it is, and put it there."""
    waiting: list[tuple[Claim, list[Piece], Text]] = []
    for claim in claims:
        found = draft.within(claim.spans)
        if not found:
            continue
        pieces = [piece for _text, piece in found]
        _number_anew(draft, pieces)
        for text, piece in found:
            text.pieces.remove(piece)
            text.changed = True
        waiting.append((claim, pieces, found[0][0]))
    while waiting:
        ready = next((one for one in waiting if _has_home(draft, one[0])), waiting[0])
        waiting.remove(ready)
        _put(draft, *ready)


def _number_anew(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Make blocks of their own of parts of blocks."""
    inside = {id(piece) for piece in pieces}
    torn = {piece.block for text in draft.everything() for piece in text.pieces if id(piece) not in inside}
    numbers: dict[int, int] = {}
    for piece in pieces:
        if piece.block in torn:
            piece.block = numbers.setdefault(piece.block, draft.number())


def _has_home(draft: Draft, claim: Claim) -> bool:
    if claim.value in ("outside", "apart"):
        return True
    return _text_at(draft, _end(claim.place) - 1) is not None


def _put(draft: Draft, claim: Claim, pieces: list[Piece], came_from: Text) -> None:
    by_hand(pieces)
    if claim.value == "outside":
        for piece in pieces:
            piece.role = piece.role if piece.role in OUTSIDE else Role.FURNITURE
        draft.rest.pieces.extend(pieces)
        return
    for piece in pieces:
        piece.role = Role.PARAGRAPH if piece.role in OUTSIDE else piece.role
    found = draft.holder(_end(claim.place) - 1) if claim.place else None
    if found is None or found[0] is draft.rest:
        at = draft.texts.index(came_from) + 1 if came_from in draft.texts else len(draft.texts)
        draft.texts.insert(at, Text(pieces, 1.0, BY_HAND, changed=True))
        return
    text, number = found
    text.changed = True
    if claim.value == "with":
        _insert(text, pieces)
        return
    top = next((at for at, piece in enumerate(text.pieces) if piece.role not in HEADLINE), len(text.pieces))
    text.pieces[max(number + 1, top) : max(number + 1, top)] = pieces


def _bring_together(draft: Draft, claim: Claim) -> None:
    one, other = _text_at(draft, _end(claim.place) - 1), _text_at(draft, claim.start)
    if one is None or other is None:
        return
    if one is not other:
        if all(any(piece.role is Role.TITLE for piece in text.pieces) for text in (one, other)):
            _demote(draft, other)
        one.pieces += other.pieces
        other.pieces = []
        one.changed = True
    one.confidence, one.reason = 1.0, BY_HAND


def _demote(draft: Draft, text: Text) -> None:
    """Make the headline of what was no article crossheads, unless a person said what it is."""
    heads = [piece for piece in text.pieces if piece.role in HEADLINE and piece.reason != BY_HAND]
    text.pieces = [piece for piece in text.pieces if piece not in heads]
    numbers: dict[tuple[int, Role], int] = {}
    for piece in heads:
        piece.block = numbers.setdefault((piece.block, piece.role), draft.number())
        piece.role = Role.PARAGRAPH
    _insert(text, heads)


def _make_paragraph(draft: Draft, claim: Claim) -> None:
    found = draft.within(claim.spans)
    home, first = next(((text, piece) for text, piece in found if text is not draft.rest), (None, None))
    if home is None or first is None:
        return
    pieces = [piece for _text, piece in found]
    number, role = draft.number(), first.role
    at = home.pieces.index(first)
    for text, piece in found:
        if text is home and text.pieces.index(piece) < at:
            at -= 1
        if text is not home:
            text.changed = home.changed = True
        text.pieces.remove(piece)
    if len({(piece.block, piece.role) for piece in pieces}) > 1:
        for piece in pieces:
            piece.block, piece.role = number, role
    home.pieces[at:at] = pieces
    by_hand(pieces)


def _break(draft: Draft, claim: Claim) -> None:
    found = draft.holder(claim.start) or draft.first_at(claim.start)
    if found is None:
        return
    text, at = found
    old, number = text.pieces[at].block, draft.number()
    by_hand([text.pieces[at]])
    for piece in text.pieces[at:]:
        if piece.block != old:
            break
        piece.block = number


def _with_field(draft: Draft, claim: Claim) -> Issue:
    value = claim.value.strip() or None
    issue = draft.issue
    match claim.correction.field:
        case "newspaper":
            return issue._replace(newspaper=value)
        case "page":
            return issue._replace(page=value)
        case _:
            date = datetime.date.fromisoformat(value) if value else None
            return issue._replace(date=date, date_basis=BY_HAND)
