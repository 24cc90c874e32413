"""Who asked is looked for when the action comes in, and what is not known of them is said."""

import pytest

from oversight.action.refusal import Refusal, RefusalCode
from oversight.people.requester import NOBODY, NOT_CHECKED
from oversight.policy.file.reading import read_policy
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.explain_action import explain_action
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.ladder.hand_over import hand_over
from oversight.voting.eligibility import answers_for, answers_for_agent
from tests.builders import policy_of
from tests.unit.oversight.builders import POLICY, a_person, a_proposal, an_agent, approve
from tests.unit.oversight.world import World, finish

REFUSING = POLICY.replace("review_timeout: 30m", "review_timeout: 30m, unknown_requester: refuse")


@pytest.fixture
def world():
    return World()


def rules(action):
    return [reason.rule for reason in action.route.reasons]


def asked_by(name, world):
    return finish(world.propose(a_proposal(on_behalf_of=name), an_agent(owner=None)))


def test_who_is_known_is_remembered_and_nothing_is_said(world):
    action = asked_by("@umember", world)
    assert action.route.requesters == ("UMEMBER",)
    assert not {NOBODY.rule, NOT_CHECKED.rule} & set(rules(action))


def test_a_name_that_is_nobody_s_is_said_so_and_does_not_stop_it(world):
    action = asked_by("sаm", world)  # noqa: RUF001 - a look-alike is nobody
    assert rules(action)[-1] == NOBODY.rule
    assert action.route.requesters == ()


def test_slack_out_of_reach_is_said_so_and_does_not_stop_it(world):
    world.directory.is_down = True
    action = asked_by("UMEMBER", world)
    assert rules(action)[-1] == NOT_CHECKED.rule
    assert action.route.requesters is None
    assert answers_for(a_person("UMEMBER"), action), "the name counts all the same"


def test_nothing_is_said_where_nobody_is_named(world):
    action = finish(world.propose(a_proposal()))
    assert action.route.requesters is None
    assert not {NOBODY.rule, NOT_CHECKED.rule} & set(rules(action))


@pytest.mark.parametrize(
    ("is_down", "name", "code"),
    [
        (False, "nobody here", RefusalCode.UNKNOWN_REQUESTER),
        (True, "UMEMBER", RefusalCode.REQUESTER_NOT_CHECKED),
        (False, "UMEMBER", None),
        (False, None, None),
    ],
)
def test_a_policy_may_refuse_what_names_nobody(is_down, name, code):
    world = World(policy=policy_of(REFUSING))
    world.directory.is_down = is_down
    submission = Submission(a_proposal(on_behalf_of=name), an_agent(owner=None))
    answers = finish(submit_action(submission, world.ports)), finish(explain_action(submission, world.ports))
    for answer in answers:
        assert (answer.code if isinstance(answer, Refusal) else None) is code


def test_what_would_happen_says_it_too(world):
    told = finish(explain_action(Submission(a_proposal(on_behalf_of="nobody"), an_agent()), world.ports))
    assert not isinstance(told, Refusal)
    assert told.route.reasons[-1] == NOBODY


def test_whoever_asked_does_not_get_out_of_it_by_another_name(world):
    action = asked_by("Umember", world)
    world.directory.people["UMEMBER"] = a_person("UMEMBER", name="Somebody Else")
    refused = finish(decide_action(action.id, "UMEMBER", approve(), world.ports))
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.SELF_APPROVAL


def test_a_policy_that_says_nothing_of_requesters_keeps_its_hash():
    warn = POLICY.replace("review_timeout: 30m", "review_timeout: 30m, unknown_requester: warn")
    assert read_policy(warn).hash == read_policy(POLICY).hash != read_policy(REFUSING).hash


@pytest.mark.parametrize("name", ["lead", "@lead", "Lea Brandt", "lea@home.example", "user:ULEAD"])
def test_nothing_is_handed_to_whoever_asked_by_whatever_name(world, name):
    world.directory.people["ULEAD"] = a_person("ULEAD", name="Lea Brandt", email="lea@home.example", names=("lead",))
    action = asked_by(name, world)
    refused = finish(hand_over(action.id, 0, "UMEMBER", "ULEAD", world.ports))
    assert isinstance(refused, Refusal)
    assert "answers for this request" in refused.sentence


def test_nobody_resumes_the_agent_that_they_answer_for_by_whatever_name():
    owner = a_person("UVP", name="Vera Pohl", names=("vera",))
    assert all(answers_for_agent(owner, an_agent(owner=name)) for name in ("@vera", "Vera Pohl", "UVP", "pohl, vera"))
    assert not any(answers_for_agent(owner, an_agent(owner=name)) for name in ("@vera.lee", "Vera Lee", "UVPX", None))
