"""Explain equals what happens: the same route, the same refusal, and nothing is written."""

import dataclasses
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.action.action import Action, Agent
from oversight.action.decision import Actor, DeciderKind
from oversight.action.refusal import Refusal
from oversight.action.risk import Risk
from oversight.action.route import Verdict
from oversight.halts.halt import EVERYTHING, Halt, Scope, ScopeKind
from oversight.policy import PolicyRule
from oversight.policy.conditions.condition import Condition
from oversight.policy.confidence import SIGNALS
from oversight.ports.precedents import NoPast
from oversight.routing.explanation import Explanation
from oversight.routing.explanation_words import explanation_words, outcome_words
from oversight.usecases.actions.explain_action import explain_action
from oversight.usecases.actions.submit_action import Submission, submit_action
from tests.builders import a_draft
from tests.unit.oversight.builders import ALL_GOOD, NOW, a_policy, a_proposal, an_agent
from tests.unit.oversight.world import World, finish

POLICY = a_policy("""
  note.file:
    {risk: high, reversible: false, when_checked: approve, validators: [{name: small, check: "payload.amount < 10"}]}
  note.shadowed: {risk: high, reversible: false, mode: shadow}
""")
CONDITIONS = (
    "payload.amount > 1000",
    "payload.missing > 1",
    "action.confidence < 0.6",
    "action.type == 'tag.add' && payload.amount > 1",
    "action.at > timestamp('2020-01-01T00:00:00Z')",
    "signals.historical_accuracy < 0.5",
    "context.vip == true",
    "payload",
)
unit = st.floats(0, 1)
rules = st.lists(
    st.builds(
        lambda source, tier, risk, shadow: PolicyRule(source, Condition(source), tier, "a reason", risk, shadow),
        st.sampled_from(CONDITIONS),
        st.sampled_from(["team_member", "domain_expert"]),
        st.none() | st.sampled_from(Risk),
        st.booleans(),
    ),
    max_size=4,
    unique_by=lambda rule: rule.name,
)
proposals = st.builds(
    a_proposal,
    st.sampled_from([*POLICY.action_types, "unheard.of"]),
    st.sampled_from([{"amount": 5}, {"amount": 5000.5}, {"amount": "5"}, {"text": "x"}, ["x"]]),
    risk_level=st.none() | st.sampled_from(Risk),
    reversible=st.none() | st.booleans(),
    confidence=st.none() | unit,
    signals=st.dictionaries(st.sampled_from(SIGNALS), unit) | st.just(ALL_GOOD),
    context=st.sampled_from([{}, {"vip": True}, {"vip": "yes"}]),
    draft=st.sampled_from([None, a_draft()]),
)
agents = st.sampled_from([an_agent(), an_agent(action_types=("tag.*",))])
BY = Actor(DeciderKind.HUMAN, "ULEAD", "Lea")
halts = st.lists(
    st.sampled_from(
        [EVERYTHING, Scope(ScopeKind.TYPE, "tag.*", "tag.*"), Scope(ScopeKind.AGENT, "agt_other", "other")]
    ),
    max_size=2,
    unique=True,
)


@dataclass
class ThePast(NoPast):
    """A past that says the same of everything."""

    said: dict[str, float] = field(default_factory=dict)

    async def measure(self, proposal, agent, now):
        return self.said


@given(rules, proposals, agents, halts, st.dictionaries(st.sampled_from(SIGNALS), unit))
def test_explain_equals_what_happens(given_rules, proposal, agent, scopes, measured):
    """The same route down to its reasons, or the same refusal, whatever rules, halts and past there are."""
    world = World(policy=dataclasses.replace(POLICY, rules=tuple(given_rules)))
    ports = dataclasses.replace(world.ports, precedents=ThePast(measured))
    for number, scope in enumerate(scopes):
        finish(world.books.halts.begin(Halt(f"hlt_{number}", scope, BY, NOW), ()))
    told = finish(explain_action(Submission(proposal, agent), ports))
    assert not world.books.actions.every()
    happened = finish(submit_action(Submission(proposal, agent), ports))
    if isinstance(told, Refusal):
        assert told == happened
        return
    assert isinstance(happened, Action)
    assert told.route == happened.route
    assert told.policy_hash == happened.policy_hash
    assert_holds_together(told, given_rules)


