"""The sample is repeatable for us, unpredictable for agents, and as large as it says."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.review.sampling import Candidate, Pick, in_base_sample, pick

SECRET = b"a secret of the operator"
GOLDEN = [1, 11, 27, 74, 76, 92, 101, 114, 146, 152, 160]
IDS = [f"act_{number:026}" for number in range(20_000)]
KIND = "ticket.tag"


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.5, 0.95])
def test_the_base_rate_is_kept(rate):
    drawn = sum(in_base_sample(action_id, base_rate=rate, secret=SECRET) for action_id in IDS)
    allowed = 5 * math.sqrt(len(IDS) * rate * (1 - rate))
    assert abs(drawn - rate * len(IDS)) < allowed


@given(st.text(), st.binary(min_size=1))
def test_all_at_rate_one_and_none_at_rate_zero(action_id, secret):
    assert in_base_sample(action_id, base_rate=1.0, secret=secret)
    assert not in_base_sample(action_id, base_rate=0.0, secret=secret)


def test_without_a_secret_nothing_is_drawn():
    with pytest.raises(ValueError, match="agents could tell"):
        in_base_sample("act_1", base_rate=0.5, secret=b"")


@given(st.text(), st.floats(0, 1), st.floats(0, 1))
def test_the_same_secret_and_id_always_answer_the_same_and_a_higher_rate_keeps_what_was_drawn(action_id, one, other):
    lower, higher = sorted((one, other))
    drawn = in_base_sample(action_id, base_rate=lower, secret=SECRET)
    assert drawn == in_base_sample(action_id, base_rate=lower, secret=SECRET)
    assert not drawn or in_base_sample(action_id, base_rate=higher, secret=SECRET)


def test_the_sample_is_the_same_in_every_process_and_release():
    drawn = [action_id for action_id in IDS[:200] if in_base_sample(action_id, base_rate=0.05, secret=SECRET)]
    assert [int(action_id[4:]) for action_id in drawn] == GOLDEN


def test_another_secret_draws_another_sample():
    one = {action_id for action_id in IDS if in_base_sample(action_id, base_rate=0.5, secret=SECRET)}
    other = {action_id for action_id in IDS if in_base_sample(action_id, base_rate=0.5, secret=SECRET + b"!")}
    assert abs(len(one & other) - len(IDS) / 4) < 5 * math.sqrt(len(IDS) * 3 / 16)


@given(st.floats(0, 1, exclude_max=True).map(lambda number: number / 2))
def test_everything_with_low_confidence_is_looked_at(confidence):
    chosen = pick(Candidate("act_1", KIND, confidence), base_rate=0.0, secret=SECRET)
    assert chosen == Pick("act_1", "low_confidence", 1.0)


@pytest.mark.parametrize("confidence", [None, 0.1, 1.0])
def test_everything_that_ran_in_shadow_is_looked_at(confidence):
    chosen = pick(Candidate("act_1", KIND, confidence, in_shadow=True), base_rate=0.0, secret=SECRET)
    assert chosen == Pick("act_1", "shadow", 1.0)


@pytest.mark.parametrize("confidence", [None, 0.5, 1.0])
def test_the_rest_is_drawn_at_the_base_rate_which_is_remembered(confidence):
    picks = [pick(Candidate(action_id, KIND, confidence), base_rate=0.05, secret=SECRET) for action_id in IDS[:2_000]]
    for action_id, chosen in zip(IDS, picks, strict=False):
        assert (chosen is not None) == in_base_sample(action_id, base_rate=0.05, secret=SECRET)
        assert chosen is None or (chosen.rule, chosen.probability) == ("base_rate", 0.05)


@pytest.mark.parametrize(
    ("candidate", "rule", "probability"),
    [
        (Candidate("act_1", KIND, None, by_standing=True, is_first_use=True), "first_use", 1.0),
        (Candidate("act_1", KIND, 0.1, by_standing=True, is_first_use=True), "low_confidence", 1.0),
        (Candidate("act_1", KIND, None, in_shadow=True, by_standing=True, is_first_use=True), "shadow", 1.0),
    ],
)
def test_the_first_use_of_a_standing_approval_is_always_looked_at(candidate, rule, probability):
    assert pick(candidate, base_rate=0, secret=SECRET, standing_rate=0) == Pick("act_1", rule, probability)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("base", "standing", "rate"), [(0.05, 0.2, 0.2), (0.3, 0.2, 0.3), (0.0, 0.0, 0.0)])
def test_what_standing_approvals_release_is_looked_at_as_often_as_the_policy_says_and_never_less(base, standing, rate):
    picks = [
        pick(
            Candidate(action_id, KIND, None, by_standing=True),
            base_rate=base,
            secret=SECRET,
            standing_rate=standing,
        )
        for action_id in IDS
    ]
    picked = [sample for sample in picks if sample is not None]
    assert {sample.probability for sample in picked} <= {rate}
    assert abs(len(picked) - rate * len(IDS)) <= 5 * math.sqrt(len(IDS) * rate * (1 - rate))
    others = [
        pick(Candidate(action_id, KIND, None), base_rate=base, secret=SECRET, standing_rate=standing)
        for action_id in IDS
    ]
    assert sum(other is not None for other in others) == sum(
        in_base_sample(action_id, base_rate=base, secret=SECRET) for action_id in IDS
    )
