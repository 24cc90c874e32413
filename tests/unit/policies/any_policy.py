"""Any policy and any action, for what must hold of all of them."""

import dataclasses
from collections.abc import Sequence

from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.policy import ActionType, Check, Policy, PolicyRule
from oversight.policy.conditions.condition import Condition
from oversight.policy.confidence import SIGNALS
from oversight.policy.file.entries import TIERS
from tests.builders import a_draft
from tests.unit.oversight.builders import ALL_GOOD, a_policy, a_proposal

BASE = a_policy()
TYPES = ("a.one", "a.two", "b.one")

STRICT = (
    "payload.amount > 1000",
    "payload.amount <= 1000",
    "payload.customer.orders > 3",
    "action.confidence < 0.6",
    "action.reasoning.contains('sorry')",
    "signals.historical_accuracy < 0.5",
    "context.vip == true",
    "action.type == 'a.one' && payload.amount > 10",
    "action.type.startsWith('a.') && sum(payload.parts) > 5.0",
    "action.type in ['b.one'] && context.vip",
    "says(payload.text, ['refund', 'sorry'])",
    "payload.text > 1",
    "payload.amount / payload.zero > 1",
    "payload",
)
"""Conditions that a missing field leaves without an answer."""
LENIENT = (
    "has(payload.amount)",
    "!has(context.vip)",
    "has(payload.amount) && payload.amount > 10",
    "action.risk == 'high'",
    "agent.owner == 'UOWNER'",
    "action.type == 'b.one' || payload.amount > 5",
    "size(context) > 0",
)
"""Conditions that may answer without the field."""

MOSTLY_TRUE = ("payload.amount < 10000", "payload.amount != 7", "action.description != 'x'", "payload.amount <= 5")
MOSTLY_FALSE = ("payload.amount > 10000", "payload.amount == 7", "action.description == 'x'", "payload.amount < 0")
DEMANDS = (*((tier, None) for tier in TIERS), *((None, risk) for risk in Risk), ("team_lead", Risk.CRITICAL))

_COMPILED = {source: Condition(source) for source in (*STRICT, *LENIENT, *MOSTLY_TRUE, *MOSTLY_FALSE)}
conditions = tuple(_COMPILED[source] for source in (*STRICT, *LENIENT))
strict_conditions = tuple(_COMPILED[source] for source in STRICT)


def now_and_then(of: Sequence[Condition], usual: Sequence[str]) -> st.SearchStrategy[Condition]:
    """Twice as often one of the usual ones. One draw, not three: most of the time here goes into drawing."""
    return st.sampled_from([*[_COMPILED[source] for source in usual] * (2 * len(of) // len(usual)), *of])


def rules_of(of: Sequence[Condition], *, shadow: bool = False) -> st.SearchStrategy[list[PolicyRule]]:
    """Rules with these conditions, each with a name of its own that says what it asks for."""
    one = st.builds(
        lambda condition, asked: PolicyRule(
            f"{asked[0]}|{asked[1]}|{shadow}|{condition.source}", condition, asked[0], "a reason", asked[1], shadow
        ),
        now_and_then(of, MOSTLY_FALSE),
        st.sampled_from(DEMANDS),
    )
    return st.just([]) | st.lists(one, max_size=4, unique_by=lambda rule: rule.name)


def types_of(of: Sequence[Condition], *, shadow: bool = False) -> st.SearchStrategy[ActionType]:
    """What a policy may know of a type, as far as it may be read from a file."""
    check = now_and_then(of, MOSTLY_TRUE)
    one = st.builds(
        ActionType,
        name=st.just(""),
        risk=st.sampled_from([Risk.LOW, Risk.MEDIUM, Risk.MEDIUM, Risk.HIGH, Risk.HIGH, Risk.CRITICAL]),
        reversible=st.booleans(),
        tier=st.sampled_from([*[None] * len(TIERS), *TIERS]),
        checks=st.lists(check, max_size=3, unique_by=lambda condition: condition.source).map(
            lambda all_of_them: tuple(Check(condition.source, condition) for condition in all_of_them)
        ),
        released_by_checks=st.booleans(),
        shadow=st.just(shadow),
    )
    return one.map(
        lambda known: replace(known, released_by_checks=False, shadow=False) if known.risk is Risk.CRITICAL else known
    )


def policies_of(of: Sequence[Condition], *, shadow: bool = False) -> st.SearchStrategy[Policy]:
    """Policies whose rules and checks have these conditions."""
    types = st.tuples(*(types_of(of, shadow=shadow) for _ in TYPES)).map(
        lambda known: {name: replace(one, name=name) for name, one in zip(TYPES, known, strict=True)}
    )
    return st.builds(
        lambda rules, known: dataclasses.replace(BASE, rules=tuple(rules), action_types=known),
        rules_of(of, shadow=False),
        types,
    )


unit = st.floats(0, 1)
signals = st.dictionaries(st.sampled_from(SIGNALS), unit) | st.just(ALL_GOOD)
payloads = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.sampled_from([5, 5, 5, 7, 5000.5, "5", None]),
        "text": st.sampled_from(["I am sorry", "thanks", 3]),
        "zero": st.just(0),
        "parts": st.sampled_from([[1, 2], [4.5, 4], [], ["x"], "x"]),
        "customer": st.sampled_from([{"orders": 9}, {}, None]),
    },
)
proposals = st.builds(
    a_proposal,
    st.sampled_from([*TYPES * 3, "unheard.of"]),
    st.just({"amount": 5, "zero": 0})
    | payloads.map(lambda payload: payload or {"none": 1})
    | st.sampled_from([["x"], "text"]),
    risk_level=st.sampled_from([None, None, None, None, *Risk]),
    reversible=st.sampled_from([None, None, True, False]),
    confidence=st.none() | unit,
    reasoning=st.sampled_from([None, "", "I am sorry"]),
    signals=signals,
    context=st.sampled_from([{}, {"vip": True}, {"vip": False}, {"vip": "yes"}]),
    draft=st.sampled_from([None, None, None, None, None, a_draft()]),
)
