"""Whoever the policy no longer names decides nothing from the next click on; who was added, nothing that waits."""

from datetime import timedelta

import pytest

from oversight.action.event_details import event_details
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.ladder.more_time import shown_deadline
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.open_approvals import open_approvals
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.extend_deadline import extend_deadline
from oversight.usecases.ladder.hand_over import hand_over
from oversight.usecases.ladder.run_due import run_due
from tests.builders import policy_of
from tests.unit.oversight.builders import NOW, a_person, a_proposal, an_agent, approve, modify, reject
from tests.unit.oversight.world import World

BEFORE = """version: 1
stages:
  legal: {channel: "#g", reviewers: [UG, UG2], approvals_required: 2}
tiers:
  team_member: {channel: "#m", reviewers: [U1, UAWAY, "@soc"], fallback_reviewers: [UF], fallback_after: 5m}
  team_lead: {channel: "#l", reviewers: [ULEAD, ULEAD2], approvals_required: 2}
  executive: {channel: "#x", on_call: execs}
rotations:
  execs: {timezone: UTC, people: [UVP, UVP2], handover: mon 09:00, starts: 2026-03-02}
out_of_office:
  - {person: UAWAY, deputy: UDEPUTY, from: 2026-03-01, until: 2026-03-04}
defaults: {review_timeout: 2h, extension: {by: 5m, at_most: 10m}}
action_types:
  refund.issue: {risk: high}
  deploy.run: {risk: high, tier: team_lead}
  wire.send: {risk: high, tier: executive}
  contract.sign: {risk: high, stages: [legal]}
"""
PEOPLE = ("U1", "UF", "UG", "UG2", "ULEAD", "ULEAD2", "UVP", "UVP2", "USOC", "UNEW", "UDEPUTY", "UAWAY")


class Workplace(World):
    """Where the policy changes under what waits."""

    def __init__(self) -> None:
        super().__init__(policy_of(BEFORE))
        self.directory.people = {user_id: a_person(user_id) for user_id in PEOPLE}
        self.directory.groups = {"@soc": frozenset({"USOC"})}

    async def asked(self, action_type="refund.issue"):
        return await self.propose(a_proposal(action_type=action_type), an_agent(owner=None))

    def change(self, *pairs):
        """The policy is reloaded with these words in the place of those."""
        text = BEFORE
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        self.policies.reload(policy_of(text))


@pytest.fixture
def world():
    return Workplace()


async def says_yes(person, action, world, rung=0):
    return await decide_action(action.id, person, approve(rung=rung), world.ports)


def is_refused(answer, code=RefusalCode.NOT_A_REVIEWER):
    return isinstance(answer, Refusal) and answer.code is code


