"""Conditions are handed no more of an action than the engine takes in without keeping everybody waiting."""

import time
from typing import Any

import pytest

from oversight.policy.conditions.condition import Condition, Facts, Unevaluable
from oversight.policy.conditions.expression.doubles import VALUES
from oversight.policy.conditions.functions import LONGEST_SEARCH, Search
from oversight.policy.conditions.needs import needs_of

MANY: dict[str, Any] = {
    "numbers": [1] * 120_000,
    "lists": [[] for _ in range(80_000)],
    "maps": [{} for _ in range(80_000)],
    "a tree of short lists": [[[[0] * 12] * 12] * 12] * 12,
    "keys": {f"{number:x}": 1 for number in range(24_000)},
    "just one more": [0] * (VALUES + 1),
}


def asked(payload: object, *sources: str) -> list[bool | Unevaluable]:
    """What the conditions answer, handed the payload once for all of them."""
    conditions = [Condition(source) for source in sources]
    facts = Facts(
        {"payload": payload, "action": {"risk": "high"}}, needs_of(condition.needs for condition in conditions)
    )
    return [condition.holds(facts) for condition in conditions]


@pytest.mark.parametrize("name", MANY)
def test_what_holds_too_many_values_is_not_evaluated_and_takes_no_time(name):
    began = time.thread_time()
    (answer,) = asked({"l": MANY[name]}, "'x' in payload.l")
    assert time.thread_time() - began < 0.05
    assert isinstance(answer, Unevaluable)
    assert answer.why == "payload.l has too many values; what conditions look at may have 10,000"


@pytest.mark.parametrize("name", MANY)
def test_the_conditions_that_look_elsewhere_are_answered_all_the_same(name):
    many, other, risk = asked(
        {"l": MANY[name], "amount": 7}, "'x' in payload.l", "payload.amount == 7", "action.risk == 'high'"
    )
    assert isinstance(many, Unevaluable)
    assert (other, risk) == (True, True)


@pytest.mark.parametrize("name", MANY)
def test_what_is_only_counted_may_be_of_any_length(name):
    count = len(MANY[name])
    began = time.thread_time()
    assert asked({"l": MANY[name]}, f"size(payload.l) == {count}", f"payload.l.size() > {count}") == [True, False]
    assert time.thread_time() - began < 0.05


def test_as_many_values_as_may_be_are_evaluated():
    assert asked({"l": [2] * (VALUES - 1)}, "payload.l.all(x, x == 2)") == [True]


def test_a_payload_that_is_a_list_has_no_keys_and_costs_nothing():
    began = time.thread_time()
    (answer,) = asked([1] * 120_000, "payload.amount > 3")
    assert time.thread_time() - began < 0.05
    assert isinstance(answer, Unevaluable)


@pytest.mark.parametrize("text", ["\ufdfa" * 76_000, "\u3316" * 76_000, "\ufdfb \ufdfa" * 20_000])
def test_a_text_that_is_longer_once_it_is_spelled_plainly_costs_by_that_length(text):
    search = Search()
    began = time.thread_time()
    while search.says(text, ["refund"]) is False:
        pass
    assert time.thread_time() - began < 0.25
    assert search.left < 0 < LONGEST_SEARCH
