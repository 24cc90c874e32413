"""Unset, unknown and unsure all mean no: the whole matrix."""

import itertools

import pytest
from msgspec.structs import replace

from oversight.action.decision import DeciderKind
from oversight.action.refusal import RefusalCode
from oversight.action.route import tier_words
from oversight.action.transition import Transition
from oversight.people.person import Person
from oversight.voting.decide import cast_vote
from oversight.voting.eligibility import refuse_person, refuse_vote
from tests.unit.oversight.builders import HOME, NOW, a_person, a_proposal, a_rung, an_action, an_agent, approve

FLAGS = ("is_bot", "is_deactivated", "is_guest", "is_stranger")
REVIEWERS = {"set": frozenset({"U1", "U2"}), "others": frozenset({"U9"}), "unset": frozenset[str]()}
ROLES = ("nobody special", "owner", "requester", "owner and requester")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("reviewers", REVIEWERS)
@pytest.mark.parametrize("team", [HOME, "T_OTHER", ""])
def test_only_a_full_member_named_as_reviewer_who_did_not_ask_may_vote(role, reviewers, team):
    action = an_action(
        agent=an_agent(owner="U1" if "owner" in role else None),
        proposal=a_proposal(on_behalf_of="U1" if "requester" in role else None),
    )
    for flags in itertools.product([False, True], repeat=len(FLAGS)):
        person = a_person("U1", team_id=team, **dict(zip(FLAGS, flags, strict=True)))
        refused = refuse_person(person, HOME) or refuse_vote(action, person, REVIEWERS[reviewers])
        entitled = team == HOME and not any(flags) and reviewers == "set" and role == "nobody special"
        assert (refused is None) == entitled, (person, role, reviewers)
        assert refused is None or (refused.sentence and refused.code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_bot": True}, RefusalCode.BOT),
        ({"is_deactivated": True}, RefusalCode.DEACTIVATED),
        ({"is_guest": True}, RefusalCode.GUEST),
        ({"is_stranger": True}, RefusalCode.FOREIGN_WORKSPACE),
        ({"team_id": "T_OTHER"}, RefusalCode.FOREIGN_WORKSPACE),
        ({"team_id": "T_OTHER", "is_bot": True, "is_guest": True}, RefusalCode.FOREIGN_WORKSPACE),
    ],
)
def test_each_refusal_of_a_person_names_its_rule(changes, code):
    refused = refuse_person(a_person(**changes), HOME)
    assert refused is not None
    assert refused.code is code


def test_the_same_user_id_in_another_workspace_is_another_person():
    assert refuse_person(Person("U1", "T_OTHER", "Twin"), HOME) is not None


@pytest.mark.parametrize(
    ("reviewers", "whom"),
    [
        (("@support",), "Only @support (team member) can"),
        (("@support", "@sales"), "Only @support and @sales (team member) can"),
        (("@support", "U9", "U8"), "Only @support and reviewers named in the policy (team member) can"),
        (("U9",), "Only reviewers named in the policy (team member) can"),
        ((), "Only reviewers of the tier team member, which has none, can"),
    ],
)
def test_who_may_not_vote_is_told_whom_to_ask(reviewers, whom):
    action = an_action()
    rungs = tuple(replace(rung, reviewers=reviewers) for rung in action.route.ladder)
    refused = refuse_vote(replace(action, route=replace(action.route, ladder=rungs)), a_person("U1"), frozenset())
    assert refused is not None
    assert refused.sentence == f"{whom} decide this."


def test_an_unknown_home_workspace_lets_nobody_in():
    assert refuse_person(Person("U1", "", "Somebody"), "") is not None


@pytest.mark.parametrize("changes", [{"agent": an_agent(owner="U1")}, {"proposal": a_proposal(on_behalf_of="U1")}])
def test_whoever_asked_is_told_so_before_anything_else(changes):
    action = an_action(**changes)
    for reviewers in REVIEWERS.values():
        refused = refuse_vote(action, a_person("U1"), reviewers)
        assert refused is not None
        assert refused.code is RefusalCode.SELF_APPROVAL


@pytest.mark.parametrize(
    "written",
    [
        *("U1", "u1", " U1 ", "@U1", "<@U1>", "<@u1>", "<@U1|sam>", "<@U1|somebody else>"),
        *("Sam Carter", "sam carter", "@Sam Carter", "@sam carter ", "SAM CARTER"),
        *("sam@home.example", "Sam@Home.Example", "mailto:sam@home.example", "<sam@home.example>"),
        *("<mailto:sam@home.example|sam@home.example>", "Sam Carter <sam@home.example>", "S. C. <SAM@home.example>"),
    ],
)
@pytest.mark.parametrize("field", ["owner", "requester"])
def test_a_requester_written_in_another_way_is_still_the_requester(written, field):
    """The field is the agent's free text; a person must not become a stranger to their own request by spelling."""
    sam = a_person("U1", name="Sam Carter", email="sam@home.example")
    owner, requester = (written, None) if field == "owner" else (None, written)
    action = an_action(agent=an_agent(owner=owner), proposal=a_proposal(on_behalf_of=requester))
    refused = refuse_vote(action, sam, REVIEWERS["set"])
    assert refused is not None
    assert refused.code is RefusalCode.SELF_APPROVAL
    assert refuse_vote(action, a_person("U2", name="Max Fisch"), REVIEWERS["set"]) is None


@pytest.mark.parametrize("written", ["", " ", "<>", "@", "<@>", "mailto:", "U11", "Samuel", "sam@home.example.org"])
def test_what_names_nobody_keeps_nobody_from_deciding(written):
    sam = a_person("U1", name="Sam Carter", email="sam@home.example")
    assert refuse_vote(an_action(proposal=a_proposal(on_behalf_of=written)), sam, REVIEWERS["set"]) is None
    nameless = a_person("U1", name="", email="")
    assert refuse_vote(an_action(proposal=a_proposal(on_behalf_of=written)), nameless, REVIEWERS["set"]) is None


def test_one_person_votes_once_on_one_version_of_one_rung():
    action = an_action(a_rung(approvals_required=2), a_rung(tier="team_lead", approvals_required=2))
    step = cast_vote(action, approve(), a_person("U1"), NOW)
    assert isinstance(step, Transition)
    voted = step.action
    again = refuse_vote(voted, a_person("U1"), REVIEWERS["set"])
    assert again is not None
    assert again.code is RefusalCode.ALREADY_VOTED
    assert refuse_vote(voted, a_person("U2"), REVIEWERS["set"]) is None
    assert voted.assignment is not None
    climbed = replace(voted, assignment=replace(voted.assignment, rung=1))
    assert refuse_vote(climbed, a_person("U1"), REVIEWERS["set"]) is None
    edited = replace(voted, version=replace(voted.version, number=2))
    assert refuse_vote(edited, a_person("U1"), REVIEWERS["set"]) is None


def test_names_for_people():
    assert tier_words("domain_expert") == "domain expert"
    assert an_agent().actor.kind is DeciderKind.AGENT
