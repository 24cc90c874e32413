"""Can enough people answer a card? User groups are only names in the policy; Slack knows who is in them."""

from oversight.action.action import Action
from oversight.action.refusal import RefusalCode
from oversight.action.route import tier_words
from oversight.policy import Policy
from oversight.ports.world import Directory, DirectoryUnavailable
from oversight.usecases.entitled import reviewers
from oversight.voting.eligibility import refuse_second_answer
from oversight.voting.quorum import required_approvals


class TooFewReviewers(Exception):
    """Too few people stand behind the reviewers of this card for it ever to be answered; the message says who."""


async def require_reviewers(action: Action, directory: Directory, policy: Policy) -> None:
    """Enough people can answer the action, as far as Slack and the policy in force say; raises TooFewReviewers.

    Nothing is raised where Slack cannot be asked: the card goes out, or waits for Slack like everything else.
    """
    asked = action.rung.reviewers if action.rung else ()
    elsewhere = _answered_in_another_stage(action)
    groups = [reviewer for reviewer in asked if reviewer.startswith("@")]
    if not groups and elsewhere.isdisjoint(asked) and policy.hash == action.policy_hash:
        return  # the ladder has counted people by name already
    try:
        people, still = await reviewers(action, directory, policy)
    except DirectoryUnavailable:
        return
    needed = required_approvals(action)
    if len(still - elsewhere) >= needed:
        return
    if len(people - elsewhere) >= needed:
        raise TooFewReviewers(f"The policy no longer names enough reviewers of {tier_words(action.tier)}")
    if len(people) >= needed or not groups:
        raise TooFewReviewers(f"Too few of {tier_words(action.tier)} are left: the others answered in another stage")
    who = f"only {len(people)} of {needed} people" if people else "nobody"
    # People are named by ids, which say nothing to a reader.
    others = " and the people named beside" if len(groups) < len(asked) else ""
    raise TooFewReviewers(f"Slack finds {who} behind {', '.join(groups)}{others}")


def _answered_in_another_stage(action: Action) -> frozenset[str]:
    """The people who have answered in another stage and therefore cannot answer here."""
    voters = {vote.reviewer.id for vote in action.votes}
    refusals = {voter: refuse_second_answer(action, voter) for voter in voters}
    return frozenset(voter for voter, why in refusals.items() if why and why.code is RefusalCode.OTHER_STAGE)
