"""Which annotations an export takes."""

from __future__ import annotations

from reader.annotations.tagset import Tag, TagSet
from reader.exports.choosing import Choice
from tests.annotations.examples import highlight


def test_a_tag_means_those_below_it_in_the_librarys_set() -> None:
    tags = TagSet([Tag("民生"), Tag("医疗", parent="民生"), Tag("医院", parent="医疗"), Tag("经济")])
    choice = Choice(tag="民生").within(tags)
    taken = [name for name in ("民生", "医疗", "医院", "经济", "别的") if choice.takes(highlight(name))]
    assert taken == ["民生", "医疗", "医院"]
    assert not Choice(tag="医疗").within(tags).takes(highlight("民生"))
    assert Choice().within(tags).takes(highlight("别的"))
