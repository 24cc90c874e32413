"""Agreement against published tables, and what is said where there is nothing to agree on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.agreement import ANYTHING, agreement
from oversight.statistics.shares import Interval, wilson


def pairs(table, names):
    """A contingency table, first reviewer down, second across, as one row an item."""
    return [
        (names[row], names[column])
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


ABSTRACTORS = pairs([[13, 0, 0], [0, 20, 7], [0, 4, 56]], "EAN")


def test_two_abstractors_of_a_hundred_pregnancies():
    """Gwet 2014, Handbook of Inter-Rater Reliability, as printed by his package irrCAC (vignette *overview*):
    AC1 0.8493305, SE 0.04321747, (0.764, 0.935); kappa 0.7964094, (0.680, 0.913); raw 0.89."""
    found = agreement(ABSTRACTORS, "EAN")
    assert found.items == 100
    assert found.raw.value == pytest.approx(0.89)
    assert found.ac1.value == pytest.approx(0.8493305, abs=5e-8)
    assert [found.ac1.interval.low, found.ac1.interval.high] == pytest.approx([0.764, 0.935], abs=1e-3)
    assert found.kappa.value == pytest.approx(0.7964094, abs=5e-8)
    assert [found.kappa.interval.low, found.kappa.interval.high] == pytest.approx([0.680, 0.913], abs=1e-3)


def test_four_raters_who_did_not_answer_everything():
    """Gwet 2014, p. 120, as printed by irrCAC for ``cac.raw4raters``: raw 0.8181818; AC1 0.77544, SE 0.14295,
    (0.461, 1); Fleiss' kappa 0.76117, SE 0.15302, (0.424, 1)."""
    rated = [
        "11.1",
        "2232",
        "3333",
        "3333",
        "2222",
        "1234",
        "4444",
        "1121",
        "2222",
        ".555",
        "..11",
        ".3..",
    ]
    found = agreement([[None if one == "." else one for one in row] for row in rated], "12345")
    assert found.items == 11, "one was answered only once"
    assert found.raw.value == pytest.approx(0.8181818, abs=5e-8)
    assert found.ac1.value == pytest.approx(0.77544, abs=5e-6)
    assert [found.ac1.interval.low, found.ac1.interval.high] == [pytest.approx(0.461, abs=5e-4), 1]
    assert found.kappa.value == pytest.approx(0.76117, abs=5e-6)
    assert [found.kappa.interval.low, found.kappa.interval.high] == [pytest.approx(0.424, abs=5e-4), 1]


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"), [([[40, 9], [6, 45]], 0.70, 0.70), ([[80, 10], [5, 5]], 0.32, 0.81)]
)
def test_the_paradox_of_kappa(table, kappa, ac1):
    """Feinstein and Cicchetti 1990: twice 85 % agreement, kappa 0.70 and 0.32; AC1 by hand, chance 2 p (1 - p)."""
    found = agreement(pairs(table, "yn"), "yn")
    assert found.raw.value == pytest.approx(0.85)
    assert found.kappa.value == pytest.approx(kappa, abs=5e-3)
    assert found.ac1.value == pytest.approx(ac1, abs=5e-3)


def test_a_kappa_below_zero_with_94_percent_agreement():
    """118, 5, 2 and 0 of 125, the table with which AC1 was introduced (Gwet 2002): kappa -0.023, AC1 0.941."""
    found = agreement(pairs([[118, 5], [2, 0]], "yn"), "yn")
    assert found.raw.value == pytest.approx(0.944)
    assert found.kappa.value == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1.value == pytest.approx(0.9408, abs=5e-5)
    assert found.prevalence["n"] == pytest.approx(0.028)


def test_cohen_s_own_table():
    """Cohen 1960, 200 diagnoses: observed 0.70, by chance 0.41, kappa 0.492."""
    found = agreement(pairs([[88, 14, 18], [10, 40, 10], [2, 6, 12]], "123"), "123")
    assert found.raw.value == pytest.approx(0.70)
    assert found.kappa.value == pytest.approx(0.492, abs=5e-4)


def test_the_right_variance_of_kappa():
    """Fleiss, Cohen and Everitt 1969, proportions of 200: kappa 0.429, standard error 0.0537."""
    found = agreement(pairs([[106, 10, 4], [22, 28, 10], [2, 12, 6]], "123"), "123")
    assert found.kappa.value == pytest.approx(0.429, abs=5e-4)
    assert (found.kappa.interval.high - found.kappa.interval.low) / 2 == pytest.approx(1.972 * 0.0537, abs=2e-4)


@pytest.mark.parametrize("answers", [[], [("y", None)], [(None, None)], [("y",)]])
def test_without_a_second_answer_nothing_is_known(answers):
    found = agreement(answers, "yn")
    assert (found.items, found.raw.value, found.raw.interval) == (0, None, Interval(0, 1))
    assert found.ac1.value is found.kappa.value is None
    assert found.ac1.interval == found.kappa.interval == ANYTHING


def test_few_who_always_agree_prove_little():
    found = agreement([("y", "y")] * 5, "yn")
    assert found.ac1.value == 1
    assert found.ac1.interval == wilson(5, 5), "with no chance agreement the coefficient is the raw share"
    assert (found.kappa.value, found.kappa.interval) == (None, ANYTHING), "one answer alone: kappa is 0/0"


def test_where_only_one_answer_is_possible_agreement_means_nothing():
    found = agreement([("y", "y")] * 5, "y")
    assert found.raw.value == 1
    assert found.ac1.value is found.kappa.value is None


def test_an_answer_that_was_not_possible_is_refused():
    with pytest.raises(ValueError, match="unsure"):
        agreement([("y", "unsure")], "yn")


answered = st.integers(1, 4).flatmap(
    lambda reviewers: st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * reviewers), max_size=30)
)


@given(answered)
def test_whatever_is_answered_every_number_is_one_and_lies_in_its_interval(answers):
    found = agreement(answers, "abc")
    for measure, floor in ((found.raw, 0), (found.ac1, -1), (found.kappa, -1)):
        ends = (measure.interval.low, measure.interval.high)
        assert floor <= ends[0] <= ends[1] <= 1
        assert measure.value is None or ends[0] - 1e-9 <= measure.value <= ends[1] + 1e-9
    assert not found.prevalence or math.isclose(sum(found.prevalence.values()), 1)


def test_items_answered_once_do_not_push_a_coefficient_below_its_floor():
    """Chance 13/18, raw 1/3: Fleiss' kappa would be -1.4."""
    assert agreement([("a", "a", "b"), ("a", None, None)], "ab").kappa.value == -1


@given(st.lists(st.tuples(*[st.sampled_from(["a", "b", None])] * 2), max_size=30))
def test_who_was_first_makes_no_difference(answers):
    one, other = agreement(answers, "ab"), agreement([row[::-1] for row in answers], "ab")
    for name in ("raw", "ac1", "kappa"):
        assert getattr(one, name).value == pytest.approx(getattr(other, name).value)
