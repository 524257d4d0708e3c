"""What a reader sees of every element of the seed documents, read line by line against what a person would print."""

from __future__ import annotations

import pytest

from tests.newspaper.score import gold_of, seed_names
from tests.newspaper.shown import SHOWN, shown


@pytest.mark.parametrize("name", seed_names())
def test_the_seeds_read_as_a_person_would_print_them(name: str) -> None:
    expected = (SHOWN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert list(shown(*gold_of(name))) == expected
