"""The sentences of many hits are those of each, and cost no more for being in one long block."""

from __future__ import annotations

import pytest

from reader.library.pagetext import page_text
from reader.library.sentences import Sentences
from reader.newspaper.recognise import recognise
from reader.text.query import Query
from reader.text.source import Source
from tests.costs import growth
from tests.text.seeds import seeds


@pytest.mark.parametrize("name", ["003", "004"])
def test_a_sentence_is_told_in_any_order_as_it_is_told_alone(name: str) -> None:
    page = recognise(Source.normalised(next(text for seed, text in seeds().items() if seed.startswith(name))))
    text = page_text(page)
    hits = text.search(Query("发展"))[0]
    alone = [Sentences(page.source, text).of(hit) for hit in hits]
    together = Sentences(page.source, text)
    assert len(hits) > 9
    assert [together.of(hit) for hit in hits] == alone
    assert [together.of(hit) for hit in reversed(hits)] == alone[::-1]


def test_the_hits_of_one_long_block_cost_as_much_as_those_of_a_short_one() -> None:
    def told(times: int) -> None:
        sentences, hits = made[times]
        assert all(sentences.of(hit) for hit in hits[:50])

    made = {}
    for times in (200, 20_000):
        page = recognise(Source.normalised("中国人民站起来了的新闻，" * times))
        text = page_text(page)
        made[times] = Sentences(page.source, text), text.search(Query("站起来"))[0]
    # The same number of hits: by unit of text the cost falls as the text grows, where a block is not made anew.
    assert growth(told, 200, 20_000) < 0.2
