"""Marks stay on their words when the text around them changes, and are nowhere when their words are gone."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from reader.annotations.anchors import anchor, file_of, home, place
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.text.fold import fold_query
from reader.text.source import Source
from reader.text.spans import Spans, text_of
from tests.annotations.examples import seed
from tests.benchmarks.anchors import changed, quotes, removed, score

NUMBERS = ("000", "001", "002", "003", "004")


def on(source: Source, spans: Spans, article: bool = False) -> Annotation:
    kind = Kind.TAG if article else Kind.HIGHLIGHT
    return new_annotation(kind, make_target(source, "a.txt", spans, article), "甲", tag="民生")


def passage(source: Source, chance: random.Random, size: int) -> tuple[int, int]:
    """A passage of a text that does not begin or end in white space."""
    while True:
        start = chance.randrange(len(source.text) - size)
        if source.text[start : start + size].strip() == source.text[start : start + size]:
            return start, start + size


@pytest.mark.parametrize("number", NUMBERS)
def test_in_its_own_text_an_annotation_stands_at_its_spans(number: str) -> None:
    _, source = seed(number)
    spans = ((700, 720), (100, 140))
    assert place(on(source, spans), Source(source.text, "gb18030")) == spans


@pytest.mark.parametrize("number", NUMBERS)
def test_edits_elsewhere_move_it_along(number: str) -> None:
    _, source = seed(number)
    chance = random.Random(int(number))
    for _ in range(40):
        start, end = passage(source, chance, chance.randint(1, 60))
        before, after = source.text[: max(0, start - 40)], source.text[end + 40 :]
        insert, cut = "补一句话。" * chance.randint(0, 40), chance.randrange(30)
        changed = before[: len(before) // 2] + insert + before[len(before) // 2 + cut :]
        shift = len(changed) - len(before)
        edited = Source(changed + source.text[len(before) : end + 40] + after[cut:] + "完")
        assert place(on(source, ((start, end),)), edited) == ((start + shift, end + shift),)


@pytest.mark.parametrize("number", NUMBERS)
def test_new_spaces_line_ends_and_widths_do_not_matter(number: str) -> None:
    _, source = seed(number)
    chance = random.Random(int(number))
    wide = str.maketrans(",()0123456789", "，（）０１２３４５６７８９")
    tight = Source("".join(source.text.split()).translate(wide))
    loose = Source("".join(char + chance.choice(("", "", " ", "\n")) for char in source.text))
    for _ in range(20):
        span = passage(source, chance, 30)
        for other in (tight, loose):
            spans = place(on(source, (span,)), other)
            assert spans is not None
            assert fold_query(text_of(other.text, spans)) == fold_query(source.text[slice(*span)])


def test_a_mechanically_converted_text_is_the_same_words() -> None:
    old = Source("关于发布通知的决定，即日起在全国各地执行。")
    new = Source("編者按\n關於發布通知的決定，即日起在全國各地執行。")
    assert place(on(old, ((2, 6),)), new) == ((6, 10),)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_was_removed_is_an_orphan(number: str) -> None:
    _, source = seed(number)
    chance = random.Random(int(number))
    tried = 0
    for size in (1, 2, 4, 12, 30, 200):
        for _ in range(8):
            start, end = passage(source, chance, size)
            if stands_twice(source, start, end):
                continue
            tried += 1
            # What is gone took the words around it along.
            rest = Source(source.text[: max(0, start - 40)] + "此处已删" + source.text[end + 40 :])
            assert place(on(source, ((start, end),)), rest) is None
    assert tried > 30


def stands_twice(source: Source, start: int, end: int) -> bool:
    """Whether 16 characters with the passage in them, or of it, stand elsewhere too (the seeds repeat passages)."""
    text = fold_query(source.text)
    first = len(fold_query(source.text[:start]))
    last = len(fold_query(source.text[:end]))
    windows = range(max(0, last - 16), first + 1) if last - first < 16 else range(first, last - 15)
    return any(text.count(text[at : at + 16]) > 1 for at in windows)


def test_of_two_places_the_one_with_the_same_surroundings_and_then_the_nearer_is_it() -> None:
    words = "代表们一致认为这是一件大好事，纷纷表示赞成"
    old = Source(f"甲乙丙丁{words}戊己庚辛\n{'。' * 50}子丑寅卯{words}辰巳午未\n")
    start = old.text.rindex(words)
    annotation = on(old, ((start, start + len(words)),))
    again = Source("。" * 60 + old.text)
    assert place(annotation, again) == ((start + 60, start + 60 + len(words)),)
    bare = Source(words + "\n" * 60 + words)
    assert place(annotation, bare) == ((len(words) + 60, len(bare.text)),)


def test_a_word_that_stands_everywhere_is_no_place_without_its_surroundings() -> None:
    old = Source("自治区人民政府今天召开会议，研究部署工作。" + "甲" * 40 + "自治区人民政府发布公告。")
    annotation = on(old, ((0, 7),))
    assert place(annotation, Source("昨天，" + old.text)) == ((3, 10),)
    assert place(annotation, Source(old.text[30:])) is None


def test_a_passage_over_a_column_break_is_found_in_its_pieces() -> None:
    first, second = "会议强调，要坚持稳中求进工作总基调，", "着力推动高质量发展，迈出新步伐。"
    middle = "\n另一栏里的另一篇文章，说的是别的事情。\n"
    old = Source(f"导语一句。{first}{middle}{second}")
    spans = ((5, 5 + len(first)), (5 + len(first + middle), len(old.text)))
    new = Source(f"导语改了，而且长了。{first}{middle}插进来的一行字。\n{second}尾声。")
    found = place(on(old, spans), new)
    assert found is not None and text_of(new.text, found) == first + second
    joined = Source(f"导语改了。{first}\n\n{second}")
    found = place(on(old, spans), joined)
    assert found is not None and fold_query(text_of(joined.text, found)) == fold_query(first + second)
    assert place(on(old, spans), Source(f"导语改了。{first}{middle}")) is None


def test_a_letter_that_became_half_of_a_character_is_the_whole_of_it_by_its_surroundings_alone() -> None:
    old = Source("气温上升了十c之多，各地注意防暑降温。")
    assert place(on(old, ((6, 7),)), Source("气温上升了十℃之多，各地注意防暑降温。")) == ((6, 7),)
    assert place(on(old, ((6, 7),)), Source("昨天的会议决定各地升到二十℃以上。")) is None


@pytest.mark.parametrize("number", NUMBERS)
def test_an_annotation_on_an_article_survives_an_edit_anywhere_in_the_file(number: str) -> None:
    """Also one in the article's own opening; the spans lead to the article through `home`."""
    _, source = seed(number)
    size = len(source.text)
    # The headline of 003 stands after its body: reading order is not the order of the file.
    spans = ((size // 2 + 10, size // 2 + 40), (size // 2 - 600, size // 2))
    annotation = on(source, spans, article=True)
    chance = random.Random(int(number))
    for _ in range(60):
        at = chance.randrange(size)
        edited = Source(source.text[:at] + chance.choice(("", "错", "增补的一句。")) + source.text[at + 1 :])
        shift = len(edited.text) - size
        found = place(annotation, edited)
        assert found is not None
        moved = [(start + shift * (start > at), end + shift * (end > at)) for start, end in spans]
        articles = [
            Part("before", ((0, moved[1][0]),)),
            Part("this", tuple(moved)),
            Part("after", ((moved[0][1], len(edited.text)),)),
        ]
        assert home(found, articles) == ("this", False)


def test_an_article_whose_opening_was_written_anew_is_an_orphan() -> None:
    _, source = seed("000")
    annotation = on(source, ((200, 900),), article=True)
    new = Source(source.text[:200] + "全" * 150 + source.text[350:])
    assert place(annotation, new) is None


@dataclass(frozen=True)
class Part:
    id: str
    spans: Spans


def test_it_shows_on_the_article_that_holds_the_larger_part() -> None:
    first, second = Part("a", ((0, 100),)), Part("b", ((100, 200),))
    assert home(((0, 100),), [first, second]) == ("a", False)
    assert home(((0, 120),), [first, second]) == ("a", False)  # a sixth
    assert home(((0, 125),), [first, second]) == ("a", False)  # just a fifth
    assert home(((0, 126),), [first, second]) == ("a", True)
    assert home(((150, 300), (90, 100)), [first, second]) == ("b", False)
    assert home(((60, 130), (130, 160)), [first, second]) == ("b", True)
    assert home(((200, 300),), [first, second]) == (None, True)
    assert home(((0, 200),), [Part("joined", ((0, 200),))]) == ("joined", False)


def test_a_file_is_known_by_its_text_and_then_by_its_path() -> None:
    _, source = seed("000")
    target = on(source, ((0, 9),)).target
    assert file_of(target, {source.sha256: ["moved.txt"]}, {"moved.txt", "a.txt"}) == "moved.txt"
    assert file_of(target, {source.sha256: ["0.txt", "a.txt"]}, {"0.txt", "a.txt"}) == "a.txt"
    assert file_of(target, {"0" * 64: ["a.txt"]}, {"a.txt"}) == "a.txt"
    assert file_of(target, {}, {"b.txt"}) is None


@pytest.mark.parametrize(("part", "least"), [(0.01, 0.995), (0.03, 0.99), (0.05, 0.98)])
def test_beside_the_old_text_marks_are_found_again_in_a_corrected_one(part: float, least: float) -> None:
    """In full, with figures: python -m tests.benchmarks.anchors"""
    chance = random.Random(part)
    exact = total = 0
    for number in ("001", "003"):
        _, old = seed(number)
        found = score(old, changed(old, part, chance), quotes(old, 150, chance), kept=True)
        assert (found.wrong, found.asked) == (0, 0)
        exact, total = exact + found.exact, total + found.total
    assert exact / total >= least


@pytest.mark.parametrize("kept", [True, False])
def test_what_was_taken_out_is_never_placed(kept: bool) -> None:
    for number in ("000", "004"):
        tried, placed = removed(seed(number)[1], random.Random(int(number)), 25, kept=kept)
        assert tried > 15 and placed == 0


def test_without_the_old_text_a_corrected_passage_is_found_by_likeness_or_asked_about() -> None:
    chance = random.Random(2)
    _, old = seed("001")
    found = score(old, changed(old, 0.03, chance), quotes(old, 100, chance), kept=False)
    assert found.exact >= 95 and found.orphans + found.wrong + found.asked <= 4


def test_a_passage_that_was_moved_is_found_though_the_old_text_says_it_was_removed() -> None:
    words = "会议强调，要坚持稳中求进工作总基调，着力推动高质量发展，迈出新步伐。"
    old = Source(f"甲篇的第一句话。\n{words}\n乙篇的一些话，说的是别的事情，也不短。")
    annotation = on(old, ((9, 9 + len(words)),))
    new = Source(f"甲篇的第一句话。\n乙篇的一些话，说的是别的事情，也不短。\n{words}")
    found = anchor(annotation, new, {old.sha256: old}.get)
    assert found is not None and text_of(new.text, found.spans) == words


def test_of_two_passages_alike_a_person_is_asked() -> None:
    passage = "各地民政部门将确保困难群众基本生活保障资金及时足额发放到位"
    old = Source("导语。" + passage + "，全区上下一片欢腾。")
    annotation = on(old, ((3, 3 + len(passage)),))
    once, again = passage.replace("资金", "贷金"), passage.replace("足额", "定额")
    new = Source(f"导语。{once}，全区上下一片欢腾。{'另一篇。' * 40}导语。{again}，全区上下一片欢腾。")
    found = anchor(annotation, new)
    assert found is not None and not found.certain and place(annotation, new) is None


def test_very_long_texts_are_laid_beside_one_another_in_parts() -> None:
    chance = random.Random(4)
    old = Source("".join(chr(chance.randrange(0x4E00, 0x5600)) for _ in range(60_000)))
    new = changed(old, 0.02, chance)
    found = score(old, new, quotes(old, 60, chance), kept=True)
    assert found.exact >= 59 and found.wrong == 0
