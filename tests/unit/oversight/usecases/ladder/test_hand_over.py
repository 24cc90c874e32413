"""A reviewer hands an action to a person by name, and nobody gains a right that the policy did not give them."""

import json
from collections.abc import Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.ladder.handing_over import may_be_handed_over, nameable
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.hand_over import hand_over
from tests.builders import policy_of
from tests.fakes.directory import MemoryDirectory
from tests.unit.oversight.builders import HOME, NOW, a_person, a_proposal, an_agent, approve
from tests.unit.oversight.world import World, code

POLICY = """version: 1
stages:
  security: {channel: "#s", reviewers: [U1, "@soc"], fallback_reviewers: [UF]}
  legal: {channel: "#g", reviewers: [UG, UG2]}
tiers:
  team_lead: {channel: "#l", reviewers: [ULEAD, UAWAY, UAGENT], approvals_required: 2}
  executive: {channel: "#x", on_call: execs}
rotations:
  execs: {timezone: UTC, people: [UVP, UVP2], handover: mon 09:00, starts: 2026-03-02}
out_of_office:
  - {person: UAWAY, from: 2026-03-01, until: 2026-03-04}
action_types:
  refund.issue: {risk: high, stages: [security, legal]}
"""
PEOPLE = ("U1", "UF", "UG", "UG2", "ULEAD", "UAWAY", "UAGENT", "UVP", "UVP2", "USOC", "UNOBODY")


def a_world(text: str = POLICY) -> World:
    world = World(policy_of(text))
    world.directory.people = {user_id: a_person(user_id) for user_id in PEOPLE}
    world.directory.groups = {"@soc": frozenset({"USOC"})}
    return world


@pytest.mark.parametrize("person", ["USOC", "UF", "ULEAD", "UVP", "UVP2"])
async def test_a_reviewer_of_this_tier_or_a_higher_one_may_answer_from_then_on(person):
    world = a_world()
    action = await world.propose(agent=an_agent(owner="UAGENT"))
    assert person == "USOC" or isinstance(await decide_action(action.id, person, approve(), world.ports), Refusal)
    step = await hand_over(action.id, 0, "U1", person, world.ports, note=" she knows this customer ")
    assert isinstance(step, Transition)
    assert step.action.assignment is not None
    assert step.action.assignment.handed_to == (person,)
    assert step.action.assignment.handed_by is not None
    assert step.action.assignment.handed_by.id == "U1"
    written = json.loads(world.books.leaves[-1][1].leaf)
    assert (written["kind"], written["reason"]) == ("action.handed_over", "she knows this customer")
    assert written["details"] == {"tier": "security", "to": person, "to_name": f"Person {person}"}
    decided = await decide_action(action.id, person, approve(), world.ports)
    assert isinstance(decided, Transition)
    assert decided.action.stage == "legal"
    assert decided.action.assignment is not None
    assert decided.action.assignment.handed_to == ()


async def test_those_who_were_asked_may_still_answer():
    world = a_world()
    action = await world.propose()
    await hand_over(action.id, 0, "U1", "ULEAD", world.ports)
    assert isinstance(await decide_action(action.id, "U1", approve(), world.ports), Transition)


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("U1", "You may answer it yourself"),
        ("UNOBODY", "The policy names Person UNOBODY neither here nor on a higher tier"),
        ("UG", "neither here nor on a higher tier"),
        ("UAGENT", "Person UAGENT answers for this request"),
        ("UAWAY", "Person UAWAY is out of office"),
        ("UGONE", "full, active members"),
        ("UGUEST", "full, active members"),
        ("UFOREIGN", "full, active members"),
    ],
)
async def test_whoever_could_not_decide_it_cannot_be_named(person, words):
    world = a_world()
    world.directory.people |= {
        "UGONE": a_person("UGONE", is_deactivated=True),
        "UGUEST": a_person("UGUEST", is_guest=True),
        "UFOREIGN": replace(a_person("UFOREIGN"), team_id=HOME + "X"),
    }
    action = await world.propose(agent=an_agent(owner="UAGENT"))
    refused = await hand_over(action.id, 0, "U1", person, world.ports)
    assert code(refused) is RefusalCode.CANNOT_HAND_OVER
    assert isinstance(refused, Refusal)
    assert words in refused.sentence
    assert await world.now(action.id) == action


