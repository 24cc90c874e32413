"""Templates: what the operator says may run, where nothing at all speaks against it."""

import dataclasses
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.action.route import Pattern, Verdict
from oversight.action.status import Status
from oversight.halts.halt import EVERYTHING, Halt
from oversight.policy.file.reading import BadPolicy, read_policy
from oversight.policy.standing_limits import StandingLimits
from oversight.rehearsal.recorded import Recorded
from oversight.rehearsal.replay import Fate, replay
from oversight.routing.explanation import Explanation
from oversight.routing.explanation_words import explanation_words
from oversight.routing.routing import choose_route
from oversight.routing.signal_reach import depends_on_signals, types_asking_signals
from oversight.usecases.actions.explain_action import explain_action
from oversight.usecases.actions.submit_action import Submission
from tests.builders import a_draft
from tests.unit.oversight.builders import ALL_GOOD, NOW, POLICY, a_policy, a_proposal, an_agent, human
from tests.unit.oversight.world import World, finish

TEMPLATES = """
templates:
  - {name: small, action_type: refund.issue, when: "payload.amount <= 20", reason: Small refunds are paid at once}
  - {name: mine, action_type: mail.send, agents: [mailer], when: "payload.to == 'me'", reason: Mail to myself}
"""
SMALL = a_proposal(payload={"amount": 10})


def ways(policy, proposal=SMALL, agent=None):
    return choose_route(proposal, agent or an_agent(), policy)


def test_it_runs_at_once_for_the_templates_reason_and_is_sampled_like_the_rest():
    world = World(policy=a_policy(TEMPLATES))
    action = finish(world.propose(SMALL))
    assert action.decision is not None
    assert (action.status, action.decision.rule) == (Status.APPROVED, "template:small")
    assert action.decision.reason == "Small refunds are paid at once"
    assert [reason.rule for reason in action.route.reasons] == ["template:small", "risk"]
    assert action.route.patterns == (Pattern.LAZY_REVIEW,)
    assert finish(world.propose(a_proposal(payload={"amount": 21}))).status is Status.PENDING


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": {"amount": "10"}},
        {"payload": {"amount": None}},
        {"payload": ["amount"]},
        {"risk_level": Risk.CRITICAL},
        {"draft": a_draft()},
        {"signals": {"input_familiarity": 0.1}},
        {"signals": {"rule_validator_score": 0.1}},
        {"signals": {"llm_confidence": 3.0}},
    ],
)
def test_whatever_speaks_against_it_asks(changes):
    policy = a_policy(TEMPLATES)
    assert ways(policy).verdict is Verdict.APPROVE
    assert ways(policy, replace(SMALL, **changes)).verdict is Verdict.ASK


def test_what_the_agent_calls_irreversible_asks():
    policy = read_policy(
        POLICY.replace("risk: high\n    reversible: false", "risk: high\n    reversible: true") + TEMPLATES
    )
    assert ways(policy).verdict is Verdict.APPROVE
    assert ways(policy, replace(SMALL, reversible=False)).verdict is Verdict.ASK


@pytest.mark.parametrize(
    "rule",
    [
        'when: "payload.amount > 5", tier: team_member',
        'when: "payload.amount > 5", risk: medium',
        'when: "payload.amount > 5", risk: critical',
        'when: "payload.amount > 5", tier: team_member, mode: shadow',
        'when: "payload.none > 5", tier: team_member',
        'when: "context.vip", tier: team_member',
    ],
)
def test_any_rule_that_is_not_plainly_false_asks(rule):
    assert ways(a_policy(f"{TEMPLATES}rules: [{{name: r, {rule}, reason: R}}]\n")).verdict is Verdict.ASK


def test_a_check_that_does_not_pass_asks():
    failing = POLICY.replace("payload.amount <= 500", "payload.amount > 500")
    broken = POLICY.replace("payload.amount <= 500", "payload.none <= 500")
    assert ways(read_policy(failing + TEMPLATES)).verdict is Verdict.ASK
    assert ways(read_policy(broken + TEMPLATES)).verdict is Verdict.ASK


def test_one_failing_check_of_many_asks():
    """The share of passing checks is above its floor then."""
    many = "validators: [{name: a, check: 'payload.amount > 0'}, {name: b, check: 'payload.amount < 9'}, "
    policy = read_policy(POLICY.replace("validators: [{name: within", many + "{name: within") + TEMPLATES)
    assert ways(policy, a_proposal(payload={"amount": 5})).verdict is Verdict.APPROVE
    assert ways(policy).verdict is Verdict.ASK


def test_a_no_of_the_signals_stays_a_no():
    template = "templates: [{name: t, action_type: ticket.update, when: 'payload.text != 1', reason: R}]\n"
    low = dict.fromkeys(ALL_GOOD, 0.0) | {"input_familiarity": 0.31, "rule_validator_score": 0.51}
    proposal = a_proposal("ticket.update", {"text": "x"}, signals=low)
    assert ways(a_policy(template), proposal).verdict is Verdict.REJECT
    ran = ways(a_policy(template), replace(proposal, signals=ALL_GOOD))
    assert [reason.rule for reason in ran.reasons] == ["confidence"]


