"""How well is a page recognised? Measures that compare two structures of one text, character by character.

White space, zero-width marks and heading marks at a line's start are not scored. A measure is `None` where neither
structure has what it measures.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Structure = dict[str, Any]
Measures = dict[str, float | None]

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = Path(__file__).parent / "gold"

WHOLE = ("title", "kicker", "subtitle", "byline", "dateline")
"""Roles of which an article has one element."""
LISTED = ("paragraphs", "captions", "jumps")
"""Roles of which an article has a list of elements."""
MAIN = ("bcubed_f1", "boundary_f1", "title_acc", "para_f1", "join_f1")
"""The measures that `score` is the mean of."""

_HEADING_MARK = re.compile(r"(?m)^[ \t\u3000]*(#{1,6})(?!#)")
_TITLE_EDGE = re.compile(r"^[#□■◆◇●○▲△★☆▼\s]+|\s+$")


def gold_of(name: str) -> tuple[str, Structure]:
    """The text of a seed document and its structure read by hand."""
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    return text, json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))


def seed_names() -> list[str]:
    return sorted(path.stem for path in SEEDS.glob("*.txt"))


def unscored(text: str) -> list[bool]:
    """For each character, whether it is left out of every measure."""
    out = [char.isspace() or char in "\u200b\ufeff" for char in text]
    for match in _HEADING_MARK.finditer(text):
        out[match.start(1) : match.end(1)] = [True] * len(match[1])
    return out


def pairs_in(value: object) -> Iterator[tuple[int, int]]:
    """Every `[start, end]` anywhere in a structure, or in a part of one."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list | tuple):
        return
    if len(value) == 2 and all(type(part) is int for part in value):
        yield value[0], value[1]
        return
    for part in value:
        yield from pairs_in(part)


@dataclass
class Reading:
    """A structure as positions of scored characters, in reading order."""

    articles: list[dict[str, list[list[int]]]]
    furniture: list[int]
    duplicates: set[int]
    uncertain: set[int]
    covered: set[int]
    bad_spans: int

    @classmethod
    def of(cls, structure: Structure, skipped: Sequence[bool]) -> Reading:
        bad = 0

        def positions(value: object) -> list[int]:
            nonlocal bad
            out: list[int] = []
            for start, end in pairs_in(value):
                bad += not 0 <= start < end <= len(skipped)
                inside = range(max(0, start), min(len(skipped), end))
                out.extend(place for place in inside if not skipped[place])
            return out

        articles = []
        for article in structure.get("articles", []):
            roles = {role: [positions(article.get(role, []))] for role in WHOLE}
            roles |= {role: [positions(element) for element in article.get(role, [])] for role in LISTED}
            articles.append(roles)
        furniture = positions(structure.get("furniture", []))
        duplicates, uncertain = (set(positions(structure.get(key, []))) for key in ("duplicates", "uncertain"))
        before = bad
        covered = set(positions(structure))
        return cls(articles, furniture, duplicates, uncertain, covered, before)

    def owners(self, roles: Iterable[str]) -> dict[int, int]:
        """The article of each character that stands in one of the roles; the first that claims it."""
        out: dict[int, int] = {}
        names = list(roles)
        for number, article in enumerate(self.articles):
            for place in itertools.chain.from_iterable(element for role in names for element in article[role]):
                out.setdefault(place, number)
        return out

    def role(self, name: str) -> set[int]:
        return {place for article in self.articles for element in article[name] for place in element}

    def paragraphs(self) -> Iterator[list[int]]:
        return (element for article in self.articles for element in article["paragraphs"] if element)


def measures(text: str, gold_structure: Structure, found_structure: Structure) -> Measures:
    """All measures of a structure against the one that is right."""
    skipped = unscored(text)
    scored = [place for place, skip in enumerate(skipped) if not skip]
    gold, found = Reading.of(gold_structure, skipped), Reading.of(found_structure, skipped)
    out: Measures = {}
    out.update(_grouping(scored, gold, found))
    out["title_acc"] = _titles(text, gold_structure, gold, found)
    for role in WHOLE + LISTED:
        out[f"{role.removesuffix('s')}_f1"] = _f1(
            gold.role(role) - gold.uncertain, found.role(role) - gold.duplicates - gold.uncertain
        )
    out["furniture_f1"] = _f1(set(gold.furniture), set(found.furniture) - gold.duplicates)
    ends = {paragraph[-1] for paragraph in gold.paragraphs()}
    out["para_f1"] = _f1(ends, {paragraph[-1] for paragraph in found.paragraphs()} - gold.duplicates)
    joins = _joins(text, skipped, gold, gold.duplicates)
    out["join_f1"] = _f1(joins, _joins(text, skipped, found, gold.duplicates)) if joins else None
    out["order_tau"] = _order(gold_structure, skipped, found)
    out["lost"] = sum(place not in found.covered for place in scored) / max(1, len(scored))
    out["dup"] = _shown_twice(found) / max(1, len(scored))
    out["bad_spans"] = float(found.bad_spans)
    main = [value for name in MAIN if (value := out[name]) is not None]
    out["score"] = sum(main) / len(main)
    return out