KINDS = {
    "by id": ("refund.issue", "U1", ("reviewers: [U1, UAWAY", "reviewers: [UAWAY")),
    "by group": ("refund.issue", "USOC", (', "@soc"]', "]")),
    "who stands in": ("refund.issue", "UDEPUTY", ("deputy: UDEPUTY, ", "")),
    "with whom they stood in for": ("refund.issue", "UDEPUTY", ("[U1, UAWAY, ", "[U1, ")),
    "their tier is gone": ("wire.send", "UVP", ('  executive: {channel: "#x", on_call: execs}\n', "")),
    "on call": ("wire.send", "UVP", ("people: [UVP, UVP2]", "people: [UVP2]")),
    "the tier is on call no more": ("wire.send", "UVP", ("on_call: execs}", "reviewers: [UVP2]}")),
    "their stage": ("contract.sign", "UG", ("[UG, UG2]", "[UG2, UNEW]")),
    "their stage has another name": ("contract.sign", "UG", ("legal", "law")),
    "to a higher tier": ("refund.issue", "U1", ("reviewers: [U1, ", "reviewers: [")),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_whoever_was_removed_decides_nothing_that_waits(world, kind):
    action_type, person, change = KINDS[kind]
    changes = [change]
    if kind == "to a higher tier":
        changes.append(("[ULEAD, ULEAD2]", "[ULEAD, ULEAD2, U1]"))
    if kind == "their tier is gone":
        changes.append(("  wire.send: {risk: high, tier: executive}\n", ""))
    action = await world.asked(action_type)
    assert await open_approvals(person, world.ports) == [action]
    world.change(*changes)
    answers = [
        await says_yes(person, action, world),
        await decide_action(action.id, person, reject("no"), world.ports),
        await decide_action(action.id, person, modify({"amount": 1}), world.ports),
        await escalate_action(action.id, 0, person, world.ports),
        await extend_deadline(action.id, 0, person, world.ports, shown=shown_deadline(action)),
        await hand_over(action.id, 0, person, "ULEAD", world.ports),
    ]
    assert all(map(is_refused, answers)), answers
    assert "no longer a reviewer of the" in answers[0].sentence
    assert await open_approvals(person, world.ports) == []
    assert await world.now(action.id) == action


async def test_whoever_is_still_there_decides_and_whoever_was_added_does_not(world):
    action = await world.asked()
    world.change(("reviewers: [U1, ", "reviewers: [UNEW, "))
    assert is_refused(await says_yes("UNEW", action, world))
    assert is_refused(await says_yes("U1", action, world))
    step = await says_yes("USOC", action, world)
    assert isinstance(step, Transition)
    assert step.action.status is Status.APPROVED


async def test_a_group_instead_of_names_keeps_those_who_are_in_it(world):
    action = await world.asked()
    world.directory.groups["@all"] = frozenset({"U1"})
    world.change(("reviewers: [U1, UAWAY, ", 'reviewers: ["@all", '))
    assert isinstance(await says_yes("U1", action, world), Transition)


async def test_whom_it_fell_back_on_has_to_be_a_reviewer_still(world):
    action = await world.asked()
    world.clock.at = NOW + timedelta(minutes=6)
    await run_due(world.ports)
    assert (await world.now(action.id)).assignment.fallback_asked
    world.change((", fallback_reviewers: [UF], fallback_after: 5m", ""))
    assert is_refused(await says_yes("UF", action, world))


async def test_whoever_it_was_handed_to_has_to_be_a_reviewer_here_or_higher_still(world):
    action = await world.asked()
    assert isinstance(await hand_over(action.id, 0, "U1", "ULEAD", world.ports), Transition)
    world.change(("[ULEAD, ULEAD2]", "[UNEW, ULEAD2]"))
    assert is_refused(await says_yes("ULEAD", action, world))
    world.change(("review_timeout: 2h", "review_timeout: 3h"))
    assert isinstance(await says_yes("ULEAD", action, world), Transition)


async def test_nothing_is_handed_to_somebody_who_was_removed_or_added(world):
    action = await world.asked()
    world.change(("[ULEAD, ULEAD2]", "[UNEW, ULEAD2]"))
    for person in ("ULEAD", "UNEW"):
        assert is_refused(await hand_over(action.id, 0, "U1", person, world.ports), RefusalCode.CANNOT_HAND_OVER)


@pytest.mark.parametrize("action_type", ["deploy.run", "contract.sign"])
async def test_the_vote_of_somebody_who_was_removed_does_not_count_and_the_audit_says_so(world, action_type):
    first, second = ("ULEAD", "ULEAD2") if action_type == "deploy.run" else ("UG", "UG2")
    action = await world.asked(action_type)
    assert isinstance(await says_yes(first, action, world), Transition)
    world.change((f"[{first}, ", "[UNEW, "))
    step = await says_yes(second, action, world)
    assert isinstance(step, Transition)
    assert step.action.status is Status.PENDING
    assert event_details(step.events[0])["removed"] == [first]
    assert (await world.now(action.id)).assignment.removed == (first,)


async def test_whoever_comes_back_may_answer_again_and_counts_once(world):
    action = await world.asked("deploy.run")
    await says_yes("ULEAD", action, world)
    world.change(("[ULEAD, ", "[UNEW, "))
    await says_yes("ULEAD2", action, world)
    world.policies.reload(policy_of(BEFORE))
    step = await says_yes("ULEAD", action, world)
    assert isinstance(step, Transition)
    assert step.action.status is Status.APPROVED
    assert step.action.decision is not None
    assert [actor.id for actor in step.action.decision.together_with] == ["ULEAD2"]


async def test_what_a_stage_said_before_stands_and_the_next_asks_those_of_today(world):
    world.change(("refund.issue: {risk: high}", "refund.issue: {risk: high, stages: [legal], tier: team_member}"))
    action = await world.asked()
    for person in ("UG", "UG2"):
        assert isinstance(await says_yes(person, action, world), Transition)
    now = await world.now(action.id)
    assert (now.stage, now.tier) == (None, "team_member")
    world.change(("[UG, UG2]", "[UG2, UNEW]"), ("reviewers: [U1, ", "reviewers: ["))
    rung = now.assignment.rung
    assert is_refused(await says_yes("U1", action, world, rung))
    step = await says_yes("USOC", action, world, rung)
    assert isinstance(step, Transition)
    assert step.action.status is Status.APPROVED


async def test_while_slack_does_not_say_who_is_in_a_group_nothing_changes(world):
    action = await world.asked()
    world.change(("review_timeout: 2h", "review_timeout: 3h"))
    world.directory.is_down = True
    assert is_refused(await says_yes("U1", action, world), RefusalCode.IDENTITY_UNKNOWN)
