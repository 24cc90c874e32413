"""What comes after the decision: outcomes, digests, findings; and the keys of agents."""

import json
from datetime import timedelta

import pytest

from oversight.action.decision import Outcome
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import OutcomeKind
from oversight.action.transition import Transition
from oversight.ports.delivery import MessageKind
from oversight.review.sample import Finding
from oversight.usecases.actions.report_outcome import report_outcome
from oversight.usecases.agents.authenticate import authenticate
from oversight.usecases.agents.manage_agents import add_agent, revoke_agent, rotate_key
from oversight.usecases.review.post_digest import post_digest
from oversight.usecases.review.review_sample import review_sample
from tests.builders import OPERATOR, policy_of
from tests.fakes.agents import MemoryAgents
from tests.fakes.memory import MemoryClock
from tests.unit.oversight.builders import NOW, POLICY, a_proposal, an_agent
from tests.unit.oversight.world import World

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
LAZY = "lazy_review: {base_rate: 0.5, reviewers: [U1, U2], digest: {channel: '#digest'}}\n"


async def test_an_outcome_is_told_once_and_may_turn_into_an_error():
    world = World()
    action = await world.propose(a_proposal("tag.add"))
    executed, failed = Outcome(OutcomeKind.EXECUTED, NOW), Outcome(OutcomeKind.FAILED, NOW)
    error = Outcome(OutcomeKind.ERROR_FOUND, NOW + HOUR, "Wrong tag", NOW + HOUR)
    first = await report_outcome(action.id, an_agent(), executed, world.ports)
    assert isinstance(first, Transition)
    again = await report_outcome(action.id, an_agent(), executed, world.ports)
    assert isinstance(again, Transition)
    assert again.action.revision == first.action.revision
    conflict = await report_outcome(action.id, an_agent(), failed, world.ports)
    assert isinstance(conflict, Refusal)
    assert conflict.code is RefusalCode.OUTCOME_CONFLICT
    assert isinstance(await report_outcome(action.id, an_agent(), error, world.ports), Transition)
    told = await world.now(action.id)
    again = await report_outcome(action.id, an_agent(), executed, world.ports)
    assert isinstance(again, Transition)
    assert (again.action, again.events) == (told, ())
    assert isinstance(await report_outcome(action.id, an_agent(), failed, world.ports), Refusal)
    kinds = [event.kind for event in await world.books.actions.events(action.id)]
    assert kinds.count("action.outcome_reported") == 2


async def test_what_was_not_released_has_no_outcome():
    world = World()
    action = await world.propose()
    refused = await report_outcome(action.id, an_agent(), Outcome(OutcomeKind.EXECUTED, NOW), world.ports)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NOT_RELEASED


async def test_another_agent_reports_nothing():
    world = World()
    action = await world.propose(a_proposal("tag.add"))
    stranger = await report_outcome(action.id, an_agent(id="agt_2"), Outcome(OutcomeKind.EXECUTED, NOW), world.ports)
    assert isinstance(stranger, Refusal)
    assert stranger.code is RefusalCode.ACTION_NOT_FOUND
    assert await world.now(action.id) == action


async def a_week() -> World:
    world = World(policy_of(POLICY + LAZY))
    await world.books.review.begin_digests(NOW)
    for number in range(40):
        await world.propose(a_proposal("tag.add", confidence=0.3 if number % 10 == 0 else 0.9))
    await world.propose()
    world.clock.at = NOW + WEEK
    return world


async def test_a_digest_holds_everything_unsure_and_a_share_of_the_rest_exactly_once():
    world = await a_week()
    record = await post_digest(NOW + WEEK, world.ports)
    assert record is not None
    rules = [sample.pick.rule for sample in record.samples]
    assert rules.count("low_confidence") == 4
    assert 15 < rules.count("few_seen") <= 36
    assert record.numbers.by_decider == {"policy": 40}
    assert record.numbers.total == 41
    told = [message.kind for message in world.books.messages if message.channel == "#digest"]
    assert told == [MessageKind.DIGEST, *[MessageKind.SAMPLES] * len({sample.page for sample in record.samples})]
    assert await post_digest(NOW + WEEK, world.ports) is None
    after = await post_digest(NOW + 2 * WEEK, world.ports)
    assert after is not None
    assert (after.since, after.samples) == (NOW + WEEK, ())


