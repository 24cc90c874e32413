"""Halting and resuming, as people and the command line do it."""

import dataclasses
from datetime import timedelta

import pytest

from oversight.action.action import Action, Agent
from oversight.action.decision import Actor, DeciderKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.halts.halt import EVERYTHING, Halt
from oversight.ports.delivery import MessageKind
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.halts.halt_actions import Halted, halt_actions, halt_as
from oversight.usecases.halts.resume_actions import resume_actions, resume_as
from oversight.usecases.ladder.run_due import run_due
from tests.fakes.books import MemoryBooks
from tests.unit.oversight.builders import a_policy, a_proposal, an_agent, approve, human
from tests.unit.oversight.world import World, code, finish

TAG = a_proposal("tag.add", {"tag": "spring"})
OPERATOR = Actor(DeciderKind.HUMAN, "cli:root", "root (command line)")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world():
    agents = [an_agent(owner="UVP"), Agent("agt_9", "tag.add"), Agent("agt_3", "tagger")]
    return World(books=MemoryBooks(agents=agents))


def halt(world, word="", reason="prices are wrong", user="UVP"):
    return finish(halt_as(user, word, reason, world.ports))


def resume(world, word="", user="UVP"):
    return finish(resume_as(user, word, None, world.ports))


def test_what_ran_by_itself_waits_for_a_person_until_it_is_resumed(world):
    assert finish(world.propose(TAG)).status is Status.APPROVED
    assert halt(world).is_new
    waiting = finish(world.propose(TAG))
    assert (waiting.status, waiting.tier) == (Status.PENDING, "team_member")
    assert waiting.route.reasons[0].text == "Halted by Person UVP: prices are wrong"
    assert not isinstance(resume(world), Refusal)
    assert finish(world.propose(TAG)).status is Status.APPROVED
    assert finish(world.now(waiting.id)).status is Status.PENDING


def test_or_is_rejected_by_the_policy_where_it_says_so():
    world = World(policy=a_policy("halt: {auto: reject}\n"))
    halt(world)
    rejected = finish(world.propose(TAG))
    assert rejected.status is Status.REJECTED
    assert rejected.decision is not None
    assert (rejected.decision.decided_by.kind, rejected.decision.rule) == (DeciderKind.POLICY, "halt")


def test_only_what_it_covers_is_halted(world):
    halt(world, "refund-bot")
    halt(world, "ticket.*")
    assert finish(world.propose(TAG, Agent("agt_3", "tagger"))).status is Status.APPROVED
    assert finish(world.propose(TAG)).status is Status.PENDING


def test_a_halt_made_elsewhere_holds_for_the_very_next_action(world):
    assert finish(world.propose(TAG)).status is Status.APPROVED
    world.books.halts.elsewhere(Halt("hlt_x", EVERYTHING, human(), world.clock.now()))
    assert finish(world.propose(TAG)).status is Status.PENDING


def test_nothing_is_released_where_the_halts_cannot_be_read(world):
    world.books.halts.is_down = True
    with pytest.raises(ConnectionError):
        finish(submit_action(Submission(TAG, an_agent()), world.ports))
    assert world.books.actions.every() == []


def test_halting_twice_is_one_halt(world):
    first, again = halt(world), halt(world, "all", "another reason", user="UVP2")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.halt == first.halt
    assert len(world.books.halts.leaves) == 1


def test_resuming_twice_is_said_and_changes_nothing(world):
    halt(world)
    assert not isinstance(resume(world), Refusal)
    assert code(resume(world)) is RefusalCode.NOT_HALTED
    assert len(world.books.halts.leaves) == 2


@pytest.mark.parametrize("user", ["ULEAD", "U1"])
def test_only_the_entitled_halt_and_resume(world, user):
    assert code(halt(world, user=user)) is RefusalCode.NOT_A_REVIEWER
    halt(world)
    assert code(resume(world, user=user)) is RefusalCode.NOT_A_REVIEWER
    assert finish(world.propose(TAG)).status is Status.PENDING


def test_the_policy_names_the_entitled():
    world = World(policy=a_policy("halt: {may: [ULEAD]}\n"))
    assert code(halt(world, user="UVP")) is RefusalCode.NOT_A_REVIEWER
    assert halt(world, user="ULEAD").is_new


def test_nobody_resumes_an_agent_that_they_answer_for(world):
    halt(world, "refund-bot")
    assert code(resume(world, "refund-bot")) is RefusalCode.SELF_APPROVAL
    assert not isinstance(resume(world, "refund-bot", user="UVP2"), Refusal)


def test_nobody_is_entitled_while_slack_cannot_say_who_they_are(world):
    world.directory.is_down = True
    assert code(halt(world)) is RefusalCode.IDENTITY_UNKNOWN
    done = finish(halt_actions("", None, OPERATOR, world.ports))
    assert isinstance(done, Halted)
    assert done.is_new


