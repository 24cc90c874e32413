"""What earlier actions of a recording teach, and what they do not."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.rehearsal.past import Past
from oversight.rehearsal.recorded import Truth, Witness
from oversight.rehearsal.replay import Fate, replay
from tests.unit.oversight.builders import NOW, a_policy
from tests.unit.oversight.rehearsal.traffic import recorded

POLICY = a_policy("lazy_review: {base_rate: 0}\n")


def an_update(number, *, correct=True, **fields):
    """One without any signal of its own."""
    payload = {"text": "reset the password", "ticket": number}
    made = recorded("ticket.update", payload, number=number)
    return replace(made, truth=Truth(correct), at=NOW + timedelta(minutes=number), **fields)


def signals_after(actions, policy=POLICY):
    past = Past(policy)
    for action in actions:
        past.learn(replay(action, policy, past.measure))
    return past.measure(an_update(1000))


def test_what_people_decided_earlier_speaks():
    """Twenty that people were asked about and that were right make the agent's record."""
    assert signals_after([]) == {}
    good = signals_after([an_update(number) for number in range(20)])
    assert good["historical_accuracy"] == pytest.approx(21 / 22, abs=0.01)
    bad = signals_after([an_update(number, correct=False) for number in range(20)])
    assert bad["historical_accuracy"] == pytest.approx(1 / 22, abs=0.01)


def test_nothing_is_known_of_what_lies_ahead():
    """An action is measured before it teaches."""
    past = Past(POLICY)
    ways = []
    for number in range(40):
        ways.append(replay(an_update(number), POLICY, past.measure))
        past.learn(ways[-1])
    assert dict(ways[0].measured) == {}
    assert "historical_accuracy" in ways[-1].measured


@pytest.mark.parametrize(
    ("truth", "base_rate", "teaches"),
    [
        (Truth(correct=True), 0, False),
        (Truth(correct=True), 1, True),
        (Truth(correct=False, witness=Witness.OUTCOME), 0, True),
        (Truth(correct=True, witness=Witness.LAZY_REVIEW, probability=0.05), 0, True),
    ],
)
def test_of_what_ran_only_that_teaches_which_somebody_looked_at(truth, base_rate, teaches):
    """Otherwise what was released once would release the next."""
    policy = a_policy(f"""
  note.file:
    risk: medium
    reversible: true
    when_checked: approve
    validators: [{{name: fits, check: "has(payload.text)"}}]
lazy_review: {{base_rate: {base_rate}}}
""")
    past = Past(policy)
    for number in range(20):
        action = replace(recorded("note.file", {"text": "x"}, number=number), truth=truth)
        replayed = replay(action, policy)
        assert replayed.fate is Fate.RUNS
        past.learn(replayed)
    assert ("historical_accuracy" in past.measure(recorded("note.file", {"text": "x"}))) is teaches


def test_the_same_recording_gives_the_same_answers():
    actions = [an_update(number, correct=number % 3 > 0) for number in range(60)]
    assert signals_after(actions) == signals_after(actions)