async def test_probability_and_reasons_stand_in_the_log():
    world = await a_week()
    record = await post_digest(NOW + WEEK, world.ports)
    assert record is not None
    for sample in record.samples:
        *_, drawn = await world.books.actions.events(sample.pick.action_id)
        pick = sample.pick
        told = json.loads(drawn.leaf)
        assert (told["rule"], told["actor"]["kind"]) == (pick.rule, "policy")
        said = {"sample": sample.id, "probability": pick.probability}
        assert told["details"] == (said | {"also": list(pick.also)} if pick.also else said)
    assert record.samples[0].pick.also == ("few_seen", "base_rate")
    assert record.samples[0].pick.probability == 1.0


@pytest.mark.parametrize("extra", ["", "lazy_review: {base_rate: 1.0}\n"])
async def test_no_digest_where_none_is_wanted(extra):
    world = World(policy_of(POLICY + extra))
    await world.books.review.begin_digests(NOW)
    assert await post_digest(NOW + WEEK, world.ports) is None


async def test_a_finding_is_given_once_by_those_named_in_the_policy():
    world = await a_week()
    record = await post_digest(NOW + WEEK, world.ports)
    assert record is not None
    sample = record.samples[0]
    outsider = await review_sample(sample.id, "UVP", Finding.RIGHT, world.ports)
    assert isinstance(outsider, Refusal)
    assert outsider.code is RefusalCode.NOT_A_REVIEWER
    mine = await review_sample(sample.id, "U1", Finding.WRONG, world.ports)
    assert not isinstance(mine, Refusal)
    late = await review_sample(sample.id, "U2", Finding.RIGHT, world.ports)
    assert isinstance(late, Refusal)
    assert "Person U1" in late.sentence
    assert "wrong" in late.sentence
    stored = await world.books.review.sample(sample.id)
    assert stored is not None
    assert (stored.finding, stored.reviewed_at) == (Finding.WRONG, world.clock.at)
    assert isinstance(await review_sample("dig_9.1", "U1", Finding.RIGHT, world.ports), Refusal)


async def test_the_answer_is_the_sample_as_it_is_stored():
    world = await a_week()
    record = await post_digest(NOW + WEEK, world.ports)
    assert record is not None
    answer = await review_sample(record.samples[0].id, "U1", Finding.RIGHT, world.ports)
    assert answer == await world.books.review.sample(record.samples[0].id)


async def test_an_agents_owner_does_not_review_their_own_agent():
    world = World(policy_of(POLICY + LAZY))
    await world.books.review.begin_digests(NOW)
    await world.propose(a_proposal("tag.add", confidence=0.1), an_agent(owner="U1"))
    record = await post_digest(NOW + WEEK, world.ports)
    assert record is not None
    assert isinstance(await review_sample(record.samples[0].id, "U1", Finding.RIGHT, world.ports), Refusal)


async def test_the_life_of_an_agents_keys():
    agents, clock = MemoryAgents(), MemoryClock(NOW)
    first = await add_agent(an_agent(), bytes(25), OPERATOR, agents, clock)
    assert isinstance(first, str)
    taken = await add_agent(an_agent(id="agt_2"), bytes(25), OPERATOR, agents, clock)
    assert isinstance(taken, Refusal)
    second = await rotate_key("refund-bot", b"1" * 25, HOUR, OPERATOR, agents=agents, clock=clock)
    assert isinstance(second, str)
    third = await rotate_key("refund-bot", b"2" * 25, HOUR, OPERATOR, agents=agents, clock=clock)
    assert isinstance(third, Refusal)
    assert third.code is RefusalCode.TOO_MANY_KEYS
    assert await authenticate(first, agents, clock) == await authenticate(second, agents, clock) == an_agent()
    clock.advance(HOUR)
    assert await authenticate(first, agents, clock) is None
    assert await authenticate(second, agents, clock) == an_agent()
    assert isinstance(await rotate_key("refund-bot", b"3" * 25, HOUR, OPERATOR, agents=agents, clock=clock), str)
    assert await revoke_agent("refund-bot", OPERATOR, agents, clock) == an_agent()
    assert await authenticate(second, agents, clock) is None
    unknown = await rotate_key("nobody", bytes(25), HOUR, OPERATOR, agents=agents, clock=clock)
    assert isinstance(unknown, Refusal)
    assert "refund-bot" in unknown.sentence


@pytest.mark.parametrize("key", ["", "say_", "Bearer x", "é" * 51, "say_aaaaaaaa_" + "a" * 38])
async def test_what_is_no_key_opens_nothing(key):
    assert await authenticate(key, MemoryAgents(), MemoryClock(NOW)) is None
