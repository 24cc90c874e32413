"""Sequential stages in the route: whom the policy asks after whom, and what an edit may not get around."""

import pytest

from oversight.action.action import Proposal
from oversight.action.decision import Actor, DeciderKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import Route, Verdict
from oversight.action.stages import stage_names
from oversight.editing.edited_payload import refuse_edit
from oversight.halts.halt import EVERYTHING, Halt
from oversight.policy import Policy
from oversight.policy.file.reading import read_policy
from oversight.routing.routing import choose_route
from oversight.routing.under_halts import under_halts
from tests.unit.oversight.builders import (
    NOW,
    a_proposal,
    an_action,
    an_agent,
)

POLICY = """version: 1
stages:
  security: {channel: "#s", reviewers: [US1, US2]}
  legal: {channel: "#g", reviewers: [UG1, UG2]}
  privacy: {channel: "#p", reviewers: [UP1]}
tiers:
  team_member: {channel: "#m", reviewers: [UM1]}
  team_lead: {channel: "#l", reviewers: [UL1, UL2]}
  executive: {channel: "#x", reviewers: [UX1]}
action_types:
  plain: {risk: high}
  staged: {risk: high, stages: [legal, security]}
  led: {risk: high, stages: [security], tier: executive}
  small: {risk: low, reversible: true, stages: [security]}
  checked:
    {risk: high, stages: [security], when_checked: approve, validators: [{name: sound, check: "payload.n < 10"}]}
  watched: {risk: low, reversible: true, mode: shadow, stages: [security]}
  tag: {risk: low, reversible: true}
rules:
  - {name: personal, when: "has(payload.email)", stages: [privacy], reason: "Personal data"}
  - {name: large, when: "has(payload.n) && payload.n > 100", tier: team_lead, reason: "Large"}
  - {name: least, when: "has(payload.least)", tier: team_member, reason: "Least"}
  - {name: both, when: "has(payload.both)", tier: executive, stages: [legal], reason: "Both"}
"""
WRITTEN = read_policy(POLICY)


def route(action_type: str, policy: Policy = WRITTEN, **payload: object) -> Route:
    proposal: Proposal = a_proposal(action_type, payload or {"n": 1})
    return choose_route(proposal, an_agent(), policy)


def shape(found: Route) -> list[str]:
    return [f"{rung.stage or ''}:{rung.tier}" for rung in found.ladder]


FROM_MEMBER = ["team_member", "team_lead", "executive"]


def stage(name: str, *tiers: str) -> list[str]:
    return [f"{name}:{name}", *(f"{name}:{tier}" for tier in tiers)]


@pytest.mark.parametrize(
    ("action_type", "payload", "ladder"),
    [
        ("plain", {}, [":team_member", ":team_lead", ":executive"]),
        ("staged", {}, stage("security", *FROM_MEMBER) + stage("legal", *FROM_MEMBER)),
        ("staged", {"email": 1}, [x for name in ("security", "legal", "privacy") for x in stage(name, *FROM_MEMBER)]),
        ("led", {}, [*stage("security", "executive"), ":executive"]),
        ("plain", {"email": 1}, stage("privacy", *FROM_MEMBER)),
        ("tag", {"email": 1}, stage("privacy", *FROM_MEMBER)),
        ("tag", {"both": 1}, [*stage("legal", "executive"), ":executive"]),
        ("small", {}, stage("security", *FROM_MEMBER)),
        ("checked", {"n": 50}, [*stage("security", *FROM_MEMBER), ":team_member", ":team_lead", ":executive"]),
        (
            "staged",
            {"n": 101},
            [
                *stage("security", "team_lead", "executive"),
                *stage("legal", "team_lead", "executive"),
                ":team_lead",
                ":executive",
            ],
        ),
    ],
)
def test_the_ladder_is_flat_in_the_order_of_the_policy(action_type, payload, ladder):
    found = route(action_type, **payload)
    assert (found.verdict, shape(found)) == (Verdict.ASK, ladder)


def test_a_type_with_stages_runs_by_itself_only_where_its_checks_release_it():
    assert route("checked", n=1).verdict is Verdict.APPROVE
    small = route("small")
    assert [reason.rule for reason in small.reasons] == ["stages", "low_risk"]
    assert small.reasons[0].text == "The policy asks security about every one of these"


def test_a_rule_that_cannot_be_evaluated_asks_for_its_stages_and_the_lead():
    policy = read_policy(POLICY.replace('"has(payload.email)"', '"payload.missing > 1"'))
    assert shape(route("tag", policy)) == [*stage("privacy", "team_lead", "executive"), ":team_lead", ":executive"]


