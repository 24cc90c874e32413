"""Stated against actual: bands, gap, and a curve that never falls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.calibration import FEWEST, Claim, calibration

DUST = 1e-9
claims = st.lists(st.builds(Claim, st.floats(0, 1), st.booleans()), min_size=1, max_size=80)


def some(stated, right, wrong):
    return [Claim(stated, right=True)] * right + [Claim(stated, right=False)] * wrong


def test_an_agent_that_says_what_happens_has_no_gap():
    told = calibration([*some(0.75, 75, 25), *some(0.95, 95, 5)])
    assert told is not None
    assert told.gap == pytest.approx(0)
    assert [stated for stated, _ in told.curve] == [0.75, 0.95]
    assert [share for _, share in told.curve] == pytest.approx([0.75, 0.95])


def test_an_agent_that_is_sure_of_everything_is_shown_for_it():
    told = calibration([*some(0.98, 50, 42), *some(0.5, 50, 58)])
    assert told is not None
    assert (told.surely_wrong.hits, told.surely_wrong.of) == (42, 100)
    assert [(band.low, band.high) for band in told.bands] == [(0.5, 0.6), (0.9, 1.0)]
    assert told.bands[1].right.value == pytest.approx(50 / 92)
    assert told.gap > 0.2


def test_what_falls_as_confidence_rises_is_fitted_flat():
    told = calibration([*some(0.6, 20, 0), *some(0.9, 0, 20)])
    assert told is not None
    assert told.curve == ((0.6, 0.5),)


def test_a_confidence_of_one_is_in_the_last_band():
    told = calibration([Claim(1.0, right=True), Claim(0.9, right=False)])
    assert told is not None
    assert [band.right.of for band in told.bands] == [2]
    assert told.surely_wrong.hits == 0, "0.9 is not above 0.9"


def test_of_nothing_nothing_is_said():
    assert calibration([]) is None
    assert calibration([Claim(1.5, right=True), Claim(float("nan"), right=True)]) is None


def test_few_claims_make_no_curve():
    few, enough = calibration(some(0.9, FEWEST - 1, 0)), calibration(some(0.9, FEWEST, 0))
    assert few is not None
    assert enough is not None
    assert (few.curve, enough.curve) == ((), ((0.9, 1.0),))


@given(claims)
def test_every_claim_is_in_one_band_and_the_curve_never_falls(given_claims):
    told = calibration(given_claims)
    assert told is not None
    assert sum(band.right.of for band in told.bands) == told.right.of == len(given_claims)
    assert all(band.low - DUST <= band.stated <= band.high + DUST for band in told.bands)
    assert 0 <= told.gap <= 1
    assert 0 <= told.brier <= 1
    shares = [share for _, share in told.curve]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
