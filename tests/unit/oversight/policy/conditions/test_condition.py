"""A condition says yes, no, or why it cannot say: never no because something was missing."""

from typing import Any

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.policy.conditions.condition import BadCondition, Condition, Facts, Unevaluable
from oversight.policy.conditions.needs import needs_of

PAYLOAD = {
    "amount": 5,
    "half": 0.5,
    "text": "hé",
    "list": [1, 2],
    "none": None,
    "largest": 2**53 - 1,
    "huge": 1e300,
    "one": 1,
    "zero": 0,
    "pattern": "(",
}
LIGHT = {
    "action": {"type": "refund.issue", "confidence": 0.5, "on_behalf_of": None},
    "agent": {"id": "agt_1", "owner": None},
    "signals": {"novelty": 0.4},
}
ATOMS = (
    *("action.type == 'refund.issue'", "action.type == 'x'", "action.confidence < 0.6", "action.nope == 1"),
    *("has(action.nope)", "has(payload.nope)", "!has(payload.nope)", "has(payload.amount)", "has(context.vip)"),
    *("payload.one > 0", "payload.one < 0", "payload.text", "payload.none", "payload.list", "payload.nope", "payload"),
    *("payload == null", "payload != null", "payload == payload", "'amount' in payload", "payload.list.all(x, x > 5)"),
    *("action.type in payload.list", "payload.list.exists(x, x > 1)", "payload.exists(key, key == 'amount')"),
    *("[1, 2].exists(x, x == payload.one)", "[payload.nope, 1].exists(x, x == 1)", "payload.one / 0 > 1"),
    *("type(payload) == type(action)", "size(context) > 0", "context.vip", "signals.novelty < 0.5", "true", "false"),
    *("payload['one'] == 1", "payload ['one'] == 1", "payload .one == 1", "has(payload.none.x)", "payload.size() == 0"),
    *(
        "[1].exists(payload, payload == 1)",
        "'payload.one' == action.type",
        "payload.\nhalf < 1",
        "payload.payload == 1",
    ),
    *(
        "has(payload.list) && payload.size() > 1",
        "{'payload': 1}.payload == 1 && has(payload.one)",
        "has(.payload.one)",
    ),
    *("size(payload.list) > 1", "payload.list.size() == 2", "has(payload.list) && size( payload.list ) < 9"),
    *("size(payload.text) > 1", "size(payload.list) > payload.list[0]", "'size(payload.list)' == action.type"),
    *("size(payload.list + payload.list) > 3", "size(payload.list.filter(x, x > 1)) == 1", "size(payload.nope) > 0"),
    *("signals.all(name, signals[name] < 1)", "action.map(key, key).size() > 2", "payload // .one\n.one == 1"),
)
SHAPES = ("{0} && {1}", "{0} || {1}", "!{0}", "{0} ? {1} : {2}", "{0} == {1}", "[{0}, {1}].exists(x, x)")
conditions = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.builds(
        lambda shape, *parts: "(" + shape.format(*parts) + ")", st.sampled_from(SHAPES), *[inner] * 3
    ),
    max_leaves=6,
)
payloads: st.SearchStrategy[Any] = st.sampled_from(
    [PAYLOAD, {}, None, [], "text", 3, True, {"list": ["refund.issue"], "one": -1}]
)
contexts = st.sampled_from([{}, {"vip": True}, {"vip": "yes"}])


def ask(source: str, payload: Any = None) -> bool | Unevaluable:
    heavy = {"payload": PAYLOAD if payload is None else payload, "context": {}}
    condition = Condition(source)
    return condition.holds(Facts({"action": {}, "agent": {}, "signals": {}, **heavy}, condition.needs))


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("payload.amount > 4", True),
        ("payload.amount > 5", False),
        ("payload.half < 1", True),
        ("payload.amount == 5.0", True),
        ("payload.largest == 9007199254740991", True),
        ("has(payload.nope)", False),
        ("payload.none == null", True),
        ("payload.list.exists(each, each > 1)", True),
        ("payload.text.startsWith('h') && size(payload.list) == 2", True),
        ("payload.nope > 1 || payload.amount == 5", True),
    ],
)
def test_a_condition_answers(source, answer):
    assert ask(source) is answer


