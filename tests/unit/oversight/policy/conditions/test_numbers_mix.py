"""Numbers in conditions are numbers as JSON has them: 100, 100.0 and 1e2 have one answer everywhere."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.policy.conditions.condition import BadCondition, Condition, Facts, Unevaluable
from oversight.routing.routing import choose_route
from oversight.standing.matching import lets_through
from oversight.standing.shape import shape
from tests.examples import examples
from tests.unit.oversight.builders import a_policy, a_proposal, an_agent

PAYLOAD = {
    "n": 100,
    "third": 3,
    "half": 0.5,
    "zero": 0,
    "huge": 1e300,
    "largest": 2**53,
    "list": [1, 2.0, 3],
    "rows": [{"price": 10, "count": 2.0}, {"price": 2.5, "count": 4}],
    "map": {"a": 1},
    "text": "abc",
}


def ask(source: str, payload: Any = None, **others: Any) -> bool | None:
    condition = Condition(source)
    values = {
        "payload": PAYLOAD if payload is None else payload,
        "action": {},
        "context": {},
        "signals": {},
        "agent": {},
    }
    answer = condition.holds(Facts(values | others, condition.needs))
    return None if isinstance(answer, Unevaluable) else answer


@pytest.mark.parametrize(
    "source",
    [
        "payload.n * 1.19 == 119.0",
        "payload.n * 2 == 200",
        "2.5 - 1 == 1.5 && payload.n > 0",
        "payload.n / payload.third > 33.3 && payload.n / payload.third < 33.4",
        "payload.third / 2 == 1.5",
        "7 / 2 == 3.5 && payload.n == 100",
        "payload.n % payload.third == 1",
        "-7 % payload.third == -1",
        "7.5 % 2 == 1.5 && payload.n > 0",
        "payload.n + 0.5 == 100.5",
        "payload.n in [100.0] && payload.n in [100]",
        "payload.list == [1.0, 2, 3.0]",
        "payload.map == {'a': 1.0}",
        "sum(payload.list) * 1.5 == 9",
        "sum(payload.rows.map(row, row.price * row.count)) == 30",
        "size(payload.list) * 1.5 == 4.5 && payload.list.size() / 2 == 1.5",
        "payload.list[0] == 1 && payload.list[size(payload.list) - 1] == 3.0",
        "payload.list[payload.third - 1] == 3",
        "{1: 'a', 100: 'b'}[payload.n] == 'b'",
        "payload.n in {100: true}",
        "{1: 'a'}.all(key, key * 1.5 == payload.third / 2)",
        "payload.list.map(x, x * 1.5) == [1.5, 3, 4.5]",
        "int(payload.half) == 0 && int('7') * 1.5 == 10.5",
        "payload.n - 1 - 1.5 == 97.5 && 5 - 3 - 1.0 == 1 && payload.n > 0",
        "payload.n > 99 && 99.5 < payload.n && payload.n >= 100.0",
        "string(payload.n) == '100' && string(payload.half) == '0.5'",
        "0x10 + payload.n == 116 && 1u + payload.n == 101.0",
        "-payload.zero == 0 && string(-1 * payload.zero + 0) == '0'",
        "payload.largest == 9007199254740992",
        "type(payload.n) == type(payload.half) && type(1) == double && type(payload.text) == string && payload.n > 0",
        "payload.n > 50 ? payload.half * 2 == 1 : false",
    ],
)
def test_whole_and_broken_numbers_mix(source):
    assert ask(source) is True


@pytest.mark.parametrize(
    "source",
    ["payload.huge * payload.huge > 0", "payload.n / payload.zero > 0", "payload.list[0.5 + payload.zero] == 1"],
)
def test_what_leaves_the_numbers_is_neither_yes_nor_no(source):
    assert ask(source) is None


def test_signals_and_confidence_mix_as_well():
    facts = {"action": {"confidence": 1}, "signals": {"input_familiarity": 1}}
    assert ask("action.confidence * 0.5 == 0.5 && signals.input_familiarity / 4 == 0.25", **facts) is True


def test_a_number_beyond_what_doubles_hold_exactly_is_refused_in_a_condition():
    with pytest.raises(BadCondition, match=r"beyond 2\^53"):
        Condition("payload.n > 9007199254740993")


NUMBERS = ("payload.a", "payload.b", "payload.l[0]", "payload.m.x", "2", "0.5", "100", "1e2", "size(payload.l)")
COMPUTED = ("({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} / {1})", "({0} % {1})", "sum([{0}, 1])")
COMPARED = ("{0} < {1}", "{0} >= {1}", "{0} == {1}", "{0} != {1}", "{0} in [{1}, 100, payload.b]")
WALKED = ("payload.l.exists(v, v > {0} * {1})", "string({0}) == '100'", "payload.l.map(v, v + {0}) == [{1}]")
JOINED = ("({0} && {1})", "({0} || {1})", "!({0})", "({0} ? {1} : {0})")


def _built(shapes: tuple[str, ...], part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda shape, *parts: str(shape).format(*parts), st.sampled_from(shapes), part, part)


computed = st.recursive(st.sampled_from(NUMBERS), lambda inner: _built(COMPUTED, inner), max_leaves=5)
numeric = st.recursive(_built(COMPARED + WALKED, computed), lambda inner: _built(JOINED, inner), max_leaves=3)
whole = st.integers(-(2**53), 2**53) | st.sampled_from([0, 1, 100, 119])
broken = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([-0.0, 0.5, 1e300])
payloads = st.fixed_dictionaries(
    {
        "a": whole | broken,
        "b": whole | broken,
        "l": st.lists(whole | broken, max_size=3),
        "m": st.fixed_dictionaries({"x": whole | broken}),
    }
)


def spelled_otherwise(value: Any) -> Any:
    """The same JSON with every whole number as a broken one, and the other way round."""
    match value:
        case dict():
            return {key: spelled_otherwise(inner) for key, inner in value.items()}
        case list():
            return [spelled_otherwise(inner) for inner in value]
        case int():
            return json.loads(f"{value}.0") if value else -0.0
        case float():
            return int(value) if value.is_integer() and abs(value) <= 2**53 else value
        case _:
            return value


@settings(max_examples=examples(150))
@given(numeric, payloads)
def test_any_condition_has_one_answer_whatever_the_spelling_of_its_numbers(source, payload):
    try:
        condition = Condition(source)
    except BadCondition:
        return
    assert ask(condition.source, payload) is ask(condition.source, spelled_otherwise(payload))


@given(payloads)
def test_a_standing_approval_meets_every_spelling_of_what_it_was_made_from(payload):
    condition = shape(payload)
    assert lets_through(condition, payload) is lets_through(condition, spelled_otherwise(payload)) is True


def test_two_spellings_of_one_amount_take_one_route():
    rule = "rules: [{name: r, when: 'payload.amount * 1.19 > 1000.0', tier: team_lead, reason: r}]\n"
    policy = a_policy(rule)
    routes = [
        choose_route(a_proposal("refund.issue", {"amount": amount}), an_agent(), policy)
        for amount in (100, 100.0, 5000)
    ]
    assert routes[0] == routes[1]
    assert [any(reason.rule == "r" for reason in route.reasons) for route in routes] == [False, False, True]