def assert_holds_together(told: Explanation, given_rules):
    """Each rule has its value, and each one that counts is among the reasons."""
    assert [rule.name for rule in told.rules] == [rule.name for rule in given_rules]
    reasons = {reason.rule for reason in told.route.reasons}
    assert {rule.name for rule in told.rules if rule.holds is not False and not rule.shadow} <= reasons
    assert {check.name for check in told.checks if check.passes is not True} <= reasons
    words = list(explanation_words(told, POLICY.confidence.thresholds))
    assert words[0] == outcome_words(told.route)
    names = [*(rule.name for rule in told.rules), *(check.name for check in told.checks)]
    assert all(any(name in line for line in words) for name in names)


def explained(proposal, rules_text="", agent: Agent | None = None):
    world = World(policy=a_policy(rules_text))
    told = finish(explain_action(Submission(proposal, agent or an_agent()), world.ports))
    assert isinstance(told, Explanation)
    return told


def test_each_rule_says_what_it_makes_of_the_action():
    told = explained(
        a_proposal(payload={"amount": 900}),
        """
rules:
  - {name: large, when: "payload.amount > 500", tier: domain_expert, reason: Large}
  - {name: huge, when: "payload.amount > 5000", tier: executive, reason: Huge}
  - {name: old, when: "context.age > 30", tier: team_member, reason: Old}
  - {name: tags, when: "action.type == 'tag.add'", tier: team_member, reason: Tags}
""",
    )
    assert [(rule.name, rule.holds) for rule in told.rules] == [
        ("large", True),
        ("huge", False),
        ("old", None),
        ("tags", False),
    ]
    assert "age" in (told.rules[2].why or "")
    assert told.rules[3].why == "It never holds for refund.issue"
    assert [(check.name, check.passes) for check in told.checks] == [("within_policy", False)]


ASKED = (
    "It would wait for the domain expert (2 people), and where they stay silent the executive (2 people). "
    "After 30 minutes without a decision it times out."
)
POOR = dict.fromkeys(SIGNALS, 0.3) | {"rule_validator_score": 0.5, "llm_confidence": 0, "semantic_similarity": 0}


@pytest.mark.parametrize(
    ("proposal", "verdict", "words"),
    [
        (a_proposal("tag.add"), Verdict.APPROVE, "It would run at once; people look at a sample afterwards."),
        (a_proposal("prod.change"), Verdict.ASK, ASKED),
        (a_proposal("ticket.update", signals=POOR), Verdict.REJECT, "The policy would reject it; no person looks."),
    ],
)
def test_the_first_line_says_what_would_happen(proposal, verdict, words):
    told = explained(proposal)
    assert (told.route.verdict, outcome_words(told.route)) == (verdict, words)


def test_a_condition_of_several_lines_is_told_in_one():
    told = explained(
        a_proposal(),
        """
rules:
  - name: folded
    when: |
      payload.amount > 1 &&
        payload.amount < 1000
    tier: team_lead
    reason: Folded
""",
    )
    assert "  holds: folded asks for the team lead, when payload.amount > 1 && payload.amount < 1000" in list(
        explanation_words(told, a_policy().confidence.thresholds)
    )


def test_a_halt_pressed_elsewhere_a_moment_ago_is_known():
    """What this process remembers of halts may be a second old. Submitting would find out, so explaining does."""
    world = World(policy=POLICY)
    tag = Submission(a_proposal("tag.add"), an_agent())
    verdicts = []
    for halted in (False, True):
        if halted:
            world.books.halts.elsewhere(Halt("hlt_1", EVERYTHING, BY, NOW))
        told = finish(explain_action(tag, world.ports))
        assert isinstance(told, Explanation)
        verdicts.append(told.route.verdict)
    assert verdicts == [Verdict.APPROVE, Verdict.ASK]
