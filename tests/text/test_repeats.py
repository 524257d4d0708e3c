from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.fold import fold_query
from reader.text.repeats import MINIMUM, Occurrence, Repeat, repeats
from reader.text.shingles import GRAM, PLAIN, shingles
from tests.costs import growth
from tests.text.seeds import seeds

HAN = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))
VARIANTS = str.maketrans("国会党发现门马车书长风", "國會黨發現門馬車書長風")
"""Characters and what a Traditional copy has in their place."""

PLACES = {
    "001": [Repeat(286, (Occurrence(0, 2901, 3187), Occurrence(0, 5296, 5582)))],
    "004": [Repeat(294, (Occurrence(0, 5152, 5452), Occurrence(0, 7803, 8103)))],
}
"""What stands twice in the seeds; in the others nothing does."""


@st.composite
def passages(draw: st.DrawFn) -> str:
    """Text without repeats of its own, of a length that is found."""
    chance = random.Random(draw(st.integers(0, 10**9)))
    return "".join(chance.choices(HAN + "国会党发现门马车书，。“”《》0123456789", k=draw(st.integers(MINIMUM, 300))))


def disturbed(text: str, chance: random.Random) -> str:
    """The same passage as another edition prints it: broken, spaced, in Traditional, in half width."""
    out = []
    for char in text:
        char = char.translate(VARIANTS) if chance.random() < 0.5 else char
        char = {"，": ",", "（": "("}.get(char, char) if chance.random() < 0.5 else char
        out.append(char + chance.choice(["", "", "", "", " ", "\n", "\u3000", "\n\n", "\u200b"]))
    return "".join(out).rstrip("\u200b \n\u3000")


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_what_stands_twice_in_the_seeds_is_found_to_the_character(name: str) -> None:
    assert repeats([seeds()[name]]) == PLACES.get(name, [])


@settings(max_examples=60, deadline=None)
@given(passages(), st.integers(0, 10**9), st.integers(2, 4), st.booleans())
def test_a_planted_passage_is_found_at_every_place(passage: str, seed: int, copies: int, apart: bool) -> None:
    chance = random.Random(seed)
    texts, places = [""], []
    for number in range(copies):
        if apart and number:
            texts.append("")
        # What stands beside it differs at each place, so that the passage ends where it was planted.
        before = "".join(chance.choices(HAN, k=chance.randint(1, 80))) + "前后左右"[number]
        copy = disturbed(passage, chance)
        texts[-1] += before
        places.append(Occurrence(len(texts) - 1, len(texts[-1]), len(texts[-1]) + len(copy)))
        texts[-1] += copy + "东西南北"[number]
    found = [one for one in repeats(texts) if len(one.occurrences) == copies]
    assert [one.occurrences for one in found] == [tuple(places)]
    assert found[0].characters == len(fold_query(passage))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("甲乙丙丁戊己庚辛壬癸 \n℃…ｶﾞé", max_size=60), max_size=6), st.data())
def test_all_places_of_a_passage_fold_to_the_same_and_stand_apart(pieces: list[str], data: st.DataObject) -> None:
    order = data.draw(st.lists(st.sampled_from(pieces), max_size=12)) if pieces else []
    texts = ["".join(order[: len(order) // 2]), "".join(order[len(order) // 2 :])]
    for one in repeats(texts, GRAM):
        assert len(one.occurrences) > 1
        folded = {fold_query(texts[text][start:end]) for text, start, end in one.occurrences}
        assert len(folded) == 1 and len(folded.pop()) == one.characters >= GRAM
        for first, second in zip(one.occurrences, one.occurrences[1:], strict=False):
            assert first.text < second.text or first.end <= second.start


def test_a_part_of_a_passage_is_told_where_it_stands_elsewhere_too() -> None:
    chance = random.Random(1)
    first, second = ("".join(chance.sample(HAN, 60)) for _ in range(2))
    text = f"一{first}二{first}{second}三{first}{second}四"
    assert [(one.characters, len(one.occurrences)) for one in repeats([text])] == [(60, 3), (120, 2)]


def test_what_overlaps_is_told_as_often_as_it_stands() -> None:
    chance = random.Random(2)
    one, two, three = ("".join(chance.sample(HAN, 50)) for _ in range(3))
    found = repeats([f"甲{one}{two}乙{two}{three}丙{one}{two}{three}丁"])
    assert sorted((each.characters, len(each.occurrences)) for each in found) == [(50, 3), (100, 2), (100, 2)]


def test_set_phrases_leaders_and_jump_lines_are_no_passages() -> None:
    phrase = "既要坚定不移深化改革又要一以贯之扩大对外开放"
    assert repeats([f"会议强调，{phrase}。会议指出，{phrase}；会议要求，{phrase}！"]) == []
    assert repeats(["■下转第8版\n\n" * 40, "…" * 400, "--" * 300, "0.00 " * 200]) == []


@given(st.text("甲乙丙丁戊己庚辛壬癸子丑", min_size=40, max_size=400), st.text(max_size=50), st.text(max_size=50))
def test_equal_passages_share_a_shingle_wherever_they_stand(passage: str, before: str, after: str) -> None:
    window = len(passage) - GRAM + 1
    whole = before + passage + after
    inside = {key for key, offset in shingles(whole, window) if len(before) <= offset <= len(before) + window - 1}
    plain = any(len(set(passage[at : at + GRAM])) < PLAIN for at in range(window))
    assert plain or inside & {key for key, _offset in shingles(passage, window)}


def test_long_texts_have_the_same_shingles_as_their_parts() -> None:
    text = "".join(random.Random(3).choices(HAN, k=100_000))
    whole = list(shingles(text, 27))
    part = [(key, offset + 30_000) for key, offset in shingles(text[30_000:70_000], 27)]
    assert [one for one in whole if 30_100 < one[1] < 69_900] == [one for one in part if 30_100 < one[1] < 69_900]


@pytest.mark.parametrize("kind", ["page", "one character", "period", "one passage"])
def test_the_time_grows_with_the_text(kind: str) -> None:
    chance = random.Random(4)
    passage = "".join(chance.sample(HAN, 90))

    def text(times: int) -> str:
        if kind == "page":
            return "".join(seeds().values())[: 4_000 * times]
        if kind == "one character":
            return "一" * 4_000 * times
        if kind == "period":
            return passage[:37] * (108 * times)
        return "".join(passage + chance.choice(HAN) for _ in range(44 * times))

    texts = {times: text(times) for times in (1, 20)}
    assert growth(lambda times: repeats([texts[times]]), *texts) < 5
