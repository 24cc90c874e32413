"""Whether anybody stands behind a card's reviewers, as far as Slack says, and what is said where nobody does."""

import pytest
from msgspec.structs import replace

from bot.delivery.attendance import TooFewReviewers, require_reviewers
from oversight.action.transition import Transition
from oversight.voting.decide import cast_vote
from tests.fakes.directory import MemoryDirectory
from tests.unit.oversight.builders import HOME, NOW, a_person, a_policy, a_rung, an_action, approve

POLICY = a_policy()


def asked_by(policy, action):
    """The action, as it was routed under this policy."""
    return replace(action, policy_hash=policy.hash)


def slack(*members: str) -> MemoryDirectory:
    return MemoryDirectory(HOME, groups={"@soc": frozenset(members)})


@pytest.mark.parametrize(
    ("reviewers", "needed", "members", "said"),
    [
        (("@soc",), 1, (), "Slack finds nobody behind @soc"),
        (("@soc", "@gone"), 2, ("U1",), "Slack finds only 1 of 2 people behind @soc, @gone"),
        (("@soc", "U1"), 2, ("U1",), "Slack finds only 1 of 2 people behind @soc and the people named beside"),
    ],
)
async def test_too_few_are_told_in_words_that_name_groups_and_no_ids(reviewers, needed, members, said):
    action = an_action(a_rung(reviewers=reviewers, approvals_required=needed))
    with pytest.raises(TooFewReviewers) as too_few:
        await require_reviewers(asked_by(POLICY, action), slack(*members), POLICY)
    assert str(too_few.value) == said


@pytest.mark.parametrize("reviewers", [("U1",), ("@soc",), ("U1", "@soc")])
async def test_whoever_answered_in_another_stage_is_nobody_here(reviewers):
    security, legal = a_rung(stage="security"), a_rung(tier="legal", stage="legal", reviewers=reviewers)
    passed = cast_vote(an_action(security, legal), approve(), a_person("U1"), NOW)
    assert isinstance(passed, Transition)
    with pytest.raises(TooFewReviewers) as too_few:
        await require_reviewers(asked_by(POLICY, passed.action), slack("U1"), POLICY)
    assert str(too_few.value) == "Too few of legal are left: the others answered in another stage"
    two = replace(legal, reviewers=(*reviewers, "U2"))
    enough = cast_vote(an_action(security, two), approve(), a_person("U1"), NOW)
    assert isinstance(enough, Transition)
    await require_reviewers(asked_by(POLICY, enough.action), slack("U1"), POLICY)


async def test_enough_people_or_a_slack_that_does_not_say_are_somebody():
    action = an_action(a_rung(reviewers=("@soc", "U1"), approvals_required=2))
    await require_reviewers(asked_by(POLICY, action), slack("U2"), POLICY)
    silent = slack()
    silent.is_down = True
    await require_reviewers(action, silent, POLICY)
    await require_reviewers(asked_by(POLICY, an_action()), silent, POLICY)


async def test_whom_the_policy_no_longer_names_is_nobody():
    action = an_action(a_rung(reviewers=("UMEMBER", "UGONE"), approvals_required=2))
    with pytest.raises(TooFewReviewers) as too_few:
        await require_reviewers(action, slack(), POLICY)
    assert str(too_few.value) == "The policy no longer names enough reviewers of team member"
    await require_reviewers(an_action(a_rung(reviewers=("UMEMBER", "UGONE"))), slack(), POLICY)