def test_what_runs_in_shadow_keeps_which_stage_would_have_been_asked():
    found = route("watched")
    assert found.verdict is Verdict.APPROVE
    assert found.shadow is not None
    assert found.shadow.tier == "security"
    in_shadow = POLICY.replace(
        'stages: [privacy], reason: "Personal', 'stages: [privacy], mode: shadow, reason: "Personal'
    )
    recorded = route("staged", read_policy(in_shadow), email=1)
    assert (stage_names(recorded.ladder), recorded.shadow is not None) == (("security", "legal"), True)


def test_under_a_halt_the_stages_are_asked_too():
    halt = Halt("hlt_1", EVERYTHING, Actor(DeciderKind.HUMAN, "U1", "Ana"), NOW)
    assert shape(under_halts(route("checked", n=1), [halt], "checked", WRITTEN)) == stage("security", *FROM_MEMBER)
    assert stage_names(under_halts(route("watched"), [halt], "watched", WRITTEN).ladder) == (
        "security",
        "legal",
        "privacy",
    )
    nobody = (
        POLICY.replace("[US1, US2]", "[]").replace("[UM1]", "[]").replace("[UL1, UL2]", "[]").replace("[UX1]", "[]")
    )
    found = under_halts(route("checked", read_policy(nobody), n=1), [halt], "checked", read_policy(nobody))
    assert (found.verdict, found.reasons[0].rule) == (Verdict.REJECT, "nobody_to_ask")


def test_a_stage_without_anybody_is_asked_of_its_stand_ins_and_one_without_these_is_no():
    empty = POLICY.replace("[US1, US2]", "[]")
    assert shape(route("staged", read_policy(empty)))[:3] == [f"security:{tier}" for tier in FROM_MEMBER]
    nobody = empty.replace("[UM1]", "[]").replace("[UL1, UL2]", "[]").replace("[UX1]", "[]")
    found = route("staged", read_policy(nobody))
    assert (found.verdict, found.ladder) == (Verdict.REJECT, ())
    assert found.reasons[0].text == "The policy names nobody who could answer on the stage security"
    assert route("staged", read_policy(nobody.replace("reviewers: [], ", ""))).verdict is Verdict.REJECT


@pytest.mark.parametrize(
    ("action_type", "payload", "edit", "missing"),
    [
        ("staged", {"n": 1}, {"n": 2}, None),
        ("staged", {"n": 1}, {"n": 2, "email": 1}, "it is for the stage privacy (Personal data)"),
        ("staged", {"n": 1}, {"n": 200}, "it is for the tier team lead (Large)"),
        ("staged", {"n": 200}, {"n": 300}, None),
        ("staged", {"n": 200}, {"n": 200, "both": 1}, "it is for the tier executive (Both)"),
        ("tag", {"email": 1}, {"n": 1}, None),
        ("tag", {"email": 1}, {"n": 200}, "it is for the tier team lead (Large)"),
        ("staged", {"n": 1}, {"n": 1, "least": 1}, "it is for the tier team member (Least)"),
        ("plain", {"n": 1}, {"n": 1, "email": 1}, "it is for the stage privacy"),
        ("plain", {"n": 1}, {"n": 200}, "Change less, or escalate it first"),
    ],
)
def test_an_edit_is_decided_by_all_whom_the_policy_would_have_asked(action_type, payload, edit, missing):
    found = choose_route(a_proposal(action_type, payload), an_agent(), WRITTEN)
    action = an_action(payload=payload, proposal=a_proposal(action_type, payload), route=found)
    refused = refuse_edit(action, edit, WRITTEN)
    if missing is None:
        assert refused is None
    else:
        assert isinstance(refused, Refusal)
        assert refused.code is RefusalCode.NEEDS_HIGHER_TIER
        assert missing in refused.sentence


def test_an_edit_that_nobody_could_be_asked_about_is_refused():
    nobody = read_policy(POLICY.replace("[UL1, UL2]", "[]").replace("[UX1]", "[]"))
    found = choose_route(a_proposal("plain", {"n": 1}), an_agent(), nobody)
    action = an_action(payload={"n": 1}, proposal=a_proposal("plain", {"n": 1}), route=found)
    refused = refuse_edit(action, {"n": 200}, nobody)
    assert isinstance(refused, Refusal)
    assert "it is for the tiers that name nobody (The policy names nobody who could answer on the ladder)" in (
        refused.sentence
    )
