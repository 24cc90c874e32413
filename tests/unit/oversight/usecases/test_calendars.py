"""Opening hours, on-call rotations and absences, from the policy file to who may decide and when it climbs."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.halts.halt import EVERYTHING, Ending, Halt
from oversight.ladder.deadline import due_at
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.halts.entitled_to_halt import who_may_halt
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.run_due import run_due
from oversight.voting.decide import Answer
from tests.builders import policy_of
from tests.fakes.memory import MemoryClock
from tests.unit.oversight.builders import a_person
from tests.unit.oversight.world import PEOPLE, World

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
CALENDARS = """
calendars:
  office: {timezone: Europe/Berlin, hours: {mon-fri: 09:00-18:00}, holidays: [2026-04-06]}
rotations:
  leads: {timezone: Europe/Berlin, people: [UANA, UBEN], handover: mon 09:00, starts: 2026-03-02}
"""


def berlin(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=BERLIN).astimezone(UTC)  # type: ignore[misc, arg-type]  # year to minute


FRIDAY_EVENING = berlin(2026, 3, 6, 17, 50)
SUNDAY = berlin(2026, 3, 8, 12, 0)
MONDAY = berlin(2026, 3, 9, 9, 0)


def a_world(now: datetime, tiers: str, more: str = "") -> World:
    text = f"version: 1\ntiers:\n{tiers}defaults: {{review_timeout: 7d}}\n{CALENDARS}{more}"
    world = World(policy=policy_of(text), clock=MemoryClock(now))
    world.directory.people.update({user_id: a_person(user_id) for user_id in (*PEOPLE, "UANA", "UBEN", "UCEM")})
    return world


OFFICE = """
  team_member: {channel: "#m", reviewers: [UMEMBER], escalate_after: 30m, remind_after: 15m, business_hours: office}
  team_lead: {channel: "#l", reviewers: [ULEAD]}
"""
ON_CALL = """
  team_member: {channel: "#m", reviewers: [UMEMBER], escalate_after: 24h}
  team_lead: {channel: "#l", on_call: leads, escalate_after: 1h}
  executive: {channel: "#x", reviewers: [UVP]}
"""


async def approve(world: World, action_id: str, person: str, rung: int = 0) -> Transition | Refusal:
    return await decide_action(action_id, person, Answer(VoteKind.APPROVE, 1, rung), world.ports)


def last_leaf(world: World, kind: EventKind) -> dict[str, Any]:
    leaf: dict[str, Any] = json.loads([event.leaf for _, event in world.books.leaves if event.kind == kind][-1])
    return leaf


async def test_what_comes_on_friday_evening_climbs_on_monday_morning():
    world = a_world(FRIDAY_EVENING, OFFICE)
    action = await world.propose()
    assert due_at(action) == MONDAY + 5 * MINUTE
    world.clock.at = MONDAY + 20 * MINUTE - timedelta(microseconds=1)
    assert await run_due(world.ports) == 1
    assert (await world.now(action.id)).tier == "team_member"
    world.clock.at = MONDAY + 20 * MINUTE
    assert await run_due(world.ports) == 1
    climbed = await world.now(action.id)
    assert climbed.tier == "team_lead"
    assert last_leaf(world, EventKind.ESCALATED)["reason"] == "Nobody answered within 30 minutes of opening hours"


async def test_the_deadline_does_not_wait_for_opening_hours():
    text = f"version: 1\ntiers:\n{OFFICE}{CALENDARS}"
    world = World(policy=policy_of(text), clock=MemoryClock(FRIDAY_EVENING))
    action = await world.propose()
    assert action.deadline_at == FRIDAY_EVENING + 30 * MINUTE
    world.clock.at = FRIDAY_EVENING + 30 * MINUTE
    await run_due(world.ports)
    assert (await world.now(action.id)).status is Status.TIMED_OUT


async def test_whoever_is_on_call_when_the_tier_opens_is_asked_and_not_whoever_was_before():
    world = a_world(SUNDAY, ON_CALL)
    action = await world.propose()
    world.clock.at = SUNDAY + 24 * HOURS  # Ana handed over to Ben three hours ago
    assert await run_due(world.ports) == 1
    climbed = await world.now(action.id)
    assert climbed.rung is not None
    assert climbed.rung.reviewers == ("UBEN",)
    refused = await approve(world, action.id, "UANA", 1)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NOT_A_REVIEWER
    assert "whoever was on call when this tier (team lead) was asked can decide this" in refused.sentence
    assert isinstance(await approve(world, action.id, "UBEN", 1), Transition)


async def test_whoever_was_on_call_when_it_opened_may_still_decide_after_the_handover():
    world = a_world(MONDAY - MINUTE, ON_CALL)
    action = await world.propose()
    assert isinstance(await escalate_action(action.id, 0, "UMEMBER", world.ports), Transition)
    world.clock.at = MONDAY + MINUTE
    assert isinstance(await approve(world, action.id, "UBEN", 1), Refusal)
    assert isinstance(await approve(world, action.id, "UANA", 1), Transition)


async def test_a_deputy_stands_in_for_whoever_is_away_and_the_others_stay():
    away = "out_of_office:\n  - {person: UMEMBER, from: 2026-03-06, until: 2026-03-10, deputy: UCEM}\n"
    tiers = '  team_member: {channel: "#m", reviewers: [UMEMBER, ULEAD, "@support"], approvals_required: 2}\n'
    world = a_world(FRIDAY_EVENING, tiers, away)
    action = await world.propose()
    assert action.rung is not None
    assert action.rung.reviewers == ("UCEM", "ULEAD", "@support")
    assert isinstance(await approve(world, action.id, "UMEMBER"), Refusal)
    assert isinstance(await approve(world, action.id, "UCEM"), Transition)
    assert isinstance(await approve(world, action.id, "ULEAD"), Transition)
    assert (await world.now(action.id)).status is Status.APPROVED


async def test_a_tier_where_everybody_is_away_is_passed_over_at_once():
    away = """out_of_office:
  - {person: UANA, from: 2026-03-01, until: 2026-04-01}
  - {person: UBEN, from: 2026-03-01, until: 2026-04-01}
