"""κ and α are what the books and two published libraries say."""

from __future__ import annotations

import itertools
import warnings
from collections import Counter

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from reader.annotations.reliability import alpha, kappa

LABELS = st.sampled_from("abcd")
UNITS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=40)


@given(UNITS)
def test_kappa_is_what_scikit_learn_says(units: list[tuple[str, str]]) -> None:
    one, other = zip(*units, strict=True)
    found = kappa(Counter(units))
    if found is None:
        assert len({*one, *other}) == 1
        return
    assert found == pytest.approx(cohen_kappa_score(one, other))


@given(UNITS)
def test_alpha_is_what_the_krippendorff_package_says(units: list[tuple[str, str]]) -> None:
    found = alpha(Counter(units))
    if found is None:
        assert len({label for unit in units for label in unit}) == 1
        return
    ratings = [["abcd".index(label) for label in labels] for labels in zip(*units, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a package that is not ours
        assert found == pytest.approx(
            krippendorff.alpha(ratings, level_of_measurement="nominal", value_domain=range(4))
        )


def test_kappa_of_cohens_own_table() -> None:
    # Cohen 1960, table 1: agreement .70, by chance .41.
    counts = [44, 7, 9, 5, 20, 5, 1, 3, 6]
    table = dict(zip(itertools.product("abc", "abc"), counts, strict=True))
    assert kappa(table) == pytest.approx(0.492, abs=5e-4)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbcccEDDD".lower(), 0.692)],
)
def test_alpha_of_krippendorffs_own_examples(one: str, other: str, wanted: float) -> None:
    # Krippendorff 2011, sections A and B.
    assert alpha(Counter(zip(one, other, strict=True))) == pytest.approx(wanted, abs=5e-4)


def test_nothing_can_be_said_of_no_unit_or_of_one_label() -> None:
    assert kappa({}) is None and alpha({}) is None
    assert kappa({("a", "a"): 5}) is None and alpha({("a", "a"): 5}) is None