@pytest.mark.parametrize("word", ["refnd-bot", "refnd.*", "agent:tag.nothing", "type:tagger", "agent:", "\ud800\0"])
def test_a_misspelt_name_halts_nothing_and_says_so(world, word):
    refused = halt(world, word)
    assert code(refused) is RefusalCode.HALT_SCOPE_UNKNOWN
    assert "refund.issue" in refused.sentence
    assert world.books.halts.now.active == ()


def test_a_name_that_means_two_things_is_asked_about(world):
    assert "agent:tag.add or type:tag.add" in halt(world, "tag.add").sentence
    assert halt(world, "type:tag.add").halt.scope.of == "tag.add"
    assert halt(world, "agent:tag.add").halt.scope.of == "agt_9"


def test_of_several_halts_one_says_which_to_resume(world):
    halt(world, "refund-bot")
    halt(world, "ticket.*")
    refused = resume(world, user="UVP2")
    assert "agent:refund-bot, type:ticket.*" in refused.sentence
    assert code(resume(world, "all")) is RefusalCode.NOT_HALTED
    assert resume(world, "ticket.*").scope.of == "ticket.*"
    assert resume(world, user="UVP2").scope.of == "agt_1"


def test_a_halt_comes_undone_though_the_policy_lost_its_type(world):
    halt(world, "tag.*")
    policy = world.policies.policy
    world.policies.reload(dataclasses.replace(policy, hash="sha256:1", action_types={}))
    assert resume(world, "tag.*").scope.of == "tag.*"


def test_time_of_pending_actions_stands_still_and_moves_on_by_the_length_of_the_halt(world):
    before = finish(world.propose())
    world.clock.advance(2 * MINUTE)
    halt(world)
    during = finish(world.propose())
    world.clock.advance(300 * MINUTE)
    assert finish(run_due(world.ports)) == 0
    assert finish(world.now(before.id)).status is Status.PENDING
    resume(world)
    finish(run_due(world.ports))
    assert finish(world.now(before.id)).deadline_at == before.deadline_at + 300 * MINUTE
    assert finish(world.now(during.id)).deadline_at == during.assignment.deadline_at + 300 * MINUTE
    world.clock.advance(29 * MINUTE)
    finish(run_due(world.ports))
    assert finish(world.now(before.id)).status is Status.TIMED_OUT
    assert finish(world.now(during.id)).status is Status.PENDING


def test_or_runs_on_where_the_policy_says_so():
    world = World(policy=a_policy("halt: {deadlines: run}\n"))
    action = finish(world.propose())
    halt(world)
    world.clock.advance(30 * MINUTE)
    finish(run_due(world.ports))
    assert finish(world.now(action.id)).status is Status.TIMED_OUT


def test_people_decide_during_a_halt_and_late_clicks_are_on_time(world):
    action = finish(world.propose())
    halt(world)
    finish(run_due(world.ports))
    world.clock.advance(300 * MINUTE)
    answered = finish(decide_action(action.id, "UMEMBER", approve(), world.ports))
    assert isinstance(answered, Transition), answered
    assert answered.action.status is Status.APPROVED


def test_it_is_announced_in_every_tier_s_channel_and_its_end_as_well(world):
    halt(world)
    told = [(message.kind, message.channel) for message in world.books.messages]
    channels = ["#members", "#leads", "#experts", "#execs"]
    assert told == [(MessageKind.HALTED, channel) for channel in channels]
    world.books.messages.clear()
    resume(world)
    told_again = {(message.kind, message.channel) for message in world.books.messages}
    assert told_again == {(kind, channel) for kind in (MessageKind.HALTED, MessageKind.RESUMED) for channel in channels}


def test_or_in_the_one_that_the_policy_names():
    world = World(policy=a_policy("halt: {channel: '#halts'}\n"))
    halt(world)
    assert [message.channel for message in world.books.messages] == ["#halts"]


def test_the_command_line_halts_and_resumes_without_slack(world):
    world.directory.is_down = True
    done = finish(halt_actions("tagger", "spam", OPERATOR, world.ports))
    assert isinstance(done, Halted)
    assert done.halt.by == OPERATOR
    ended = finish(resume_actions("", None, OPERATOR, world.ports))
    assert isinstance(ended, Halt)
    assert ended.ending is not None
    assert ended.ending.by == OPERATOR


def test_an_action_remembers_that_it_was_proposed_under_a_halt(world):
    halt(world)
    action = finish(world.propose())
    assert isinstance(action, Action)
    assert action.assignment is not None
    assert (action.assignment.frozen_at, action.deadline_at) == (world.clock.now(), None)