"""
    world = a_world(SUNDAY, ON_CALL, away)
    action = await world.propose()
    world.clock.at = SUNDAY + 24 * HOURS
    assert await run_due(world.ports) == 2
    climbed = await world.now(action.id)
    assert climbed.tier == "executive"
    last = last_leaf(world, EventKind.ESCALATED)
    assert (last["rule"], last["reason"]) == ("nobody_there", "Nobody of the tier team lead is there now")


async def test_silence_does_not_climb_to_a_tier_where_nobody_is_and_neither_does_a_person():
    away = "out_of_office:\n  - {person: UVP, from: 2026-03-01, until: 2026-04-01}\n"
    tiers = """
  team_member: {channel: "#m", reviewers: [UMEMBER], escalate_after: 1h}
  executive: {channel: "#x", reviewers: [UVP]}
"""
    world = a_world(SUNDAY, tiers, away)
    action = await world.propose()
    assert due_at(action) == action.deadline_at
    refused = await escalate_action(action.id, 0, "UMEMBER", world.ports)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NO_HIGHER_TIER
    assert isinstance(await approve(world, action.id, "UMEMBER"), Transition)


async def test_too_few_of_a_tier_are_there():
    away = "out_of_office:\n  - {person: UMEMBER, from: 2026-03-01, until: 2026-04-01}\n"
    tiers = """
  team_member: {channel: "#m", reviewers: [UMEMBER, UANA], approvals_required: 2}
  team_lead: {channel: "#l", reviewers: [ULEAD]}
"""
    world = a_world(SUNDAY, tiers, away)
    action = await world.propose()
    assert await run_due(world.ports) == 1
    assert (await world.now(action.id)).tier == "team_lead"
    assert last_leaf(world, EventKind.ESCALATED)["reason"] == "Too few of the tier team member are there now"


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=7)])
async def test_where_nobody_at_all_is_there_the_policy_rejects_it_however_late_that_is_noticed(late):
    world = a_world(berlin(2026, 3, 1, 12, 0), '  team_lead: {channel: "#l", on_call: leads}\n')
    action = await world.propose()
    assert action.rung is not None
    assert action.rung.reviewers == ()
    assert isinstance(await approve(world, action.id, "UANA"), Refusal)
    world.clock.at += late
    await run_due(world.ports)
    rejected = await world.now(action.id)
    assert rejected.status is Status.REJECTED
    assert rejected.decision is not None
    assert (rejected.decision.rule, rejected.decision.decided_by.kind) == ("nobody_there", DeciderKind.POLICY)
    assert "Nobody of the tier team lead is there now, and nobody above is" in (rejected.decision.reason or "")


@pytest.mark.parametrize("stood", [10 * MINUTE, 16 * HOURS, timedelta(days=3)])
async def test_a_halt_takes_no_opening_hours_from_anybody(stood):
    world = a_world(MONDAY, OFFICE)
    action = await world.propose()
    by, halts = Actor(DeciderKind.HUMAN, "UVP", "Vi"), world.books.halts
    world.clock.at = halted_at = MONDAY + 10 * MINUTE
    halt = Halt("hlt_1", EVERYTHING, by, halted_at)
    await halts.begin(halt, [])
    await run_due(world.ports)
    assert due_at(await world.now(action.id)) is None
    world.clock.at += stood
    await halts.end(halt.id, Ending(by, world.clock.at), [])
    await run_due(world.ports)
    running = await world.now(action.id)
    hours = running.route.ladder[0].hours
    assert hours is not None
    assert due_at(running) == hours.after(world.clock.at, 5 * MINUTE)
    assert running.deadline_at == MONDAY + timedelta(days=7) + stood


def test_those_on_call_at_the_top_may_halt():
    world = a_world(SUNDAY, '  team_lead: {channel: "#l", on_call: leads}\n')
    assert who_may_halt(world.policy) == ("UANA", "UBEN")
