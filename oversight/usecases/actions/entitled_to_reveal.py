"""Who may see what cards hide of an action, and who may see its arguments, looked up in the workspace."""

from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.people.person import Person
from oversight.policy import CardHints
from oversight.ports import Ports
from oversight.ports.world import DirectoryUnavailable
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.entitled import UNKNOWN
from oversight.voting.reveal import NOT_ENTITLED, named_to_reveal, refuse_reveal
from oversight.voting.reviewers_today import named_anywhere
from oversight.voting.viewers import viewers


async def refuse_to_reveal(person: Person, action: Action, ports: Ports) -> Refusal | None:
    """Why this person may not see the hidden values of the action, or nothing to object.

    They have to be named by the policy that the action came in under, and by today's. Where Slack is silent, nobody is.
    """
    today = ports.policies.policy
    pinned = today if action.policy_hash == today.hash else await ports.policies.pinned(action.policy_hash)
    then, now = named_to_reveal(action, pinned), named_to_reveal(action, today)
    if not then or not now:
        return NOT_ENTITLED
    try:
        entitled = await ports.directory.user_ids(then)
        if now != then:
            entitled &= await ports.directory.user_ids(now)
    except DirectoryUnavailable:
        return UNKNOWN
    return refuse_reveal(person, ports.directory.home_team, entitled)


async def hints_for(person: Person, action: Action, ports: Ports) -> CardHints:
    """How the action is shown to this person alone: with its arguments, if they are one of its reviewers.

    So are those who may see its hidden values, and of what ran without a person those who review samples.
    """
    hints = await card_hints(action, ports.policies)
    if not hints.summary_only:
        return hints
    if await _is_viewer(person, action, ports) or await refuse_to_reveal(person, action, ports) is None:
        return hints.opened
    return hints


async def _is_viewer(person: Person, action: Action, ports: Ports) -> bool:
    policy = ports.policies.policy
    names = viewers(action) if action.assignment is not None else policy.lazy_review.reviewers
    try:
        if person.id not in await ports.directory.user_ids(names):
            return False
        return policy.hash == action.policy_hash or person.id in await ports.directory.user_ids(named_anywhere(policy))
    except DirectoryUnavailable:
        return False
