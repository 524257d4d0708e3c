"""Corrections one after the other, as the keys make them: after each one only what was asked for has changed."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.newspaper.by_hand import session, strewn
from tests.newspaper.examples import page

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def chosen(data: st.DataObject, below: int) -> int:
    return data.draw(st.integers(0, below - 1))


@settings(SLOW, max_examples=60)
@given(st.data())
def test_a_page_of_any_lines_becomes_what_a_person_asks_for(data: st.DataObject) -> None:
    machine = strewn(lambda below: chosen(data, below))
    assert session(machine, lambda below: chosen(data, below), 5) == []


@settings(SLOW, max_examples=25)
@given(st.sampled_from(["000", "001", "003", "004"]), st.data())
def test_a_real_page_becomes_what_a_person_asks_for(number: str, data: st.DataObject) -> None:
    assert session(page(number), lambda below: chosen(data, below), 5) == []
