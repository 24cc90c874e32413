"""What one action says by itself."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.review.sampler.reason import Why
from oversight.review.sampler.reasons.rules import is_degenerate, rules_of
from oversight.review.sampler.settings import SamplerSettings
from tests.unit.oversight.review.sampler.builders import a_candidate

SETTINGS = SamplerSettings(0.05, auto_approve=0.85, signal_weights={"one": 0.5, "two": 0.5})


def why(**fields):
    return {reason for reason, _ in rules_of(a_candidate(**fields), SETTINGS)}


@given(st.floats(0, 0.5, exclude_max=True))
def test_low_confidence_is_certain(confidence):
    assert (Why.LOW_CONFIDENCE, math.inf) in set(rules_of(a_candidate(confidence=confidence), SETTINGS))


def test_confidence_that_is_no_number_counts_as_lowest():
    assert Why.LOW_CONFIDENCE in why(confidence=math.nan)


@pytest.mark.parametrize(
    ("confidence", "inside"), [(None, False), (0.59, False), (0.6, True), (0.7, True), (0.75, True), (0.76, False)]
)
def test_the_uncanny_valley(confidence, inside):
    assert (Why.UNCANNY_VALLEY in why(confidence=confidence)) == inside


@pytest.mark.parametrize(
    "payload",
    [
        {},
        [],
        None,
        "",
        "  ",
        {"a": "", "b": None},
        {"a": [[], {}]},
        {"a": "x" * 5_001},
        {"a": math.nan},
        {"a": [math.inf]},
    ],
)
def test_degenerate_payloads(payload):
    assert is_degenerate(payload)
    assert Why.DEGENERATE in why(payload=payload)


@pytest.mark.parametrize("payload", [{"a": 0}, {"a": False}, {"a": "x" * 5_000}, 0, "x", {"a": {"b": ["", "x"]}}])
def test_other_payloads(payload):
    assert not is_degenerate(payload)


@pytest.mark.parametrize(
    ("signals", "low"),
    [({}, False), ({"one": 0.5}, False), ({"one": 0.9, "two": 0.88}, True), ({"one": 1, "two": 0.9}, False)],
)
def test_signals_that_only_just_suffice(signals, low):
    assert (Why.LOW_SCORE in why(signals=signals)) == low


@pytest.mark.parametrize(("score", "near"), [(0.5, True), (0.69, True), (0.7, False), (math.nan, True)])
def test_checks_that_nearly_failed(score, near):
    assert (Why.NEARLY_FAILED in why(signals={"rule_validator_score": score})) == near
    assert Why.NEARLY_FAILED in why(unclear_checks=1)
