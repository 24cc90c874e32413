"""The article's own examples, each under the pattern that it names for it."""

from typing import Any

import pytest

from oversight.action.action import Proposal
from oversight.action.draft import BlockType
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Verdict
from oversight.policy.confidence import SIGNALS
from oversight.policy.file.reading import read_policy
from oversight.routing.routing import choose_route
from tests.builders import a_block, a_draft
from tests.unit.oversight.builders import ALL_GOOD, an_agent

POLICY = read_policy(
    """
version: 1
tiers:
  team_member:   {channel: "#a", reviewers: ["@support"], escalate_after: 10m}
  team_lead:     {channel: "#b", reviewers: ["@leads"], escalate_after: 10m}
  domain_expert: {channel: "#c", reviewers: ["@experts"], approvals_required: 2}
action_types:
  email.send:        {risk: high}
  social.auto_reply: {risk: high}
  ticket.triage:
    risk: medium
    reversible: true
    validators: [{name: queue_exists, check: "payload.queue in ['billing', 'technical']"}]
  release.notes:     {risk: medium, reversible: true}
  refund.issue:      {risk: high}
  document.tag:      {risk: low, reversible: true}
  database.change:   {risk: critical, tier: domain_expert}
  medical.summary:   {risk: high}
rules:
  - name: over_500
    when: "action.type == 'refund.issue' && payload.amount > 500"
    tier: team_lead
    reason: "Refund of more than 500"
"""
)
GATE, LADDER = Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER
DRAFTING, CONFIDENCE, LAZY = Pattern.COLLABORATIVE_DRAFTING, Pattern.CONFIDENCE_ROUTING, Pattern.LAZY_REVIEW
DRAFT = a_draft(a_block(BlockType.UNCERTAIN, "Version 2 is out"))
TRIAGE = {"queue": "billing"}


def proposed(action_type: str, payload: Any = None, **more: Any) -> Proposal:
    return Proposal(action_type, "An example", payload or {"text": "…"}, **more)


@pytest.mark.parametrize(
    ("scenario", "proposal", "patterns", "tier"),
    [
        ("mail to customers", proposed("email.send"), (GATE, LADDER), "team_member"),
        ("auto-reply on social media", proposed("social.auto_reply"), (GATE, LADDER), "team_member"),
        ("ticket triage, sure", proposed("ticket.triage", TRIAGE, signals=ALL_GOOD), (CONFIDENCE, LAZY), "auto"),
        ("ticket triage, unsure", proposed("ticket.triage", TRIAGE), (CONFIDENCE, GATE, LADDER), "team_member"),
        ("release notes", proposed("release.notes", draft=DRAFT), (DRAFTING, LADDER), "team_member"),
        ("a refund of 500", proposed("refund.issue", {"amount": 500}), (GATE, LADDER), "team_member"),
        ("a refund over 500", proposed("refund.issue", {"amount": 500.01}), (GATE, LADDER), "team_lead"),
        ("tags on internal documents", proposed("document.tag"), (LAZY,), "auto"),
        ("a change to a production database", proposed("database.change"), (GATE, LADDER), "domain_expert"),
        ("a medical summary", proposed("medical.summary", draft=DRAFT), (DRAFTING, GATE, LADDER), "team_member"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_scenario_takes_the_articles_pattern(scenario, proposal, patterns, tier):
    route = choose_route(proposal, an_agent(), POLICY)
    assert (route.patterns, route.first_tier) == (patterns, tier), scenario
    assert route.reasons


@pytest.mark.parametrize("action_type", ["email.send", "social.auto_reply", "database.change", "medical.summary"])
def test_no_confidence_opens_the_gate(action_type):
    """42 % of all errors came with a confidence above 0.90."""
    boast = proposed(action_type, confidence=1.0, signals=ALL_GOOD, risk_level=Risk.LOW, reversible=True)
    assert choose_route(boast, an_agent(), POLICY).verdict is Verdict.ASK


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        (dict.fromkeys(SIGNALS, 0.85), Verdict.APPROVE),
        (dict.fromkeys(SIGNALS, 0.84), Verdict.ASK),
        ({**ALL_GOOD, "llm_confidence": 0.0}, Verdict.APPROVE),
        ({**dict.fromkeys(SIGNALS, 0.0), "llm_confidence": 1.0, "rule_validator_score": 1.0}, Verdict.ASK),
        ({**ALL_GOOD, "rule_validator_score": 0.49}, Verdict.ASK),
        ({**ALL_GOOD, "input_familiarity": 0.29}, Verdict.ASK),
        ({**dict.fromkeys(SIGNALS, 0.0), "rule_validator_score": 0.5, "input_familiarity": 0.3}, Verdict.REJECT),
        ({}, Verdict.ASK),
    ],
)
def test_triage_by_the_articles_weights_thresholds_and_floors(signals, verdict):
    assert choose_route(proposed("ticket.triage", TRIAGE, signals=signals), an_agent(), POLICY).verdict is verdict