async def test_nobody_is_named_twice_nor_after_their_answer_in_any_stage():
    world = a_world()
    action = await world.propose()
    await hand_over(action.id, 0, "U1", "ULEAD", world.ports)
    again = await hand_over(action.id, 0, "USOC", "ULEAD", world.ports)
    assert isinstance(again, Refusal)
    assert "handed to Person ULEAD already" in again.sentence
    await decide_action(action.id, "ULEAD", approve(), world.ports)
    legal = await world.now(action.id)
    assert legal.assignment is not None
    answered = await hand_over(action.id, legal.assignment.rung, "UG", "ULEAD", world.ports)
    assert isinstance(answered, Refusal)
    assert "Person ULEAD has answered this already" in answered.sentence


async def test_who_voted_may_hand_it_on_and_a_climb_forgets_it():
    world = a_world(POLICY.replace('reviewers: [U1, "@soc"]', 'reviewers: [U1, "@soc"], approvals_required: 2'))
    action = await world.propose()
    await decide_action(action.id, "U1", approve(), world.ports)
    assert isinstance(await hand_over(action.id, 0, "U1", "UVP", world.ports), Transition)
    assert isinstance(await escalate_action(action.id, 0, "UVP", world.ports), Transition)
    climbed = await world.now(action.id)
    assert climbed.assignment is not None
    assert climbed.assignment.handed_to == ()
    assert code(await decide_action(action.id, "UVP", approve(rung=1), world.ports)) is RefusalCode.NOT_A_REVIEWER


async def test_only_those_who_are_asked_may_name_somebody_and_only_while_slack_says_who_is_who():
    world = a_world()
    action = await world.propose()
    assert code(await hand_over(action.id, 0, "ULEAD", "UVP", world.ports)) is RefusalCode.NOT_A_REVIEWER
    assert code(await hand_over(action.id, 1, "U1", "UVP", world.ports)) is RefusalCode.STALE_CARD
    unknown = await hand_over(action.id, 0, "U1", "UGHOST", world.ports)
    assert code(unknown) is RefusalCode.IDENTITY_UNKNOWN
    assert isinstance(unknown, Refusal)
    assert "who that is" in unknown.sentence
    world.directory.is_down = True
    assert code(await hand_over(action.id, 0, "U1", "UVP", world.ports)) is RefusalCode.IDENTITY_UNKNOWN


@pytest.mark.parametrize(("until", "may"), [("2026-03-02 08:00", False), ("2026-03-02 12:00", True)])
async def test_whoever_takes_over_a_turn_can_be_named_while_that_lasts(until, may):
    shift = f"overrides: [{{person: UG2, from: 2026-03-01, until: '{until}'}}]"
    world = a_world(POLICY.replace("starts: 2026-03-02}", f"starts: 2026-03-02, {shift}}}"))
    action = await world.propose()
    assert isinstance(await hand_over(action.id, 0, "U1", "UG2", world.ports), Transition) == may


async def test_where_slack_does_not_say_who_is_in_a_group_it_is_not_the_clicker_who_is_unknown():
    world = a_world(
        POLICY.replace('reviewers: [U1, "@soc"]', "reviewers: [U1]").replace("[ULEAD, ", '["@soc", ULEAD, ')
    )
    action = await world.propose()

    class Half(MemoryDirectory):
        async def user_ids(self, reviewers: Sequence[str]) -> frozenset[str]:
            self.is_down = "@soc" in reviewers
            return await super().user_ids(reviewers)

    world.directory = Half(HOME, world.directory.people, world.directory.groups)
    unknown = await hand_over(action.id, 0, "U1", "ULEAD", world.ports)
    assert isinstance(unknown, Refusal)
    assert unknown.sentence.startswith("Slack did not say who that is")


async def test_who_can_be_named_is_said_without_asking_slack():
    world = a_world()
    action = await world.propose()
    assert nameable(action) == ("U1", "@soc", "UF", "ULEAD", "UAWAY", "UAGENT", "UVP", "UVP2")
    assert may_be_handed_over(action)
    alone = World(policy_of('version: 1\ntiers:\n  team_lead: {channel: "#l", reviewers: [ULEAD]}\n'))
    lonely = await alone.propose(a_proposal())
    assert not may_be_handed_over(lonely)


async def test_a_note_is_kept_as_characters_and_not_for_ever():
    world = a_world()
    action = await world.propose()
    step = await hand_over(action.id, 0, "U1", "UVP", world.ports, note="\ud800" + "x" * 5_000)
    assert isinstance(step, Transition)
    assert step.events[0].reason == "?" + "x" * 999
    assert step.events[0].at == NOW
    assert step.action.assignment is not None
    assert step.action.assignment.opened_at == NOW
    assert step.action.deadline_at == NOW + timedelta(minutes=30)