def _f1(right: set[Any], found: set[Any]) -> float | None:
    if not right and not found:
        return None
    return 2 * len(right & found) / (len(right) + len(found))


def _grouping(scored: Sequence[int], gold: Reading, found: Reading) -> Measures:
    """B-cubed of the articles' characters, and where the article changes from one character to the next."""
    right = gold.owners(WHOLE + LISTED)
    guess = found.owners(WHOLE + LISTED)
    places = [place for place in scored if place in right and place not in gold.duplicates | gold.uncertain]
    # A character that no article was given is a group of its own.
    groups = [(right[place], guess.get(place, -1 - place)) for place in places]
    both, rights, guesses = Counter(groups), Counter(r for r, _ in groups), Counter(g for _, g in groups)
    total = max(1, len(groups))
    precision = sum(count * count / guesses[g] for (_, g), count in both.items()) / total
    recall = sum(count * count / rights[r] for (r, _), count in both.items()) / total
    changes = {b for a, b in itertools.pairwise(places) if right[a] != right[b]}
    guessed = {b for a, b in itertools.pairwise(places) if guess.get(a, -1) != guess.get(b, -1)}
    boundary = _f1(changes, guessed)
    return {
        "bcubed_p": precision,
        "bcubed_r": recall,
        "bcubed_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "boundary_f1": 1.0 if boundary is None else boundary,
    }


def _titles(text: str, structure: Structure, gold: Reading, found: Reading) -> float | None:
    """The share of titles that the article which holds most of the body has, exactly."""
    bodies, owners = found.owners(("paragraphs", "captions")), found.owners(WHOLE + LISTED)
    outcomes = []
    for article, described in zip(gold.articles, structure["articles"], strict=True):
        title = article["title"][0]
        if not title:
            continue
        body = list(itertools.chain(*article["paragraphs"], *article["captions"]))
        known, places = (bodies, body) if body else (owners, title)
        holders = Counter(known[place] for place in places if place in known)
        if not holders:
            outcomes.append(False)
            continue
        most = max(holders.values())
        best = min(number for number, count in holders.items() if count == most)
        accepted = {_title(text, title)} | {_title(also, range(len(also))) for also in described.get("title_also", [])}
        outcomes.append(_title(text, found.articles[best]["title"][0]) in accepted)
    return sum(outcomes) / len(outcomes) if outcomes else None


def _title(text: str, places: Iterable[int]) -> str:
    characters = "".join(text[place] for place in places)
    return _TITLE_EDGE.sub("", "".join(characters.split()))


def _joins(text: str, skipped: Sequence[bool], reading: Reading, duplicates: set[int]) -> set[tuple[int, int]]:
    """Neighbours in a paragraph that stand on different lines, apart, or in another order."""
    out = set()
    for paragraph in reading.paragraphs():
        for a, b in itertools.pairwise(paragraph):
            apart = b < a or "\n" in text[a + 1 : b] or not all(skipped[a + 1 : b])
            if apart and a not in duplicates and b not in duplicates:
                out.add((a, b))
    return out


def _order(structure: Structure, skipped: Sequence[bool], found: Reading) -> float | None:
    """Kendall's tau of the pieces of paragraphs of the same article."""
    rank: dict[int, int] = {}
    for article in found.articles:
        for place in itertools.chain(*article["paragraphs"], *article["captions"]):
            rank.setdefault(place, len(rank))
    ranks: dict[int, list[int]] = defaultdict(list)
    for number, described in enumerate(structure["articles"]):
        for start, end in pairs_in(described["paragraphs"]):
            known = [rank[place] for place in range(start, end) if not skipped[place] and place in rank]
            if known:
                ranks[number].append(known[len(known) // 2])
    signs = [1 if a < b else -1 for pieces in ranks.values() for a, b in itertools.combinations(pieces, 2)]
    return sum(signs) / len(signs) if signs else None


def _shown_twice(found: Reading) -> int:
    paragraphs = found.role("paragraphs")
    count = Counter(found.furniture)
    for article in found.articles:
        for role in ("title", "kicker", "subtitle", *LISTED):
            count.update(itertools.chain(*article[role]))
        count.update(place for place in article["byline"][0] if place not in paragraphs)
    return sum(times > 1 for times in count.values())
