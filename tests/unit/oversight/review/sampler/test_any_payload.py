"""Whatever agents send, every action gets a probability between the base rate and one, and the same one each time."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.review.sampler.candidate import Candidate, Ended, Reviewed
from oversight.review.sampler.past import Past
from oversight.review.sampler.reason import Why
from oversight.review.sampler.sampler import assess
from oversight.review.sampler.settings import SamplerSettings
from tests.examples import examples
from tests.unit.oversight.review.sampler.builders import MONDAY, SECRET

texts = st.text(st.characters(exclude_categories=()), max_size=30)
numbers = st.integers() | st.integers(10**400, 10**401) | st.floats() | st.booleans() | st.none()
payloads = st.recursive(
    texts | numbers,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
candidates = st.builds(
    Candidate,
    action_id=st.uuids().map(str),
    confidence=st.none() | st.floats(),
    in_shadow=st.booleans(),
    by_standing=st.booleans(),
    is_first_use=st.booleans(),
    ended=st.sampled_from(Ended),
    action_type=st.sampled_from(("a", "b")),
    agent_id=texts,
    key=st.none() | texts,
    policy_hash=texts,
    at=st.none() | st.integers(0, 10**6).map(lambda seconds: MONDAY + timedelta(seconds=seconds)),
    payload=payloads,
    description=texts,
    context=payloads,
    signals=st.dictionaries(texts | st.just("rule_validator_score"), st.floats(), max_size=3),
    unclear_checks=st.integers(0, 2),
    failed=st.booleans(),
    seconds=st.none() | st.floats(0, 1e9),
)
several = st.lists(candidates, max_size=12, unique_by=lambda candidate: candidate.action_id)


@pytest.mark.exhaustive
@given(several, several, st.floats(0, 1), st.none() | st.floats(0.1, 1_000))
@settings(max_examples=examples(100))
def test_every_probability_is_one_and_repeatable(now, before, base_rate, budget):
    chosen = SamplerSettings(base_rate, 0.3, budget, amounts={"a": "amount"})
    reviewed = tuple(Reviewed(one, number % 2 == 0) for number, one in enumerate(before[:6]))
    past = Past(rows=tuple(before), reviewed=reviewed, incidents=tuple(before[:1]))
    done = assess(now, chosen, past)
    ran = {candidate.action_id for candidate in now if candidate.ended is Ended.RAN}
    for action_id, probability in zip(done.action_ids, done.fitted.probabilities, strict=True):
        assert 0 <= probability <= 1
        assert probability >= base_rate or action_id not in ran
    assert done.action_ids == sorted(candidate.action_id for candidate in now)
    again = assess(now[::-1], chosen, past)
    assert done.draw(SECRET) == again.draw(SECRET)
    assert all(isinstance(why, Why) for place in range(len(now)) for why in done.why(place))
    assert math.isfinite(done.fitted.minutes)