def test_what_is_critical_is_never_released_however_the_policy_was_made():
    policy = a_policy(TEMPLATES)
    known = replace(policy.action_types["refund.issue"], risk=Risk.CRITICAL)
    assert ways(dataclasses.replace(policy, action_types={"refund.issue": known})).verdict is Verdict.ASK


def test_stages_are_never_left_out():
    stages = 'stages: {legal: {channel: "#legal", reviewers: [U1]}}\n'
    staged = POLICY.replace("    validators: [{name: within", "    stages: [legal]\n    validators: [{name: within")
    assert ways(read_policy(staged + TEMPLATES + stages)).verdict is Verdict.ASK


def test_only_the_agents_that_it_names_use_it():
    policy, mail = a_policy(TEMPLATES), a_proposal("mail.send", {"to": "me"})
    assert ways(policy, mail).verdict is Verdict.ASK
    assert ways(policy, mail, an_agent(name="mailer")).verdict is Verdict.APPROVE
    by_id = a_policy(TEMPLATES.replace("[mailer]", "[agt_1]"))
    assert ways(by_id, mail).verdict is Verdict.APPROVE
    assert ways(by_id, mail, an_agent(id="agt_2", name="refund-bot")).verdict is Verdict.ASK


def test_under_a_halt_it_asks():
    world = World(policy=a_policy(TEMPLATES))
    finish(world.books.halts.begin(Halt("hlt_1", EVERYTHING, human(), NOW), ()))
    assert finish(world.propose(SMALL)).status is Status.PENDING


def test_the_past_is_asked_about_what_a_template_would_release():
    """A floor under what was measured holds for it, too."""
    policy = a_policy(TEMPLATES)
    assert depends_on_signals(ways(policy), "refund.issue", policy)
    assert types_asking_signals(policy) >= {"refund.issue", "mail.send"}
    assert choose_route(SMALL, an_agent(), policy, {"input_familiarity": 0.1}).verdict is Verdict.ASK


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{name: a, action_type: none.such, when: payload.x, reason: R}", "'none.such' is not defined"),
        ("{name: a, action_type: prod.change, when: payload.x, reason: R}", "'prod.change' is critical"),
        ("{name: a, action_type: tag.add, when: payload.x}", "this is missing"),
        ("{name: a, action_type: tag.add, when: 'payload.x ==', reason: R}", "templates[0].when"),
        ("{name: a, action_type: tag.add, when: 'true', reason: R}", "looks at nothing"),
        ("{name: a, action_type: 7, when: payload.x, reason: R}", "action_type"),
        (
            ", ".join(["{name: a, action_type: tag.add, when: payload.x, reason: R}"] * 2),
            "two templates are called a",
        ),
    ],
)
def test_a_template_that_could_release_nothing_is_a_fault_of_the_policy(template, said):
    with pytest.raises(BadPolicy) as refused:
        a_policy(f"templates: [{template}]\n")
    assert said.casefold() in str(refused.value).casefold()


@pytest.mark.parametrize(
    "section",
    ["{for_at_most: 91d}", "{for_at_most: 0s}", "{uses_at_most: 0}", "{sample_rate: 1.1}", "{often: 3}", "7d"],
)
def test_caps_that_cap_nothing_are_faults_of_the_policy(section):
    with pytest.raises(BadPolicy, match="standing_approvals"):
        a_policy(f"standing_approvals: {section}\n")


def test_a_policy_without_them_keeps_its_hash():
    plain = a_policy()
    assert a_policy("templates: []\n").hash == plain.hash
    assert a_policy("standing_approvals: {}\n").hash != plain.hash
    assert plain.standing_approvals is None
    assert a_policy("standing_approvals: {}\n").standing_approvals == StandingLimits(timedelta(days=7), 50, 0.2)


def test_explain_and_rehearsal_say_what_happens():
    world = World(policy=a_policy(TEMPLATES))
    told = finish(explain_action(Submission(SMALL, an_agent()), world.ports))
    assert isinstance(told, Explanation)
    lines = list(explanation_words(told, world.policy.confidence.thresholds))
    assert lines[0] == "It would run at once; people look at a sample afterwards."
    assert "  releases it: small, when payload.amount <= 20" in lines
    asked = finish(explain_action(Submission(a_proposal(), an_agent()), world.ports))
    assert isinstance(asked, Explanation)
    assert "  does not release it: small, when payload.amount <= 20" in explanation_words(
        asked, world.policy.confidence.thresholds
    )
    recorded = Recorded("1", SMALL, an_agent(), at=NOW)
    assert replay(recorded, world.policy).fate is Fate.RUNS