@pytest.mark.parametrize(
    "source",
    [
        "payload.nope > 1",
        "payload.text > 1",
        "payload",
        "payload.amount",
        "payload.amount / payload.zero > 1",
        "payload.amount % payload.zero == 1",
        "payload.huge * payload.huge > 1",
        "payload.huge * payload.huge - payload.huge * payload.huge > 1",
        "payload.amount / (payload.huge * payload.huge) < 1",
        "double('nan') < payload.one",
        "int(payload.huge) > 1",
        "payload.list[7] == 1",
        "payload.text.matches(payload.pattern)",
        "timestamp(payload.text) > timestamp('2020-01-01T00:00:00Z')",
    ],
)
def test_what_cannot_be_evaluated_is_neither_yes_nor_no_and_says_why(source):
    answer = ask(source)
    assert isinstance(answer, Unevaluable)
    assert str(answer)


@pytest.mark.parametrize("payload", [None, [], "text", 3, True])
def test_a_payload_of_another_shape_is_unevaluable_and_never_no(payload):
    condition = Condition("payload.amount > 4")
    facts = Facts({"action": {}, "agent": {}, "signals": {}, "payload": payload, "context": {}}, condition.needs)
    assert isinstance(condition.holds(facts), Unevaluable)


@pytest.mark.parametrize(
    "source", ["", "payload.(", "payload >", "true", "1 < 2", "actions.type == 'a'", "{action.type}"]
)
def test_what_is_no_condition_on_the_action_is_refused_when_it_is_compiled(source):
    with pytest.raises(BadCondition) as caught:
        Condition(source)
    assert str(caught.value)
    assert len(str(caught.value)) <= 200


@given(st.lists(conditions, min_size=1, max_size=4), payloads, contexts)
def test_what_is_answered_from_the_named_keys_is_what_everything_would_have_answered(sources, payload, context):
    """Even where a missing value is swallowed by ``||``, ``&&``, ``has`` or ``exists``, and whatever was asked."""
    values = {**LIGHT, "payload": payload, "context": context}
    compiled = [condition for source in sources if (condition := compiled_or_none(source))]
    shared = Facts(values, needs_of(condition.needs for condition in compiled))
    for condition in compiled:
        source = condition.source
        expected = answer_from_everything(source, values)
        for facts in (shared, Facts(values, condition.needs)):
            answer = condition.holds(facts)
            assert (None if isinstance(answer, Unevaluable) else answer) is expected, source


def compiled_or_none(source: str) -> Condition | None:
    try:
        return Condition(source)
    except BadCondition:
        return None


def answer_from_everything(source: str, values: dict[str, Any]) -> bool | None:
    try:
        answer = cel.compile(source).execute(cel.Context(values))
    except Exception:  # noqa: BLE001 - whatever CEL raises, it is no answer
        return None
    return answer if isinstance(answer, bool) else None


SECRET: dict[str, Any] = {"pin": "s3cret-9", "number": 48151623, "list": ["s3cret-9"], "limits": {"DE": 1}}


@pytest.mark.parametrize(
    "source",
    [
        "{'DE': 1, 'FR': 2}[payload.pin] == 1",
        "payload.limits[payload.pin] == 1",
        "payload.limits[string(payload.number)] == 1",
        "payload[payload.list[0]] == 1",
        "payload.list.map(x, payload[x]) == []",
        "payload.list[payload.number] == 'a'",
        "int(payload.pin) > 3",
        "timestamp(payload.pin) > timestamp('2020-01-01T00:00:00Z')",
        "'a'.matches('[' + payload.pin)",
    ],
)
def test_why_there_is_no_answer_repeats_nothing_that_the_action_says(source):
    answer = ask(source, SECRET)
    assert isinstance(answer, Unevaluable)
    assert not any(said in answer.why for said in ("s3cret", "48151623"))


@pytest.mark.parametrize(
    ("source", "why"), [("payload.limit > 1", "no field 'limit'"), ("payload.list[7] == 'a'", "index out of bounds: 7")]
)
def test_why_there_is_no_answer_names_what_the_condition_names(source, why):
    assert ask(source, SECRET) == Unevaluable(why)
