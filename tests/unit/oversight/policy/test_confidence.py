"""Five signals, two floors, and a person wherever anything is missing or odd."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.action.route import Verdict
from oversight.policy.confidence import SIGNALS, Thresholds, score_signals
from tests.unit.oversight.builders import ALL_GOOD, a_policy

DEFAULTS = a_policy().confidence.thresholds
signals = st.fixed_dictionaries({name: st.floats(0, 1) for name in SIGNALS})


def test_the_weights_are_the_articles():
    assert dict(DEFAULTS.weights) == {
        "llm_confidence": 0.15,
        "semantic_similarity": 0.25,
        "rule_validator_score": 0.30,
        "historical_accuracy": 0.20,
        "input_familiarity": 0.10,
    }
    assert dict(DEFAULTS.floors) == {"rule_validator_score": 0.5, "input_familiarity": 0.3}


@given(signals)
def test_the_verdict_follows_floors_and_the_weighed_sum(given_signals):
    verdict, reason = score_signals(given_signals, DEFAULTS)
    score = math.fsum(DEFAULTS.weights[name] * given_signals[name] for name in SIGNALS)
    under = any(given_signals[name] < floor for name, floor in DEFAULTS.floors.items())
    assert reason.text
    if under:
        assert verdict is Verdict.ASK
    elif score > 0.85 + 1e-9:
        assert verdict is Verdict.APPROVE
    elif score < 0.30 - 1e-9:
        assert verdict is Verdict.REJECT
    elif 0.30 + 1e-9 < score < 0.85 - 1e-9:
        assert verdict is Verdict.ASK


@pytest.mark.parametrize("name", SIGNALS)
def test_a_missing_signal_calls_a_person_and_is_named(name):
    verdict, reason = score_signals({signal: 1.0 for signal in SIGNALS if signal != name}, DEFAULTS)
    assert verdict is Verdict.ASK
    assert name in reason.text


def test_the_models_own_confidence_releases_nothing():
    assert score_signals({"llm_confidence": 1.0}, DEFAULTS)[0] is Verdict.ASK
    poor = {**dict.fromkeys(SIGNALS, 0.7), "llm_confidence": 1.0}
    assert score_signals(poor, DEFAULTS)[0] is Verdict.ASK


@pytest.mark.parametrize("odd", [math.inf, 5.0])
@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_outside_its_range_calls_a_person(name, odd):
    assert score_signals({**ALL_GOOD, name: odd}, DEFAULTS)[0] is Verdict.ASK


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_that_is_no_number_calls_a_person(name):
    assert score_signals({**ALL_GOOD, name: math.nan}, DEFAULTS)[0] is Verdict.ASK


def test_perfect_signals_reach_a_threshold_of_one():
    strict = Thresholds(1.0, 0.3, DEFAULTS.weights, DEFAULTS.floors)
    assert score_signals(ALL_GOOD, strict)[0] is Verdict.APPROVE
